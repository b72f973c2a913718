"""Completions: every character that one unit can have been before bytes vanished from it."""

import unicodedata
from collections.abc import Iterator
from itertools import combinations, product
from typing import NamedTuple

from vaultfix.mojibake.channels import HOLE, Channel
from vaultfix.mojibake.stretches import Unit

VS16 = "\ufe0f"
ZWJ = "\u200d"
MOST_TRIED = 512
"""How many ways of filling the gaps of one unit are gone through; two bytes lost out of 32 could have been anything."""

# Signs that are written often enough to be thought of where a byte is gone; an emoji is known by the emoji data.
_SIGNS = frozenset("‐‑–—‘’“”„†‡•…‰′″‹›※⁄⌘⌥⌃⏎⌫⌈⌉⌊⌋✓✗✘✎✐❖❮❯❝❞❍❏❐❑❒➔➜➝➞➤➢➣➥⟨⟩⟵⟶⟹⭢⬝⬞")
_SIGN_BLOCKS = (
    range(0x2070, 0x20C1),  # superscripts, subscripts, currencies
    range(0x2100, 0x2300),  # letterlike, number forms, arrows, mathematics
    range(0x2500, 0x2700),  # boxes, blocks, shapes, miscellaneous symbols
)
_LETTER_BLOCKS = (
    range(0x80, 0x2000),  # every alphabet of two bytes, and those of three up to Greek Extended
    range(0x3000, 0x3400),  # kana; squared words only as far as code page 932 has them
    range(0x4E00, 0xA000),  # Han
    range(0xA960, 0xD7A4),  # Hangul among them
    range(0xFF00, 0xFFF0),  # full-width forms
    range(0x1D400, 0x1D7C0),  # mathematical letters; their digits would shadow every emoji
)


class Part(NamedTuple):
    """A part of a stretch: every text it can have been, and whether a single one is thereby proved."""

    texts: tuple[str, ...]
    proved: bool


def completions(unit: Unit, channel: Channel) -> Iterator[str]:
    """Yield every character whose bytes, behind `channel`, leave exactly this unit; none where too many fit.

    A whole unit has one. Nothing is left out for being unlikely.
    """
    if len(channel.lost) ** unit.missing > MOST_TRIED:
        return
    lead, rest = unit.data[:1], unit.left[1:]
    whole = range(len(rest) + unit.missing)
    holes = tuple(at for at in whole if unit.data[at + 1 : at + 2] == bytes([HOLE]))
    tried = set()
    for places in [holes] if channel.gap else combinations(whole, unit.missing):
        for found in product(sorted(channel.lost), repeat=unit.missing):
            data = lead + _woven(rest, places, found)
            if data not in tried:
                tried.add(data)
                yield from _decoded(data)


def is_letter(char: str) -> bool:
    """Whether `char` is of a script that people write in, and assigned."""
    code = ord(char)
    if unicodedata.category(char)[0] == "C" and char != "\xad":
        return False
    if 0x3100 <= code < 0x3400:
        return _in_japanese_code_page(char)
    return any(code in block for block in _LETTER_BLOCKS)


def is_sign(char: str) -> bool:
    """Whether `char` is a sign in common use, such as a quote, an arrow or a box."""
    return char in _SIGNS or (unicodedata.category(char) != "Cn" and any(ord(char) in block for block in _SIGN_BLOCKS))


def _woven(rest: bytes, places: tuple[int, ...], found: tuple[int, ...]) -> bytes:
    """Put the bytes in `found` at `places` among the bytes of `rest`."""
    survivors = iter(rest)
    returned = dict(zip(places, found, strict=True))
    return bytes(returned[at] if at in returned else next(survivors) for at in range(len(rest) + len(places)))


def _decoded(data: bytes) -> Iterator[str]:
    try:
        yield data.decode()
    except UnicodeDecodeError:
        return


def _in_japanese_code_page(char: str) -> bool:
    try:
        char.encode("cp932")
    except UnicodeEncodeError:
        return False
    return True
