"""Evidence: which channel a note went through, and which of its stretches it damaged."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vaultfix.mojibake.channels import (
    CHANNELS,
    LATIN_1,
    LATIN_5,
    SOFT_HYPHEN,
    WESTERN,
    WINDOWS_1252,
    WINDOWS_1254,
    Channel,
)
from vaultfix.mojibake.screening import plausible, showing
from vaultfix.mojibake.showing import TELLING, Showing, is_telling, shown
from vaultfix.mojibake.stretches import Fit, Reading, Stretch, Unit
from vaultfix.mojibake.suspicion import suspect
from vaultfix.mojibake.words import may_close
from vaultfix.patterns import pattern

SURE = 3
"""How many evident stretches make it sure that a note with nothing intact above ASCII is damaged throughout."""
_C1 = pattern("[\x80-\x9f]")


@dataclass(frozen=True)
class Diagnosis:
    """How one channel explains a note: a reading for each of its stretches, known by their numbers from 0."""

    channel: Channel
    stretches: Sequence[Stretch]
    readings: Sequence[Reading]

    @cached_property
    def evident(self) -> frozenset[int]:
        """The stretches that show their damage themselves: plainly, or on a line where nothing speaks against it.

        What shows it faintly does so only in a note that is plainly damaged elsewhere.
        """
        least = Showing.FAINT if Showing.PLAIN in self._showing else Showing.LEAN
        return frozenset(
            number
            for number, showing in enumerate(self._showing)
            if showing is Showing.PLAIN or (showing >= least and self.stretches[number].line not in self._mixed_lines)
        )

    @cached_property
    def intact(self) -> frozenset[int]:
        """The stretches that the channel cannot have made, or that give no cause to think it did.

        A lead byte alone is as well an intact `Å`, unless the note has characters with the same lead byte whole, or
        is plainly damaged in many places: then the capital that a torn letter leaves says nothing.
        """
        is_plain = self._showing.count(Showing.PLAIN) >= SURE
        known = {
            unit.data[0]
            for reading in self.readings
            for unit in reading.units
            if unit.missing == 0 or (unit.data[0] in TELLING and len(unit.data) > 1)
        }
        return frozenset(
            number
            for number, reading in enumerate(self.readings)
            if reading.fit in {Fit.FOREIGN, Fit.MIXED}
            or (
                any(unit.data[0] not in known for unit in reading.units)
                and not (is_plain and reading.fit is Fit.BARE and all(unit.data[0] < 0xE0 for unit in reading.units))
            )
        )

    @cached_property
    def foreign(self) -> frozenset[int]:
        """The stretches that the channel does not explain at all."""
        return frozenset(number for number, reading in enumerate(self.readings) if reading.fit is Fit.FOREIGN)

    def can_show(self, number: int) -> bool:
        """Whether the channel's code page has every character of the stretch: then no other page is asked for it."""
        return self.channel.bytes_of(self.stretches[number].chars) is not None

    @property
    def shows_c1(self) -> bool:
        """Whether evident damage shows bytes from 80 to 9F, which ISO 8859 has no characters for."""
        shown = (self.channel.stands_for.get(char, 0) for n in self.evident for char in self.stretches[n].chars)
        return any(0x80 <= byte < 0xA0 for byte in shown)

    @cached_property
    def is_pure(self) -> bool:
        """Whether damage is evident, and nothing in the note speaks against its being damaged throughout."""
        return bool(self.evident) and not self.intact

    @cached_property
    def damaged(self) -> Sequence[int]:
        """The stretches that are damaged: by their own showing, their line's, or the note's."""
        return [number for number in range(len(self.stretches)) if self._is_damaged(number)]

    def is_far(self, number: int) -> bool:
        """Whether nothing says that the stretch is damaged but its looks, and damage far away in a mixed note."""
        near = self.is_pure or self.stretches[number].line in self._damaged_lines
        return number not in self.evident and not near

    def _is_damaged(self, number: int) -> bool:
        stretch, reading = self.stretches[number], self.readings[number]
        if number in self.evident:
            return True
        if reading.fit is Fit.BARE:
            return len(self.evident) >= SURE and (self.is_pure or self._is_lone_sign(number))
        if reading.fit in {Fit.WHOLE, Fit.SHORT}:
            near = self.is_pure or stretch.line in self._damaged_lines or (self._is_torn and is_telling(reading))
            return near or (reading.fit is Fit.WHOLE and self._is_known(number))
        return False

    def _is_known(self, number: int) -> bool:
        """Whether it was a letter or sign that evident damage was as well, or of a script that it was."""
        text = self.readings[number].text
        return not may_close(self.stretches[number]) and all(_kind(char) in self._known for char in text)

    @cached_property
    def _known(self) -> frozenset[str]:
        """The letters and signs that evident damage was; of other scripts than the Latin one, their names."""
        return frozenset(_kind(char) for number in self.evident for char in self.readings[number].text)

    def _is_lone_sign(self, number: int) -> bool:
        """Whether it is an `â` that is no part of a word, in a note where bytes are lost; elsewhere it is a word."""
        stretch, reading = self.stretches[number], self.readings[number]
        in_word = (stretch.before[-1:] + stretch.after[:1]).strip(" \t")
        is_sign = self.channel.is_western and {unit.data[0] for unit in reading.units} <= TELLING
        return self._is_torn and not in_word and is_sign

    @cached_property
    def is_doubled(self) -> bool:
        """Whether what comes out is mojibake again, in which a torn mark need be no quotation mark."""
        readings = (self.readings[number] for number in self.damaged)
        return any(suspect("".join(map(_outcome, reading.units))) for reading in readings)

    @property
    def weight(self) -> tuple[int, int]:
        """What speaks for the channel, to be compared with another's."""
        return len(self.evident), -len(self.intact)

    @cached_property
    def everyday(self) -> int:
        """How many letters that people write every day evident damage was, which tells pages that are much alike."""
        from vaultfix.mojibake.letters import EVERYDAY  # noqa: PLC0415 - only a suspect pays for them

        return sum(char in EVERYDAY for number in self.evident for char in self.readings[number].text)

    @cached_property
    def _showing(self) -> Sequence[Showing]:
        known: dict[tuple[str, str, str], Showing] = {}
        for stretch, reading in zip(self.stretches, self.readings, strict=True):
            key = stretch.before, stretch.chars, stretch.after
            if key not in known:
                known[key] = shown(stretch, reading, self.channel)
        return [known[stretch.before, stretch.chars, stretch.after] for stretch in self.stretches]

    @cached_property
    def _is_torn(self) -> bool:
        """Whether the note surely lost bytes."""
        return any(self.readings[number].fit is Fit.SHORT for number in self.evident)

    @cached_property
    def _damaged_lines(self) -> frozenset[int]:
        """The lines that hold damage, and nothing intact."""
        return frozenset(self.stretches[number].line for number in self.evident) - self._mixed_lines

    @cached_property
    def _mixed_lines(self) -> frozenset[int]:
        """The lines that hold something intact of the same code page; an emoji beside damage is not mistaken for it."""
        return frozenset(
            self.stretches[number].line
            for number in self.intact
            if any(char in self.channel.stands_for for char in self.stretches[number].chars)
        )


