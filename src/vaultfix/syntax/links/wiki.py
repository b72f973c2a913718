"""Wikilinks and their embeds [A1.1, A2]."""

import re
from collections.abc import Iterator

from vaultfix.syntax.links.link import Kind, Link
from vaultfix.text import Span

# One line, up to the first `]]`; a backslash before the brackets makes them text [A1.2].
_WIKILINK = re.compile(r"\\[^\r\n]|(!?)\[\[(?!\[)((?:[^\[\]\r\n]|\](?!\])|\[(?!\[))++)\]\]")
# In a table the separator is written `\|`, and the backslash is no part of the target [A2.1].
_SEPARATOR = re.compile(r"\\?\|")
_BLANK = " \t"


def wikilinks(text: str) -> Iterator[Link]:
    """Yield every wikilink and embed of a text, in order."""
    for found in _WIKILINK.finditer(text):
        if found.group(2) is not None:
            yield _link(text, found)


def _link(text: str, found: re.Match[str]) -> Link:
    start, end = found.span(2)
    separator = _SEPARATOR.search(text, start, end)
    label = Span(separator.end(), end) if separator else None
    target = Span(start, separator.start() if separator else end)
    hash_sign = text.find("#", target.start, target.end)
    path = _trimmed(text, Span(target.start, target.end if hash_sign < 0 else hash_sign))
    fragment = None if hash_sign < 0 else Span(hash_sign + 1, target.end)
    return Link(
        span=Span(*found.span()),
        kind=Kind.WIKI,
        path=path.of(text),
        path_span=path,
        fragment=fragment.of(text) if fragment else None,
        fragment_span=fragment,
        label_span=label,
        embed=bool(found.group(1)),
    )


def _trimmed(text: str, span: Span) -> Span:
    """Return the span without the blanks around it [A2.2]."""
    written = span.of(text)
    start = span.start + len(written) - len(written.lstrip(_BLANK))
    return Span(start, max(start, span.start + len(written.rstrip(_BLANK))))
