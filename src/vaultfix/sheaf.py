"""Sheaves: notes that are looked at together, since one look at all of them costs hardly more than one at each."""

import re
from bisect import bisect_right
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import accumulate
from typing import TypeVar, cast

from vaultfix.document import Document

Common = TypeVar("Common")

_MOST_NOTES = 256
_MOST_BYTES = 200_000
"""How much is bound in one sheaf: more would not be looked through any faster, and has to be held."""
_LONG = 20_000
"""From so many bytes on a pattern is found sooner than several plain bytes, though it has to be compiled first."""


@dataclass(frozen=True, eq=False, repr=False)
class Sheaf:
    """Some notes, at least one, in any order; what is said of single ones is told by their places in it."""

    docs: Sequence[Document]
    _facts: dict[Hashable, object] = field(default_factory=dict)

    @property
    def every(self) -> range:
        """The places of all notes."""
        return range(len(self.docs))

    @cached_property
    def raw(self) -> bytes:
        """The bytes of all notes, with a line end between one and the next."""
        return self.docs[0].raw if len(self.docs) == 1 else b"\n".join([doc.raw for doc in self.docs])

    @cached_property
    def foreign(self) -> Sequence[int]:
        """The places of the notes with any sign above ASCII."""
        return () if self.raw.isascii() else [at for at, doc in enumerate(self.docs) if not doc.raw.isascii()]

    def holding(self, wanted: bytes) -> Sequence[int]:
        """Return the places of the notes that hold `wanted`, which has no line end in it."""
        if wanted not in self._facts:
            # A single byte is told many times faster, and of most signs there is one that is not there.
            may_be_there = all(byte in self.raw for byte in wanted)
            self._facts[wanted] = self._found(wanted) if may_be_there else ()
        return cast("Sequence[int]", self._facts[wanted])

    def _found(self, wanted: bytes) -> Sequence[int]:
        """Return the same, and look through all bytes."""
        if len(wanted) > 1 and len(self.raw) > _LONG:
            return self.matching(re.compile(re.escape(wanted)))
        return self._places(lambda start: self.raw.find(wanted, start))

    def matching(self, pattern: re.Pattern[bytes], sign: bytes = b"") -> Sequence[int]:
        """Return the places of the notes in which a match of `pattern` begins; each match has `sign` in it.

        It takes a line end for as good as the end of a note. One that goes on over line ends may tell too much, for it
        may end in another note.
        """
        if sign and 2 * len(few := self.holding(sign)) < len(self.docs):
            return [at for at in few if pattern.search(self.docs[at].raw)]

        def found(start: int) -> int:
            match = pattern.search(self.raw, start)
            return match.start() if match else -1

        return self._places(found)

    def apart(self, line: bytes) -> bytes:
        """Return the bytes of all notes, with a line that tells them apart between one and the next."""
        return (b"\n%b\n" % line).join([doc.raw for doc in self.docs])

    def _places(self, find: Callable[[int], int]) -> Sequence[int]:
        """Return the places of the notes in which `find` finds something from an offset on, each of them once."""
        found = []
        at = find(0)
        while at >= 0:
            place = bisect_right(self._starts, at) - 1
            found.append(place)
            at = find(self._starts[place + 1]) if place + 1 < len(self.docs) else -1
        return found

    @cached_property
    def _starts(self) -> Sequence[int]:
        """Where each note starts in `raw`."""
        return [0, *accumulate(len(doc.raw) + 1 for doc in self.docs[:-1])]


def repeating(words: Sequence[Hashable], end: Hashable) -> list[int]:
    """Return the places of the notes with a word that they have twice; `end` stands between the words of two notes."""
    found = []
    start = 0
    ends = [at for at, word in enumerate(words) if word == end]
    for at, stop in enumerate([*ends, len(words)]):
        if stop - start > len(set(words[start:stop])):
            found.append(at)
        start = stop + 1
    return found


def sheaves(docs: Iterable[Document]) -> Iterator[Sheaf]:
    """Bind notes to sheaves, in their order."""
    bound: list[Document] = []
    room = _MOST_BYTES
    for doc in docs:
        bound.append(doc)
        room -= len(doc.raw)
        if room < 0 or len(bound) == _MOST_NOTES:
            yield Sheaf(bound)
            bound, room = [], _MOST_BYTES
    if bound:
        yield Sheaf(bound)


def common(read: Callable[[Sheaf], Common]) -> Callable[[Sheaf], Common]:
    """Make a reader remember, on each sheaf, what it found in its notes."""

    @wraps(read)
    def remembered_common(sheaf: Sheaf) -> Common:
        facts = sheaf._facts  # noqa: SLF001 - this decorator is the other half of Sheaf
        if read not in facts:
            facts[read] = read(sheaf)
        return cast("Common", facts[read])

    return remembered_common
