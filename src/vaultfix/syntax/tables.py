r"""Tables: header, delimiter and rows as GitHub reads them [D1-D10], also in quotes and list items.

Lines that look like a delimiter are suspected; only around them are lines read one by one. What stands in code,
comments or HTML is found too: the engine asks for the zone of a finding.
"""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.containers import Footing, Kind, Nest
from vaultfix.syntax.rows import SHAPE, Row, is_delimiter, row_at
from vaultfix.text import Span

_DELIMITER_LINE = pattern(rf"[\r\n][ \t>]*+{SHAPE}(?=[\r\n]|\Z)")
# Every delimiter has a pipe before a dash or at its end; to look for that first is ten times faster.
_HINT = pattern(r"\|[ \t]*+(?::?+-|[\r\n]|\Z)")
HINT = pattern(rb"\|[ \t]*+(?::?+-|[\r\n]|\Z)")
"""The same in bytes: a note without it has nothing that was meant as a table."""
# Behind a blank line, text at the margin stands in no container, whatever came before.
_MARGIN = r"[^ \t\r\n>*+\-0-9]"
_FRESH = pattern(rf"(?>\r\n?|\n)[ \t]*+(?>\r\n?|\n)(?={_MARGIN})")
_AT_MARGIN = pattern(_MARGIN)
_LINE = pattern(r"([^\r\n]*+)(?:\r\n?|\n|\Z)")


class Fate(Enum):
    """What becomes of a header and a delimiter."""

    TABLE = "a table"
    UNEVEN = "text, because header and delimiter differ in width"
    PARTED = "text, because blank lines stand between header and delimiter"
    ASTRAY = "text, because the delimiter lacks the marks of its containers, and so goes on with a paragraph"


class Table(NamedTuple):
    """A header, the delimiter under it, and the rows that follow."""

    header: Row
    delimiter: Row
    rows: tuple[Row, ...]
    fate: Fate = Fate.TABLE
    nest: Nest = ()
    """The containers around it."""
    missing: Nest = ()
    """Those of them whose marks the delimiter and the rows lack."""
    firm: bool = True
    """Whether the header lacks none."""
    glued: bool = False
    """Whether the line above the header is a line of text."""

    @property
    def span(self) -> Span:
        """From the first sign of the header to the last of the last row."""
        return Span(self.header.span.start, (self.rows or (self.delimiter,))[-1].span.end)

    @property
    def width(self) -> int:
        """How many columns the header gives the table."""
        return self.header.width

    @property
    def renders(self) -> bool:
        """Whether this is shown as a table."""
        return self.fate is Fate.TABLE


def tables(doc: Document) -> tuple[Table, ...]:
    """Return the tables of a note, in order; rows run until a blank line or another block [D4]."""
    return tuple(table for table in meant(doc) if table.fate is Fate.TABLE)


def near_tables(doc: Document) -> tuple[Table, ...]:
    """Return what was meant as a table and renders as text: a piped line over a delimiter of another width [D2]."""
    return tuple(table for table in meant(doc) if table.fate is Fate.UNEVEN)


@fact
def meant(doc: Document) -> tuple[Table, ...]:
    """Return all that was meant as a table, in order, whatever became of it."""
    found: list[Table] = []
    done = doc.body_start
    for suspect in suspects(doc):
        if suspect >= done:
            start = _fresh_before(doc.text, suspect, done)
            fresh = _FRESH.search(doc.text, suspect)
            end = fresh.end() if fresh else len(doc.text)
            found += _read(doc.text, Span(start, end))
            done = end
    return tuple(found)


def suspects(doc: Document) -> Iterator[int]:
    """Yield the offsets of the line ends that stand before what has the shape of a delimiter."""
    done = doc.body_start
    for hint in _HINT.finditer(doc.text, done):
        before = max(doc.text.rfind("\n", done, hint.start()), doc.text.rfind("\r", done, hint.start()))
        done = hint.start()
        line = _DELIMITER_LINE.match(doc.text, before) if before >= 0 else None
        if line and "|" in line[0]:
            yield before


