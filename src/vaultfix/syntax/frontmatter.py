"""Frontmatter: where the block of properties lies."""

import re
from dataclasses import dataclass

from vaultfix.document import Document, fact
from vaultfix.text import Span

_BLOCK = re.compile(r"---[ \t]*(?:\r\n?|\n)(?P<yaml>(?:.*(?:\r\n?|\n))*?)---[ \t]*(?:\r\n?|\n|\Z)")


@dataclass(frozen=True, slots=True)
class Block:
    """The block of properties at the head of a note: all of it with its fences, and the YAML between them."""

    span: Span
    yaml: Span


@fact
def block(doc: Document) -> Block | None:
    """Return the frontmatter, fences with trailing spaces and a BOM in front allowed [C1]; None without one."""
    found = _BLOCK.match(doc.text, doc.body_start)
    return Block(Span(*found.span()), Span(*found.span("yaml"))) if found else None
