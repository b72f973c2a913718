"""Parcels: what one process found, as plain values that another one soon reads: rules by number, notes as bytes."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from vaultfix.document import Document, Place
from vaultfix.engine import Charges
from vaultfix.rule import Finding, Rule, Verdict
from vaultfix.text import Span

Found = tuple[int, int, int, int, int, str, Sequence[object]]
Parcel = Sequence[tuple[str, bytes, Sequence[Found]]]
"""Notes by path and bytes, with what was found in each."""


class Packer(NamedTuple):
    """Packs verdicts of some rules, which both processes have in the same order, and unpacks them again."""

    rules: tuple[Rule, ...]
    numbers: dict[int, int]

    @classmethod
    def of(cls, *charges: Charges) -> "Packer":
        """Return the packer for all rules of some charges, each once; most notes have the very same."""
        groups = {id(rules): rules for each in charges for rules in each.values()}
        rules = tuple({id(rule): rule for rules in groups.values() for rule in rules}.values())
        return cls(rules, {id(rule): at for at, rule in enumerate(rules)})

    def packed(self, verdicts: Iterable[Verdict]) -> Parcel:
        """Return verdicts as plain values; those of a note stand together."""
        return [
            (doc.path, doc.raw, [self._plainly(verdict) for verdict in ours])
            for doc, ours in groupby(verdicts, key=lambda verdict: verdict.doc)
        ]

    def _plainly(self, verdict: Verdict) -> Found:
        doc, rule, ((start, end), message, *rest) = verdict
        while rest and not rest[-1]:
            rest.pop()  # most findings have no more than a fix or choices
        line, column = doc.place(start)
        return self.numbers[id(rule)], start, end, line, column, message, rest

    def unpacked(self, parcel: Parcel, note: Callable[[str, bytes], Document]) -> Iterator[Verdict]:
        """Yield the verdicts; `note` gives the document that stands for some bytes under a path."""
        for path, raw, found in parcel:
            doc = note(path, raw)
            for at, start, end, line, column, message, rest in found:
                doc.places[start] = Place(line, column)
                yield Verdict(doc, self.rules[at], Finding(Span(start, end), message, *rest))  # type: ignore[arg-type]  # as they were packed
