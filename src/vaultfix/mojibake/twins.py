"""Twins: what a damaged stretch was, shown by the same words standing intact elsewhere, or in an earlier version."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from typing import NamedTuple

from vaultfix.mojibake.channels import Channel
from vaultfix.mojibake.passages import Line, Passage, covering, lines, passages
from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.testimony import Testimony, behind
from vaultfix.patterns import pattern
from vaultfix.text import Span

NEAR = 12
"""How many characters on either side must be the same where the rest of a line has changed since."""
TELLING = 4
"""How many letters a string needs beside the stretch, so that its twin is no chance."""
FEW = 4
"""With fewer letters than that, an earlier line proves only together with its neighbours."""
LONGEST_LINE = 10_000
_STRETCH = pattern("[^\x00-\x7f]+")
_LETTER = pattern("[A-Za-z0-9]")


class Twin(NamedTuple):
    """What a stretch was if the twin is right, where that stands, and whether it is surely the same words."""

    text: str
    where: str
    proves: bool


def twins(text: str, changes: Sequence[Change], testimony: Testimony) -> list[tuple[Twin, ...]]:
    """Return, for each change, what its twins say it was, a text once. A change that is certain needs none.

    An earlier version of the note is asked before the vault. A twin proves only where no other says otherwise.
    """
    if not testimony.strings and not testimony.lines:
        return [() for _ in changes]
    page = _Page.of(text, changes)
    past = _Past(testimony.lines)
    return [
        () if change.certain else tuple(past.twins(change, page)) or tuple(_elsewhere(change, page, testimony))
        for change in changes
    ]


def _elsewhere(change: Change, page: "_Page", testimony: Testimony) -> Iterator[Twin]:
    """Yield what the vault's intact strings say of a change."""
    line, stretch = page.seen(change)
    found: dict[str, tuple[str, bool]] = {}
    for passage in covering(page.passages(change), stretch):
        words = passage.span.of(line)
        inside = Span(stretch.start - passage.span.start, stretch.end - passage.span.start)
        for twin in testimony.twins(words, change.channel):
            was = _there(twin, _ends(twin, change.channel), inside)
            if was is not None:
                where, telling = found.get(was, (testimony.strings[twin], False))
                found[was] = where, telling or _letters(words) >= TELLING
    yield from (Twin(was, where, telling and len(found) == 1) for was, (where, telling) in found.items())


def _letters(words: str) -> int:
    """Return about how many letters damaged `words` have: what stands above ASCII was three bytes for one."""
    return len(_LETTER.findall(words)) + sum(map(len, _STRETCH.findall(words))) // 3


def _ends(intact: str, channel: Channel) -> list[int]:
    """Return where each character of an intact text ends once it is damaged, the beginning first."""
    return [0, *accumulate(len(channel.damage(char)) for char in intact)]


def _there(intact: str, ends: Sequence[int], stretch: Span) -> str | None:
    """Return what of an intact text became the `stretch` of the damaged one; None where it is cut in two there."""
    first, last = bisect_left(ends, stretch.start), bisect_right(ends, stretch.end) - 1
    is_whole = ends[first] == stretch.start and ends[last] == stretch.end
    return intact[first:last] if is_whole else None


@dataclass(frozen=True)
class _Page:
    """The lines of a damaged text, each as it would look if all of it had gone through one channel."""

    lines: Sequence[Line]
    starts: Sequence[int]
    changes: Mapping[int, Sequence[Change]]
    _seen: dict[tuple[int, Channel], tuple[str, Mapping[int, int]]] = field(default_factory=dict)
    _passages: dict[tuple[int, Channel], list[tuple[Passage, ...]]] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str, changes: Sequence[Change]) -> "_Page":
        """Divide `text`, and the changes among its lines."""
        found = list(lines(text))
        starts = [line.start for line in found]
        by_line: dict[int, list[Change]] = {}
        for change in changes:
            by_line.setdefault(bisect_right(starts, change.span.start) - 1, []).append(change)
        return cls(found, starts, by_line)

    def at(self, change: Change) -> int:
        """Return the number of the change's line, from 0."""
        return bisect_right(self.starts, change.span.start) - 1

    def seen(self, change: Change) -> tuple[str, Span]:
        """Return the line of a change, and where in it the stretch stands."""
        at = self.at(change)
        line, shifts = self._line(at, change.channel)
        start = shifts[change.span.start]
        return line, Span(start, start + len(change.before))

    def passages(self, change: Change) -> list[tuple[Passage, ...]]:
        """Return the passages of the line of a change, as `seen` gives it."""
        key = self.at(change), change.channel
        if key not in self._passages:
            self._passages[key] = passages(self.seen(change)[0])
        return self._passages[key]

    def line(self, at: int, channel: Channel) -> str:
        """Return the line of that number, from 0; empty beyond the text."""
        return self._line(at, channel)[0] if 0 <= at < len(self.lines) else ""

    def _line(self, at: int, channel: Channel) -> tuple[str, Mapping[int, int]]:
        """Return a line, and where each change starts in it, by where it starts in the text."""
        if (at, channel) not in self._seen:
            self._seen[at, channel] = self._throughout(at, channel)
        return self._seen[at, channel]

    def _throughout(self, at: int, channel: Channel) -> tuple[str, Mapping[int, int]]:
        """Damage what is intact on a line, so that it can be compared with an intact line that is damaged."""
        line = self.lines[at]
        pieces: list[str] = []
        shifts: dict[int, int] = {}
        done = length = 0
        for change in self.changes.get(at, ()):
            start = change.span.start - line.start
            pieces += channel.damage(line.text[done:start]), change.before
            shifts[change.span.start] = length + len(pieces[-2])
            length = shifts[change.span.start] + len(change.before)
            done = change.span.end - line.start
        return "".join((*pieces, channel.damage(line.text[done:]))), shifts


