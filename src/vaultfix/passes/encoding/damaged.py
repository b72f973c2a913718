"""Damaged: the stretches of a note that are mojibake, spared where a note only speaks of it."""

import unicodedata
from bisect import bisect
from collections.abc import Sequence

from vaultfix.document import Document, fact
from vaultfix.mojibake.repair import Change, repair
from vaultfix.rule import CODE
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Span

SURE = 3
"""How many stretches outside code make it sure that a note with nothing intact was damaged as a whole."""
LONGEST = 40


@fact
def damaged(doc: Document) -> tuple[Change, ...]:
    """Return the damaged stretches in order.

    Code may quote mojibake on purpose, and is spared unless the whole note was damaged: nothing above ASCII in it is
    intact, and there is damage outside code too, enough of it to say so.
    """
    mended = repair(doc.text)
    in_code = [zone_at(doc, change.span.start) in CODE for change in mended.changes]
    outside = in_code.count(False)
    if mended.pure and outside >= SURE and in_code.count(True) <= 4 * outside:
        return mended.changes
    return tuple(change for change, spared in zip(mended.changes, in_code, strict=True) if not spared)


def touched(spans: Sequence[Span], span: Span) -> bool:
    """Whether `span` touches one of `spans`, which are in order and do not overlap."""
    at = bisect(spans, span)
    return any(span.touches(near) for near in spans[max(at - 1, 0) : at + 1])


def visible(text: str) -> str:
    """Return `text` for a message: cut where it is long, and what cannot be seen by its number."""
    cut = text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
    if len(cut) == 1 and unicodedata.category(cut) in {"Cf", "Mn"}:
        return _number(cut)
    return "".join(_number(char) if unicodedata.category(char) in {"Cc", "Zs"} else char for char in cut)


def _number(char: str) -> str:
    return f"<U+{ord(char):04X}>"
