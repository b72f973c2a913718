r"""Tables: header, delimiter and rows as GitHub reads them [D1-D10], also in quotes and list items.

Lines that look like a delimiter are suspected; only around them are lines read one by one. What stands in code,
comments or HTML is found too: the engine asks for the zone of a finding.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

from vaultfix.document import Document, fact
from vaultfix.syntax.containers import Footing, Kind, Nest, footing
from vaultfix.text import Span

_CELL = r"[ \t]*+:?+-++:?+[ \t]*+"
_SHAPE = rf"\|?+{_CELL}(?:\|{_CELL})*+\|?+[ \t]*+"
_DELIMITER = re.compile(rf"{_SHAPE}\Z")
_DELIMITER_LINE = re.compile(rf"[\r\n][ \t>]*+{_SHAPE}(?=[\r\n]|\Z)")
# Every delimiter has a pipe before a dash or at its end; to look for that first is ten times faster.
_HINT = re.compile(r"\|[ \t]*+(?::?+-|[\r\n]|\Z)")
# Behind a blank line, text at the margin stands in no container, whatever came before.
_MARGIN = r"[^ \t\r\n>*+\-0-9]"
_FRESH = re.compile(rf"(?>\r\n?|\n)[ \t]*+(?>\r\n?|\n)(?={_MARGIN})")
_AT_MARGIN = re.compile(_MARGIN)
_LINE = re.compile(r"([^\r\n]*+)(?:\r\n?|\n|\Z)")
# cmark-gfm: a backslash right before a pipe always escapes it, even one that is itself escaped [D3].
_PIPE = re.compile(r"(?<!\\)\|")

BLANKS = " \t\v\f"
"""What pads a cell."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell without its padding; `text` has its escaped pipes as plain ones [D3]."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a table, without the marks of its containers and the space at its ends; `text` is what `span` holds."""

    span: Span
    text: str
    width: int
    """How many cells the row has; none where it is a pipe and nothing else."""

    @property
    def opened(self) -> bool:
        """Whether a pipe stands in front of the first cell."""
        return self.text.startswith("|")

    @property
    def closed(self) -> bool:
        """Whether a pipe stands behind the last cell."""
        return self.text.endswith("|") and not self.text.endswith("\\|")

    @property
    def is_piped(self) -> bool:
        """Whether any pipe divides or borders the row."""
        return _PIPE.search(self.text) is not None

    @property
    def is_spaced(self) -> bool:
        """Whether the author sets space beside pipes."""
        return "| " in self.text or " |" in self.text

    @property
    def is_template(self) -> bool:
        """Whether a template stands in the row, which will become who knows how many cells [E6]."""
        return "{{" in self.text or "<%" in self.text

    def of(self, span: Span) -> str:
        """Cut out what the row holds at `span`, which counts in the note."""
        return self.text[span.start - self.span.start : span.end - self.span.start]

    @property
    def fields(self) -> tuple[Span, ...]:
        """Where each cell lies, padding included, in the note."""
        start, end = int(self.opened), len(self.text) - self.closed
        bars = (bar.start() for bar in _PIPE.finditer(self.text, start, end))
        edges = (start - 1, *bars, end)
        return tuple(Span(self.span.start + one + 1, self.span.start + other) for one, other in pairwise(edges))

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The cells, as many as `width`."""
        return tuple(self._cell(span) for span in self.fields) if self.width else ()

    def _cell(self, padded: Span) -> Cell:
        body = self.of(padded).lstrip(BLANKS)
        start = padded.end - len(body) if body else padded.start
        body = body.rstrip(BLANKS)
        return Cell(Span(start, start + len(body)), body.replace("\\|", "|"))


@dataclass(frozen=True, slots=True)
class Table:
    """A header, the delimiter under it, and the rows that follow."""

    header: Row
    delimiter: Row
    rows: tuple[Row, ...]

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
        """Whether header and delimiter have as many cells as each other, without which nothing is a table [D1]."""
        return self.header.width == self.delimiter.width


def is_delimiter(text: str) -> bool:
    """Whether a line without its containers and outer space has the shape of a delimiter [D1]."""
    return "|" in text and _DELIMITER.match(text) is not None


