"""Targets: where the links of a text seem to lead, at a glance: too many are told, never too few."""

from vaultfix.patterns import pattern

# The target in each wikilink; where anything else stands there, a `^`, a colon, a bracket, it is read as empty.
_WIKI = pattern(r"\[\[(?:([^\[\]|\\:^\r\n]++)(?:\]\]|\\?\|))?")
# The destination in each pair of parentheses, with a title or without; any that is not so plain is read as empty.
_MARKDOWN = pattern(
    r"""\]\((?![a-z]{2,}+://[^\s()<>\\]*+(?:[ \t]++"[^"\\\r\n]*+")?+\))"""
    r"""(?:([^\s()<>\\\x00-\x1f\x7f]++)(?:[ \t]++"[^"\\\r\n]*+")?+\))?"""
)


def wiki_targets(text: str) -> list[str]:
    """Return the path and fragment of each wikilink as written; empty for one that is not plain."""
    return _WIKI.findall(text)


def destinations(text: str) -> list[str]:
    """Return the destination of each inline link as written, but for web addresses; empty for one that is not plain."""
    return _MARKDOWN.findall(text)
