"""Blank lines: the room that a table wants around it."""

from vaultfix.document import Document
from vaultfix.syntax.rows import Row
from vaultfix.text import Edit, Span


def blank_line_above(doc: Document, row: Row, indent: str = "") -> Edit:
    """Return the edit that puts a blank line above `row`, with the marks of its quotes, and `indent` before the row.

    The row must not be the first line of a list item, whose marker would be repeated.
    """
    number = doc.line_number(row.span.start)
    start = doc.line_starts[number]
    prefix = Span(start, row.span.start)
    newline = Span(doc.line(number - 1).end, start).of(doc.text)
    marks = prefix.of(doc.text)
    blank = marks.rstrip(" \t") + newline
    return Edit(prefix, blank + marks + indent) if indent else Edit(Span(start, start), blank)