def _fresh_before(text: str, suspect: int, done: int) -> int:
    """Return where to begin to read: the last line above `suspect`, but not before `done`, that starts afresh.

    The line below `suspect` is no such line, because above a blank line there may stand a header.
    """
    line = suspect + 1
    while line > done:
        above = max(text.rfind("\n", done, line - 1) + 1, done)
        if line <= suspect and _AT_MARGIN.match(text, line) and not text[above:line].strip(" \t\r\n"):
            return line
        line = above
    return done


class _Growing(NamedTuple):
    """A table while its rows are read."""

    header: Row
    delimiter: Row
    fate: Fate
    foot: Footing
    above: "_Above"
    rows: list[Row]

    def takes(self, row: Row, foot: Footing) -> bool:
        """Whether a line is the next row; those of a table that is astray all lack the same marks."""
        belongs = foot.missing == self.foot.missing if self.foot.missing else foot.same
        return belongs and row.width > 0

    def grown(self, without: Row | None = None) -> Table:
        """Return the table as it has become; its last row may turn out to be the header of the next."""
        rows = self.rows[:-1] if self.rows and self.rows[-1] is without else self.rows
        return Table(
            self.header,
            self.delimiter,
            tuple(rows),
            self.fate,
            nest=self.foot.nest,
            missing=self.foot.missing,
            firm=not self.above.missing,
            glued=self.above.glued,
        )


class _Above(NamedTuple):
    """What stands above a line: the row right there or, where only blank lines do, the row above those."""

    row: Row | None = None
    parted: bool = False
    glued: bool = False
    missing: Nest = ()

    def then(self, row: Row | None, foot: Footing, table: _Growing | None) -> "_Above":
        """Return what stands above the next line."""
        if row:
            glued = self.row is not None and not self.parted and foot.same
            return _Above(row, glued=glued, missing=foot.missing)
        if foot.kind is Kind.BLANK and foot.same and table is None:
            return _Above(self.row, parted=self.row is not None)
        return _Above()


def _read(text: str, stretch: Span) -> Iterator[Table]:
    """Yield the tables, and what nearly is one, in a stretch of lines that begins outside any container."""
    from vaultfix.syntax.footing import footing  # noqa: PLC0415 - only who has tables pays for it

    nest: Nest = ()
    above = _Above()
    table: _Growing | None = None
    paragraph = False
    for line in _LINE.finditer(text, stretch.start, stretch.end):
        foot = footing(text, Span(*line.span(1)), nest, paragraph=paragraph)
        nest = foot.nest
        row = row_at(text, foot, line.end(1))
        header = above.row
        if row and header and (fate := _fate(above, row, foot, table)):
            if table and table.delimiter is not header:
                yield table.grown(without=header)
            table = _Growing(header, row, fate, foot, above, [])
        elif table and row and table.takes(row, foot):
            table.rows.append(row)
        elif table:
            yield table.grown()
            table = None
            above = _Above()
        # In a table there is no paragraph to go on with; what only looks like one is still a paragraph.
        paragraph = foot.kind is Kind.TEXT and not (table and table.fate is Fate.TABLE)
        above = above.then(row, foot, table)
    if table:
        yield table.grown()


def _fate(above: _Above, row: Row, foot: Footing, table: _Growing | None) -> Fate | None:
    """Return what becomes of a delimiter `row` and what stands above it; None where `row` is no delimiter."""
    header = above.row
    if header is None or (table and table.fate is Fate.TABLE) or not is_delimiter(row.text):
        return None
    alike = header.width == row.width
    if foot.same and alike and not above.parted:
        return Fate.TABLE
    if not header.is_piped or is_delimiter(header.text):
        return None
    if foot.same and not above.parted:
        return Fate.UNEVEN
    if alike and above.parted and foot.same:
        return Fate.PARTED
    is_astray = foot.missing and above.missing in {(), foot.missing} and not above.parted
    return Fate.ASTRAY if alike and is_astray else None
