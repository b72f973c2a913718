"""The rule undefined-footnote."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.doubts import unpaired
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.vault import Vault

# A class of characters in a regular expression: what repeats it, or a range in it.
_REGEX = pattern(r"[+*?{\\]")


class UndefinedFootnote(Rule):
    """A footnote that is asked for is written somewhere: `[^1]` and, at the start of a line, `[^1]: words`.

    Without it, readers see the brackets [E9].
    """

    severity = Severity.WARNING
    doubt = unpaired

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.syntax.links.references import footnotes  # noqa: PLC0415 - only footnotes pay for it

        asked, given = footnotes(doc)
        known = {mark.label for mark in given}
        for mark in asked:
            is_regex = _REGEX.match(doc.text, mark.span.end) or "\\" in mark.written
            if mark.label not in known and not is_regex:
                yield Finding(mark.span, f"no footnote `[^{mark.written}]:` is written in this note")

    examples = (
        Example("a footnote", "Waxing[^1] and waning[^b].\n\n[^1]: It grows.\n[^B]: It shrinks.\n"),
        Example("a footnote within the line", "Waxing^[It grows.]\n"),
        Example("a regular expression", "Anything but letters: [^a-z]+\n"),
        Example("no such footnote", "Waxing[^2].\n\n[^1]: It grows.\n\nSee[^1].\n", faults=1),
    )
