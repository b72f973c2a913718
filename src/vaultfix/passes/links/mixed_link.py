"""The rule mixed-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.vault import Vault


class MixedLink(Rule):
    """A link is either a wikilink or a Markdown link.

    `[[note|words]](other.md)` is two things: Obsidian shows a wikilink to `note`, and `(other.md)` behind it; GitHub
    and other Markdown show a link to `other.md`. Which one was meant only its author knows, so nothing is fixed. A
    number in double brackets before a web address, as in `[[1]](https://example.org)`, is the custom of references
    and left alone [A1.6].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.MIXED)

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for link, _ in odd_links(doc, vault, Odd.MIXED):
            if not link.path.isdecimal():
                yield Finding(
                    link.span,
                    f"Obsidian reads a wikilink to `{link.path}` here, others the link in parentheses behind it",
                )

    examples = (
        Example("either the one or the other", "[[moon|m]] [m](moon.md)\n", others=(("moon.md", ""),)),
        Example("a number in brackets", "[[1]](https://example.org)\n"),
        Example("a remark behind a wikilink", "[[moon]] (see there)\n", others=(("moon.md", ""),)),
        Example("both at once", "[[moon|m]](sun.md)\n", faults=1, others=(("moon.md", ""), ("sun.md", ""))),
    )
