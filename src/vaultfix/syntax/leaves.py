"""Leaves: the stretches of a block's text that inline syntax cannot reach across."""

from collections.abc import Iterator

from vaultfix.patterns import pattern
from vaultfix.text import Span

_LINE = pattern(r"[^\n]+")
_DELIMITER_ROW = pattern(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?[ \t]*")
_CELL_END = pattern(r"(?<!\\)\|")


def leaves(text: str) -> Iterator[Span]:
    """Yield the parts of a paragraph that are parsed apart: all of it, or what precedes a table and each cell.

    In a table the cells are cut first, so that a code span ends with its cell [D3].
    """
    header = _header(text)
    if header is None:
        yield Span(0, len(text))
        return
    if header.start:
        yield Span(0, header.start)
    for row in _LINE.finditer(text, header.start):
        start = row.start()
        for end in _CELL_END.finditer(text, row.start(), row.end()):
            yield Span(start, end.start())
            start = end.end()
        yield Span(start, row.end())


def _header(text: str) -> Span | None:
    """Return the line that heads a table in `text` [D1]."""
    if "|" not in text or "-" not in text:
        return None
    above = None
    for line in _LINE.finditer(text):
        row = line.group()
        if above is not None and "|" in row and _DELIMITER_ROW.fullmatch(row):
            header = above.group()
            if _width(header) == _width(row):
                return Span(*above.span())
        above = line
    return None


def _width(row: str) -> int:
    """Return how many cells a row has; its outer pipes are borders."""
    row = row.strip(" \t").removeprefix("|")
    return len(_CELL_END.findall(row)) + (not row.endswith("|") or row.endswith("\\|"))
