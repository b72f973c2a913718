"""The rule unused-suppression."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import holding
from vaultfix.rule import Example, Finding, Hearing, Rule, Severity
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault

DRESSES = ("crlf", "frontmatter", "fence")


class UnusedSuppression(Rule):
    """A suppression silences something.

    A comment that no longer silences any finding would hide the next one. It is reported only for rules that judged
    the note in this run, and one that silences every rule only where all rules did that are on by default. A name that
    no rule has, and an end without a start, are reported as well. The fix takes the rule out of the comment, or the
    comment out of the note; it is safe because nothing is silent there, and a reader sees no difference.
    """

    severity = Severity.WARNING
    doubt = holding("vaultfix")
    touches = frozenset({Zone.COMMENT, Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.text.idle import unfounded  # noqa: PLC0415 - only who silences pays for it

        yield from unfounded(doc, vault)

    def review(self, doc: Document, vault: Vault, hearing: Hearing) -> Iterator[Finding]:
        from vaultfix.passes.text.idle import idle  # noqa: PLC0415 - likewise

        yield from idle(doc, vault, hearing, self.name)

    examples = (
        Example("no comment", "Tides\n"),
        Example(
            "nothing is found that could be silenced",
            "Tides\n\n<!-- vaultfix-ignore -->\nHigh water\n",
            after="Tides\n\nHigh water\n",
            dresses=DRESSES,
        ),
        Example(
            "at the end of a line",
            "Tides\n\nHigh water %% vaultfix-ignore %%\n",
            after="Tides\n\nHigh water\n",
            dresses=(*DRESSES, "quote"),
        ),
        Example(
            "an end without a start",
            "High water\n\n<!-- vaultfix-ignore-end -->\n",
            after="High water\n\n",
            dresses=("crlf", "bom", "frontmatter", "fence"),
        ),
    )
