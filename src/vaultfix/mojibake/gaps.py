"""Gaps: whether a note shows something in place of the bytes that it lost, and where."""

import re
from collections.abc import Iterable

from vaultfix.mojibake.channels import MARK, WINDOWS_1252, WINDOWS_1254, Channel

GAPS = ("\ufffd", "?", " ")
"""What may be shown for a byte that the code page lacks."""
INSIDE = 2
"""How many emoji must have a question mark or a space right among their bytes, where nobody writes one."""


def marks(text: str) -> tuple[str, tuple[Channel, ...]]:
    """Return `text` with each gap marked, and the channel that shows them; `text` itself where there is none.

    A gap is believed only where every torn sign and emoji of the note has one. A question mark or a space behind one
    is most often just that: those must stand inside some emoji as well.
    """
    if MARK in text:
        return text, ()
    for gap in GAPS:
        for channel in (WINDOWS_1254, WINDOWS_1252):
            if gap in text and _shows(text, shown := channel.showing(gap)):
                return _marked(text, shown), (shown,)
    return text, ()


def _shows(text: str, channel: Channel) -> bool:
    """Whether all that is torn in `text` has gaps where this channel would leave them, and enough of it is."""
    rest, gap = _rest(channel), re.escape(channel.gap)
    sign, emoji = _class(channel, (0xE2, 0xEF)), _class(channel, (0xF0,))
    either = f"(?:{rest}|{gap})"
    if re.search(f"{sign}{rest}(?!{either})|{emoji}{rest}(?!{either}{either})", text):
        return False
    inside = len(re.findall(f"{emoji}{rest}{gap}{rest}", text))
    if channel.gap in "? ":
        return inside >= INSIDE
    return bool(inside) or re.search(f"(?:{sign}{rest}|{emoji}{rest}{either}){gap}", text) is not None


def _marked(text: str, channel: Channel) -> str:
    """Return `text` with each gap marked that a character above ASCII needs to be whole."""
    rest, gap = _rest(channel), re.escape(channel.gap)
    two, three, four = (_class(channel, leads) for leads in (range(0xC2, 0xE0), range(0xE0, 0xF0), range(0xF0, 0xF5)))
    kana = _class(channel, (0xE3,))
    either = f"(?:{rest}|{gap})"
    # A word such as `né ?` is no character with two gaps; where a space may be a gap, `à «` is none either.
    open_three = f"{kana if channel.gap == ' ' else three}{gap}{rest}|{kana}{gap}{gap}"
    units = f"{four}{rest}{either}{either}|{three}{rest}{gap}|{open_three}|{two}{gap}"
    return re.sub(units, lambda unit: unit[0].replace(channel.gap, MARK), text)


def _rest(channel: Channel) -> str:
    return _class(channel, (byte for byte in range(0x80, 0xC0) if byte not in channel.lost))


def _class(channel: Channel, data: Iterable[int]) -> str:
    """Return a pattern for one character that any of the bytes is shown as."""
    return f"[{re.escape(channel.chars_of(data))}]"
