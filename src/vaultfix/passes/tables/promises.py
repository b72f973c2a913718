"""Promises: a fix says what the tables of a note will be, and is made only where a second reading finds that [D11]."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.rule import Finding
from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import Table, tables
from vaultfix.text import Edit, splice

MOST_READINGS = 32
"""How often a note is read again in search of the promises that would not be kept; what is open then is not kept."""


class Role(Enum):
    """What a line is to its table."""

    HEADER = "header"
    DELIMITER = "delimiter"
    ROW = "row"


class Line(NamedTuple):
    """A line of a table and its cells as they are shown; missing cells are empty, those of a delimiter its colons."""

    role: Role
    cells: tuple[str, ...]


Lines = Mapping[int, Line | None]
"""Lines of tables by the offset where each starts; None for a line that no longer belongs to a table."""


class Promise(NamedTuple):
    """A finding and what its fix makes of the lines of the note's tables, in so far as that is not what they were."""

    finding: Finding
    lines: Lines = MappingProxyType({})


def kept(doc: Document, promises: Iterable[Promise]) -> Iterator[Finding]:
    """Yield the findings, each with its fix only where a table is then read as promised, and every other as before."""
    promised = tuple(promises)
    made = [number for number, promise in enumerate(promised) if promise.finding.fix]
    true = _true(doc, promised, made) if made else ()
    for number, promise in enumerate(promised):
        yield promise.finding if number in true else promise.finding._replace(fix=None)


def lines_of(table: Table) -> Lines:
    """Return every line of a table, or of what a fix makes one."""
    return {
        table.header.span.start: Line(Role.HEADER, shown(table.header)),
        table.delimiter.span.start: Line(Role.DELIMITER, colons(table.delimiter)),
        **{row.span.start: Line(Role.ROW, shown(row, table.width)) for row in table.rows},
    }


def shown(row: Row, width: int = 0) -> tuple[str, ...]:
    """Return the cells of a row, filled up to `width`."""
    return filled((cell.text for cell in row.cells), width)


def filled(cells: Iterable[str], width: int) -> tuple[str, ...]:
    """Return `cells` and as many empty ones behind them as `width` wants."""
    given = tuple(cells)
    return given + ("",) * (width - len(given))


def colons(delimiter: Row) -> tuple[str, ...]:
    """Return of each cell of dashes how it aligns its column."""
    return tuple(
        "".join(edge if edge == ":" else "-" for edge in (cell.text[0], cell.text[-1])) for cell in delimiter.cells
    )


def _true(doc: Document, promised: Sequence[Promise], made: Sequence[int]) -> Collection[int]:
    """Return the numbers of the promises that come true; as a rule all do, else they are told apart by halves."""
    before: Lines = {start: line for table in tables(doc) for start, line in lines_of(table).items()}
    true: set[int] = set()
    open_ = [made]
    readings = 0
    while open_ and readings < MOST_READINGS:
        numbers = open_.pop(0)
        readings += 1
        if _come_true(doc, before, [promised[number] for number in numbers]):
            true.update(numbers)
        elif len(numbers) > 1:
            half = len(numbers) // 2
            open_ += numbers[:half], numbers[half:]
    return true


def _come_true(doc: Document, before: Lines, promises: Iterable[Promise]) -> bool:
    lines = dict(before)
    edits: list[Edit] = []
    for promise in promises:
        lines.update(promise.lines)
        edits += promise.finding.fix.edits if promise.finding.fix else ()
    after = Document.of(doc.path, splice(doc.text, edits))
    read = [line for table in tables(after) for line in lines_of(table).values()]
    return [lines[start] for start in sorted(lines) if lines[start]] == read
