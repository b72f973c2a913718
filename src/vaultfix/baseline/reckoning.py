"""Reckoning: what was found, set against what was known; the count of what is known never rises by it."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from typing import NamedTuple

from vaultfix.baseline.known import Known
from vaultfix.baseline.ledger import Counts
from vaultfix.rule import Verdict


class Reach(NamedTuple):
    """How far a run went: only of what it judged can it say that a known fault is gone."""

    asked: Callable[[str, str], bool]
    """Whether the note at a path was judged, in all of it, by the rule of a name."""
    there: Callable[[str], bool]
    """Whether the vault has a note at a path."""
    whole: bool = True
    """Whether every note of the vault was judged, by every rule that is on."""


class Reckoning(NamedTuple):
    """What came of it."""

    new: tuple[Verdict, ...]
    """The findings that were not known, in the order in which they came."""
    known: int
    """How many were known."""
    mended: int
    """How many faults that were known are gone."""
    kept: Counts
    """What is still known: faults that have moved under their new paths, and what the run did not judge as it was."""
    grown: Counts
    """That, and what is new."""


def reckon(counts: Counts, found: Iterable[Verdict], reach: Reach) -> Reckoning:
    """Set the findings against the faults that are known.

    Faults that are alike are counted: of three where two were known, the last one is new. Where a note has none left
    of a fault, or is gone, the same fault elsewhere is taken for the one that was there, moved.
    """
    unseen = Counter(counts)
    here: Counter[Known] = Counter()
    strange = []
    for verdict in found:
        known = Known.of(verdict)
        if unseen[known]:
            unseen[known] -= 1
            here[known] += 1
        else:
            strange.append((verdict, known))
    movable = _movable(unseen, reach) if strange else {}
    new = []
    added: Counter[Known] = Counter()
    for verdict, known in strange:
        origin = next(iter(movable.get((known.rule, known.text), ())), None)
        if origin is None:
            new.append(verdict)
            added[known] += 1
        else:
            movable[known.rule, known.text].remove(origin)
            unseen[origin] -= 1
            here[known] += 1
    elsewhere = Counter({known: number for known, number in unseen.items() if not _is_over(known, reach)})
    mended = unseen.total() - elsewhere.total()
    kept = +(here + elsewhere)
    return Reckoning(tuple(new), here.total(), mended, kept, +(kept + added))


def _movable(unseen: Counter[Known], reach: Reach) -> defaultdict[tuple[str, str], list[Known]]:
    """Return the known faults that were not found in their notes, by rule and words, each as often as it is missing."""
    missing: defaultdict[tuple[str, str], list[Known]] = defaultdict(list)
    for known in sorted(unseen):
        if unseen[known] and (reach.asked(known.path, known.rule) or not reach.there(known.path)):
            missing[known.rule, known.text] += [known] * unseen[known]
    return missing


def _is_over(known: Known, reach: Reach) -> bool:
    """Whether a known fault that was not found is gone for certain."""
    return reach.whole or reach.asked(known.path, known.rule)
