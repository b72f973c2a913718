"""Counting: outcomes added up by accident and kind of text, and printed as tables."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from outcomes import NOT_ASKED, Ambiguity, Outcome
from scoring import KINDS

LATIN_NOTES = "notes in Latin script"
ALL = "all"
MOST_SHOWN = 3
"""How many of the wrong fixes are shown, the commonest first."""
BINS = (0.0, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.999, 1.01)


@dataclass(frozen=True)
class Tally:
    """What many runs came to: `by_kind` holds a counter for each kind, for all, and for notes in Latin script."""

    by_kind: Mapping[str, Counter[str]] = field(
        default_factory=lambda: {kind: Counter() for kind in (*KINDS, LATIN_NOTES, ALL)}
    )
    ambiguous: Counter[str] = field(default_factory=Counter)
    calibration: Counter[tuple[int, bool]] = field(default_factory=Counter)
    wrong: Counter[tuple[str, str, str]] = field(default_factory=Counter)

    def add(self, outcome: Outcome, *, in_latin: bool, ambiguity: Ambiguity | None) -> None:
        """Count one run."""
        counted = Counter(_marks(outcome))
        for row in (outcome.kind, ALL, *([LATIN_NOTES] if in_latin else [])):
            self.by_kind[row].update(counted)
        if outcome.is_damaged and outcome.is_wrong:
            self.wrong[outcome.truth, outcome.damaged, str(outcome.safe)] += 1
        if not outcome.is_damaged:
            return
        if outcome.offer and not outcome.offer.certain and outcome.offer.candidates:
            text, chance = outcome.offer.candidates[0]
            self.calibration[_bin(chance), text == outcome.truth] += 1
        if ambiguity and outcome.kind == KINDS[0]:
            for first, among in ambiguity.judged(outcome):
                self.ambiguous.update({"emoji": 1, "first": first, "among": among})


def _marks(outcome: Outcome) -> Iterator[str]:
    """Yield the columns that one run counts in."""
    if not outcome.is_damaged:
        yield "intact"
        if outcome.safe != outcome.truth:
            yield "intact changed"
        if outcome.rival not in (outcome.truth, NOT_ASKED):
            yield "intact changed by ftfy"
        return
    yield "damaged"
    columns = {
        "safe": outcome.safe == outcome.truth,
        "touched": outcome.safe != outcome.damaged,
        "wrong": outcome.is_wrong,
        "guessed": outcome.guessed == outcome.truth,
        "among": outcome.is_among_first,
        "worse, safe": outcome.is_worse(outcome.safe),
        "worse, guessed": outcome.is_worse(outcome.guessed),
        "ftfy": outcome.rival == outcome.truth,
        "asked": outcome.rival != NOT_ASKED,
        "worse, ftfy": outcome.rival != NOT_ASKED and outcome.is_worse(outcome.rival),
    }
    yield from (column for column, holds in columns.items() if holds)


def _bin(chance: float) -> int:
    return max(number for number, least in enumerate(BINS[:-1]) if chance >= least)


def table(title: str, tallies: Mapping[str, Tally], rows: Sequence[str] | None = None) -> Iterator[str]:
    """Yield the lines of a table: one line per accident and kind, ratios of the damaged runs."""
    yield f"\n{title}"
    yield f"{'':42}{'damaged':>8}{'safe':>8}{'wrong':>8}{'guess':>8}{'first 3':>8}{'worse':>15}{'ftfy':>8}{'worse':>8}"
    for name, tally in tallies.items():
        yield name
        for kind, counted in tally.by_kind.items():
            if counted["damaged"] and (rows is None or kind in rows):
                yield _row(kind, counted)
        total = tally.by_kind[ALL]
        if total["intact"]:
            changed, by_ftfy = total["intact changed"], total["intact changed by ftfy"]
            yield f"    of {total['intact']} intact runs changed: {changed}, by ftfy: {by_ftfy}"
        for (truth, damaged, now), count in tally.wrong.most_common(MOST_SHOWN):
            yield f"    wrong {count} times: {now!r}, which was {truth!r}, then {damaged!r}"


def _row(kind: str, counted: Mapping[str, int]) -> str:
    def ratio(column: str) -> str:
        return f"{counted[column] / counted['damaged']:8.4f}"

    asked = counted["asked"] > 0
    flag = "  < ftfy" if counted["guessed"] < counted["ftfy"] else ""
    worse = f"{ratio('worse, safe'):>7}{ratio('worse, guessed')}"
    return (
        f"    {kind:38}{counted['damaged']:8}{ratio('safe')}{counted['wrong']:8}{ratio('guessed')}{ratio('among')}"
        f"{worse}{ratio('ftfy') if asked else ''}{ratio('worse, ftfy') if asked else ''}{flag}"
    )


def ambiguous(tallies: Mapping[str, Tally]) -> Iterator[str]:
    """Yield, for each scenario, how often an emoji that could have been several is right at first, and among three."""
    yield "\nEmoji that could have been several"
    yield f"{'':42}{'emoji':>8}{'first':>8}{'first 3':>8}"
    for name, tally in tallies.items():
        if total := tally.ambiguous["emoji"]:
            first, among = tally.ambiguous["first"] / total, tally.ambiguous["among"] / total
            yield f"{name:42}{total:8}{first:8.4f}{among:8.4f}"


def calibration(tallies: Iterable[Tally]) -> Iterator[str]:
    """Yield how often the best guesses of each chance are right."""
    counted: Counter[tuple[int, bool]] = Counter()
    for tally in tallies:
        counted.update(tally.calibration)
    yield "\nOf the best guesses of a chance, so many are right"
    for number, (least, most) in enumerate(pairwise(BINS)):
        right, wrong = counted[number, True], counted[number, False]
        if right + wrong:
            yield f"    {least:5.3f} to {min(most, 1):5.3f}{right + wrong:8}{right / (right + wrong):8.4f}"


def plain(tallies: Mapping[str, Tally]) -> Mapping[str, object]:
    """Return all of it for a program."""
    return {
        name: {
            "kinds": {kind: dict(counted) for kind, counted in tally.by_kind.items() if counted},
            "ambiguous": dict(tally.ambiguous),
            "calibration": [
                {
                    "least": BINS[number],
                    "right": tally.calibration[number, True],
                    "wrong": tally.calibration[number, False],
                }
                for number in range(len(BINS) - 1)
            ],
            "wrong": [[*case, count] for case, count in tally.wrong.most_common(20)],
        }
        for name, tally in tallies.items()
    }
