"""The rule empty-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.vault import Vault


class EmptyLink(Rule):
    """A link says where it leads.

    `[text]()` is a link without a destination: a click opens the page that it stands on, or nothing at all. What was
    meant is not known here, so it is only reported [A1.4].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.EMPTY)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for link, _ in odd_links(doc, vault, Odd.EMPTY):
            kind = "embed" if link.embed else "link"
            yield Finding(link.span, f"this {kind} has no destination")

    examples = (
        Example("a link into the same note", "# Up\n\n[up](#up) [[#Up]]\n"),
        Example("the top of the page", "[top](#)\n"),
        Example("a task is no link", "- [ ] (soon)\n- [x]() done\n", faults=1, dresses=("crlf", "bom")),
        Example("no destination", "[a]() [b](<>) [c]( )\n", faults=3),
        Example("only words to be shown", "[[|moon]]\n", faults=1),
    )
