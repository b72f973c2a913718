"""Twins: what a damaged stretch was, shown by the same words standing intact elsewhere, or in an earlier version."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from vaultfix.mojibake.channels import Channel
from vaultfix.mojibake.passages import LONGEST, Line, lines, passages
from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.testimony import Testimony, behind, forth
from vaultfix.text import Span

MOST_TIMES = 4
NEAR = 12
"""How many characters on either side must be the same where the rest of a line has changed since."""
TELLING = 8
"""How many letters and digits a string needs beside the stretch, so that its twin is no chance."""
FEW = 4
"""With fewer than so many letters and digits beside the stretch, an earlier line proves only with its neighbours."""
_STRETCH = re.compile("[^\x00-\x7f]+")
_TOLD = re.compile("[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Twin:
    """What a stretch was if the twin is right, where that stands, and whether it is certain to be the same words."""

    text: str
    where: str
    proves: bool


def twins(text: str, changes: Sequence[Change], testimony: Testimony) -> list[tuple[Twin, ...]]:
    """Return, for each change, what its twins say it was: one text each, those of earlier versions first.

    A twin proves only where no other twin of its kind says otherwise.
    """
    if not testimony.strings and not testimony.lines:
        return [() for _ in changes]
    shown = list(lines(text))
    starts = [line.start for line in shown]
    by_line: dict[int, list[Change]] = {}
    for change in changes:
        by_line.setdefault(bisect_right(starts, change.span.start) - 1, []).append(change)
    past = _Past(testimony.lines)
    found: dict[Change, tuple[Twin, ...]] = {}
    for at, ours in by_line.items():
        for change in ours:
            if not change.certain:
                found[change] = tuple(_of(change, at, shown, by_line, testimony, past))
    return [found.get(change, ()) for change in changes]


def _of(
    change: Change,
    at: int,
    shown: Sequence[Line],
    by_line: Mapping[int, Sequence[Change]],
    testimony: Testimony,
    past: "_Past",
) -> Iterator[Twin]:
    """Yield the twins of one change, which stands on line number `at`."""
    times = times_of(change)
    line = _throughout(shown[at], by_line[at], change, times)
    earlier = past.of(change, times)
    old = earlier.whole(line) or earlier.among(line, _neighbours(at, shown, by_line, change, times))
    if old is None:
        old = earlier.near(line)
    texts = {_there(each.intact, change.channel, times, each.span): each.where for each in old}
    if texts:
        yield from (Twin(each, where, len(texts) == 1) for each, where in texts.items() if each is not None)
        return
    named: dict[str, tuple[str, bool]] = {}
    for passage in passages(line.text, line.span):
        words = passage.span.of(line.text)
        if len(words) > LONGEST:
            continue
        inside = Span(line.span.start - passage.span.start, line.span.end - passage.span.start)
        for twin in testimony.twins(words, change.channel, times):
            was = _there(twin, change.channel, times, inside)
            if was is not None:
                telling = len(_TOLD.findall(words)) >= TELLING
                where, proves = named.get(was, (testimony.strings[twin], False))
                named[was] = where, proves or telling
    yield from (Twin(was, where, proves and len(named) == 1) for was, (where, proves) in named.items())
