"""The rule no-blank-before-table."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.blank_lines import blank_line_above
from vaultfix.passes.tables.doubts import with_tables
from vaultfix.passes.tables.promises import Promise, kept
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.containers import QUOTE
from vaultfix.syntax.links import links
from vaultfix.syntax.links.inline import may_define
from vaultfix.syntax.tables import Table, tables
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix
from vaultfix.vault import Vault


class NoBlankBeforeTable(Rule):
    """A blank line stands between a paragraph and the table below it.

    GitHub needs none; other readers, Obsidian's live preview among them, may take the header for one more line of
    the paragraph. The fix puts the blank line in, which GitHub shows just as before. In a list it is only reported,
    because a blank line there sets all items apart; so is a header that would become the target of a link, or that
    stands in a link which the paragraph begins.
    """

    severity = Severity.INFO
    doubt = with_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})
    off = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, _glued(doc))

    examples = (
        Example("a blank line between", "Our herbs:\n\n| herb | soil |\n|---|---|\n| thyme | dry |\n"),
        Example("a heading is no paragraph", "# Herbs\n| herb | soil |\n|---|---|\n| thyme | dry |\n"),
        Example(
            "a table right below a paragraph",
            "Our herbs:\n| herb | soil |\n|---|---|\n| thyme | dry |\n",
            after="Our herbs:\n\n| herb | soil |\n|---|---|\n| thyme | dry |\n",
            dresses=("crlf", "bom", "frontmatter", "no final newline", "fence"),
        ),
        Example(
            "a header that looks like the target of a link is only reported", "Our\n[herbs]: herb\n|---|\n", faults=1
        ),
        Example("so is one that ends a link", "Our [herbs\nherb](a.md) | soil\n---|---\nthyme | dry\n", faults=1),
        Example("in a list it is only reported", "- herbs:\n  | herb |\n  |---|\n  | thyme |\n", faults=1),
    )


def _glued(doc: Document) -> Iterator[Promise]:
    for table in tables(doc):
        if table.glued:
            in_list = any(container != QUOTE for container in table.nest)
            fixable = not in_list and not may_define(table.header.text) and not _goes_on(doc, table)
            yield Promise(
                Finding(
                    table.header.span,
                    "some readers take this header for text of the paragraph above; put a blank line between",
                    Fix((blank_line_above(doc, table.header),)) if fixable else None,
                )
            )


def _goes_on(doc: Document, table: Table) -> bool:
    """Whether a link that begins in the paragraph above ends only in the header."""
    start = table.header.span.start
    return any(link.span.start < start < link.span.end for link in links(doc))
