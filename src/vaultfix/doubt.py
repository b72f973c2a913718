"""Doubts: what must be seen in a note before a rule is asked about it.

Most notes are healthy, and most rules can be told so at a glance. Rules with the same doubt share the glance.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.vault import Vault


@dataclass(frozen=True, slots=True)
class Doubt:
    """Whether a rule could find anything in a note: `holds` is cheap, and may be too eager, but its False is sure."""

    holds: Callable[[Document, Vault], bool]
    first: "Doubt | None" = None
    """What must hold as well: where it does not, no rule with such a doubt needs to be asked."""


class Asked(NamedTuple):
    """A doubt, the places of those that share it, and the doubts of others that come to nothing unless it holds."""

    doubt: Doubt
    sharing: list[int]
    further: list["Asked"]


def arranged(doubts: Sequence[Doubt]) -> tuple[Asked, ...]:
    """Return doubts as they are asked: each once, and behind the one that comes first."""
    found: dict[Doubt, Asked] = {}
    for place, doubt in enumerate(doubts):
        if doubt not in found:
            found[doubt] = Asked(doubt, [], [])
            if doubt.first:
                found.setdefault(doubt.first, Asked(doubt.first, [], [])).further.append(found[doubt])
        found[doubt].sharing.append(place)
    return tuple(asked for asked in found.values() if not asked.doubt.first)


# Signs that few notes hold. One sign is found ten times as fast as two.
_RARE = "^\\"


@Doubt
def always(_doc: Document, _vault: Vault) -> bool:
    """Doubt every note."""
    return True


@Doubt
def above_ascii(doc: Document, _: Vault) -> bool:
    """Doubt a note with any sign that is not ASCII."""
    return not doc.text.isascii()


def holding(*texts: str) -> Doubt:
    """Return the doubt about notes that hold one of `texts`."""
    rare = next((sign for sign in _RARE if all(sign in text for text in texts)), "")
    return Doubt(_Holding(texts, rare))


@dataclass(frozen=True, slots=True)
class _Holding:
    """A function would be another one each time it is made, and rules could not share it."""

    texts: tuple[str, ...]
    rare: str
    """A rare sign that is in all of them, or nothing."""

    def __call__(self, doc: Document, _: Vault) -> bool:
        text = doc.text
        if self.rare not in text:
            return False
        for each in self.texts:  # noqa: SIM110 - a generator takes longer than the search
            if each in text:
                return True
        return False
