"""The rule split-table."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.passes.tables.promises import Line, Promise, Role, kept, lines_of, shown
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.containers import QUOTE
from vaultfix.syntax.rows import is_delimiter
from vaultfix.syntax.strays import Cut, Stray, strays
from vaultfix.syntax.tables import Fate, Table, meant
from vaultfix.syntax.torn_pipes import torn_pipes
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix, Safety, Span, delete
from vaultfix.vault import Vault


class SplitTable(Rule):
    """The lines of a table follow one another: no blank line, no deep indentation, no missing `>` cuts them off.

    A table ends at a blank line, at a line indented like code, and at the end of its quote or list item. Rows after
    that are shown as text, pipes and all; and a blank line above the dashes leaves no table at all. With
    `--unsafe-fixes` blank lines between a table and rows of its width are taken out. That is a guess: two tables
    may have been meant, the second of which lacks its header.
    """

    severity = Severity.WARNING
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE, Zone.INDENTED_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, (*_parted(doc), *map(_cut_off, strays(doc))))

    examples = (
        Example("rows follow rows", "| herb | soil |\n|---|---|\n| thyme | dry |\n| mint | wet |\n\nA paragraph.\n"),
        Example("two tables are two", "| herb |\n|---|\n| thyme |\n\n| soil |\n|---|\n| dry |\n\na bar | is no row\n"),
        Example(
            "a blank line among the rows",
            "| herb | soil |\n|---|---|\n| thyme | dry |\n\n| mint | wet |\n",
            after="| herb | soil |\n|---|---|\n| thyme | dry |\n| mint | wet |\n",
            unsafe=True,
        ),
        Example(
            "a blank line above the dashes",
            "| herb | soil |\n\n|---|---|\n| mint | wet |\n",
            after="| herb | soil |\n|---|---|\n| mint | wet |\n",
            unsafe=True,
        ),
        Example("rows of another width", "| herb | soil |\n|---|---|\n| thyme | dry |\n\n| mint |\n", faults=1),
        Example("a row that is indented like code", "| herb |\n|---|\n| thyme |\n    | mint |\n", faults=1),
        Example(
            "a row that left its quote", "> | herb |\n> |---|\n> | thyme |\n| mint |\n", faults=1, dresses=("crlf",)
        ),
    )


def _parted(doc: Document) -> Iterator[Promise]:
    """Yield what would be a table if no blank line stood above its dashes."""
    for table in meant(doc):
        if table.fate is Fate.PARTED and not table.header.is_template:
            gap = _lines_between(doc, table)
            lines = (
                "a blank line stands"
                if doc.line_number(gap.end) - doc.line_number(gap.start) == 1
                else "blank lines stand"
            )
            finding = Finding(
                table.header.span,
                f"{lines} between this header and its dashes, so this is shown as text, not as a table",
                delete(gap, Safety.UNSAFE) if _all_fit(table) else None,
            )
            yield Promise(finding, lines_of(table))


def _lines_between(doc: Document, table: Table) -> Span:
    header, delimiter = (doc.line_number(row.span.start) for row in (table.header, table.delimiter))
    return Span(doc.line_starts[header + 1], doc.line_starts[delimiter])


def _all_fit(table: Table) -> bool:
    return all(row.width == table.width and row.is_piped and not torn_pipes(row) for row in table.rows)


def _cut_off(stray: Stray) -> Promise:
    """Return the finding on rows that no longer belong to the table above them."""
    many = len(stray.rows) > 1
    rows = f"these {len(stray.rows)} rows are" if many else "this row is"
    match stray.cut:
        case Cut.BLANK:
            message = f"a blank line ends the table above, so {rows} shown as text"
        case Cut.INDENT:
            message = f"four columns of indentation end the table above, so {rows} shown as code"
        case Cut.CONTAINER:
            place = "quote" if stray.table.nest[-1] == QUOTE else "list item"
            message = f"{rows} not in the {place} of the table above, and so shown as text"
    width = stray.table.width
    lines = {row.span.start: Line(Role.ROW, shown(row, width)) for row in stray.rows}
    return Promise(Finding(stray.rows[0].span, message, _joined(stray)), lines)


def _joined(stray: Stray) -> Fix | None:
    """Return the fix that takes the blank lines out, where the rows below are as wide as those above."""
    fits = all(row.width == stray.table.width and not is_delimiter(row.text) for row in stray.rows)
    return delete(stray.gap, Safety.UNSAFE) if fits and stray.cut is Cut.BLANK else None
