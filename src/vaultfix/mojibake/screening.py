"""Screening: which stretches of a text show damage by themselves, told without a diagnosis of the whole text."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from vaultfix.document import BOM
from vaultfix.mojibake.channels import CHANNELS, MARK, WESTERN, Channel
from vaultfix.mojibake.showing import Showing, shown
from vaultfix.mojibake.stretches import FOREIGN, Fit, Reading, Stretch, beginning, read, stretch_at
from vaultfix.patterns import derived

_ABOVE = "[^\x00-\x7f]"
_LEADS, _RESTS = range(0xC2, 0xF5), range(0x80, 0xC0)
_UNWRITTEN = frozenset({"Cc", "Cn", "Co", "Cs"})


def shows(text: str) -> bool:
    """Whether anything in a text shows damage in any channel; where nothing does, nothing is ever repaired."""
    suspects = (stretch_at(text, run) for run in _SUSPECT.finditer(text, beginning(text)))
    return any(True for _ in showing(suspects, CHANNELS))


def showing(found: Iterable[Stretch], channels: Sequence[Channel]) -> Iterator[Channel]:
    """Yield the channels in which one of the stretches shows damage."""
    suspects = {(each.before, each.chars, each.after): each for each in found if _SUSPECT.match(each.chars)}.values()
    for channel in channels if suspects else ():
        if any(shown(each, plausible(each.chars, channel), channel) is not Showing.NOTHING for each in suspects):
            yield channel


def plausible(chars: str, channel: Channel) -> Reading:
    """Explain a stretch by a channel, unless bytes are missing that it keeps, or it gives what nobody writes."""
    reading = read(chars, channel)
    if reading.fit in {Fit.SHORT, Fit.BARE} and not channel.lost:
        return FOREIGN
    if reading.fit in {Fit.WHOLE, Fit.MIXED} and any(unicodedata.category(char) in _UNWRITTEN for char in reading.text):
        # Mojibake of mojibake first gives C1 controls, which are written by nobody but stand for bytes again.
        return reading if read(reading.text, channel).fit is Fit.WHOLE else FOREIGN
    return reading


def _any_of(channels: Iterable[Channel], data: Iterable[int], more: str = "") -> str:
    """Return a pattern for one character that any of the bytes is shown as."""
    return f"[{re.escape(more + ''.join(sorted({char for page in channels for char in page.chars_of(data)})))}]"


def _torn(channels: Sequence[Channel]) -> str:
    """Return the pattern of a stretch where these channels may have lost bytes."""
    lead, rest = _any_of(channels, _LEADS), _any_of(channels, _RESTS, MARK)
    return f"{lead}++{rest}(?:{lead}|{rest})*+"


def _whole(channel: Channel) -> str:
    """Return the pattern of a stretch that has every byte of its characters."""
    two, three, four = (_any_of([channel], _LEADS[start:end]) for start, end in ((0, 30), (30, 46), (46, None)))
    rest = _any_of([channel], _RESTS)
    return f"(?:{two}{rest}|{three}{rest}{{2}}|{four}{rest}{{3}})++"


def _suspect() -> re.Pattern[str]:
    """Return the pattern of a stretch that can be bytes of characters, or has what an emoji begins with."""
    bytes_of = "|".join((_torn(WESTERN), *(_whole(page) for page in CHANNELS if page not in WESTERN)))
    # Hardly any intact word begins so, which spares it the many ways that follow.
    begins = f"{_any_of(CHANNELS, _LEADS)}+{_any_of(CHANNELS, _RESTS, MARK)}"
    emoji = _any_of(CHANNELS, [0xF0]) + _any_of(CHANNELS, [0x9F])
    return re.compile(f"(?<![^\x00-\x7f{BOM}])(?:(?={begins})(?:{bytes_of})(?!{_ABOVE})|{_ABOVE}*?{emoji}{_ABOVE}*+)")


_SUSPECT = derived(_suspect)
