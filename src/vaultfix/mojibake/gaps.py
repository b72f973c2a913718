"""Gaps: whether a note shows something in place of the bytes that it lost, and where."""

import re
from collections.abc import Iterable
from enum import Enum

from vaultfix.mojibake.channels import MARK, WINDOWS_1252, WINDOWS_1254, Channel
from vaultfix.patterns import pattern

GAPS = ("\ufffd", "?", " ")
"""What may be shown for a byte that the code page lacks."""
_PAGES = (WINDOWS_1254, WINDOWS_1252)
INSIDE = 2
"""How many emoji must have a question mark or a space right among their bytes, where nobody writes one."""


class Gap(Enum):
    """Whether a note shows something in place of each byte that it lost."""

    NONE = "nothing stands there"
    LIKELY = "a question mark or a space stands there each time, which may be just that"
    SURE = "something stands there that nobody writes there"


def marks(text: str) -> tuple[str, tuple[Channel, ...], Gap]:
    """Return `text` with each gap marked, the channel that shows them, and how sure that is.

    Only where it is sure is anything marked: every torn sign and emoji of the note must have its gap, and a question
    mark or a space must stand inside some emoji as well. Behind one it is most often just that.
    """
    if MARK in text or not _TORN.search(text):
        return text, (), Gap.NONE
    best = Gap.NONE
    for gap in GAPS:
        for channel in _PAGES:
            found = _shows(text, shown := channel.showing(gap)) if gap in text else Gap.NONE
            if found is Gap.SURE:
                return _marked(text, shown), (shown,), found
            best = found if best is Gap.NONE else best
    return text, (), best


def _shows(text: str, channel: Channel) -> Gap:
    """Say whether all that is torn in `text` has gaps where this channel would leave them."""
    rest, gap = _rest(channel), re.escape(channel.gap)
    sign, emoji = _class(channel, (0xE2, 0xEF)), _class(channel, (0xF0,))
    either = f"(?:{rest}|{gap})"
    if re.search(f"{sign}{rest}(?!{either})|{emoji}{rest}(?!{either}{either})", text):
        return Gap.NONE
    inside = len(re.findall(f"{emoji}{rest}{gap}{rest}", text))
    ends = re.findall(f"(?:{sign}{rest}|{emoji}{rest}{either}){gap}(..?|$)", text, re.DOTALL)
    if channel.gap not in "? ":
        return Gap.SURE if inside or ends else Gap.NONE
    if inside >= INSIDE:
        return Gap.SURE
    if channel.gap == "?":
        return Gap.LIKELY if ends else Gap.NONE
    # Behind the space that was a byte there stands another; behind one that was none there stands a word.
    doubled = any(behind[:1] == " " and behind[1:].strip() for behind in ends)
    words = any(behind[:1].isascii() and behind[:1].isalnum() for behind in ends)
    return Gap.LIKELY if doubled and not words else Gap.NONE


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


_TORN = pattern(
    f"[{''.join(sorted({page.chars_of([lead]) for page in _PAGES for lead in (0xE2, 0xEF, 0xF0)}))}]"
    + _class(WINDOWS_1252, range(0x80, 0xC0))
)
