"""Faces: what other notes can see of a note; as long as its face stays the same, nothing changes for them."""

from collections.abc import Iterator, Sequence

from vaultfix.document import Document, fact
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.headings import headings
from vaultfix.syntax.links import LIVE, links
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Span
from vaultfix.vault.anchors import html_tags
from vaultfix.vault.called import first_heading
from vaultfix.vault.reached import html_targets

Face = tuple[object, ...]


@fact
def face(doc: Document) -> Face:
    """Return what the rules see of a note when they judge another one.

    That is its properties, what it is called, where fragments lead in it and where its links lead, but not where in
    the note any of it stands, only in which order. Of a link's fragment nobody but the note itself thinks.
    """
    head = block(doc)
    titles, blocks, tags = headings(doc), block_ids(doc), html_tags(doc)
    return (
        doc.is_utf8,
        head and head.span.of(doc.text),
        first_heading(doc),
        [(title.level, title.text) for title in titles],
        [each.name for each in blocks],
        [tag[1] for tag in tags],
        _order([title.span for title in titles], [each.span for each in blocks], [Span(*tag.span()) for tag in tags]),
        frozenset(html_targets(doc)),
        frozenset(_leads(doc)),
    )


def _order(*kinds: Sequence[Span]) -> Sequence[tuple[int, int]]:
    """Return spans with their offsets counted, from that of the note's start on, instead of measured."""
    spans = [span for kind in kinds for span in kind]
    ranks = {offset: rank for rank, offset in enumerate(sorted({0, *(offset for span in spans for offset in span)}))}
    return [(ranks[span.start], ranks[span.end]) for span in spans]


def _leads(doc: Document) -> Iterator[tuple[object, ...]]:
    """Yield where each link leads, and whether it does so for a reader."""
    for link in links(doc):
        yield link.kind, link.path, link.mixed, link.in_property, zone_at(doc, link.span.start) in LIVE
