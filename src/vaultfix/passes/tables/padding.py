"""Padding: the spaces and dashes that set the pipes of a table one below the other."""

from collections.abc import Iterator, Sequence

from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import Table
from vaultfix.syntax.widths import columns
from vaultfix.text import Edit, Span

_NARROWEST = 3
"""Quartz takes no fewer dashes for a delimiter [D1]."""


def padding(table: Table, widest: int) -> tuple[Edit, ...]:
    """Return the edits that align a table; none where it is aligned, or cannot be, or would be wider than `widest`."""
    rows = (table.header, *table.rows)
    measured = [_measured(row) for row in rows]
    widths = [widths for widths in measured if widths is not None]
    is_even = all(row.opened == table.header.opened for row in (*rows, table.delimiter))
    if not is_even or len(widths) < len(rows):
        return ()
    wide = [max(_NARROWEST, *(row[at] for row in widths if at < len(row))) for at in range(table.width)]
    if 0 < widest < sum(wide) + 3 * len(wide) + 1:
        return ()
    sides = [(cell.text[0] == ":", cell.text[-1] == ":") for cell in table.delimiter.cells]
    edits = [*_ruled(table.delimiter, sides, wide)]
    for row, filled in zip(rows, widths, strict=True):
        edits += _padded(row, filled, sides, wide)
    return tuple(sorted(edits))


def _measured(row: Row) -> list[int] | None:
    """Return how many columns each cell of a row fills, None where that cannot be known."""
    measured = [columns(row.of(cell.span)) for cell in row.cells]
    known = [width for width in measured if width is not None]
    return known if len(known) == len(measured) else None


def _ruled(delimiter: Row, sides: Sequence[tuple[bool, bool]], wide: Sequence[int]) -> Iterator[Edit]:
    """Yield the edits that make the dashes as long as their columns, with spaces around them if there were any."""
    for at, (span, (left, right), width) in enumerate(zip(delimiter.fields, sides, wide, strict=True)):
        before = int(at > 0 or delimiter.opened)
        after = int(at + 1 < len(wide) or delimiter.closed)
        dashes = width - left - right + (0 if delimiter.is_spaced else before + after)
        ruled = ":" * left + "-" * dashes + ":" * right
        yield from _changed(delimiter, span, " " * before + ruled + " " * after if delimiter.is_spaced else ruled)


def _padded(row: Row, filled: Sequence[int], sides: Sequence[tuple[bool, bool]], wide: Sequence[int]) -> Iterator[Edit]:
    """Yield the edits that put each cell of a row in its place in its column; what has no column stays as narrow."""
    for at, (span, cell) in enumerate(zip(row.fields, row.cells, strict=True)):
        is_first = not at and not row.opened
        is_last = at + 1 == row.width and not row.closed
        room = wide[at] - filled[at] if at < len(wide) else 0
        left, right = sides[at] if at < len(wide) else (False, False)
        before = room if right and not left else room // 2 if right else 0
        # Spaces in front of a line would indent it, and behind it break the line.
        lead = "" if is_first else " " * (1 + before)
        trail = "" if is_last else " " * (1 + room - (0 if is_first else before))
        if not filled[at]:
            yield from _changed(row, span, lead + row.of(cell.span) + trail)
            continue
        yield from _changed(row, Span(span.start, cell.span.start), lead)
        yield from _changed(row, Span(cell.span.end, span.end), trail)


def _changed(row: Row, span: Span, text: str) -> Iterator[Edit]:
    if row.of(span) != text:
        yield Edit(span, text)
