"""Strays: rows that end up outside the table they follow, and what cuts them off [D5, D9, D10]."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.syntax.containers import Footing, Kind
from vaultfix.syntax.rows import Row, row_from
from vaultfix.syntax.tables import Table, meant
from vaultfix.text import Span


class Cut(Enum):
    """What cuts rows off from their table."""

    BLANK = "blank lines stand between"
    INDENT = "they are indented like code"
    CONTAINER = "they lack a mark of a container"


class Stray(NamedTuple):
    """Rows that are cut off from `table`, and the whole lines that stand between the two."""

    table: Table
    cut: Cut
    gap: Span
    rows: tuple[Row, ...]


def strays(doc: Document) -> Iterator[Stray]:
    """Yield the rows that follow a table and belong to none: lines with pipes at both ends, as the header has."""
    every = meant(doc)
    starts = (*(table.span.start for table in every), len(doc.text))
    for table, end in zip(every, starts[1:], strict=True):
        if table.renders and _is_bordered(table.header):
            yield from _behind(doc, table, end)


def _behind(doc: Document, table: Table, end: int) -> Iterator[Stray]:
    """Yield the stray rows that follow `table` before `end`, where the next table begins."""
    from vaultfix.syntax.footing import footing  # noqa: PLC0415 - only who has tables pays for it

    last = doc.line_number(table.span.end)
    following = last + 1
    nest = table.nest
    cut: Cut | None = None
    rows: list[Row] = []
    for number in range(last + 1, len(doc.lines)):
        line = doc.line(number)
        foot = footing(doc.text, line, nest, paragraph=cut in {Cut.BLANK, Cut.CONTAINER})
        nest = foot.nest
        if not rows and foot.same and foot.kind is Kind.BLANK:
            following = number + 1
            continue
        row = row_from(doc.text, foot.start, line.end)
        belongs = foot.same and foot.kind is (Kind.CODE if cut is Cut.INDENT else Kind.TEXT)
        cut = cut or _cut(foot, table, parted=following > last + 1)
        if cut is None or (rows and not belongs) or not _is_bordered(row) or row.span.start >= end:
            break
        rows.append(row)
    if rows and cut:
        yield Stray(table, cut, Span(doc.line_starts[last + 1], doc.line_starts[following]), tuple(rows))


def _cut(foot: Footing, table: Table, *, parted: bool) -> Cut | None:
    """Return what keeps the first line behind a table from being a row, if it could be one."""
    if foot.same:
        if parted:
            return Cut.BLANK if foot.kind is Kind.TEXT else None
        return Cut.INDENT if foot.kind is Kind.CODE else None
    is_outside = foot.kind is Kind.TEXT and foot.nest == table.nest[: len(foot.nest)] != table.nest
    return Cut.CONTAINER if is_outside and not parted else None


def _is_bordered(row: Row) -> bool:
    return row.opened and row.closed and row.width > 0
