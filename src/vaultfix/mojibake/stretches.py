"""Stretches: the maximal runs of characters above ASCII, and how the bytes behind them fall into characters."""

import re
from enum import Enum
from itertools import groupby
from typing import NamedTuple

from vaultfix.document import BOM
from vaultfix.mojibake.channels import HOLE, Channel
from vaultfix.patterns import pattern

_STRETCH = pattern("[^\x00-\x7f]+")
_LINE_END = pattern(r"[\r\n]")
_EMOJI_HEAD = b"\xf0\x9f"
_EMOJI = pattern(rb"(\xf0\x9f[\x80-\xbf]{2})")
_TORN = pattern(rb"[\xc2-\xf4][\x80-\xbf]")
# How many bytes a character has, by its first; 0 where no character begins so.
_LENGTHS = (0,) * 0xC2 + (2,) * 0x1E + (3,) * 0x10 + (4,) * 5 + (0,) * 0xB
_UNIT = pattern(rb"[\xc2-\xf4][\x80-\xbf\x1a]*|.", re.DOTALL)


class Stretch(NamedTuple):
    """A maximal run of characters above ASCII.

    `start` is its offset, `line` counts the lines that hold stretches, `before` and `after` are up to two characters
    of its line on either side.
    """

    start: int
    chars: str
    line: int
    before: str
    after: str

    @property
    def end(self) -> int:
        """The offset behind it."""
        return self.start + len(self.chars)


def stretches(text: str) -> tuple[Stretch, ...]:
    """Return the stretches of a text in order; a byte order mark is none."""
    found = []
    line = done = 0
    for run in _STRETCH.finditer(text, beginning(text)):
        line += _LINE_END.search(text, done, run.start()) is not None
        found.append(stretch_at(text, run, line))
        done = run.end()
    return tuple(found)


def beginning(text: str) -> int:
    """Return the offset from which stretches are looked for: behind a byte order mark."""
    return len(BOM) if text.startswith(BOM) else 0


def stretch_at(text: str, run: re.Match[str], line: int = 0) -> Stretch:
    """Return the stretch that lies there, on the given line of those that hold stretches."""
    start, end = run.span()
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    return Stretch(start, run[0], line, _LINE_END.split(before)[-1], _LINE_END.split(after)[0])


class Unit(NamedTuple):
    """What is left of one character: the bytes from its lead byte to the next one's.

    No channel here loses a lead byte, so the bytes of a stretch fall into units in one way only.
    """

    data: bytes

    @property
    def missing(self) -> int:
        """How many bytes it lost; negative where the unit holds more than its lead byte announces."""
        return _LENGTHS[self.data[0]] - len(self.left)

    @property
    def left(self) -> bytes:
        """The bytes that are left, without the holes between them."""
        return self.data.replace(bytes([HOLE]), b"")


class Fit(Enum):
    """How a stretch looks to one channel."""

    WHOLE = "every byte is there"
    SHORT = "bytes are missing"
    BARE = "nothing but lead bytes: just as well intact letters"
    MIXED = "damaged characters that are whole, beside intact ones"
    FOREIGN = "no UTF-8 behind this channel"


class Reading(NamedTuple):
    """One stretch as one channel explains it; `text` is what it was, where nothing is missing."""

    fit: Fit
    units: tuple[Unit, ...] = ()
    text: str = ""


FOREIGN = Reading(Fit.FOREIGN)


def read(chars: str, channel: Channel) -> Reading:
    """Explain a stretch by `channel`."""
    data = channel.bytes_of(chars)
    if data is None:
        return _mixed(chars, channel)
    units = _units(data)
    if not all(_is_possible(unit, channel) for unit in units):
        return _mixed(chars, channel)
    if all(unit.missing == 0 for unit in units):
        return Reading(Fit.WHOLE, units, data.decode())
    if all(len(unit.data) == 1 for unit in units):
        return Reading(Fit.BARE, units)
    return Reading(Fit.SHORT, units)


def _mixed(chars: str, channel: Channel) -> Reading:
    """Explain a stretch that is not all damage: emoji and whole characters beside what this channel never shows.

    A character of the code page that would have to be torn, or could belong to its neighbour, makes all of it foreign.
    """
    if channel.chars_of(_EMOJI_HEAD) not in chars:
        return FOREIGN
    units: list[Unit] = []
    text = ""
    for is_shown, run in groupby(chars, key=channel.stands_for.__contains__):
        intact = "".join(run)
        data = channel.bytes_of(intact) if is_shown else None
        if data is None:
            text += intact
            continue
        whole = _units(data)
        if not all(unit.missing == 0 and _is_possible(unit, channel) for unit in whole):
            pieces = _EMOJI.split(data)
            if any(_TORN.search(piece) for piece in pieces[::2]):
                return FOREIGN
            whole = tuple(map(Unit, pieces[1::2]))
            text += "".join(
                piece.decode() if number % 2 else channel.chars_of(piece) for number, piece in enumerate(pieces)
            )
        else:
            text += data.decode()
        units += whole
    return Reading(Fit.MIXED, tuple(units), text) if units else FOREIGN


def _units(data: bytes) -> tuple[Unit, ...]:
    return tuple(map(Unit, _UNIT.findall(data)))


def _is_possible(unit: Unit, channel: Channel) -> bool:
    """Whether the unit is a valid character, or could be one with what it lost."""
    if unit.missing:
        return unit.missing > 0 and (not channel.gap or unit.missing == len(unit.data) - len(unit.left))
    try:
        unit.data.decode()
    except UnicodeDecodeError:
        return False
    return True
