"""Obsidian's dialect of Markdown, taught to mistune: the one place that knows the parser."""

from vaultfix.document import Document, fact
from vaultfix.syntax.dialect.blocks import Blocks
from vaultfix.syntax.dialect.inline import Inline
from vaultfix.syntax.dialect.state import State
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.ground import Ground
from vaultfix.syntax.leaves import leaves
from vaultfix.syntax.regions import Layout, Region
from vaultfix.text import Span

_BLOCKS = Blocks()
_INLINE = Inline()


@fact
def layout(doc: Document) -> Layout:
    """Return what the parser makes of a note, frontmatter left out."""
    properties = frontmatter(doc)
    ground = Ground.below(doc, properties.span.end if properties else doc.body_start)
    state = State.of(ground)
    _BLOCKS.parse(state)
    found = state.blocks
    for leaf in found.leaves:
        for part in leaves(leaf.text):
            start = leaf.start + part.start
            for opens, closes, zone in _INLINE.hidden(part.of(leaf.text), state.env):
                span = Span(leaf.ground.offset(start + opens), leaf.ground.end(start + closes))
                found.regions.append(Region(span, zone))
    return Layout(
        tuple(sorted(found.regions, key=lambda region: region.span)),
        tuple(sorted(found.headings, key=lambda heading: heading.span)),
        tuple(sorted(found.unclosed, key=lambda region: region.span)),
    )
