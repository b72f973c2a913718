"""The rule backslash-in-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.claims import has_backslash
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.rewriting import finds_file
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind
from vaultfix.syntax.links.writing import as_destination
from vaultfix.text import replace
from vaultfix.vault import Vault


class BackslashInLink(Rule):
    r"""The folders in a link stand between slashes: `../notes/moon.md`, not `..\notes\moon.md`.

    Backslashes are the way of Windows. In Obsidian, on the web and in all other systems they are a part of the name,
    so that the link leads nowhere. The fix writes slashes; it is safe because the file that the link then leads to
    exists [A4.4].
    """

    severity = Severity.ERROR
    doubt = odd(Odd.BACKSLASH)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.BACKSLASH):
            link = trail.link
            if has_backslash(link) and not any(reach.path for reach in trail.reaches):
                path = link.path.replace("\\", "/")
                written = path if link.kind is Kind.WIKI else as_destination(path, angled=link.angled)
                is_there = finds_file(doc, vault, link, path)
                yield Finding(
                    link.span,
                    f"a backslash is no slash: the path is `{path}`",
                    replace(link.path_span, written) if is_there else None,
                )

    examples = (
        Example("slashes", "[moon](sky/moon.md)\n", others=(("sky/moon.md", ""),)),
        Example("a backslash that escapes", "[moon](half\\_moon.md)\n", others=(("half_moon.md", ""),)),
        Example("a cell of a table", "| a |\n|---|\n| [[moon\\|m]] |\n", others=(("moon.md", ""),)),
        Example(
            "the way of Windows", "[moon](sky\\moon.md)\n", after="[moon](sky/moon.md)\n", others=(("sky/moon.md", ""),)
        ),
        Example("in a wikilink", "[[sky\\moon]]\n", after="[[sky/moon]]\n", others=(("sky/moon.md", ""),)),
        Example("a note that is not there", "[sun](sky\\sun.md)\n", faults=1, others=(("sky/moon.md", ""),)),
    )
