"""Targets: where the links of notes in UTF-8 seem to lead, at a glance: too many are told, never too few."""

from collections.abc import Collection, Sequence

from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf, common

REFERENCE, DEFINITION, CALLED = b"][", b"]:", b"]]("
"""What a bracket is closed by in a reference, in a definition, and in a wikilink before a parenthesis."""

# Of brackets in brackets, as in `[[a]]:`, none is a label.
_CLOSING = pattern(rb"\](?=[\[\]:])(?:\[|\]\(|(?<![^\\]\]\]):)")
# The target in each wikilink; where anything else stands there, a `^`, a colon, a bracket, it is read as empty.
_WIKI = pattern(rb"\[\[(?:([^\[\]|\\:^\r\n]++)(?:\]\]|\\?\|))?")
# The destination in each pair of parentheses, with a title or without; any that is not so plain, or has more behind it
# before another parenthesis, is read as empty.
_TITLED = r"""(?:[ \t]++"[^"\\\r\n]*+")?+\)(?![^\s()<>\[\]]++\))"""
_INLINE = rf"\]\((?![a-z]{{2,}}+://[^\s()<>\\]*+{_TITLED})(?:([^\s()<>\\\x00-\x1f\x7f]++){_TITLED})?+"
_MARKDOWN = pattern(_INLINE)
_RAW_MARKDOWN = pattern(_INLINE.encode())


def destinations(text: str) -> list[str]:
    """Return the destination of each inline link as written, but for web addresses; empty for one that is not plain."""
    return _MARKDOWN.findall(text)


def raw_wiki_targets(raw: bytes) -> set[bytes]:
    """Return the path and fragment of each wikilink as written; empty for one that is not plain."""
    return set(_WIKI.findall(raw))


def raw_destinations(raw: bytes) -> set[bytes]:
    """Return what `destinations` does, of bytes; blanks above ASCII are taken for letters."""
    return set(_RAW_MARKDOWN.findall(raw))


def all_whole(destinations: Collection[bytes]) -> bool:
    """Whether each of these is surely all that stands in its parentheses, blanks above ASCII being none of it."""
    if b"" in destinations:
        return False
    together = b"\n".join(destinations)
    return together.isascii() or len(together.decode("utf-8", "surrogateescape").split()) == len(destinations)


@common
def closings(sheaf: Sheaf) -> frozenset[bytes]:
    """Return which of the closings above stand anywhere in the notes of a sheaf: mostly none does."""
    return frozenset(_CLOSING.findall(sheaf.raw))


def closing(sheaf: Sheaf, wanted: bytes) -> Sequence[int]:
    """Return the places of the notes in which one of them stands."""
    return sheaf.holding(wanted) if wanted in closings(sheaf) else ()
