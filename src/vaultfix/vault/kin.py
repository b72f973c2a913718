"""Kin: the names of a vault's files by what they share, so that a name that none has finds those like it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.files import Files, folded, is_hidden
from vaultfix.vault.lookup import folder_of

_MOST = 3
_CLOSE = 0.8
_SHORTEST = 4
_MOST_SEPARATORS = 4
"""By so many letters names may differ in length that differ but in blanks, hyphens and the like."""
_SEPARATORS = str.maketrans("", "", " -_.,'’")
_INDEXES = ("index.md", "_index.md", "readme.md")


class Likeness(NamedTuple):
    """The folded names that are like another one, the best first, and whether they are but a slip away from it."""

    names: tuple[str, ...]
    is_slip: bool


@dataclass(frozen=True, eq=False)
class Kin:
    """The folded names of files, arranged by what they share."""

    files: Files
    _likenesses: dict[str, Likeness] = field(default_factory=dict, repr=False)
    _families: dict[tuple[str, str], "_Family"] = field(default_factory=dict, repr=False)

    def extended(self, stem: str) -> Sequence[str]:
        """Return the names that are `stem` with an extension."""
        return [name for end in self._extensions if (name := f"{stem}.{end}") in self.files.named]

    @cached_property
    def indexes(self) -> Mapping[str, Sequence[str]]:
        """The folded name of a folder to the indexes of such folders [A3.9]."""
        paths = (path for index in _INDEXES for path in self.files.named.get(index, ()) if not is_hidden(path))
        return _grouped((folded(folder_of(path).rpartition("/")[2]), path) for path in paths)

    def like(self, name: str) -> Likeness:
        """Return the names of the same kind and initial that are but a slip away, else those that are close."""
        if name not in self._likenesses:
            stem, extension = _split(name)
            self._likenesses[name] = self._family(name[:1], extension).like(stem)
        return self._likenesses[name]

    def _family(self, initial: str, extension: str) -> "_Family":
        """Return the names of one kind that start with the same letter."""
        kind = initial, extension
        if kind not in self._families:
            alike = ((_split(name), name) for name in sorted(self._initials.get(initial, ())))
            self._families[kind] = _Family({stem: name for (stem, end), name in alike if end == extension})
        return self._families[kind]

    @cached_property
    def _initials(self) -> Mapping[str, Sequence[str]]:
        return _grouped((name[:1], name) for name in self.files.named)

    @cached_property
    def _extensions(self) -> Sequence[str]:
        return sorted({name.rpartition(".")[2] for name in self.files.named})


@dataclass(frozen=True, eq=False)
class _Family:
    """Names of one kind that start with the same letter, by their stems, in order."""

    stems: Mapping[str, str]

    def like(self, stem: str) -> Likeness:
        """Return what differs in one letter, in two that changed places, or only in blanks, hyphens and the like.

        Where nothing does, that is what is close.
        """
        bare = [each for each in self._bare.get(_bared(stem), ()) if abs(len(each) - len(stem)) <= _MOST_SEPARATORS]
        near = extract(stem, self._spelled, scorer=OSA.distance, limit=None, score_cutoff=1)
        slips = {*bare, *(each for each, _, _ in near if min(len(each), len(stem)) >= _SHORTEST)}
        if slips:
            return Likeness(tuple(self.stems[each] for each in sorted(slips)), is_slip=True)
        close = extract(stem, self._spelled, scorer=OSA.normalized_similarity, limit=_MOST, score_cutoff=_CLOSE)
        return Likeness(tuple(self.stems[each] for each, _, _ in close), is_slip=False)

    @cached_property
    def _spelled(self) -> Sequence[str]:
        return list(self.stems)

    @cached_property
    def _bare(self) -> Mapping[str, Sequence[str]]:
        return _grouped((bare, stem) for stem in self.stems if (bare := _bared(stem)))


@whole_of_faces
def kin(vault: Vault) -> Kin:
    """Return the names of a vault's files, to be searched for what is like a name."""
    return Kin(vault.files)


def _grouped(named: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    groups: dict[str, list[str]] = {}
    for key, name in named:
        groups.setdefault(key, []).append(name)
    return groups


def _bared(stem: str) -> str:
    return stem.translate(_SEPARATORS)


def _split(name: str) -> tuple[str, str]:
    """Split a folded name from its extension; a name without one is a note's."""
    stem, dot, extension = name.rpartition(".")
    return (stem, extension) if dot and 1 <= len(extension) <= 5 and extension.isalnum() else (name, "md")
