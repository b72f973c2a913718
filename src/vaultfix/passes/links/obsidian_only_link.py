"""The rule obsidian-only-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.rule import PROSE, Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links.writing import as_destination, with_path
from vaultfix.text import replace
from vaultfix.vault import Trail, Vault
from vaultfix.vault.lookup import Fate
from vaultfix.vault.routes import relative


class ObsidianOnlyLink(Rule):
    """A Markdown link that opens in Obsidian also opens where the note is published.

    Obsidian finds a file by its name, wherever it lies; GitHub and most publishers follow the path as it is written,
    from the folder of the note. The fix writes that path. It is safe because only one file of the vault fits the
    link; where several do, they are listed.
    """

    severity = Severity.WARNING
    touches = PROSE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in vault.trails(doc):
            targets = _targets(trail)
            if targets:
                link = trail.link
                paths = [as_destination(relative(doc.path, target), angled=link.angled) for target in targets]
                yield Finding(
                    link.span,
                    f"opens in Obsidian, 404 on GitHub: from this folder the path is {_quoted(paths)}",
                    replace(link.path_span, paths[0]) if len(paths) == 1 else None,
                    choices=tuple(Choice(with_path(doc.text, link, path)) for path in paths) if len(paths) > 1 else (),
                )

    examples = (
        Example("the path starts at the note's folder", "[b](../b.md)\n", path="a/n.md", others=(("b.md", ""),)),
        Example("a wikilink is Obsidian's own", "[[b]]\n", path="a/n.md", others=(("b.md", ""),)),
        Example(
            "only Obsidian is asked for",
            "[b](b.md)\n",
            path="a/n.md",
            others=(("b.md", ""),),
            profiles=("obsidian",),
        ),
        Example(
            "the way up is missing",
            "[b](books/b.md#c)\n\n# c\n",
            after="[b](../books/b.md#c)\n\n# c\n",
            path="notes/n.md",
            others=(("books/b.md", "# c\n"),),
        ),
        Example("the extension is missing", "[b](b)\n", after="[b](b.md)\n", others=(("b.md", ""),)),
        Example(
            "two notes have the name",
            "[b](b.md)\n",
            faults=1,
            path="n/n.md",
            others=(("x/b.md", ""), ("y/b.md", "")),
        ),
    )


def _targets(trail: Trail) -> tuple[str, ...]:
    """Return the files that only Obsidian finds, the one that it opens first."""
    reach, *others = trail.reaches
    if reach.profile != "obsidian" or reach.path is None or not any(other.fate is Fate.MISSING for other in others):
        return ()
    return (reach.path, *reach.rivals)


def _quoted(paths: list[str]) -> str:
    return " or ".join(f"`{path}`" for path in paths)
