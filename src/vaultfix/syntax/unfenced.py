"""Unfenced: notes without their fenced code, told from their bytes, where it is plain that nothing else hides lines."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf, common
from vaultfix.syntax.commented import all_uncommented, uncommented
from vaultfix.syntax.plain.blocks import INDENTED_SIGN, INNER_QUOTE, OPENING

_BOM = b"\xef\xbb\xbf"
# A block of code at the margin in which no line could be taken for its last one but that.
_FENCED = pattern(rb"\n```(`*+)[^`\n]*+(?:\n(?![ \t>]*+```\1)[^\n]*+)*+\n {0,3}```\1`*+[ \t]*+(?=\n)")
# A label that goes on below its line may end in a fence, or be cut off by it.
_OPEN_LABEL = pattern(rb"\[(?!\^)[^\\\[\]\n]*+(?:\\.[^\\\[\]\n]*+)*+\n")
_OPENING = pattern(OPENING.encode())
_INNER_QUOTE = pattern(INNER_QUOTE.encode())
_INDENTED_SIGN = pattern(INDENTED_SIGN.encode())


class Unfenced(NamedTuple):
    """What is left of a note without its fenced code."""

    head: bytes
    """The frontmatter, without its last line end."""
    body: bytes
    """What stands below it, behind a line end that it may not have, and with one at its end."""


def unfenced(raw: bytes) -> Unfenced | None:
    """Return a note in UTF-8 without its fenced code, all of which is closed; None where anything else may hide lines.

    What it says `blocks` says as well.
    """
    end = 0
    if raw.startswith((b"---", _BOM)):
        end = raw.find(b"\n---\n", 3) + 4
        if end < 4 or not raw.startswith(b"---\n") or raw.find(b"\n---", 3) + 4 < end:
            return None
    body = b"%b\n" % raw[end:] if end else b"\n%b\n" % raw
    # Form feeds are blanks to some, and letters to others.
    if b"\r" in body or b"\v" in body or b"\f" in body:
        return None
    if b"```" in body:
        if _OPEN_LABEL.search(body):
            return None
        body = _FENCED.sub(b"", body)
    if _OPENING.search(body) or (_INDENTED_SIGN.search(body) and _INNER_QUOTE.search(body)):
        return None
    return Unfenced(raw[:end], body)


@fact
def without_fences(doc: Document) -> Unfenced | None:
    """Return the same of a note that has fences: it is asked for more than once."""
    return unfenced(doc.raw)


@common
def all_unfenced(sheaf: Sheaf) -> Mapping[int, bytes]:
    """Return, by their places, the notes of a sheaf that have fenced code and plainly hide nothing else, without it."""
    found = ((at, without_fences(sheaf.docs[at])) for at in sheaf.holding(b"```"))
    return {at: b"".join(left) for at, left in found if left}


def shown(sheaf: Sheaf) -> Sequence[bytes]:
    """Return each note of a sheaf, without its fenced code where that is plain."""
    left = all_unfenced(sheaf)
    return [left.get(at, doc.raw) for at, doc in enumerate(sheaf.docs)]


def all_shown(sheaf: Sheaf) -> Sequence[bytes]:
    """Return likewise each note, also without lines that are comments."""
    left = all_unfenced(sheaf)
    return [uncommented(left[at]) if at in left else note for at, note in enumerate(all_uncommented(sheaf))]
