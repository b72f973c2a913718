"""The rule unbalanced-paren."""

import re
from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.doubts import with_brackets
from vaultfix.passes.links.files import exists, has_one_fault, names_file
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import Link
from vaultfix.syntax.links.unbalanced import cut_links, loose_parentheses, unclosed_links
from vaultfix.text import Edit, Fix
from vaultfix.vault import Vault

_WEB = pattern(r"https?://", re.IGNORECASE)
_ENCODED = {"(": "%28", ")": "%29"}


class UnbalancedParen(Rule):
    """Every parenthesis in the destination of a Markdown link has its partner, or is written `%28` or `%29`.

    With a `(` too many, readers see the brackets instead of a link; with a `)` too many, the link ends before the name
    does. The fix writes the odd one as `%28` or `%29`; it is safe because the file that the link then leads to exists.
    """

    severity = Severity.ERROR
    doubt = with_brackets

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for link in unclosed_links(doc):
            is_there = exists(doc, vault, link)
            is_mended = is_there and has_one_fault(doc, vault, link)
            if is_there or _WEB.match(link.path) or names_file(link):
                fault = "a `(` that is never closed keeps this from being a link; close it, or write it as `%28`"
                yield Finding(link.span, fault, _encoded(doc.text, link) if is_mended else None)
        for link in cut_links(doc):
            if exists(doc, vault, link) and has_one_fault(doc, vault, link):
                fault = f"this link ends at the first `)`, before the name `{link.path}` does; write it as `%29`"
                yield Finding(link.span, fault, _encoded(doc.text, link))

    examples = (
        Example("a pair of parentheses", "[a](a(b).md)\n", others=(("a(b).md", ""),)),
        Example(
            "a remark in parentheses, and a link in parentheses", "[a](sic (b) ([b](b.md))\n", others=(("b.md", ""),)
        ),
        Example("an escaped one", "[a](a\\(b.md)\n", others=(("a(b.md", ""),)),
        Example("one that is never closed", "[a](a(b.md)\n", after="[a](a%28b.md)\n", others=(("a(b.md", ""),)),
        Example(
            "one that closes the link too early", "[a](a)b.md).\n", after="[a](a%29b.md).\n", others=(("a)b.md", ""),)
        ),
        Example("an address on the web", "[a](https://example.org/a_(b)\n", faults=1),
    )


def _encoded(text: str, link: Link) -> Fix:
    return Fix(tuple(Edit(span, _ENCODED[span.of(text)]) for span in loose_parentheses(text, link)))
