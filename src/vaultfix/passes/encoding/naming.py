"""Naming: what damaged names of files and folders were, and whether they can be given back."""

import unicodedata
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.mojibake.mentions import mentions
from vaultfix.mojibake.recovery import Mending, recover
from vaultfix.mojibake.repair import Change
from vaultfix.passes.encoding.damaged import visible
from vaultfix.passes.encoding.names import homes, stems, suspects
from vaultfix.rule import Finding
from vaultfix.text import Edit, Span, splice
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.evidence import testimony
from vaultfix.vault.files import folded

MOST_LISTED = 5


class Name(NamedTuple):
    """A damaged name: the path that bears it, and the paths that it may have been, the likeliest first.

    Attributes:
        path: the file or folder as it lies on disk.
        choices: each with its chance, 0 to 1; only the last name of the path differs.
        proved: whether the first choice is what the name was.
        talks: whether the name has the word that it mends intact too, as one that talks about damage does.
    """

    path: str
    choices: tuple[tuple[str, float], ...]
    proved: bool
    talks: bool


def findings(doc: Document, vault: Vault, least_chance: float) -> Iterator[Finding]:
    """Yield what is to be said at the top of a note of the names that it tells of."""
    for path in homes(vault).get(doc.path, ()):
        name = _names(vault).get(path)
        if name:
            yield _finding(vault, name, least_chance)


def _finding(vault: Vault, name: Name, least_chance: float) -> Finding:
    """Return the finding on one name; in its details stands what it can be renamed to, where nothing is in the way."""
    best, chance = name.choices[0]
    what = "folder" if name.path in vault.files.folders else "file"
    fault = f"the {what} `{name.path}` has a damaged name"
    was = f"it was `{visible(best)}`" if name.proved else _likely(name)
    taken = _taken(vault, name)
    if taken:
        return Finding(Span(0, 0), f"{fault}; {was}, but `{taken}` has that name: rename one of them by hand")
    if not name.proved and chance < least_chance:
        return Finding(Span(0, 0), f"{fault}; {was}", details=(("path", name.path),))
    orders = "--fix --rename-files" if name.proved else "--fix --unsafe-fixes --rename-files"
    message = f"{fault}; {was}: `{orders}` renames it with every link to it"
    details = (("path", name.path), ("new path", best), ("proved", "yes" if name.proved else "no"))
    return Finding(Span(0, 0), message, details=details)


def _likely(name: Name) -> str:
    (best, chance), *others = name.choices
    if name.talks:
        return f"it was `{visible(best)}`, if it does not talk about the damage"
    rest = f", else {' '.join(f'`{visible(each)}`' for each, _ in others)}" if others else ""
    return f"most likely it was `{visible(best)}` ({chance:.0%}){rest}"


@whole_of_faces
def _names(vault: Vault) -> Mapping[str, Name]:
    """Return the damaged names by path. All are read at once: one tool damaged them, and each speaks for the others."""
    paths = suspects(vault)
    words = stems(paths)
    text = "\n".join(words)
    recovery = recover(text)
    if not all(mending.certain for mending in recovery.changes):
        recovery = recover(text, testimony(vault, ""))
    starts = [0, *accumulate(len(each) + 1 for each in words)]
    ours: list[list[Mending]] = [[] for _ in paths]
    for mending in recovery.changes:
        ours[bisect_right(starts, mending.span.start) - 1].append(mending)
    names = (_name(*each) for each in zip(paths, starts, ours, strict=False))
    return {name.path: name for name in names if name}


def _name(path: str, start: int, mendings: Sequence[Mending]) -> Name | None:
    """Return what one name may have been; None where nothing is known that a file can be named."""
    if not mendings or any(mending.best is None for mending in mendings):
        return None
    folder, slash, last = path.rpartition("/")
    certain = all(mending.certain for mending in mendings)
    talks = certain and any(mentions(stems([path])[0], [_in_name(mending, start) for mending in mendings]))
    proved = certain and not talks
    choices: dict[str, float] = {}
    most = 1 if certain else MOST_LISTED
    for rank in range(most):
        chance = 1.0
        edits = []
        for mending in mendings:
            candidate = mending.candidates[min(rank, len(mending.candidates) - 1)]
            chance *= candidate.probability
            edits.append(Edit(Span(mending.span.start - start, mending.span.end - start), candidate.text))
        choices.setdefault(splice(last, edits), chance)
    usable = [(f"{folder}{slash}{text}", chance) for text, chance in choices.items() if _can_be_name(text)]
    return Name(path, tuple(usable), proved, talks) if usable else None


def _in_name(mending: Mending, start: int) -> Change:
    """Return a certain change of a name that starts there."""
    span = Span(mending.span.start - start, mending.span.end - start)
    return mending.change._replace(span=span, after=mending.candidates[0].text)


def _can_be_name(text: str) -> bool:
    """Whether a file can bear this name: nothing that separates paths, and nothing unseen."""
    return not any(sign == "/" or unicodedata.category(sign) == "Cc" for sign in text)


def _taken(vault: Vault, name: Name) -> str:
    """Return what has the name already, or will get it; empty where it is free. Disks may overlook capitals [A5.4]."""
    wanted = folded(name.choices[0][0])
    claims = (path for path in _claims(vault)[wanted] if path != name.path)
    return next(chain(vault.files.alike(wanted), claims), "")


@whole_of_faces
def _claims(vault: Vault) -> Mapping[str, Sequence[str]]:
    """Return, by the folded path that it was, which damaged names claim it."""
    claims: defaultdict[str, list[str]] = defaultdict(list)
    for name in _names(vault).values():
        claims[folded(name.choices[0][0])].append(name.path)
    return claims
