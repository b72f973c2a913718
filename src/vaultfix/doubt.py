"""Doubts: what must be seen in a note before a rule is asked about it.

Most notes are healthy, and most rules can be told so at a glance. Rules with the same doubt share the glance, and one
glance does for a whole sheaf of notes.
"""

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.plain_head import PlainHead, plain_heads
from vaultfix.vault import Vault

Sorts = Callable[[Document, Vault], Iterable[Hashable]]
"""Tells of which sorts that is which gives cause for a doubt."""

Narrow = Callable[[Sheaf, Vault], Iterable[int]]
"""Leaves of the notes in a sheaf those that may give cause for a doubt, by their places, in order."""


class Doubt(NamedTuple):
    """Whether a rule could find anything in a note: `holds` is cheap, and may be too eager, but its False is sure.

    It is asked of the notes that `narrow` leaves, of all of them where that is None.
    """

    holds: Callable[[Document, Vault], bool]
    narrow: Narrow | None = None
    sorts: Sorts | None = None
    """What tells the sorts of it apart, once it holds."""
    first: "Doubt | None" = None
    """What it is but a sort of."""
    sort: Hashable = None

    def of(self, sort: Hashable) -> "Doubt":
        """Return the doubt that holds only of notes with cause for this one that is of such a sort."""
        return Doubt(self.holds, first=self, sort=sort)

    def places(self, sheaf: Sheaf, vault: Vault) -> Sequence[int]:
        """Return the places of the notes of which the doubt holds, in order, whatever the sort."""
        left = self.narrow(sheaf, vault) if self.narrow else sheaf.every
        return [at for at in left if self.holds(sheaf.docs[at], vault)]


def among(narrow: Narrow, sorts: Sorts | None = None) -> Callable[[Callable[[Document, Vault], bool]], Doubt]:
    """Return what makes a doubt that holds only of notes that `narrow` leaves."""
    return lambda holds: Doubt(holds, narrow, sorts)


def of_vault(holds: Callable[[Vault], bool]) -> Doubt:
    """Return the doubt that holds of every note of a vault or of none."""
    return Doubt(lambda _, vault: holds(vault), lambda sheaf, vault: sheaf.every if holds(vault) else ())


@Doubt
def always(_doc: Document, _vault: Vault) -> bool:
    """Doubt every note."""
    return True


def foreign(sheaf: Sheaf, _: Vault) -> Sequence[int]:
    """Leave the notes with any sign above ASCII."""
    return sheaf.foreign


@among(foreign)
def above_ascii(doc: Document, _: Vault) -> bool:
    """Doubt a note with any sign that is not ASCII."""
    return not doc.raw.isascii()


def by_head(fits: Callable[[PlainHead, Vault], bool]) -> Narrow:
    """Return what leaves the notes whose plain head `fits`, and those whose head is not plain."""

    def fitting(sheaf: Sheaf, vault: Vault) -> Sequence[int]:
        found = (places for head, places in plain_heads(sheaf) if head is None or fits(head, vault))
        return sorted(chain.from_iterable(found))

    return fitting


def holding(text: str) -> Doubt:
    """Return the doubt about notes that hold `text`, in which there is no LF."""
    wanted = text.encode()
    return Doubt(_Holds(wanted), _Holding(wanted))


def matching(pattern: re.Pattern[bytes], sign: bytes = b"") -> Narrow:
    """Return what leaves the notes in which a pattern is found, as `Sheaf.matching` says."""
    return lambda sheaf, _: sheaf.matching(pattern, sign)


@dataclass(frozen=True, slots=True)
class _Holds:
    """A function would be another one each time it is made, and rules could not share it."""

    wanted: bytes

    def __call__(self, doc: Document, _: Vault) -> bool:
        return self.wanted in doc.raw


@dataclass(frozen=True, slots=True, repr=False)
class _Holding:
    """The same of a sheaf."""

    wanted: bytes

    def __call__(self, sheaf: Sheaf, _: Vault) -> Sequence[int]:
        return sheaf.holding(self.wanted)
