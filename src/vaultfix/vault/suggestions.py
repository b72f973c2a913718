"""Suggestions: the files that a link to nowhere may have meant."""

from difflib import SequenceMatcher, get_close_matches

from vaultfix.vault.files import Files, folded

_MOST = 3
_CLOSE = 0.8


def suggestions(files: Files, path: str) -> tuple[str, ...]:
    """Return files whose name is that of `path` or close to it, best first: moved, mistyped, or with an extension."""
    name = folded(path.replace("\\", "/").rstrip("/").rpartition("/")[2]).rstrip(". ")
    if not name:
        return ()
    names = [known for known in (name, f"{name}.md") if known in files.named] or _close(files, name)
    paths = [path for known in names for path in sorted(files.named[known], key=lambda path: (len(path), path))]
    return tuple(paths[:_MOST])


def _close(files: Files, name: str) -> list[str]:
    """Return the known names, folded, that are close to `name`."""
    pool = files.by_initial.get(name[0], ())
    if with_extension := [known for known in pool if known.startswith(f"{name}.")]:
        return sorted(with_extension)[:_MOST]
    noted = name if "." in name and not name.endswith(".md") else f"{name.removesuffix('.md')}.md"
    similar = [known for known in pool if _may_be_close(noted, known)]
    return get_close_matches(noted, similar, _MOST, _CLOSE)


def _may_be_close(name: str, known: str) -> bool:
    """Whether two names are alike in length and letters, so that they are worth a closer look."""
    if abs(len(name) - len(known)) > len(name) // 4 + 1 or name.rpartition(".")[2] != known.rpartition(".")[2]:
        return False
    return SequenceMatcher(None, name, known, autojunk=False).quick_ratio() >= _CLOSE
