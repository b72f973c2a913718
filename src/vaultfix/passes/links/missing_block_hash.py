"""The rule missing-block-hash."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Link
from vaultfix.text import insert
from vaultfix.vault import Trail, Vault
from vaultfix.vault.lookup import Fate

DRESSES = ("crlf", "bom", "frontmatter", "no final newline")


class MissingBlockHash(Rule):
    """A link to a block of its own note is written `[[#^name]]`.

    Without the `#`, `[[^name]]` asks for a note of that name; an embed shows nothing, which is an error. The fix puts
    the `#` in; it is safe because the block stands in this note, and no note bears the name. `[[^^name]]` and
    `[[##name]]` are what one types in Obsidian to search all blocks or headings; left in a note they were never
    finished, and only the author knows what was meant.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.CARET)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.CARET):
            yield from _findings(doc, vault, trail)

    examples = (
        Example("a link to a block of this note", "[[#^tide]]\n\nHigh water. ^tide\n", dresses=DRESSES),
        Example("a note of that name", "[[^tide]]\n", others=(("^tide.md", ""),)),
        Example(
            "the `#` is missing",
            "[[^tide]]\n\nHigh water. ^tide\n",
            after="[[#^tide]]\n\nHigh water. ^tide\n",
            dresses=DRESSES,
        ),
        Example("no such block either", "[[^tide]]\n", faults=1),
        Example("a search for blocks", "[[^^tide]]\n", faults=1),
        Example("a search for headings", "[[##tide]]\n\n# Tide\n", faults=1),
    )


def _findings(doc: Document, vault: Vault, trail: Trail) -> Iterator[Finding]:
    link = trail.link
    if link.path.startswith("^^") or (not link.path and (link.fragment or "").startswith("#")):
        yield Finding(
            link.span, f"`{link.target_span.of(doc.text)}` is a search that was never finished: name what is meant"
        )
    elif link.path.startswith("^") and all(reach.fate is Fate.MISSING for reach in trail.reaches):
        yield _named(doc, vault, link)


def _named(doc: Document, vault: Vault, link: Link) -> Finding:
    own = vault.anchors(doc.path)
    severity = Severity.ERROR if link.embed else None
    if own and link.fragment is None and own.in_obsidian(link.path):
        words = f"this asks for a note `{link.path}`; a block of this note is `[[#{link.path}]]`"
        return Finding(link.span, words, insert(link.path_span.start, "#"), severity=severity)
    words = f"no note `{link.path}` in the vault, nor a block of that name in this note"
    return Finding(link.span, words, severity=severity)
