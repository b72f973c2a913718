"""The rule empty-anchor."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind
from vaultfix.text import Safety, Span, delete
from vaultfix.vault import Vault


class EmptyAnchor(Rule):
    """A `#` in a link is followed by a heading or a block.

    `[[Note#]]` and `note.md#` open the note at its top, as they would without the `#`: harmless, and left behind by
    hand or by a publishing tool. The fix takes the `#` away. It is safe because the link leads to the same place; it
    is unsafe in a wikilink that shows its own target, where readers would see the change [A2.5].
    """

    severity = Severity.INFO
    doubt = odd(Odd.EMPTY_ANCHOR)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.EMPTY_ANCHOR):
            link = trail.link
            if link.fragment_span:
                shows_target = link.kind is Kind.WIKI and not link.label_span and not link.embed
                stray = Span(link.path_span.end, link.fragment_span.end)
                safety = Safety.UNSAFE if shows_target else Safety.SAFE
                yield Finding(link.span, "nothing follows the `#` of this link", delete(stray, safety))

    examples = (
        Example("a heading", "[[b#c]] [b](b.md#c)\n", others=(("b.md", "# c\n"),)),
        Example("the top of the page", "[top](#)\n"),
        Example("a Markdown link", "[b](b.md#)\n", after="[b](b.md)\n", others=(("b.md", ""),)),
        Example("a wikilink", "[[b#|c]]\n", after="[[b|c]]\n", others=(("b.md", ""),)),
        Example("a wikilink that shows its target", "[[b#]]\n", after="[[b]]\n", unsafe=True, others=(("b.md", ""),)),
    )
