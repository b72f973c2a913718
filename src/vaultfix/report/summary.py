"""What a run came to: in words, and counted by rule."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, Self

from vaultfix.report.entry import HUES, MARKS, Entry, in_order
from vaultfix.report.paint import Paint
from vaultfix.rule import Severity
from vaultfix.text import Safety


class Tally(NamedTuple):
    """Findings, counted: how many there are, in how many notes, and how many could be mended."""

    faults: int
    notes: int
    safe: int
    unsafe: int
    severities: tuple[tuple[Severity, int], ...]
    """From the gravest down; a severity with no finding is not named."""
    rules: tuple[tuple[str, int], ...]
    """From the most frequent down."""

    @classmethod
    def of(cls, entries: Sequence[Entry]) -> Self:
        """Count `entries`."""
        fixes = Counter(entry.safety for entry in entries)
        severities = Counter(entry.verdict.severity for entry in entries)
        return cls(
            len(entries),
            len({entry.path for entry in entries}),
            fixes[Safety.SAFE],
            fixes[Safety.UNSAFE],
            tuple(sorted(severities.items(), reverse=True)),
            tuple(_by_frequency(entry.rule for entry in entries)),
        )


def count(number: int, thing: str) -> str:
    """Return a number and what it counts: `1 note`, `2 notes`."""
    return f"{number} {thing}{'' if number == 1 else 's'}"


def as_numbers(left: Tally, notes: int, fixed: int) -> dict[str, object]:
    """Return the counts for a program to read; `notes` is how many were judged, `fixed` how many faults were mended."""
    return {
        "notes": notes,
        "findings": left.faults,
        "by_severity": {severity.name.lower(): number for severity, number in left.severities},
        "by_rule": dict(left.rules),
        "fixable": left.safe,
        "fixable_unsafely": left.unsafe,
        "fixed": fixed,
    }


def checked(left: Tally, notes: int, *, are_new: bool = False) -> str:
    """Return the last line of a run that mended nothing; `notes` is how many were judged.

    `are_new` says that there are others, which were known.
    """
    if not left.faults:
        return f"no {'new ' if are_new else ''}faults in {count(notes, 'note')}"
    grades = ", ".join(_grade(severity, number) for severity, number in left.severities)
    share = "" if left.notes == notes else f"{left.notes} of "
    found = f"{count(left.faults, 'new fault' if are_new else 'fault')} in {share}{count(notes, 'note')}: {grades}"
    if not left.safe and not left.unsafe:
        return found
    hidden = f", {left.unsafe} more with --unsafe-fixes" if left.unsafe else ""
    return f"{found}; {left.safe} can be mended with --fix{hidden}"


def mended(fixed: Tally, left: Tally, notes: int, *, would: bool = False) -> str:
    """Return the last line of a run that mended, or with `would` of one that only showed what it would mend."""
    if not fixed.faults and not left.faults:
        return f"no faults in {count(notes, 'note')}"
    done = f"{'would mend' if would else 'mended'} {count(fixed.faults, 'fault')} in {count(fixed.notes, 'note')}"
    remain = f"{left.faults} {'is' if left.faults == 1 else 'are'} left"
    if not left.faults:
        return f"{done}; {remain}"
    return f"{done}; {remain}, {left.unsafe} of them could be mended with --unsafe-fixes"


def by_note(fixed: Sequence[Entry], left: Sequence[Entry]) -> Iterator[tuple[str, str]]:
    """Yield for each note that was mended its path, what was mended there, and how much is left."""
    remaining = Counter(entry.path for entry in left)
    for path, ours in groupby(in_order(fixed), key=lambda entry: entry.path):
        rules = _by_frequency(entry.rule for entry in ours)
        done = ", ".join(f"{number} {rule}" for rule, number in rules)
        rest = remaining[path]
        yield path, f"mended {done}" + (f"; {rest} {'is' if rest == 1 else 'are'} left" if rest else "")


def statistics(entries: Sequence[Entry], paint: Paint) -> Iterator[str]:
    """Yield one line for each rule that found something: how often, and whether it can be mended."""
    wide = len(str(len(entries)))
    for rule, number in _by_frequency(entry.rule for entry in entries):
        ours = [entry for entry in entries if entry.rule == rule]
        safeties = {entry.safety for entry in ours}
        best = Safety.SAFE if Safety.SAFE in safeties else Safety.UNSAFE if Safety.UNSAFE in safeties else None
        hue = HUES[max(entry.verdict.severity for entry in ours)]
        yield f"{number:>{wide}}  {MARKS[best] or '   '}  {paint(rule, hue)}\n"


def _grade(severity: Severity, number: int) -> str:
    """Return how many findings are of one severity."""
    return count(number, severity.name.lower())


def _by_frequency(names: Iterable[str]) -> list[tuple[str, int]]:
    """Count `names`: the most frequent first, then by the alphabet."""
    return sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0]))
