"""Showing: what one stretch shows by itself, before its line and its note are asked."""

import unicodedata
from enum import IntEnum

from vaultfix.mojibake.channels import MARK, Channel
from vaultfix.mojibake.completions import is_letter, is_sign
from vaultfix.mojibake.stretches import Fit, Reading, Stretch, Unit
from vaultfix.mojibake.words import is_in_a_plain_word, is_inside_a_word, may_be_intact, may_close
from vaultfix.patterns import pattern

_EMOJI = b"\xf0\x9f"
_SELECTOR = b"\xef\xb8"
_QUOTE = "”".encode()[:2]
TELLING = frozenset({0xE2, 0xEF, 0xF0})
"""Lead bytes of signs and emoji: with a byte behind them they are no letter of any language."""


_MARKS = frozenset("–—‘’“”…")
"""Marks whose three bytes no code page shows as anything that is written: `ΓÇö`, `ÔÇö`."""
_RARE = frozenset(map(chr, (*range(0x180, 0x218), *range(0x460, 0x482)))) - frozenset("ƏƒƠơƯưǍǎǏǐǑǒǓǔǦǧǪǫ")
"""Letters that hardly anyone writes: those of their blocks that are written are left out."""
_BARE_EMOJI = pattern("(?:ð[\xa0-\xbf]{1,2})+")
"""What is left of emoji where every C1 control is gone, as of a flag: in code page 850 it looks like Cyrillic."""
FEWEST = 2
"""How many whole letters of a torn word show that it is one."""


class Showing(IntEnum):
    """How plainly a stretch shows damage."""

    NOTHING = 0
    FAINT = 1
    """It looks damaged in a rare code page, but mathematics, boxes and Baltic letters before a sign look so too."""
    LEAN = 2
    """It looks damaged, but an accented capital before a sign looks so too."""
    PLAIN = 3


def shown(stretch: Stretch, reading: Reading, channel: Channel) -> Showing:
    """Return how plainly `stretch`, read through `channel`, shows that it is damaged."""
    western = channel.is_western
    emoji = _has_emoji(reading)
    if reading.fit is Fit.WHOLE:
        return Showing.PLAIN if emoji else _whole(stretch, reading, western=western)
    if reading.fit is Fit.SHORT and not western and any(_is_torn_emoji(unit) for unit in reading.units):
        return Showing.PLAIN
    if reading.fit in {Fit.SHORT, Fit.MIXED} and western:
        return Showing.PLAIN if emoji else _short(stretch, reading)
    return Showing.NOTHING


def _short(stretch: Stretch, reading: Reading) -> Showing:
    # A torn quotation mark alone is most often a note that speaks of mojibake.
    alone = len(reading.units) == 1 and reading.units[0].left == _QUOTE
    if reading.fit is not Fit.SHORT or alone or not _looks_damaged(stretch):
        return Showing.NOTHING
    if any(unit.missing == 0 and len(unit.data) == 3 for unit in reading.units) or _is_word(reading):
        return Showing.PLAIN
    return Showing.LEAN if is_telling(reading) else Showing.NOTHING


def _is_word(reading: Reading) -> bool:
    """Whether some letters of a word in another alphabet than Latin are whole."""
    return sum(unit.missing == 0 and 0xCE <= unit.data[0] < 0xE0 for unit in reading.units) >= FEWEST


def is_telling(reading: Reading) -> bool:
    """Whether each unit begins as signs and emoji do, and at least one has more than its lead byte."""
    return reading.fit is Fit.SHORT and all(unit.data[0] in TELLING for unit in reading.units)


def _whole(stretch: Stretch, reading: Reading, *, western: bool) -> Showing:
    is_lean = len(reading.units) == 1 and len(reading.units[0].data) == 2
    if _is_written(stretch, reading, western=western, is_lean=is_lean):
        return Showing.NOTHING
    is_inside = is_lean and (is_inside_a_word if western else is_in_a_plain_word)(stretch, reading.text)
    ends_it = is_inside and not western and not stretch.after[:1].islower()
    is_mark = _is_sign(reading) and not stretch.before[-1:].islower() if western else _MARKS.issuperset(reading.text)
    if is_mark or (is_inside and not ends_it):
        return Showing.PLAIN
    if _looks_damaged(stretch):
        is_single = not western and not ends_it and len(reading.units) == 1
        if is_single and (is_lean or not _is_common(stretch, reading.text)):
            return Showing.FAINT
        return Showing.LEAN if is_lean else Showing.PLAIN
    return Showing.LEAN if western and _mends_case(stretch, reading.text) else Showing.NOTHING


def _is_common(stretch: Stretch, char: str) -> bool:
    """Whether `char` is a sign that people write, or stands in a word as a Latin letter does."""
    if unicodedata.category(char)[0] not in "SP":
        return "\u1e00" <= char < "\u1f00" and stretch.before[-1:].islower() and stretch.after[:1].islower()
    from vaultfix.mojibake.sequences import EMOJI  # noqa: PLC0415 - only a suspect pays for emoji

    return is_sign(char) or is_letter(char) or char in EMOJI


def _is_written(stretch: Stretch, reading: Reading, *, western: bool, is_lean: bool) -> bool:
    """Whether the stretch is what people write, or would be what they do not."""
    if not western and (_BARE_EMOJI.fullmatch(stretch.chars) or not _RARE.isdisjoint(reading.text)):
        return True
    if is_lean:
        return may_be_intact(stretch) or not _fits(stretch, reading.text)
    return may_close(stretch) and not (western and reading.units[0].data[0] in TELLING)


def _has_emoji(reading: Reading) -> bool:
    """Whether an emoji's two first bytes stand there, or a variation selector's behind a sign."""
    return any(unit.data.startswith(_EMOJI) for unit in reading.units) or any(
        unit.data.startswith(_SELECTOR) and unit.missing in {0, 1} for unit in reading.units[1:]
    )


def _is_torn_emoji(unit: Unit) -> bool:
    """Whether more than the two letters are left that an emoji begins with."""
    return unit.data.startswith(_EMOJI) and len(unit.left) > len(_EMOJI)


def _is_sign(reading: Reading) -> bool:
    """Whether it was a sign of three bytes, such as a check mark or an arrow."""
    unit: Unit = reading.units[0]
    return len(unit.data) == 3 and unicodedata.category(reading.text[0]) in {"So", "Sm"}


def _fits(stretch: Stretch, text: str) -> bool:
    """Whether the letter is one that stands alone, and fits behind capitals in front of it: `IRMÃ»` was no `IRMû`."""
    if unicodedata.combining(text[0]) or text[0] in _RARE:
        return False
    capitals = len(stretch.before) == 2 and stretch.before.isalpha() and stretch.before.isupper()
    return not (capitals and text[0].islower())


def _mends_case(stretch: Stretch, text: str) -> bool:
    """Whether a capital inside a word becomes a small letter: `DoÄŸru` was `Doğru`, which ftfy does not see."""
    return stretch.before[-1:].islower() and stretch.chars[0].isupper() and text.isalpha() and text.islower()


def _looks_damaged(stretch: Stretch) -> bool:
    from vaultfix.mojibake.judge import looks_damaged  # noqa: PLC0415 - only a suspect pays for ftfy

    return looks_damaged(stretch.chars.replace(MARK, ""), stretch.before, stretch.after)
