"""Joining: everything that a stretch with lost bytes can have been, emoji sequences first."""

import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, product
from typing import NamedTuple

from vaultfix.mojibake.channels import CHANNELS, MARK, NBSP, Channel
from vaultfix.mojibake.completions import VS16, ZWJ, Part, completions, is_letter, is_sign
from vaultfix.mojibake.quotes import quote_at
from vaultfix.mojibake.sequences import EMOJI, Emoji
from vaultfix.mojibake.stretches import Fit, Reading, Stretch, Unit

MOST_LISTED = 48
"""How many candidates are listed; past them a list helps nobody."""
MOST_UNITS = 400
"""How long a stretch is thought through: no person writes four hundred characters above ASCII and loses bytes."""
_KEYCAPS = frozenset("0123456789#*")
_TORN_QUOTE = "”".encode()[:2]
_INVISIBLE = frozenset((ZWJ, "\u200e", "\u200f", "\u2060"))

Quote = Callable[[int], str | None]
"""Tells of a unit, by its number, which quotation mark its neighbours make of it."""
_BYTES = frozenset(char for channel in CHANNELS for char in channel.page)
"""What bytes are shown as; nobody writes some of it, but mojibake of mojibake first gives it back."""


class Joined(NamedTuple):
    """What a stretch can have been: its parts, the first of all their combinations, and whether that is proved."""

    parts: tuple[Part, ...]
    candidates: tuple[str, ...]
    proved: bool

    @property
    def doubted(self) -> "Joined":
        """The same, where it cannot be proved after all."""
        return self._replace(parts=tuple(part._replace(proved=False) for part in self.parts), proved=False)


@dataclass(frozen=True)
class Joiner:
    """What stretches can have been behind one channel; it remembers each kind of unit, for one note's time.

    Where damage is `doubled`, what comes out is damaged itself: neighbours prove no quotation mark, and what nobody
    writes may stand for a byte again.
    """

    channel: Channel
    doubled: bool
    emoji: Emoji = EMOJI
    _known: dict[bytes, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _read: dict[tuple[str, str, bool], "Joined"] = field(default_factory=dict, repr=False)
    _joining: dict[bytes, tuple[str, ...]] = field(default_factory=dict, repr=False)
    _written: dict[bytes, tuple[tuple[str, ...], tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def readings(self, text: str, stretch: Stretch, reading: Reading) -> Joined:
        """Return what a stretch of `text` can have been, and whether it is proved to be the one thing it was.

        Proved is only what, damaged again, gives the stretch again; a stretch of nothing but lead bytes never is.
        """

        def quote(number: int) -> str | None:
            start = stretch.start + sum(len(unit.data) for unit in reading.units[:number])
            return quote_at(text, start, start + len(reading.units[number].data), self.channel)

        # Where a byte is gone for good, a `?` behind the place may just as well stand for it.
        doubtful = stretch.after[:1] == "?" and reading.units[-1].missing > 0 and not self.channel.gap
        key = stretch.chars, stretch.before[-1:], doubtful
        if key in self._read:
            return self._read[key]
        parts = self.parts(reading.units, stretch.before[-1:], quote)
        if doubtful and parts:
            parts = (*parts[:-1], parts[-1]._replace(proved=False))
        proved = bool(parts) and all(part.proved for part in parts) and reading.fit is not Fit.BARE
        proved = proved and self.channel.damage("".join(part.texts[0] for part in parts)) == self._written_out(stretch)
        found = Joined(parts, tuple(_listed(parts)), proved)
        if all(unit.left != _TORN_QUOTE for unit in reading.units):
            self._read[key] = found
        return found

    def _written_out(self, stretch: Stretch) -> str:
        """Return the characters of a stretch as they stand in the note, gaps and plain spaces among them."""
        chars = stretch.chars.replace(MARK, self.channel.gap)
        return chars.replace(NBSP, " ") if self.channel.spaces else chars

    def parts(self, units: Sequence[Unit], before: str, quote: Quote) -> tuple[Part, ...]:
        """Return the parts of a stretch in order; none where nothing fits, or the stretch is too long to tell.

        `before` is the character in front of the stretch. The longest emoji is taken first: a joiner is one only
        between emoji that are known together, a variation selector stands behind a sign that takes it.
        """
        if len(units) > MOST_UNITS:
            return ()
        parts: list[Part] = []
        at = 0
        while at < len(units):
            count, texts = self._longest(units, at, "" if parts else before)
            if count > 1:
                part = Part(texts, len(texts) == 1)
            elif units[at].missing:
                mark = quote(at) if units[at].left == _TORN_QUOTE and not self.doubled else None
                count, part = 1, self._torn(units[at], texts, parts[-1].texts if parts else (before,), mark)
            else:
                count, part = 1, Part(self._possible(units[at]), proved=True)
            if not part.texts:
                return ()
            parts.append(part)
            at += count
        return tuple(parts)

    def _longest(self, units: Sequence[Unit], at: int, before: str) -> tuple[int, tuple[str, ...]]:
        """Return how many units the longest emoji takes, and what it can have been."""
        if before in _KEYCAPS:
            count, texts = self.emoji.longest(self._emoji_parts(units, at), before)
            if count:
                return count, texts
        return self.emoji.longest(self._emoji_parts(units, at))

    def _emoji_parts(self, units: Sequence[Unit], at: int) -> Iterator[tuple[str, ...]]:
        """Yield for each unit from `at` on what it can have been in an emoji, as far as there is one."""
        for number in range(at, len(units)):
            data = units[number].data
            if data not in self._joining:
                possible = self._possible(units[number])
                self._joining[data] = tuple(char for char in possible if char in self.emoji.characters)
            if not self._joining[data]:
                return
            yield self._joining[data]

    def _possible(self, unit: Unit) -> tuple[str, ...]:
        """Return every character the unit can have been, likely or not."""
        if unit.data not in self._known:
            self._known[unit.data] = tuple(completions(unit, self.channel))
        return self._known[unit.data]

    def _torn(self, unit: Unit, emoji: tuple[str, ...], behind: tuple[str, ...], mark: str | None) -> Part:
        """Return what a unit that lost bytes can have been by itself, with the texts of the part before `behind` it.

        A sign that is no emoji is never proved: too many others were only left out for being rare.
        """
        possible = self._possible(unit)
        if VS16 in possible:
            return Part((VS16,), all(_takes_selector(text) for text in behind))
        if mark in possible:
            return Part((mark,), proved=True)
        letters, signs = self._written_as(unit)
        texts = tuple(dict.fromkeys((*emoji, *letters, *signs)))
        return Part(texts, len(texts) == 1 and texts != signs)

    def _written_as(self, unit: Unit) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the letters, and the signs and invisible characters, that the unit can have been."""
        if unit.data not in self._written:
            possible = self._possible(unit)
            letters = tuple(char for char in possible if is_letter(char) or (self.doubled and char in _BYTES))
            signs = [char for char in possible if is_sign(char)]
            hidden = [char for char in possible if char in _INVISIBLE]
            self._written[unit.data] = letters, (*signs, *hidden)
        return self._written[unit.data]


def _listed(parts: Sequence[Part]) -> Iterator[str]:
    """Yield what the whole stretch can have been, at most `MOST_LISTED` texts; none where it has no parts."""
    return islice(map("".join, product(*(part.texts for part in parts))), MOST_LISTED if parts else 0)


def _takes_selector(text: str) -> bool:
    """Whether a variation selector can stand behind `text`: a sign takes one, a letter does not."""
    return unicodedata.category((text or " ")[-1])[0] == "S"
