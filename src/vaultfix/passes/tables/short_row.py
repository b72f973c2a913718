"""The rule short-row."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.passes.tables.promises import Promise, kept
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import tables
from vaultfix.syntax.torn_pipes import torn_pipes
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix, insert
from vaultfix.vault import Vault


class ShortRow(Rule):
    """Every row of a table has as many cells as its header.

    Missing cells are shown as empty ones, at the end of the row: if the cell that was forgotten is another, every
    cell behind it stands in the wrong column. The fix writes the empty cells out, which changes nothing that is
    shown. It leaves a row alone whose cells are not counted rightly because a pipe inside a link or code splits
    them, a line without any pipe, which may not have been meant as a row, and a row with a template in it.
    """

    severity = Severity.WARNING
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, map(Promise, _short(doc)))

    examples = (
        Example("every cell is there", "| herb | soil |\n|---|---|\n| thyme | dry |\n"),
        Example("an escaped pipe is text", "| herb | soil |\n|---|---|\n| [[Thyme\\|thyme]] | dry |\n"),
        Example(
            "a line without pipes may be no row", "| herb | soil |\n|---|---|\n| thyme | dry |\nso much for herbs\n"
        ),
        Example("a template fills its row later", "| herb | soil |\n|---|---|\n| {{herbs}} |\n"),
        Example(
            "a missing cell is written out",
            "| herb | soil |\n|---|---|\n| thyme |\n",
            after="| herb | soil |\n|---|---|\n| thyme |  |\n",
        ),
        Example(
            "as tight as its neighbours, and before a hard break",
            "|a|b|c|\n|-|-|-|\n|1|  \n",
            after="|a|b|c|\n|-|-|-|\n|1| | |  \n",
        ),
        Example(
            "an empty last cell needs its pipe",
            "herb | soil | light\n---|---|---\nthyme | dry\n",
            after="herb | soil | light\n---|---|---\nthyme | dry |  |\n",
        ),
    )


def _short(doc: Document) -> Iterator[Finding]:
    """Yield a finding on each row that is too short."""
    for table in tables(doc):
        for row in table.rows:
            missing = table.width - row.width
            if missing > 0 and row.is_piped and not row.is_template:
                verb = "is" if missing == 1 else "are"
                yield Finding(
                    row.span, f"{missing} of {table.width} cells {verb} missing in this row", _filled(row, missing)
                )


def _filled(row: Row, missing: int) -> Fix | None:
    """Return the fix that writes the missing cells out, in the row's own spacing [D5, D11]."""
    if torn_pipes(row):
        return None
    closed = "" if row.closed else " |"
    return insert(row.span.end, closed + ("  |" if row.is_spaced else " |") * missing)
