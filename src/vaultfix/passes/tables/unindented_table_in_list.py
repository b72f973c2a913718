"""The rule unindented-table-in-list."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.blank_lines import blank_line_above
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.passes.tables.promises import Promise, kept, lines_of
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.containers import QUOTE
from vaultfix.syntax.tables import Fate, Table, meant
from vaultfix.syntax.torn_pipes import torn_pipes
from vaultfix.syntax.zones import Zone
from vaultfix.text import Edit, Fix, Safety, Span
from vaultfix.vault import Vault


class UnindentedTableInList(Rule):
    """A table below a list item is indented as deep as the item's text, or parted from it by a blank line.

    Lines at the margin right below an item go on with its text, so the table is shown as words and pipes. The fix
    indents it, below a blank line, which makes it part of the item. It needs `--unsafe-fixes`, because the table may
    have been meant to stand below the list: then the blank line is all that is missing.
    """

    severity = Severity.WARNING
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, _astray(doc))

    examples = (
        Example(
            "a table as deep as its item", "- in the garden\n\n  | herb | soil |\n  |---|---|\n  | thyme | dry |\n"
        ),
        Example("a table below the list", "- in the garden\n\n| herb | soil |\n|---|---|\n| thyme | dry |\n"),
        Example(
            "a table at the margin right below an item",
            "1. in the garden\n| herb | soil |\n|---|---|\n| thyme | dry |\n",
            after="1. in the garden\n\n   | herb | soil |\n   |---|---|\n   | thyme | dry |\n",
            unsafe=True,
            dresses=("crlf", "bom", "frontmatter", "no final newline", "fence"),
        ),
        Example(
            "only its header is in the item",
            "- | herb | soil |\n|---|---|\n| thyme | dry |\n",
            after="- | herb | soil |\n  |---|---|\n  | thyme | dry |\n",
            unsafe=True,
        ),
        Example(
            "a row that does not fit is for its author", "- here\n| herb | soil |\n|---|---|\n| thyme |\n", faults=1
        ),
    )


def _astray(doc: Document) -> Iterator[Promise]:
    """Yield the tables that go on with the text of a list item."""
    for table in meant(doc):
        if table.fate is Fate.ASTRAY and QUOTE not in table.missing and not table.header.is_template:
            depth = sum(table.missing)
            finding = Finding(
                table.header.span,
                f"this table is read as text of the list item above it; indent it by {depth} columns, or put a blank"
                " line before it",
                _indented(doc, table, depth),
            )
            yield Promise(finding, lines_of(table))


def _indented(doc: Document, table: Table, depth: int) -> Fix | None:
    """Return the fix that indents what lacks it, where every row is as wide as the header."""
    if not all(row.width == table.width and row.is_piped and not torn_pipes(row) for row in table.rows):
        return None
    edits = [] if table.firm else [blank_line_above(doc, table.header, " " * depth)]
    edits += (Edit(Span(row.span.start, row.span.start), " " * depth) for row in (table.delimiter, *table.rows))
    return Fix(tuple(edits), Safety.UNSAFE)
