"""The rule unportable-wikilink."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import holding
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind, links
from vaultfix.vault import Vault


class UnportableWikilink(Rule):
    """A note that is read on GitHub links in Markdown, for a wikilink is plain text there.

    GitHub and most other Markdown show `[[note]]` and `![[picture.png]]` as they are written [A8.1]. Whoever wants
    notes to read well there asks for this rule; wikilinks are so much Obsidian's way that it is off by itself. Those in
    properties are no text of the note, and those before a `(…)` are told by mixed-link.
    """

    severity = Severity.WARNING
    doubt = holding("[[")
    touches = LIVE
    off = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if "portable" not in vault.profiles:
            return
        for link in links(doc):
            if link.kind is Kind.WIKI and not link.in_property and not link.mixed:
                what = "embed" if link.embed else "link"
                yield Finding(link.span, f"this {what} is plain text on GitHub; write a Markdown {what} there")

    examples = (
        Example("a Markdown link", "[the tides](tides.md)\n", others=(("tides.md", ""),)),
        Example("a wikilink behind a backslash is text anyway", "\\[[tides]]\n", others=(("tides.md", ""),)),
        Example("a property", '---\nup: "[[tides]]"\n---\n', others=(("tides.md", ""),), dresses=("crlf",)),
        Example("only Obsidian is asked", "[[tides]]\n", others=(("tides.md", ""),), profiles=("obsidian",)),
        Example("a wikilink and an embed", "[[tides]] and ![[sea.png]]\n", faults=2, others=(("tides.md", ""),)),
    )
