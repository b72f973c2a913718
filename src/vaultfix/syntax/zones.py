"""Zones: which part of a note is prose, and which is code, comment, math or something else that is no text."""

from dataclasses import dataclass
from enum import Enum

from vaultfix.document import Document, fact
from vaultfix.text import Span


class Zone(Enum):
    """What stands at an offset [spec E]."""

    PROSE = "prose"
    FRONTMATTER = "frontmatter"
    FENCED_CODE = "fenced code"
    INDENTED_CODE = "indented code"
    INLINE_CODE = "inline code"
    MATH = "math"
    COMMENT = "comment"
    HTML = "HTML"
    TEMPLATE = "template"


@dataclass(frozen=True, slots=True)
class Region:
    """A stretch of a note that is all of one zone."""

    span: Span
    zone: Zone


@fact
def zones(doc: Document) -> tuple[Region, ...]:
    """Return the regions of a note, in order; together they are the whole text."""
    return (Region(Span(0, len(doc.text)), Zone.PROSE),)


def zone_at(doc: Document, offset: int) -> Zone:
    """Return the zone at `offset`; the end of the text belongs to its last region."""
    return next((region.zone for region in zones(doc) if offset in region.span), zones(doc)[-1].zone)
