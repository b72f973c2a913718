"""Targets: where the links of notes in UTF-8 seem to lead, at a glance: too many are told, never too few."""

from vaultfix.patterns import pattern

# The target in each wikilink; where anything else stands there, a `^`, a colon, a bracket, it is read as empty.
_WIKI = pattern(rb"\[\[(?:([^\[\]|\\:^\r\n]++)(?:\]\]|\\?\|))?")
# The destination in each pair of parentheses, with a title or without; any that is not so plain is read as empty.
_INLINE = (
    r"""\]\((?![a-z]{2,}+://[^\s()<>\\]*+(?:[ \t]++"[^"\\\r\n]*+")?+\))"""
    r"""(?:([^\s()<>\\\x00-\x1f\x7f]++)(?:[ \t]++"[^"\\\r\n]*+")?+\))?"""
)
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
