"""Passages: the headings, labels, values and cells of a line that can stand elsewhere too, word for word."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultfix.document import BOM
from vaultfix.patterns import pattern
from vaultfix.text import Span

LONGEST = 400
"""How long a passage may be; what is longer is no name of anything."""
_LINE_END = pattern(r"\r\n?|\n")
_MARKS = pattern(r"[ \t>]*(?:(?P<hashes>#{1,6})[ \t]|[-*+][ \t]+(?:\[[^\]]\][ \t]+)?|[0-9]{1,9}[.)][ \t]+)?[ \t]*")
_BEHIND = pattern(r"[ \t]+\^[A-Za-z0-9-]+$|[ \t]+#+$")
_KEY = pattern(r"(?P<key>[A-Za-z][\w -]{0,40}):[ \t]+")
_BRACKET = pattern(r"[\[\]|]")
_DELIMITER = pattern(r"[\[\]|()*_\"“”]")
_NAMED = pattern(
    r"^[ \t>]*(?:[-*+][ \t]+(?:\[[^\]\r\n]\][ \t]+)?|[0-9]{1,9}[.)][ \t]+)?"
    r"(?:#{1,6}[ \t]|[A-Za-z][\w -]{0,40}:[ \t])[^\r\n]*",
    re.MULTILINE,
)
_BEFORE_LABEL = "[|\r\n"


class Line(NamedTuple):
    """One line of a text, without its end: where it starts, its number from 1, and its words."""

    start: int
    number: int
    text: str


class Passage(NamedTuple):
    """A part of a line: where it lies in it, and what it is for a reader, as in "the heading"; "" for mere words."""

    span: Span
    kind: str


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text, without the byte order mark in front of the first."""
    start = len(BOM) if text.startswith(BOM) else 0
    number = 0
    for number, end in enumerate(_LINE_END.finditer(text, start), start=1):
        yield Line(start, number, text[start : end.start()])
        start = end.end()
    yield Line(start, number + 1, text[start:])


def passages(line: str) -> list[tuple[Passage, ...]]:
    """Return the passages of a line: all of it without marks, a value, then labels and cells, then words in between.

    Those in one row do not overlap, and stand in order. What delimits them is ASCII, so a damaged line falls into
    the same passages as an intact one.
    """
    rows = [(passage,) for passage in _wide(line)] if len(line) <= LONGEST else []
    return [*rows, *(tuple(_between(line, delimiter)) for delimiter in (_BRACKET, _DELIMITER))]


def names(text: str) -> Iterator[tuple[str, str]]:
    """Yield the passages of a whole text that have a kind, and their kinds; what is all ASCII may be left out."""
    for found in _NAMED.finditer(text):
        line = found.group()
        if not line.isascii() and len(line) <= LONGEST:
            yield from ((passage.span.of(line), passage.kind) for passage in _wide(line) if passage.kind)
    for piece in text.split("]")[:-1]:
        if not piece.isascii():
            label = piece[max(map(piece.rfind, _BEFORE_LABEL)) + 1 :]
            for words in dict.fromkeys((label, _DELIMITER.split(label)[-1])):
                if len(words) <= LONGEST and not words.isascii():
                    yield words.strip(" \t"), "a link"


def covering(rows: Iterable[Sequence[Passage]], stretch: Span) -> Iterator[Passage]:
    """Yield the passages that hold `stretch`, at most one of each row."""
    for row in rows:
        at = bisect_right(row, stretch.start, key=lambda passage: passage.span.start) - 1
        if at >= 0 and row[at].span.covers(stretch):
            yield row[at]


def _wide(line: str) -> Iterator[Passage]:
    """Yield the passages that are not delimited by brackets and the like, of a line that is not long."""
    marks = _MARKS.match(line)
    start = marks.end() if marks else 0
    is_heading = marks is not None and marks["hashes"] is not None
    content = _trimmed(line, Span(start, max(start, len(_BEHIND.sub("", line)))))
    yield Passage(content, "the heading" if is_heading else "")
    key = None if is_heading else _KEY.match(line, content.start)
    if key:
        yield Passage(_unquoted(line, Span(key.end(), len(line))), f"the property `{key['key']}`")
    elif not is_heading:
        yield Passage(_unquoted(line, content), "")


def _between(line: str, delimiter: re.Pattern[str]) -> Iterator[Passage]:
    """Yield what stands between delimiters; nothing where there are none."""
    start = 0
    for match in delimiter.finditer(line):
        yield from _part(line, Span(start, match.start()))
        start = match.end()
    if start:
        yield from _part(line, Span(start, len(line)))


def _part(line: str, span: Span) -> Iterator[Passage]:
    """Yield one part of a line, unless it is empty or long."""
    if span.end - span.start <= LONGEST:
        part = _trimmed(line, span)
        if part.start < part.end:
            yield Passage(part, "a link" if line.startswith("]", span.end) else "")


def _unquoted(line: str, span: Span) -> Span:
    """Return `span` without spaces and quotes around it."""
    span = _trimmed(line, span)
    words = span.of(line)
    quoted = len(words) > 1 and words[0] == words[-1] and words[0] in "\"'"
    return Span(span.start + 1, span.end - 1) if quoted else span


def _trimmed(line: str, span: Span) -> Span:
    """Return `span` without spaces around it."""
    words = span.of(line)
    start = span.start + len(words) - len(words.lstrip(" \t"))
    return Span(start, max(start, span.start + len(words.rstrip(" \t"))))
