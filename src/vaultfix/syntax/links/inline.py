"""Markdown links and images, and the definitions of references [A1.3, A1.5]."""

import re
from collections.abc import Iterator

from vaultfix.document import Document, line_start
from vaultfix.patterns import pattern
from vaultfix.syntax.links.brackets import Pair, pairs
from vaultfix.syntax.links.destination import Destination, blanks_end, decoded, destination_at, title_end
from vaultfix.syntax.links.link import Kind, Link
from vaultfix.text import Span

# `[^id]:` is a footnote, and a label is not blank.
_DEFINITION = pattern(
    r"\ufeff?((?:[ \t>]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*+)\[(?!\^|[ \t]*+\])((?:[^\[\]\\\r\n]|\\[^\r\n])++)\]:",
)
_MAY_DEFINE = pattern(r"[ \t>]*+\[[^\r\n]*\]:")
# Of brackets in brackets, as in `[[a]]:`, none is a label.
_CLOSING = pattern(r"\](?<![^\\]\]\]):")
_LINE_END = pattern(r"\r\n?|\n")
_REST_OF_LINE = pattern(r"[ \t]*(?=[\r\n]|\Z)")
_QUOTES = pattern(r"[ \t>]*+")
# What leaves no paragraph open: a heading, a line or nothing at all, HTML that ends where it began.
_LINE_BEFORE = pattern(
    r"[ \t>]*+(?:\#{1,6}(?:[ \t].*)?|[-*_=`~ \t]*)\Z|(?: {0,3}> ?)*+ {0,3}<(?:!--.*-->|\?.*\?>|![A-Za-z].*>)"
)


def inline_links(doc: Document) -> Iterator[Link]:
    """Yield every inline link and image of a note, but for those that lead to the web."""
    for pair in pairs(doc):
        if pair.tail:
            yield markdown_link(doc.text, Span(pair.start, pair.tail.end), Kind.INLINE, label_of(pair), pair.tail)


def definitions(text: str) -> Iterator[Link]:
    """Yield every definition of a reference; a line that goes on with a paragraph is none."""
    below = -1
    for found in _definition_lines(text):
        target = _defined(text, found.end())
        if target and (found.start() == below or _starts_block(text, found)):
            below = _next_line(text, target.end)
            span = Span(found.start(2) - 1, target.end)
            yield markdown_link(text, span, Kind.DEFINITION, Span(*found.span(2)), target)


def may_define(text: str, at: int = 0) -> bool:
    """Whether the line that starts at `at` could come to define a reference, if a paragraph above it did not go on."""
    return _MAY_DEFINE.match(text, at) is not None


def markdown_link(text: str, span: Span, kind: Kind, label: Span, target: Destination) -> Link:
    """Return the link that stands at `span` and leads to `target`, path and fragment decoded [A2.7]."""
    before, hash_sign, _ = target.span.of(text).partition("#")
    path = Span(target.span.start, target.span.start + len(before))
    fragment = Span(path.end + 1, target.span.end) if hash_sign else None
    return Link(
        span=span,
        kind=kind,
        path=decoded(before),
        path_span=path,
        fragment=decoded(fragment.of(text)) if fragment else None,
        fragment_span=fragment,
        label_span=label,
        embed=text.startswith("!", span.start),
        angled=target.angled,
    )


def label_of(pair: Pair) -> Span:
    """Return the span of the text between a pair of brackets."""
    return Span(pair.start + (2 if pair.embed else 1), pair.close)


def _definition_lines(text: str) -> Iterator[re.Match[str]]:
    """Yield the head of every line that starts as a definition does."""
    closing = _CLOSING.search(text)
    while closing:
        at = closing.start()
        start = line_start(text, at)
        found = _DEFINITION.match(text, start)
        if found:
            yield found
        closing = _CLOSING.search(text, _next_line(text, at))


def _defined(text: str, at: int) -> Destination | None:
    """Read what stands behind the colon of a definition; nothing else may stand on its lines."""
    start = blanks_end(text, at)
    target = destination_at(text, start)
    if target is None or target.end == start:
        return None
    behind = blanks_end(text, target.end)
    title = title_end(text, behind) if behind > target.end else None
    for end in (title, target.end):
        if end is not None and _REST_OF_LINE.match(text, end):
            return Destination(target.span, target.angled, end)
    return None


def _starts_block(text: str, found: re.Match[str]) -> bool:
    """Whether no paragraph stands open in the line above; a list or quote that begins opens a block of its own."""
    if found.start() == 0 or found.group(1).strip(" \t>"):
        return True
    end = found.start() - (2 if text.startswith("\r\n", found.start() - 2) else 1)
    start = line_start(text, end)
    quotes = _QUOTES.match(text, start, end)
    is_deeper = quotes is not None and found.group(1).count(">") > quotes.group().count(">")
    return is_deeper or _LINE_BEFORE.match(text, start, end) is not None


def _next_line(text: str, at: int) -> int:
    """Return the offset of the line below the one that holds `at`."""
    end = _LINE_END.search(text, at)
    return end.end() if end else len(text)
