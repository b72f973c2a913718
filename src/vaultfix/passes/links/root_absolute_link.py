"""The rule root-absolute-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.claims import unprefixed
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.rewriting import proved_path
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind
from vaultfix.text import replace
from vaultfix.vault import Trail, Vault


class RootAbsoluteLink(Rule):
    """A Markdown link starts at its note: `../books/moon.md`, not `/books/moon.md`.

    A slash at the start means the root of the vault to Obsidian, the root of the repository or of the whole site
    elsewhere; what opens in one place is a 404 in the next. The fix writes the path from the note. It is safe because
    that leads to the file which the link means, wherever it is judged. The setting `publish-prefixes` names what a
    publishing tool puts before the path, as in `/content/books/moon.md` [A4.5].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.ROOTED)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if set(vault.profiles) == {"obsidian"}:
            return
        for trail in odd_links(doc, vault, Odd.ROOTED):
            link = trail.link
            target = _target(doc, vault, trail) if link.kind is not Kind.WIKI and link.path.startswith("/") else None
            if target:
                path = proved_path(doc, vault, link, [target])
                yield Finding(
                    link.span,
                    f"a link from the root depends on where the notes are published; it means `{target}`",
                    None if path is None else replace(link.path_span, path),
                )

    examples = (
        Example("a path from the note", "[b](../b.md)\n", path="a/n.md", others=(("b.md", ""),)),
        Example(
            "only Obsidian is asked", "[b](/b.md)\n", path="a/n.md", others=(("b.md", ""),), profiles=("obsidian",)
        ),
        Example("a wikilink is Obsidian's own", "[[/b]]\n", path="a/n.md", others=(("b.md", ""),)),
        Example(
            "a path from the root",
            "[b](/b.md#c 'B')\n",
            after="[b](../b.md#c 'B')\n",
            path="a/n.md",
            others=(("b.md", "# c\n"),),
        ),
        Example(
            "the folder of a publishing tool stands before it",
            "[b](/content/x/b.md)\n",
            after="[b](../x/b.md)\n",
            path="a/n.md",
            others=(("x/b.md", ""),),
        ),
    )


def _target(doc: Document, vault: Vault, trail: Trail) -> str | None:
    """Return the file that a link from the root means, with or without a prefix; None where it means none."""
    reached = next((reach.path for reach in trail.reaches if reach.path in vault.files), None)
    return reached or unprefixed(doc, vault, trail.link)
