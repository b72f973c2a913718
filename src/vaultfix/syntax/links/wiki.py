"""Wikilinks and their embeds [A1.1, A2]."""

import re
from collections.abc import Iterator

from vaultfix.patterns import pattern
from vaultfix.syntax.links.link import Kind, Link
from vaultfix.text import Span

# One line, up to the first `]]`; a backslash before the brackets makes them text [A1.2].
_WIKILINK = pattern(r"\\[^\r\n]|\[\[(?!\[)((?:[^\[\]\r\n]|\](?!\])|\[(?!\[))++)\]\]")
_BLANK = " \t"


def wikilinks(text: str) -> Iterator[Link]:
    """Yield every wikilink and embed of a text, in order."""
    escaped = 0
    for found in _WIKILINK.finditer(text):
        if found.end(1) < 0:
            escaped = found.end()
        else:
            embed = found.start() > escaped and text[found.start() - 1] == "!"
            yield _link(text, found, embed=embed)


def _link(text: str, found: re.Match[str], *, embed: bool) -> Link:
    start, end = found.span(1)
    bar = text.find("|", start, end)
    # In a table the separator is written `\\|`, and the backslash is no part of the target [A2.1].
    target_end = end if bar < 0 else bar - text.startswith("\\", max(start, bar - 1))
    hash_sign = text.find("#", start, target_end)
    path = _trimmed(text, start, target_end if hash_sign < 0 else hash_sign)
    fragment = None if hash_sign < 0 else Span(hash_sign + 1, target_end)
    return Link(
        span=Span(found.start() - embed, found.end()),
        kind=Kind.WIKI,
        path=path.of(text),
        path_span=path,
        fragment=fragment.of(text) if fragment else None,
        fragment_span=fragment,
        label_span=None if bar < 0 else Span(bar + 1, end),
        embed=embed,
    )


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return the span of a path without the blanks around it [A2.2]."""
    while start < end and text[start] in _BLANK:
        start += 1
    while start < end and text[end - 1] in _BLANK:
        end -= 1
    return Span(start, end)