@dataclass(frozen=True)
class _Past:
    """The earlier lines of a note, found again by what they look like once damaged."""

    intact: Mapping[str, str]
    _behind: dict[Channel, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    _near: dict[Channel, Mapping[tuple[str, str, str], dict[str, str]]] = field(default_factory=dict)
    _known: dict[tuple[str, Channel], list[int]] = field(default_factory=dict)

    def twins(self, change: Change, page: _Page) -> Iterator[Twin]:
        """Yield what the stretch was by earlier lines: the same line, or one that is the same all around it."""
        if not self.intact:
            return
        line, stretch = page.seen(change)
        found = self._whole(change, page) if len(line) <= LONGEST_LINE else {}
        if not found and (around := _around(line, stretch)):
            found = self._by_surroundings(change.channel).get(around, {})
        yield from (Twin(was, where, len(found) == 1) for was, where in found.items())

    def _whole(self, change: Change, page: _Page) -> dict[str, str]:
        """Return what the stretch was by the same line earlier, and where; with its neighbours if it says little."""
        line, stretch = page.seen(change)
        channel = change.channel
        words, before = line, 0
        if _letters(line) - len(change.before) // 3 < FEW:
            at = page.at(change)
            words = f"{page.line(at - 1, channel)}\n{line}\n{page.line(at + 1, channel)}"
            before = words.index("\n") + 1
        inside = Span(before + stretch.start, before + stretch.end)
        found: dict[str, str] = {}
        for intact in self._damaged(channel).get(words, ()):
            was = _there(intact, self._ends(intact, channel), inside)
            if was is not None:
                found.setdefault(was, self.intact[intact])
        return found

    def _ends(self, intact: str, channel: Channel) -> list[int]:
        if (intact, channel) not in self._known:
            self._known[intact, channel] = _ends(intact, channel)
        return self._known[intact, channel]

    def _damaged(self, channel: Channel) -> Mapping[str, tuple[str, ...]]:
        if channel not in self._behind:
            self._behind[channel] = behind(self.intact, channel)
        return self._behind[channel]

    def _by_surroundings(self, channel: Channel) -> Mapping[tuple[str, str, str], dict[str, str]]:
        """Return, by a damaged stretch and what stands around it, the texts that it was, and where."""
        if channel not in self._near:
            found: dict[tuple[str, str, str], dict[str, str]] = {}
            self._near[channel] = found
            for intact, where in self.intact.items():
                if "\n" in intact:
                    continue
                line, ends = channel.damage(intact), self._ends(intact, channel)
                for match in _STRETCH.finditer(line):
                    stretch = Span(*match.span())
                    was, around = _there(intact, ends, stretch), _around(line, stretch)
                    if was is not None and around:
                        found.setdefault(around, {}).setdefault(was, where)
        return self._near[channel]


def _around(line: str, stretch: Span) -> tuple[str, str, str] | None:
    """Return a stretch between what stands near it; None where that is too little to know it by.

    At the beginning or end of its line a stretch needs twice as much on the other side.
    """
    start, end = stretch.start, stretch.end
    before, after = start, len(line) - end
    far = 2 * NEAR
    if min(before, after) < NEAR and max(before, after) < far:
        return None
    left = line[max(0, start - (far if after < NEAR else NEAR)) : start]
    right = line[end : end + (far if before < NEAR else NEAR)]
    return left if before > len(left) else f"\n{left}", line[start:end], right if after > len(right) else f"{right}\n"
