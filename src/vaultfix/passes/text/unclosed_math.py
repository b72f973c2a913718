"""The rule unclosed-math."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.text.doubts import left_open
from vaultfix.passes.text.swallowed import swallowed
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.zones import Zone, unclosed
from vaultfix.text import Span
from vaultfix.vault import Vault

# A fence around an example would hide it.
_SEEN = ("crlf", "bom", "frontmatter", "no final newline", "quote")
_OPENING = pattern(r"\$\$(?!\$)")


class UnclosedMath(Rule):
    """Every block of math has its end.

    A `$$` at the start of a line opens a block of math. Where no other `$$` follows, renderers disagree: some show
    the signs and the formula as text, some take the rest of the note for math. Where the formula was meant to end,
    only its author knows, so this is reported and not mended. Prices such as `$5`, and rows of dollar signs, open
    nothing.
    """

    severity = Severity.WARNING
    doubt = left_open

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for region in unclosed(doc):
            if region.zone is Zone.MATH and (opening := _OPENING.match(doc.text, region.span.start)):
                yield Finding(
                    Span(*opening.span()),
                    f"the math that opens here is never closed, so {swallowed(doc, region.span, 'at stake')};"
                    " write $$ where it ends",
                )

    examples = (
        Example("a block of math and its end", "$$\na^2 + b^2 = c^2\n$$\n"),
        Example("prices and rows of dollars are no math", "It was $5, not $6.\n\n$$$ is dear.\n"),
        Example("what code shows is no math", "```\n$$\n```\n"),
        Example("a formula without an end", "$$\na^2 + b^2 = c^2\n\nSo it is.\n", faults=1, dresses=_SEEN),
    )
