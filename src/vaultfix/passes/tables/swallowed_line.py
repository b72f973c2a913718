"""The rule swallowed-line."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from vaultfix.document import Document
from vaultfix.passes.tables.blank_lines import blank_line_above
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.passes.tables.promises import Promise, kept
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links.inline import may_define
from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import Table, tables
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix, Safety
from vaultfix.vault import Vault

_MEANS_MORE = pattern(r"\$\$|%%")
"""What is something else outside a table, be it only the beginning of it."""


class SwallowedLine(Rule):
    """A blank line stands between a table and the text below it.

    A table goes on until a blank line: text right below it is shown inside its first column, as one more row. Only
    tables whose lines begin with a pipe are judged, because in others a line without one may well be a row. With
    `--unsafe-fixes` a blank line is put between. That changes what is shown, and is not done where rows follow the
    text, for they would be cut off, nor where the text would begin math, a comment or the target of a link.
    """

    severity = Severity.WARNING
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, _swallowed(doc))

    examples = (
        Example("text below a blank line", "| herb | soil |\n|---|---|\n| thyme | dry |\n\nSo much for herbs.\n"),
        Example("in a table without outer pipes it may be a row", "herb | soil\n---|---\nthyme\n"),
        Example("a block id is another rule's", "| herb | soil |\n|---|---|\n| thyme | dry |\n^herbs\n"),
        Example(
            "text right below the last row",
            "| herb | soil |\n|---|---|\n| thyme | dry |\nSo much\nfor herbs.\n",
            after="| herb | soil |\n|---|---|\n| thyme | dry |\n\nSo much\nfor herbs.\n",
            unsafe=True,
            dresses=("crlf", "bom", "frontmatter", "no final newline", "fence"),
        ),
        Example("what may begin math is only reported", "| herb |\n|---|\n| thyme |\nSoil, 5$$\n", faults=1),
        Example("so is the target of a link", "| herb |\n|---|\n| [thyme] |\nSoil:\n[thyme]: /herbs\n", faults=1),
        Example("text among the rows", "| herb | soil |\n|---|---|\nwild ones\n| thyme | dry |\n", faults=1),
    )


def _swallowed(doc: Document) -> Iterator[Promise]:
    """Yield the runs of lines without a pipe."""
    for table in tables(doc):
        if table.header.opened:
            for is_text, run in groupby(table.rows, key=_is_text):
                if is_text:
                    yield _run(doc, table, list(run))


def _is_text(row: Row) -> bool:
    return not row.is_piped and not row.is_template and not row.is_block_id


def _run(doc: Document, table: Table, lines: Sequence[Row]) -> Promise:
    is_last = lines[-1] is table.rows[-1]
    these = "this line is taken for a row" if len(lines) == 1 else f"these {len(lines)} lines are taken for rows"
    remedy = "put a blank line between" if is_last else "text cannot stand among the rows"
    is_plain = not any(_MEANS_MORE.search(line.text) or may_define(line.text) for line in lines)
    fix = Fix((blank_line_above(doc, lines[0]),), Safety.UNSAFE) if is_last and is_plain else None
    finding = Finding(lines[0].span, f"{these} of the table above; {remedy}", fix)
    return Promise(finding, dict.fromkeys(line.span.start for line in lines))
