"""The rule unused-footnote."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.doubts import unpaired
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.vault import Vault


class UnusedFootnote(Rule):
    """A footnote that is written is asked for somewhere in its note.

    One that is not is shown to nobody. It is only reported: its words may be worth keeping [E9].
    """

    severity = Severity.INFO
    doubt = unpaired

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.syntax.links.references import footnotes  # noqa: PLC0415 - only footnotes pay for it

        asked, given = footnotes(doc)
        wanted = {mark.label for mark in asked}
        for mark in given:
            if mark.label not in wanted:
                yield Finding(mark.span, f"nothing in this note asks for the footnote `[^{mark.written}]`")

    examples = (
        Example("a footnote that is asked for", "Waxing[^1].\n\n[^1]: It grows.\n"),
        Example("a footnote of a footnote", "Waxing[^1].\n\n[^1]: It grows[^2].\n[^2]: To the full.\n"),
        Example("a footnote that nothing asks for", "Waxing.\n\n[^1]: It grows.\n", faults=1),
    )
