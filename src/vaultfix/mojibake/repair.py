"""Repair: what a damaged text was, stretch by stretch, with everything it can have been where bytes are lost."""

from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from vaultfix.mojibake.channels import CHANNELS, Channel
from vaultfix.mojibake.completions import Part
from vaultfix.mojibake.evidence import Diagnosis, diagnoses
from vaultfix.mojibake.gaps import Gap, marks
from vaultfix.mojibake.screening import shows
from vaultfix.mojibake.spaces import SPACED, no_break
from vaultfix.mojibake.stretches import Stretch, stretches
from vaultfix.mojibake.suspicion import suspect
from vaultfix.text import Edit, Span, splice

MOST_LAYERS = 4
"""How often a text may have been damaged on top of damage."""


class Change(NamedTuple):
    """One damaged stretch: `before` is what stands there, `candidates` what it can have been.

    `after` is the text it was, where that is proved; else it is `before`. `lossy` says whether bytes vanished. A
    stretch too long, or of no known sense, has no candidates.

    `parts` are the pieces that `candidates` are made of, in order, each with everything it can have been; a piece
    that is known has one text. The candidates are the first of all combinations.
    """

    span: Span
    before: str
    after: str
    candidates: tuple[str, ...]
    channel: Channel
    lossy: bool
    parts: tuple[Part, ...] = ()

    @property
    def certain(self) -> bool:
        """Whether it is proved what the stretch was."""
        return self.after != self.before


class Repair(NamedTuple):
    """A text as it was before it was damaged, as far as that is proved.

    `pure` says that the text has nothing above ASCII but damage.
    """

    text: str
    changes: tuple[Change, ...] = ()
    pure: bool = False


def repair(text: str) -> Repair:
    """Repair a text whose UTF-8 was read in another code page; a text that is not damaged costs one scan.

    No ASCII character is ever changed but one that stands for a lost byte, and a stretch of others is repaired whole
    or not at all.
    """
    if not suspect(text):
        return Repair(text)
    marked, gapped, gap = marks(text)
    spaced = no_break(text)
    if not gapped and spaced == text and not shows(text):
        return Repair(text)
    found, pure, settled = _outermost(text, spaced, SPACED) if spaced != text else ((), False, {})
    # Damaged twice, an `Â` may have lost a control as well as a no-break space: then none is told from the other.
    if not pure or any(change.certain and suspect(change.after) for change in settled.values()):
        found, pure, settled = _outermost(text, marked, (*gapped, *CHANNELS), doubtful=gap is Gap.LIKELY)
    now, layer = text, settled
    for _ in range(MOST_LAYERS - 1):
        now = splice(text, (Edit(change.span, change.after) for change in settled.values()))
        under = stretches(now)
        # Each stretch stays one stretch, but for the byte order mark that a damaged one turns out to be.
        if not any(change.certain for change in layer.values()) or len(under) != len(found) or not suspect(now):
            break
        _, layer = _layer(now, under, CHANNELS, doubtful=gap is Gap.LIKELY)
        for number, change in layer.items():
            if change.certain:
                settled[number] = _over(change, found[number], settled.get(number))
    return Repair(now, tuple(settled[number] for number in sorted(settled)), pure)


def _outermost(
    text: str, marked: str, channels: Sequence[Channel], *, doubtful: bool = False
) -> tuple[tuple[Stretch, ...], bool, dict[int, Change]]:
    """Return the stretches of a text, `marked` where bytes stand for others, and what `_layer` makes of them."""
    found = stretches(marked)
    return found, *_layer(text, found, channels, doubtful=doubtful)


def _over(change: Change, outer: Stretch, first: Change | None) -> Change:
    """Return the change of what was damaged twice, said of the text as it stands."""
    lossy = change.lossy or (first is not None and first.lossy)
    return change._replace(span=Span(outer.start, outer.end), before=outer.chars, lossy=lossy)


def _layer(
    text: str, found: Sequence[Stretch], channels: Sequence[Channel], *, doubtful: bool
) -> tuple[bool, dict[int, Change]]:
    """Return whether all of the text is damaged, and the changes that undo its outermost damage, by stretch.

    Where it is `doubtful` which characters belong to what is torn, nothing torn is proved.
    """
    likely = diagnoses(found, channels)
    changes: dict[int, Change] = {}
    unexplained = set(range(len(found)))
    for diagnosis in likely:
        changes |= _changes(text, diagnosis, unexplained, doubtful=doubtful)
        unexplained &= {number for number in diagnosis.foreign if not diagnosis.can_show(number)}
    return any(diagnosis.is_pure for diagnosis in likely[:1]), changes


def _changes(
    text: str, diagnosis: Diagnosis, unexplained: AbstractSet[int], *, doubtful: bool
) -> Iterator[tuple[int, Change]]:
    """Yield the change of each damaged stretch with its number, of those that no likelier channel explains."""
    joiner = None
    for number in diagnosis.damaged:
        if number not in unexplained:
            continue
        stretch, reading = diagnosis.stretches[number], diagnosis.readings[number]
        span = Span(stretch.start, stretch.end)
        before = span.of(text)
        if reading.text:
            whole = (Part((reading.text,), proved=True),)
            yield (
                number,
                Change(span, before, reading.text, whole[0].texts, diagnosis.channel, lossy=False, parts=whole),
            )
            continue
        if joiner is None:
            from vaultfix.mojibake.joining import Joiner  # noqa: PLC0415 - only where bytes are lost is emoji paid for

            joiner = Joiner(diagnosis.channel, doubled=diagnosis.is_doubled)
        found = joiner.readings(text, stretch, reading)
        found = found.doubted if doubtful or diagnosis.is_far(number) else found
        after = found.candidates[0] if found.proved else before
        yield number, Change(span, before, after, found.candidates, diagnosis.channel, lossy=True, parts=found.parts)
