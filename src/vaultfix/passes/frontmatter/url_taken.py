"""The rule url-taken."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, by_head
from vaultfix.passes.frontmatter.doubts import may_be_published
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.plain_head import may_set
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault
from vaultfix.vault.claims import claims, permalinks, urls

DRESSES = ("crlf", "bom", "no final newline", "fence")
OTHER = (("tides.md", "---\nshare: true\nURL: https://example.org/tides\npermalink: tides\n---\n"),)


@among(by_head(lambda head, _: head.has("URL") or head.has("permalink")))
def with_address(doc: Document, vault: Vault) -> bool:
    """Doubt a published note that may have an address."""
    return may_be_published(doc, vault) and (may_set(doc, "URL") or may_set(doc, "permalink"))


class UrlTaken(Rule):
    """No two published notes have the same address.

    Of two notes with the same `URL` or `permalink`, a site shows one and hides the other. Published is what is shared,
    or all that Quartz would publish where nothing says `share`. Addresses on other hosts than most notes name are left
    alone: several notes may well be about one page of somebody else's. Which of the two should move, only the author
    knows.
    """

    severity = Severity.ERROR
    doubt = with_address
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for claim in urls(doc):
            known = claims(vault)
            others = [path for path in known.urls.get(claim.key, ()) if path != doc.path]
            if others and doc.path in known.paths and claim.key.partition("/")[0] == known.host:
                yield Finding(claim.span, f"`{others[0]}` has this address, too: only one of the two can be seen there")
        for claim in permalinks(doc):
            known = claims(vault)
            others = [path for path in known.permalinks.get(claim.key, ()) if path != doc.path]
            if others and doc.path in known.paths:
                words = f"`{others[0]}` has this permalink, too: only one of the two can be seen there"
                yield Finding(claim.span, words)

    examples = (
        Example(
            "an address of its own",
            "---\nshare: true\nURL: https://example.org/ebb\n---\n",
            others=OTHER,
            dresses=DRESSES,
        ),
        Example("a note that is not published", "---\nURL: https://example.org/tides\n---\n", others=OTHER),
        Example(
            "a page of somebody else's",
            "---\nshare: true\nURL: https://video.example/1\n---\n",
            others=(*OTHER, ("ebb.md", "---\nshare: true\nURL: https://video.example/1\n---\n"), ("a.md", OTHER[0][1])),
            dresses=DRESSES,
        ),
        Example(
            "the address of another note",
            "---\nshare: true\nURL: http://Example.org/tides/\n---\n",
            faults=1,
            others=OTHER,
            dresses=DRESSES,
        ),
        Example(
            "the permalink of another note",
            "---\nshare: true\npermalink: /tides\n---\n",
            faults=1,
            others=OTHER,
            dresses=DRESSES,
        ),
    )
