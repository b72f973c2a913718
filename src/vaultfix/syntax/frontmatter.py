"""Frontmatter: where the block of properties lies."""

from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.text import Span

_OPENING = pattern(r"---[ \t]*+(?:\r\n?|\n)")
# The line end in front belongs to the match: it gives the search one cheap character to look for.
_CLOSING = pattern(r"[\r\n](?P<fence>---[ \t]*+(?:\r\n?|\n|\Z))")


class Block(NamedTuple):
    """The block of properties at the head of a note: all of it with its fences, and the YAML between them."""

    span: Span
    yaml: Span


@fact
def block(doc: Document) -> Block | None:
    """Return the frontmatter, fences with trailing spaces and a BOM in front allowed [C1]; None without one."""
    opening = _OPENING.match(doc.text, doc.body_start)
    if opening is None:
        return None
    closing = _CLOSING.search(doc.text, opening.end() - 1)
    if closing is None:
        return None
    return Block(Span(opening.start(), closing.end()), Span(opening.end(), closing.start("fence")))
