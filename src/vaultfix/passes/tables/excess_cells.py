"""The rule excess-cells."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import tables
from vaultfix.syntax.torn_pipes import pipes_to_escape
from vaultfix.syntax.zones import Zone
from vaultfix.text import Span
from vaultfix.vault import Vault


class ExcessCells(Rule):
    """No row of a table has more cells than its header.

    What stands past the last column is not shown at all, so a reader never sees it. Only the author knows whether a
    column is missing in the header, a pipe too many stands in the row, or a pipe is text and wants a backslash:
    the rule reports, and mends nothing. Where nothing but empty cells is lost, it says so more quietly.
    """

    severity = Severity.ERROR
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for table in tables(doc):
            for row in table.rows:
                excess = row.width - table.width
                if excess > 0 and not row.is_template and not pipes_to_escape(row, table.width):
                    yield _lost(row, table.width)

    examples = (
        Example("every cell has its column", "| herb | soil |\n|---|---|\n| thyme | dry |\n"),
        Example("an escaped pipe is text", "| herb | soil |\n|---|---|\n| a\\|b | dry |\n"),
        Example(
            "the third cell is lost",
            "| herb | soil |\n|---|---|\n| thyme | dry | sunny |\n",
            faults=1,
        ),
        Example("math splits like any text", "| sum | soil |\n|---|---|\n| $|x|$ | dry |\n", faults=1),
    )


def _lost(row: Row, width: int) -> Finding:
    """Return the finding on the cells past column `width`."""
    lost = row.cells[width:]
    span = Span(lost[0].span.start, lost[-1].span.end)
    cells = "the last one is" if len(lost) == 1 else f"the last {len(lost)} are"
    columns = "1 column" if width == 1 else f"{width} columns"
    if any(cell.text for cell in lost):
        return Finding(span, f"{row.width} cells under {columns}: {cells} not shown")
    return Finding(span, f"{row.width} cells under {columns}: {cells} empty and not shown", severity=Severity.INFO)
