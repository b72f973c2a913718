r"""Rows: a line of a table and its cells, as GitHub cuts them [D1, D3]."""

from itertools import pairwise
from typing import NamedTuple

from vaultfix.patterns import pattern
from vaultfix.syntax.containers import Footing, Kind
from vaultfix.text import Span

_CELL = r"[ \t]*+:?+-++:?+[ \t]*+"
SHAPE = rf"\|?+{_CELL}(?:\|{_CELL})*+\|?+[ \t]*+"
_DELIMITER = pattern(rf"{SHAPE}\Z")
# cmark-gfm: a backslash right before a pipe always escapes it, even one that is itself escaped [D3].
_PIPE = pattern(r"(?<!\\)\|")
_BLOCK_ID = pattern(r"\^[A-Za-z0-9-]+\Z")

BLANKS = " \t\v\f"
"""What pads a cell."""


class Cell(NamedTuple):
    """A cell without its padding; `text` has its escaped pipes as plain ones [D3]."""

    span: Span
    text: str


class Row(NamedTuple):
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

    @property
    def is_block_id(self) -> bool:
        """Whether the row is a block id and nothing else, which was meant to name the table [B3.2]."""
        return _BLOCK_ID.match(self.text) is not None

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


def is_delimiter(text: str) -> bool:
    """Whether a line without its containers and outer space has the shape of a delimiter [D1]."""
    return "|" in text and _DELIMITER.match(text) is not None


def row_at(text: str, foot: Footing, end: int) -> Row | None:
    """Return the line as a row, unless it is no text, or indented like code [D10]."""
    return row_from(text, foot.start, end) if foot.kind is Kind.TEXT and foot.indent <= 3 else None


def row_from(text: str, start: int, end: int) -> Row:
    """Return what stands between the two offsets as a row."""
    body = text[start:end].rstrip(BLANKS)
    return Row(Span(start, start + len(body)), body, _width(body))


def _width(body: str) -> int:
    """Return how many cells a row has, which is cheaper to know than where they are."""
    bars = body.count("|")
    if bars == 0:
        return 1
    escaped = body.count("\\|")
    closed = body.endswith("|") and not body.endswith("\\|")
    return bars - escaped + 1 - body.startswith("|") - closed
