"""Places: the uncertain parts of what is damaged in a text, and the text as it most likely reads around them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultfix.mojibake.completions import Part
from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.rows import Rows

Row = Sequence[tuple[float, ...]]
"""How likely each text of each part of a change is, by the words that the whole stretch can be."""


class Place(NamedTuple):
    """An uncertain part of a change: what it can have been, and where it stands in the text as it most likely reads.

    `beside` is what the parts on either side were, where that is known; `repeats` says that one of them can have been
    the same. `read` is how likely each text is by the words that the whole stretch can be; empty where no words say
    anything.
    """

    texts: tuple[str, ...]
    start: int
    end: int
    beside: str
    read: tuple[float, ...]
    repeats: bool


def places(text: str, changes: Sequence[Change]) -> tuple[str, list[list[Place]]]:
    """Return a text as it most likely reads, and the places of each change in it; a certain change has none."""
    blank, starts = _put(text, changes, (" " * len(change.before) for change in changes))
    rows = list(Rows(blank, changes).chances(starts))
    readings = [_reading(change, row) for change, row in zip(changes, rows, strict=True)]
    read, starts = _put(text, changes, map("".join, readings))
    return read, [
        [] if change.certain else list(_places(change, row, reading, start))
        for change, row, reading, start in zip(changes, rows, readings, starts, strict=True)
    ]


def _places(change: Change, row: Row, reading: Sequence[str], start: int) -> Iterator[Place]:
    """Yield the parts of a change whose `reading` starts at `start`."""
    known = ["", *(part.texts[0] if len(part.texts) == 1 else "" for part in change.parts), ""]
    forms = [(), *(part.texts for part in change.parts), ()]
    for number, (part, piece) in enumerate(zip(change.parts, reading, strict=True)):
        beside = known[number] + known[number + 2]
        repeats = part.texts in (forms[number], forms[number + 2])
        yield Place(part.texts, start, start + len(piece), beside, row[number] if row else (), repeats)
        start += len(piece)


def _reading(change: Change, row: Row) -> list[str]:
    """Return what each part of a change most likely was, blank where no words tell."""
    return [_likeliest(part, row[number] if row else ()) for number, part in enumerate(change.parts)]


def _likeliest(part: Part, read: Sequence[float]) -> str:
    if len(part.texts) == 1:
        return part.texts[0]
    return part.texts[read.index(max(read))] if read else " "


def _put(text: str, changes: Iterable[Change], readings: Iterable[str]) -> tuple[str, list[int]]:
    """Return a text with what is certain mended and a reading put in for the rest, lest damage reads as words.

    With it comes where each change starts in it.
    """
    pieces: list[str] = []
    starts: list[int] = []
    done = length = 0
    for change, reading in zip(changes, readings, strict=True):
        kept = text[done : change.span.start]
        put = change.after if change.certain else reading or " "
        starts.append(length + len(kept))
        pieces += kept, put
        length += len(kept) + len(put)
        done = change.span.end
    return "".join((*pieces, text[done:])), starts
