"""The rule unclosed-fence."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.text.doubts import left_open
from vaultfix.passes.text.swallowed import swallowed
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.zones import Zone, unclosed
from vaultfix.text import Span
from vaultfix.vault import Vault

# A code fence around an example would hide it, or be closed by it.
_SEEN = ("crlf", "bom", "frontmatter", "no final newline", "quote")
_FENCE = pattern(r"`{3,}|~{3,}")


class UnclosedFence(Rule):
    """Every code fence has its closing fence.

    Without one, everything to the end of the note (or of the quote or list item that the fence stands in) is code:
    links are dead, headings are gone, embeds stay text. A closing fence has as many marks as the opening one, or
    more, of the same kind, and nothing behind them. Where the code was meant to end, only its author knows, so this
    is reported and not mended.
    """

    severity = Severity.WARNING
    doubt = left_open
    touches = frozenset({Zone.FENCED_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for region in unclosed(doc):
            fence = _FENCE.match(doc.text, region.span.start)
            if region.zone is Zone.FENCED_CODE and fence:
                yield Finding(
                    Span(*fence.span()),
                    f"the code fence that opens in line {doc.place(region.span.start).line} is never closed, so "
                    f"{swallowed(doc, region.span, 'code')}; add the line {fence.group()} where the code ends",
                )

    examples = (
        Example("a fence and its end", "```\ncode\n```\n"),
        Example("three backticks in a line are no fence", "Write ``` `` ``` here.\n"),
        Example("the rest of the note is code", "```sh\nls\n\nRead [this](other.md).\n", faults=1, dresses=_SEEN),
        Example("a shorter fence does not close a longer one", "````\n```\ncode\n```\n", faults=1, dresses=_SEEN),
        Example("a fence in a quote ends with the quote", "> ~~~\n> code\n\nText.\n", faults=1, dresses=_SEEN),
        Example("nothing follows yet", "Text.\n\n```\n", faults=1, dresses=_SEEN),
    )
