"""Passages: the headings, labels, values and cells of a line that can stand elsewhere too, word for word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from vaultfix.text import Span

LONGEST = 400
"""How long a passage may be; what is longer is no name of anything."""
_LINE_END = re.compile(r"\r\n?|\n")
_MARKS = re.compile(r"[ \t>]*(?:(?P<hashes>#{1,6})[ \t]|[-*+][ \t]+(?:\[[^\]]\][ \t]+)?|[0-9]{1,9}[.)][ \t]+)?[ \t]*")
_BEHIND = re.compile(r"[ \t]+\^[A-Za-z0-9-]+$|[ \t]+#+$")
_KEY = re.compile(r"(?P<key>[A-Za-z][\w -]{0,40}):[ \t]+")
_BRACKET = re.compile(r"[\[\]|]")
_DELIMITER = re.compile(r"[\[\]|()*_\"“”]")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a text, without its end: where it starts, its number from 1, and its words."""

    start: int
    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A part of a line: where it lies in it, and what it is for a reader, as in "the heading"; "" for mere words."""

    span: Span
    kind: str


def lines(text: str) -> Iterator[Line]:
    """Yield the lines of a text."""
    start = 0
    number = 0
    for number, end in enumerate(_LINE_END.finditer(text), start=1):
        yield Line(start, number, text[start : end.start()])
        start = end.end()
    yield Line(start, number + 1, text[start:])


def passages(line: str, stretch: Span) -> Iterator[Passage]:
    """Yield the passages of a line that hold `stretch`: all of it without marks, a value, a label, a cell.

    What delimits them is ASCII, so a damaged line falls into the same passages as an intact one.
    """
    if len(line) <= LONGEST:
        yield from _wide(line, stretch)
    for delimiter in (_BRACKET, _DELIMITER):
        inside = _within(line, stretch, delimiter)
        if inside and 0 < len(inside.of(line)) <= LONGEST:
            yield Passage(inside, "a link" if line[inside.end : inside.end + 1] == "]" else "")


def _wide(line: str, stretch: Span) -> Iterator[Passage]:
    """Yield the passages that are not delimited by brackets and the like, of a line that is not long."""
    marks = _MARKS.match(line)
    start = marks.end() if marks else 0
    is_heading = marks is not None and marks["hashes"] is not None
    content = _trimmed(line, Span(start, len(_BEHIND.sub("", line))))
    yield Passage(content, "the heading" if is_heading else "")
    if (key := _KEY.match(line, content.start)) and key.end() <= stretch.start:
        yield Passage(_unquoted(line, Span(key.end(), len(line))), f"the property `{key['key']}`")
    elif not is_heading:
        yield Passage(_unquoted(line, content), "")


def _within(line: str, stretch: Span, delimiter: re.Pattern[str]) -> Span | None:
    """Return what stands around `stretch` between the nearest delimiters; None where there are none."""
    before = [match.end() for match in delimiter.finditer(line, max(0, stretch.start - LONGEST), stretch.start)]
    after = delimiter.search(line, stretch.end, stretch.end + LONGEST)
    if not before and not after:
        return None
    return _trimmed(line, Span(before[-1] if before else 0, after.start() if after else len(line)))


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
