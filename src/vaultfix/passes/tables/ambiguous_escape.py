"""The rule ambiguous-escape."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import holding
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.tables import Fate, meant
from vaultfix.syntax.zones import Zone
from vaultfix.text import Span
from vaultfix.vault import Vault

_AMBIGUOUS = pattern(r"(?<!\\)((?:\\\\)+)\|")


class AmbiguousEscape(Rule):
    r"""A pipe in a table has one backslash before it, or none.

    Renderers disagree about two: GitHub takes `\\|` for a pipe that is text, Quartz for a backslash and the end of a
    cell, so that the row has a cell more there. Only the author knows which was meant: write `\|` for a pipe, and
    put a space between a backslash and the pipe that ends its cell. Nothing is mended.
    """

    severity = Severity.WARNING
    doubt = holding("\\\\|")
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE, Zone.MATH})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for table in meant(doc):
            if table.fate in {Fate.TABLE, Fate.UNEVEN}:
                for row in (table.header, *table.rows):
                    for found in _AMBIGUOUS.finditer(row.text):
                        start = row.span.start + found.start()
                        message = (
                            f"`{found[0]}` is a pipe on GitHub and the end of a cell in Quartz; write `\\|` or `\\ |`"
                        )
                        yield Finding(Span(start, row.span.start + found.end()), message)

    examples = (
        Example("one backslash is clear", "| a | b |\n|---|---|\n| x\\|y | z |\n"),
        Example("so are two that no pipe follows", "| a | b |\n|---|---|\n| x\\\\ | z |\n"),
        Example("outside a table a pipe is nothing special", "x\\\\|y\n"),
        Example("two backslashes and a pipe", "| a | b |\n|---|---|\n| x\\\\|y | z |\n", faults=1),
    )
