"""Zones: which part of a note is prose, and which is code, comment, math or something else that is no text."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.closed import surely_closed
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.plain import blocks, plain_zone
from vaultfix.syntax.regions import Layout, Region, Zone
from vaultfix.text import Span

__all__ = ["Region", "Zone", "unclosed", "zone_at", "zones"]

# Whatever hides text has one of these in it.
_MASK = pattern(r"[`<$\t]|~~~|%%|\{\{| {4}")


@fact
def zones(doc: Document) -> tuple[Region, ...]:
    """Return the regions of a note, in order; together they are the whole text, and none is empty.

    A region of a block reaches from its first mark to the end of its last line. In a quote or list it includes the
    prefixes of the lines between, which are neither code nor text.
    """
    properties = frontmatter(doc)
    head = [Region(properties.span, Zone.FRONTMATTER)] if properties else []
    return tuple(_tiled(len(doc.text), [*head, *_layout(doc).regions]))


def zone_at(doc: Document, offset: int) -> Zone:
    """Return the zone at `offset`; the end of the text belongs to its last region."""
    return _asked(doc)[offset]


class _Asked(dict[int, Zone]):
    """The zones of a note that were asked for: of one link by several rules, and of each finding once more."""

    def __init__(self, doc: Document) -> None:
        super().__init__()
        properties = frontmatter(doc)
        self._doc = doc
        self._last = len(doc.text) - 1
        self._head = properties.span if properties else Span(0, doc.body_start)
        self._head_zone = Zone.FRONTMATTER if properties else Zone.PROSE

    def __missing__(self, offset: int) -> Zone:
        self[offset] = zone = self._zone(min(offset, self._last))
        return zone

    def _zone(self, offset: int) -> Zone:
        if offset < self._head.end:
            return self._head_zone if offset in self._head else Zone.PROSE
        return plain_zone(self._doc, offset) or _parsed_zone(self._doc, offset)


@fact
def _asked(doc: Document) -> _Asked:
    return _Asked(doc)


@fact
def unclosed(doc: Document) -> tuple[Region, ...]:
    """Return each fence, comment and display math that is never closed, from where it opens to where it would end."""
    found = blocks(doc)
    if found.is_sure:
        return tuple(Region(found.span(block.start, block.end), block.zone) for block in found.unclosed)
    return () if surely_closed(doc) else _layout(doc).unclosed


def _parsed_zone(doc: Document, offset: int) -> Zone:
    return zones(doc)[bisect_right(_starts(doc), offset) - 1].zone


@fact
def _starts(doc: Document) -> tuple[int, ...]:
    return tuple(region.span.start for region in zones(doc))


def _layout(doc: Document) -> Layout:
    if not _MASK.search(doc.text):
        return Layout()
    from vaultfix.syntax.dialect import layout  # noqa: PLC0415 - only a suspect pays for mistune

    return layout(doc)


def _tiled(length: int, found: Iterable[Region]) -> Iterator[Region]:
    """Yield `found` with prose between; of two that overlap the first keeps its place."""
    done = 0
    for region in found:
        start = max(region.span.start, done)
        if start >= region.span.end:
            continue
        if done < start:
            yield Region(Span(done, start), Zone.PROSE)
        yield Region(Span(start, region.span.end), region.zone)
        done = region.span.end
    if done < length:
        yield Region(Span(done, length), Zone.PROSE)