def tables(doc: Document) -> tuple[Table, ...]:
    """Return the tables of a note, in order; rows run until a blank line or another block [D4]."""
    return tuple(table for table in _found(doc) if table.renders)


def near_tables(doc: Document) -> tuple[Table, ...]:
    """Return what was meant as a table and renders as text: a piped line over a delimiter of another width [D2]."""
    return tuple(table for table in _found(doc) if not table.renders)


@fact
def _found(doc: Document) -> tuple[Table, ...]:
    found: list[Table] = []
    done = doc.body_start
    for suspect in _suspects(doc):
        if suspect >= done:
            fresh = _FRESH.search(doc.text, suspect)
            stretch = Span(_fresh_before(doc.text, suspect, done), fresh.end() if fresh else len(doc.text))
            found += _read(doc.text, stretch)
            done = stretch.end
    return tuple(found)


def _suspects(doc: Document) -> Iterator[int]:
    """Yield the offsets of the line ends that stand before what has the shape of a delimiter."""
    done = doc.body_start
    for hint in _HINT.finditer(doc.text, done):
        before = max(doc.text.rfind("\n", done, hint.start()), doc.text.rfind("\r", done, hint.start()))
        done = hint.start()
        line = _DELIMITER_LINE.match(doc.text, before) if before >= 0 else None
        if line and "|" in line[0]:
            yield before


def _fresh_before(text: str, suspect: int, done: int) -> int:
    """Return where to begin to read: the last line before `suspect`, but not before `done`, that starts afresh."""
    line = suspect + 1
    while line > done:
        above = max(text.rfind("\n", done, line - 1) + 1, done)
        if _AT_MARGIN.match(text, line) and not text[above:line].strip(" \t\r\n"):
            return line
        line = above
    return done


def _read(text: str, stretch: Span) -> Iterator[Table]:
    """Yield the tables, and what nearly is one, in a stretch of lines that begins outside any container."""
    nest: Nest = ()
    above: Row | None = None
    table: _Growing | None = None
    paragraph = False
    for line in _LINE.finditer(text, stretch.start, stretch.end):
        foot = footing(text, Span(*line.span(1)), nest, paragraph=paragraph)
        nest = foot.nest
        row = _row(text, foot, line.end(1))
        if row and above and foot.same and _begins(above, row, table):
            if table:
                yield table.grown(without=above)
            table = _Growing(above, row)
        elif table and row and foot.same and row.width:
            table.rows.append(row)
        elif table:
            yield table.grown()
            table = None
        # In a table there is no paragraph to go on with; what only looks like one is still a paragraph.
        paragraph = foot.kind is Kind.TEXT and not (table and table.renders)
        above = row
    if table:
        yield table.grown()


@dataclass(slots=True)
class _Growing:
    """A table while its rows are read."""

    header: Row
    delimiter: Row
    rows: list[Row] = field(default_factory=list)

    @property
    def renders(self) -> bool:
        return self.header.width == self.delimiter.width

    def grown(self, without: Row | None = None) -> Table:
        """Return the table as it has become; its last row may turn out to be the header of the next."""
        rows = self.rows[:-1] if self.rows and self.rows[-1] is without else self.rows
        return Table(self.header, self.delimiter, tuple(rows))


def _row(text: str, foot: Footing, end: int) -> Row | None:
    """Return the line as a row, unless it is no text, or indented like code [D10]."""
    if foot.kind is not Kind.TEXT or foot.indent > 3:
        return None
    body = text[foot.start : end].rstrip(BLANKS)
    return Row(Span(foot.start, foot.start + len(body)), body, _width(body))


def _width(body: str) -> int:
    """Return how many cells a row has, which is cheaper to know than where they are."""
    bars = body.count("|")
    if bars == 0:
        return 1
    escaped = body.count("\\|")
    closed = body.endswith("|") and not body.endswith("\\|")
    return bars - escaped + 1 - body.startswith("|") - closed


def _begins(above: Row, row: Row, table: _Growing | None) -> bool:
    """Whether a table, or what nearly is one, begins with the header `above` and the delimiter `row`."""
    if (table and table.renders) or not is_delimiter(row.text):
        return False
    return above.width == row.width or (above.is_piped and not is_delimiter(above.text))
