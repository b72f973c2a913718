"""The rule block-id-in-table."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.blank_lines import blank_line_above
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.passes.tables.promises import Promise, kept
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.tables import tables
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix
from vaultfix.vault import Vault


class BlockIdInTable(Rule):
    """A blank line stands between a table and its block id.

    An id such as `^harvest` right below a table is read as one more row by GitHub and Quartz, which show it; Obsidian
    asks for the blank line too. The fix puts it in, where the id is the last line of the table: no row is lost, and
    links to the id lead to the table.
    """

    severity = Severity.WARNING
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, _ids(doc))

    examples = (
        Example("an id below a blank line", "| herb | soil |\n|---|---|\n| thyme | dry |\n\n^herbs\n"),
        Example("an id in a cell is text", "| herb | soil |\n|---|---|\n| ^a | dry |\n"),
        Example(
            "an id right below the last row",
            "| herb | soil |\n|---|---|\n| thyme | dry |\n^herbs\n\nMore text.\n",
            after="| herb | soil |\n|---|---|\n| thyme | dry |\n\n^herbs\n\nMore text.\n",
            dresses=("crlf", "bom", "frontmatter", "no final newline", "fence"),
        ),
        Example("an id among the rows", "| herb |\n|---|\n^herbs\n| thyme |\n", faults=1),
    )


def _ids(doc: Document) -> Iterator[Promise]:
    for table in tables(doc):
        for row in table.rows:
            if row.is_block_id:
                is_last = row is table.rows[-1]
                remedy = (
                    "it needs a blank line above it" if is_last else "it belongs below the table, after a blank line"
                )
                finding = Finding(
                    row.span,
                    f"the block id `{row.text}` is a row of the table here; {remedy}",
                    Fix((blank_line_above(doc, row),)) if is_last else None,
                )
                yield Promise(finding, {row.span.start: None})
