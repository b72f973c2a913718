"""The rule unused-suppression."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import holding
from vaultfix.rule import Example, Finding, Hearing, Rule, Severity
from vaultfix.syntax.suppressions import silences
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault

DRESSES = ("crlf", "frontmatter", "fence")


class UnusedSuppression(Rule):
    """A suppression silences something.

    A comment that no longer silences any finding would hide the next one. It is reported only for rules that judged
    the note in this run, and one that silences every rule only where all rules did that are on by default. A name that
    no rule has, an end without a start, a start without an end, which silences the rest of the note, and what is only
    almost written as a suppression are reported as well. The fix takes the rule out of the comment, or the comment out
    of the note; it is safe because nothing is silent there, and a reader sees no difference.
    """

    severity = Severity.WARNING
    doubt = holding("vaultfix")
    touches = frozenset({Zone.COMMENT, Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if not silences(doc):  # else it is said in review, where nothing but our own name silences it
            yield from self._unheard(doc, vault)

    def review(self, doc: Document, vault: Vault, hearing: Hearing) -> Iterator[Finding]:
        from vaultfix.passes.text.idle import idle  # noqa: PLC0415 - only who silences pays for it

        yield from self._unheard(doc, vault)
        yield from idle(doc, vault, hearing, self.name)

    def _unheard(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        """Yield what says something of silence that is not so."""
        from vaultfix.passes.text.idle import unfounded  # noqa: PLC0415 - likewise
        from vaultfix.passes.text.misspoken import misspoken  # noqa: PLC0415 - likewise

        yield from unfounded(doc, vault)
        yield from misspoken(doc, vault)

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
        Example(
            "a start without an end",
            "<!-- vaultfix-ignore-start short-row -->\n\n| a | b |\n|---|---|\n| 1 |\n",
            faults=1,
            dresses=("crlf", "bom", "frontmatter"),
        ),
        Example("a colon where none belongs", "<!-- vaultfix-ignore: short-row -->\nHigh water\n", faults=1),
    )
