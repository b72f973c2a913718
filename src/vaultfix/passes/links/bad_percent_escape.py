"""The rule bad-percent-escape."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind
from vaultfix.text import Edit, Fix, Span
from vaultfix.vault import Vault

_LONE = pattern(r"%(?![0-9A-Fa-f]{2})")
_NOT_UTF8 = pattern("[\udc80-\udcff]")


class BadPercentEscape(Rule):
    """A `%` in the destination of a Markdown link stands before two digits: `100%25.md`.

    A single one is read in every way: some programs take it as it is, others give the link up, and Quartz does not
    build the site. The fix writes it as `%25`. It is safe because the file exists whose name has the `%` [A2.7].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.PERCENT)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.PERCENT):
            link = trail.link
            if link.kind is Kind.WIKI or "%" not in (written := link.target_span.of(doc.text)):
                continue
            start = link.target_span.start
            lone = [Span(start + found.start(), start + found.end()) for found in _LONE.finditer(written)]
            if lone:
                exists = any(reach.path is not None for reach in trail.reaches)
                yield Finding(
                    link.span,
                    "a `%` without two digits behind it; write it as `%25`",
                    Fix(tuple(Edit(span, "%25") for span in lone)) if exists else None,
                )
            elif _NOT_UTF8.search(f"{link.path}{link.fragment or ''}") and not _NOT_UTF8.search(written):
                yield Finding(link.span, "the percent escapes of this link are no UTF-8 text")

    examples = (
        Example("an escape", "[a](a%20b.md) [c](100%25.md)\n", others=(("a b.md", ""), ("100%.md", ""))),
        Example("a wikilink has none", "[[100%]]\n", others=(("100%.md", ""),)),
        Example("a name with a `%`", "[a](100%.md)\n", after="[a](100%25.md)\n", others=(("100%.md", ""),)),
        Example("a file that is not there", "[a](20%off.md)\n", faults=1),
        Example("an escape of another code page", "[a](caf%E9.md)\n", faults=1),
    )
