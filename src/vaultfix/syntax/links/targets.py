"""Targets: where the links of a text seem to lead, at a glance: too many are told, never too few."""

from vaultfix.patterns import pattern

# The target in each wikilink; where anything else stands there, a `^`, a colon, a bracket, it is read as empty.
_PLAIN_WIKI = r"([^\[\]|\\:^\r\n]++)(?:\]\]|\\?\|)"
_WIKI = pattern(rf"\[\[(?:{_PLAIN_WIKI})?")
_WIKI_RAW = pattern(rf"\[\[(?:{_PLAIN_WIKI})?".encode())
# The destination in each pair of parentheses, with a title or without; any that is not so plain is read as empty.
_WEB = r"""[a-z]{2,}+://[^\s()<>\\]*+(?:[ \t]++"[^"\\\r\n]*+")?+\)"""
_PLAIN_DESTINATION = r"""([^\s()<>\\\x00-\x1f\x7f]++)(?:[ \t]++"[^"\\\r\n]*+")?+\)"""
_MARKDOWN = pattern(rf"\]\((?!{_WEB})(?:{_PLAIN_DESTINATION})?")
_MARKDOWN_RAW = pattern(rf"\]\((?!{_WEB})(?:{_PLAIN_DESTINATION})?".encode())


def wiki_targets(text: str) -> list[str]:
    """Return the path and fragment of each wikilink as written; empty for one that is not plain."""
    return _WIKI.findall(text)


def destinations(text: str) -> list[str]:
    """Return the destination of each inline link as written, but for web addresses; empty for one that is not plain."""
    return _MARKDOWN.findall(text)


def raw_wiki_targets(raw: bytes) -> set[bytes]:
    """Return the path and fragment of each wikilink in UTF-8 as written; empty for one that is not plain."""
    return set(_WIKI_RAW.findall(raw))


def raw_destinations(raw: bytes) -> set[bytes]:
    """Return the destinations of inline links in UTF-8, likewise; blanks above ASCII are taken for letters."""
    return set(_MARKDOWN_RAW.findall(raw))