def _outcome(unit: Unit) -> str:
    """Return the character that a unit was; a quotation mark where bytes are gone, as the likeliest."""
    return "”" if unit.missing else unit.data.decode()


def _kind(char: str) -> str:
    """Return the name of a letter's script where that has many letters, else the character."""
    return unicodedata.name(char, char).partition(" ")[0] if char.isalpha() and char > "\u0370" else char


def diagnoses(found: Sequence[Stretch], channels: Sequence[Channel] = CHANNELS) -> list[Diagnosis]:
    """Return how each channel that finds evident damage explains the stretches, the likeliest first."""
    suspects = [explained(channel, found) for channel in showing(found, channels)]
    evident = [each for each in suspects if each.evident]
    if len(evident) > 1:
        evident.sort(key=lambda each: (each.weight, each.channel in WESTERN, each.everyday), reverse=True)
    return [_settled(each) for each in evident]


def explained(channel: Channel, found: Sequence[Stretch]) -> Diagnosis:
    """Return how `channel` explains the stretches."""
    known: dict[str, Reading] = {}
    for stretch in found:
        if stretch.chars not in known:
            known[stretch.chars] = plausible(stretch.chars, channel)
    return Diagnosis(channel, found, [known[stretch.chars] for stretch in found])


def _settled(best: Diagnosis) -> Diagnosis:
    """Settle which bytes the channel lost in this note: where C1 controls stand, none; a soft hyphen may be kept.

    windows-1252 and windows-1254 that explain a note equally well cannot be told apart, and 1254 loses more.
    """
    if not best.channel.lost or best.channel.gap:
        return best
    if best.channel == WINDOWS_1252:
        other = explained(WINDOWS_1254, best.stretches)
        best = other if other.weight == best.weight else best
    damaged = "".join(best.stretches[number].chars for number in best.evident)
    if any(best.readings[number].fit is Fit.SHORT for number in best.evident) and not best.shows_c1:
        worse = LATIN_5 if best.channel == WINDOWS_1254 else LATIN_1
        other = explained(worse.losing(*range(0x80, 0xA0)), best.stretches)
        return other if best.channel in {WINDOWS_1252, WINDOWS_1254} and other.weight >= best.weight else best
    if _C1.search(damaged):
        return explained(best.channel.losing(), best.stretches)
    if chr(SOFT_HYPHEN) in damaged:
        return explained(best.channel.losing(*best.channel.lost - {SOFT_HYPHEN}), best.stretches)
    return best
