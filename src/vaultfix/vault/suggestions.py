"""Suggestions: the files that a link to nowhere may have meant."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from vaultfix.syntax.links import Kind, Link
from vaultfix.vault import Vault
from vaultfix.vault.called import called
from vaultfix.vault.files import Files, folded, is_hidden
from vaultfix.vault.lookup import folder_of

_MOST = 3
_CLOSE = 0.8
_SHORTEST = 4
_MOST_SEPARATORS = 4
"""By so many letters names may differ in length that differ but in blanks, hyphens and the like."""
_SEPARATORS = str.maketrans("", "", " -_.,'’")
_INDEXES = ("index.md", "_index.md", "readme.md")


class Suggestion(NamedTuple):
    """A file that a link may have meant, and why; `sure` where little but it can have been meant."""

    path: str
    why: str
    sure: bool
    shown: str | None = None
    """The words that a link to the file should show, where they are not its name: an alias, a title, a heading."""


def suggestions(vault: Vault, source: str, link: Link) -> tuple[Suggestion, ...]:
    """Return what a link in the note `source` may have meant, best first; empty where nothing is like it.

    The first of these that fits counts alone: the same name elsewhere, the index of a folder, the name with an
    extension, a name that just one note goes by, a slip of the pen, names that are close.
    """
    path = link.path.replace("\\", "/").rstrip("/")
    name = folded(path.rpartition("/")[2]).rstrip(". ")
    if not name:
        return ()
    exact = _exact(vault, source, name)
    if exact:
        return exact
    if link.kind is Kind.WIKI and not link.embed and (bearers := called(vault).get(name)):
        return (Suggestion(bearers[0], "a name it goes by", sure=True, shown=path),) if len(bearers) == 1 else ()
    return _alike(vault, source, name)


def _exact(vault: Vault, source: str, name: str) -> tuple[Suggestion, ...]:
    """Return the files whose name is just `name`, the index of its folder, or the files that only lack an extension."""
    files = vault.files
    if same := [known for known in (name, f"{name}.md") if known in files.named]:
        return _ranked(vault, source, same, "the same name, elsewhere")
    if index := _index(files, name):
        return (Suggestion(index, "the index of this folder", sure=True),)
    extended = [known for known in files.by_initial.get(name[0], ()) if known.rpartition(".")[0] == name]
    return _ranked(vault, source, extended, "with its extension")


def _alike(vault: Vault, source: str, name: str) -> tuple[Suggestion, ...]:
    """Return the files of the same kind and initial whose name is but a slip away, else those whose name is close."""
    stem, extension = _split(name)
    pool = vault.files.by_initial.get(name[0], ())
    stems = {_split(known)[0]: known for known in pool if _split(known)[1] == extension}
    alike = ((other, known) for other, known in stems.items() if abs(len(stem) - len(other)) <= _MOST_SEPARATORS)
    if slips := [known for other, known in alike if is_slip(stem, other)]:
        return _ranked(vault, source, slips, "almost the same name")
    close = extract(stem, list(stems), scorer=OSA.normalized_similarity, limit=_MOST, score_cutoff=_CLOSE)
    return _ranked(vault, source, [stems[other] for other, _, _ in close], "a name like it", sure=False)


def is_slip(name: str, other: str) -> bool:
    """Whether two names differ in one letter, in two that changed places, or only in blanks, hyphens and the like."""
    if name.translate(_SEPARATORS) == other.translate(_SEPARATORS) != "":
        return True
    if abs(len(name) - len(other)) > 1 or min(len(name), len(other)) < _SHORTEST:
        return False
    return OSA.distance(name, other, score_cutoff=1) <= 1


def _ranked(vault: Vault, source: str, names: Sequence[str], why: str, *, sure: bool = True) -> tuple[Suggestion, ...]:
    """Return the files of the given names, those of the first name first.

    Of one name comes first what lies where Obsidian puts attachments of the note, then what has a short path [A7.2].
    """
    place = _attachments_of(vault, source)
    paths = [
        path
        for name in names
        for path in sorted(vault.files.named[name], key=lambda path: (folder_of(path) != place, len(path), path))
    ]
    return tuple(Suggestion(path, why, sure) for path in paths[:_MOST])


def _attachments_of(vault: Vault, source: str) -> str:
    """Return the folder where Obsidian puts what is attached to the note `source`."""
    folder = vault.customs.attachment_folder
    if not folder.startswith("./"):
        return folder.strip("/")
    return "/".join(filter(None, (folder_of(source), folder.removeprefix("./").strip("/"))))


def _index(files: Files, name: str) -> str | None:
    """Return the index of the only folder of that name, None without one [A3.9]."""
    found = list(_indexes(files, name))
    return found[0] if len(found) == 1 else None


def _indexes(files: Files, name: str) -> Iterator[str]:
    for index in _INDEXES:
        for path in files.named.get(index, ()):
            if folded(folder_of(path).rpartition("/")[2]) == name and not is_hidden(path):
                yield path


def _split(name: str) -> tuple[str, str]:
    """Split a folded name from its extension; a name without one is a note's."""
    stem, dot, extension = name.rpartition(".")
    return (stem, extension) if dot and 1 <= len(extension) <= 5 and extension.isalnum() else (name, "md")
