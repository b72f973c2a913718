"""Block ids: the `^name` behind a block, which `[[Note#^name]]` leads to [B3]."""

import re
from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.text import Span

# At a line's end behind a blank, alone on a line (also in a quote or list), or glued to an embed [B3.1].
_BLOCK_ID = pattern(r"\^([A-Za-z0-9-]+)(?=[ \t]*(?:[\r\n]|\Z))")
# B3.3: where an id would stand, but with a sign that no id has.
_INVALID = pattern(r"\^(?=[A-Za-z0-9-]*+[^A-Za-z0-9-\s])([\w.-]+)(?=[ \t]*(?:[\r\n]|\Z))")
LIKE_INVALID = pattern(rb"\^[A-Za-z0-9-]*+[_.\x80-\xff][\w.\x80-\xff-]*+[ \t]*+(?:[\r\n]|\Z)")
"""What stands where one would but is none looks like this; not all that does is such."""
_BEFORE = frozenset(" \t\r\n>])\ufeff")
_BEFORE_LOOSE = _BEFORE - frozenset("])")


class BlockId(NamedTuple):
    """The id of a block, without its `^`, and where it stands."""

    span: Span
    name: str


@fact
def block_ids(doc: Document) -> tuple[BlockId, ...]:
    """Return every block id of a note, in order; those that code only quotes are among them."""
    text = doc.text
    if "^" not in text:
        return ()
    return tuple(
        BlockId(Span(*found.span()), found.group(1)) for found in _BLOCK_ID.finditer(text) if _follows(found, _BEFORE)
    )


@fact
def invalid_block_ids(doc: Document) -> tuple[BlockId, ...]:
    """Return what stands where a block id would but is none, for an underscore, a dot or a letter that is not Latin."""
    text = doc.text
    if "^" not in text:
        return ()
    return tuple(
        BlockId(Span(*found.span()), found.group(1))
        for found in _INVALID.finditer(text)
        if _follows(found, _BEFORE_LOOSE) and any(map(str.isalnum, found.group(1)))
    )


def _follows(found: re.Match[str], signs: frozenset[str]) -> bool:
    """Whether one of `signs`, or nothing, stands before what was found."""
    return found.start() == 0 or found.string[found.start() - 1] in signs
