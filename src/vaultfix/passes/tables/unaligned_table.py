"""The rule unaligned-table."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.passes.tables.doubts import with_tables
from vaultfix.passes.tables.promises import Promise, kept
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.tables import tables
from vaultfix.syntax.torn_pipes import torn_pipes
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix
from vaultfix.vault import Vault


@frozen
class UnalignedTable(Rule):
    """The pipes of a table stand one below the other, so that it can be read in its source too.

    The fix pads every cell to the width of its column as a fixed-width font shows it: emoji, Chinese, Japanese and
    Korean are two columns wide, combining marks none. Cells stand at the left, at the right or in the middle as their
    column's dashes say, with a space beside each pipe. Nothing that is rendered changes. A table is left alone where
    some lines begin with a pipe and some do not, where a cell holds a tab or a control character, and where a pipe
    splits a link or code, whose halves are no cells that anybody meant.
    """

    severity = Severity.INFO
    doubt = with_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})
    off = True

    widest: int = 0
    """The most columns that a line may have once it is padded; a wider table is left alone. 0 sets no bound."""

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, _unaligned(doc, self.widest))

    examples = (
        Example("pipe below pipe", "| herb  | soil |\n| ----- | ---- |\n| thyme | dry  |\n"),
        Example("tight dashes are as good", "| herb  | soil |\n|-------|------|\n| thyme | dry  |\n"),
        Example(
            "cells are padded as their column is aligned",
            "|herb|cups|rows|\n|:-|-:|:-:|\n|thyme|2|1 to 3|\n|mint|10|5|\n",
            after="| herb  | cups |  rows  |\n|:------|-----:|:------:|\n| thyme |    2 | 1 to 3 |\n"
            "| mint  |   10 |   5    |\n",
        ),
        Example(
            "emoji and Chinese are two columns wide",
            "| sign | word |\n| --- | --- |\n| 🗣️ | 茶 |\n| a | b |\n",
            after="| sign | word |\n| ---- | ---- |\n| 🗣️   | 茶   |\n| a    | b    |\n",
        ),
        Example(
            "a table without outer pipes gets none",
            "a | b\n-|-\nlong | x  \n",
            after="a    | b\n-----|----\nlong | x  \n",
        ),
        Example("the halves of a link are not padded", "| moon | day |\n|---|---|\n| [[moon|full]] | 2 |\n"),
    )


def _unaligned(doc: Document, widest: int) -> Iterator[Promise]:
    found = tables(doc)
    if not found:
        return
    from vaultfix.passes.tables.padding import padding  # noqa: PLC0415 - only who has tables aligned pays for wcwidth

    for table in found:
        is_torn = any(torn_pipes(row) for row in (table.header, *table.rows))
        edits = () if is_torn else padding(table, widest)
        if edits:
            yield Promise(Finding(table.header.span, "the columns of this table are not aligned", Fix(edits)))
