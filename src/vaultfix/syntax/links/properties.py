"""Links in the frontmatter: only those inside a string are links [A1.7]."""

from vaultfix.document import line_start
from vaultfix.patterns import pattern
from vaultfix.syntax.links.link import Link

# What stands before a value on its line: list dashes, keys.
_BEFORE_VALUE = pattern(r"""[ \t]*(?:-[ \t]+)*(?:(?:"[^"\r\n]*"|'[^'\r\n]*'|[^\s"'\[{#][^:\r\n]*):[ \t]+)?""")
_REST = pattern(r"[^\r\n]*+")
# A hash opens a comment only behind a blank.
_MARK = pattern(r"""\\.|["']|(?<![^ \t])#""")


def as_property(text: str, link: Link) -> Link | None:
    """Return the link as part of a property; None where YAML reads no string there, or a comment."""
    start = line_start(text, link.span.start)
    before_value = _BEFORE_VALUE.match(text, start, link.span.start)
    value = before_value.end() if before_value else start
    before = text[value : link.span.start]
    quote = _open_quote(before)
    if quote == "#" or (not quote and text[value : value + 1] in {"[", "{"}):
        return None
    rest = _REST.match(text, link.span.end)
    after = rest.group().rstrip(" \t") if rest else ""
    return link._replace(in_property=True, whole_value=before in {'"', "'"} and after == quote)


def _open_quote(before: str) -> str:
    """Return the quotation mark that is open behind `before`, `#` in a comment, empty otherwise."""
    quote = ""
    for mark in _MARK.findall(before):
        if not quote and len(mark) == 1:
            quote = mark
        elif mark == quote and mark != "#":
            quote = ""
    return quote
