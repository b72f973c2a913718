"""Suggestions: the files that a link to nowhere may have meant."""

from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from itertools import takewhile

from vaultfix.vault.files import Files, folded

_MOST = 3
_CLOSE = 0.8
_SEPARATORS = str.maketrans("", "", " -_.,'’")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A file that a link may have meant, and why; `sure` where little but it can have been meant."""

    path: str
    why: str
    sure: bool


def suggestions(files: Files, path: str) -> tuple[Suggestion, ...]:
    """Return files whose name is that of `path` or close to it, best first: moved, mistyped, or with an extension."""
    name = folded(path.replace("\\", "/").rstrip("/").rpartition("/")[2]).rstrip(". ")
    if not name:
        return ()
    if same := [known for known in (name, f"{name}.md") if known in files.named]:
        return _at(files, same, "the same name, elsewhere", sure=True)
    pool = files.by_initial.get(name[0], ())
    if extended := [known for known in pool if known.rpartition(".")[0] == name]:
        return _at(files, extended, "with its extension", sure=True)
    stem, extension = _split(name)
    stems = {_split(known)[0]: known for known in pool if _split(known)[1] == extension}
    if slips := [known for other, known in stems.items() if is_slip(stem, other)]:
        return _at(files, slips, "almost the same name", sure=True)
    close = get_close_matches(stem, [other for other in stems if _may_be_close(stem, other)], _MOST, _CLOSE)
    return _at(files, [stems[other] for other in close], "a name like it", sure=False)


def is_slip(name: str, other: str) -> bool:
    """Whether two names differ in one letter, in two that changed places, or only in blanks, hyphens and the like."""
    if name.translate(_SEPARATORS) == other.translate(_SEPARATORS) != "":
        return True
    if abs(len(name) - len(other)) > 1 or min(len(name), len(other)) < 4:
        return False
    start = _shared(name, other)
    end = _shared(name[start:][::-1], other[start:][::-1])
    left, right = name[start : len(name) - end], other[start : len(other) - end]
    return max(len(left), len(right)) <= 1 or (len(left) == 2 and left == right[::-1])


def _at(files: Files, names: list[str], why: str, *, sure: bool) -> tuple[Suggestion, ...]:
    paths = [path for name in names for path in sorted(files.named[name], key=lambda path: (len(path), path))]
    return tuple(Suggestion(path, why, sure) for path in paths[:_MOST])


def _shared(one: str, other: str) -> int:
    """Return how many letters two names start with alike."""
    return len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))


def _split(name: str) -> tuple[str, str]:
    """Split a folded name from its extension; a name without one is a note's."""
    stem, dot, extension = name.rpartition(".")
    return (stem, extension) if dot and 1 <= len(extension) <= 5 and extension.isalnum() else (name, "md")


def _may_be_close(name: str, other: str) -> bool:
    """Whether two names are alike in length and letters, so that they are worth a closer look."""
    longest = max(len(name), len(other))
    if abs(len(name) - len(other)) > longest // 4:
        return False
    return SequenceMatcher(None, name, other, autojunk=False).quick_ratio() >= _CLOSE
