"""Spaces: where a plain space stands for the byte A0, whose no-break space a program took for a plain one."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

from vaultfix.mojibake.channels import NBSP, WINDOWS_1252, WINDOWS_1254, Channel
from vaultfix.patterns import pattern

SPACED = (WINDOWS_1254.spacing(), WINDOWS_1252.spacing())
"""The channels that are thought of; where A0 is a space, so is it in all that they show."""
ENOUGH = 2
"""How many such letters make it sure; a space before a variation selector does so by itself."""
_KNOWN = 3


def no_break(text: str) -> str:
    """Return a damaged `text` with the no-break spaces that were made plain ones, as far as they are sure.

    A space is one of them right inside a letter of a script that the text has whole letters of, between a sign and its
    variation selector, or behind an `Â`, with which nothing else begins that loses a byte. Where there are such, or
    lone `Ã` with two spaces behind them, an `Ã` before a gap or a mark was an `à`.
    """
    if NBSP in text or not _HINT.search(text):
        return text
    scripts = Counter(filter(None, map(_script, _WHOLE.findall(text))))
    inside = [found for found in _INSIDE.finditer(text) if scripts[_script(found[0].replace(" ", NBSP))] >= _KNOWN]
    before_selector = [found.start() for found in _BEFORE_SELECTOR.finditer(text)]
    alone = [found.start() for found in _ALONE.finditer(text)]
    lone = sum(1 for _ in _LONE_A.finditer(text))
    if not before_selector and len(inside) + len(alone) + lone < ENOUGH:
        return text
    places = {found.start() + 1 for found in inside} | {*before_selector, *alone}
    places |= {found.start() for found in _BEHIND_A.finditer(text)}
    return "".join(NBSP if at in places else char for at, char in enumerate(text))


def _script(chars: str) -> str:
    """Return the script of the letter that three characters stand for; empty where they stand for none."""
    for channel in SPACED:
        data = channel.bytes_of(chars)
        char = data.decode(errors="replace") if data else ""
        if char.isalpha():
            return unicodedata.name(char, "").partition(" ")[0]
    return ""


def _class(data: Iterable[int]) -> str:
    channels: tuple[Channel, ...] = SPACED
    return f"[{re.escape(''.join(sorted({char for channel in channels for char in channel.chars_of(data)})))}]"


_THREE, _REST = _class(range(0xE1, 0xF0)), _class([*range(0x80, 0xA0), *range(0xA1, 0xC0)])
_WHOLE = pattern(f"{_THREE}{_REST}{{2}}")
_INSIDE = pattern(f"{_THREE} {_REST}(?!{_REST})")
_SELECTOR = f"(?={_class([0xEF])}{_class([0xB8])})"
_BEFORE_SELECTOR = pattern(f"(?:(?<={_class([0xE2])}{_REST})|(?<={_class([0xF0])}{_class([0x9F])}{_REST})) {_SELECTOR}")
_ALONE = pattern("(?<=[^A-Z]Â) ")
_LONE_A = pattern("(?<![A-Za-z])Ã  (?=[a-z])")
_BEHIND_A = pattern("(?<=Ã) (?= [^ \r\n]|[\r\n.,;:!?)])")
_HINT = pattern(f"[ÂÃ]|{_THREE}{_REST}")
