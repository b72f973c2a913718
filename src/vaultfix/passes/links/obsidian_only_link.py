"""The rule obsidian-only-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.profiles import verdict
from vaultfix.passes.links.rewriting import proved_path, written_path
from vaultfix.rule import PROSE, Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links import Kind
from vaultfix.syntax.links.writing import with_path
from vaultfix.text import replace
from vaultfix.vault import Trail, Vault
from vaultfix.vault.files import is_hidden
from vaultfix.vault.lookup import Fate


class ObsidianOnlyLink(Rule):
    """A Markdown link that opens in Obsidian also opens where the note is published.

    Obsidian finds a file by its name, wherever it lies; GitHub and most publishers follow the path as it is written,
    from the folder of the note, and Quartz as it is told to. The message says where the link opens and where it does
    not. The fix writes the path that works everywhere. It is safe because only one file of the vault fits the link;
    where several do, they are listed. A wikilink is judged only where Quartz is, and never rewritten.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.NOT_EVERYWHERE)
    touches = PROSE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.NOT_EVERYWHERE):
            targets = _targets(trail, vault)
            if targets:
                link = trail.link
                paths = [path for target in targets if (path := written_path(doc, link, target)) != link.path]
                proved = proved_path(doc, vault, link, targets) if link.kind is not Kind.WIKI else None
                yield Finding(
                    link.span,
                    f"{verdict(trail.reaches)}{_hint(paths)}",
                    None if proved is None else replace(link.path_span, proved),
                    choices=tuple(Choice(with_path(doc.text, link, path)) for path in paths) if proved is None else (),
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
        Example(
            "Quartz starts at the root",
            "[b](e/b.md)\n",
            after="[b](../d/e/b.md)\n",
            path="n/n.md",
            others=(("d/e/b.md", ""),),
            profiles=("obsidian", "quartz"),
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


def _targets(trail: Trail, vault: Vault) -> tuple[str, ...]:
    """Return the files that a link may lead to, the one that opens first; none where it opens everywhere or nowhere.

    What starts at the root, and what is no file but a folder or hidden, is told by rules of its own.
    """
    opening = next((reach for reach in trail.reaches if reach.opens), None)
    path = opening.path if opening else None
    if not opening or not path or not any(reach.fate is Fate.MISSING for reach in trail.reaches):
        return ()
    if trail.link.path.startswith("/") or is_hidden(path) or path in vault.files.folders:
        return ()
    if trail.link.kind is Kind.WIKI and opening.rivals:
        return ()
    return (path, *opening.rivals)


def _hint(paths: list[str]) -> str:
    """Return the other paths that a link could have, for the end of a message."""
    return f": from this folder the path is {' or '.join(f'`{path}`' for path in paths)}" if paths else ""
