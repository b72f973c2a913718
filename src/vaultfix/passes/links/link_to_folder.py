"""The rule link-to-folder."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.rewriting import proved_path, written_path
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.syntax.links.writing import with_path
from vaultfix.text import Safety, replace
from vaultfix.vault import Vault

_INDEXES = ("index.md", "README.md", "_index.md")


class LinkToFolder(Rule):
    """A link leads to a note, not to its folder.

    GitHub lists a folder and Quartz has a page for it, but Obsidian knows files only: the link does not open there.
    Where the folder has an index, the unsafe fix leads to that; unsafe because GitHub then shows the note instead of
    the list [A3.9].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.FOLDER)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if "obsidian" not in vault.profiles:
            return
        for trail in odd_links(doc, vault, Odd.FOLDER):
            link = trail.link
            reached = [reach.path for reach in trail.reaches if reach.path is not None]
            folder = next((path for path in reached if path in vault.files.folders), None)
            if folder is None or any(path in vault.files for path in reached):
                continue
            meant = list(_notes_of(vault, folder))
            path = proved_path(doc, vault, link, meant) if link.fragment is None else None
            yield Finding(
                link.span,
                f"`{folder or '/'}` is a folder, which Obsidian does not open",
                None if path is None else replace(link.path_span, path, Safety.UNSAFE),
                choices=tuple(Choice(with_path(doc.text, link, written_path(doc, link, one))) for one in meant),
            )

    examples = (
        Example("a note", "[sky](sky/index.md)\n", others=(("sky/index.md", ""),)),
        Example("only GitHub is asked", "[sky](sky/)\n", others=(("sky/a.md", ""),), profiles=("portable",)),
        Example("a folder", "[sky](sky)\n", faults=1, others=(("sky/a.md", ""),)),
        Example(
            "a folder with an index",
            "[sky](sky/)\n",
            after="[sky](sky/index.md)\n",
            unsafe=True,
            others=(("sky/index.md", ""),),
        ),
    )


def _notes_of(vault: Vault, folder: str) -> Iterator[str]:
    """Yield the notes that stand for a folder: its index, or the note of its name in it."""
    name = folder.rpartition("/")[2]
    for file in (*_INDEXES, f"{name}.md"):
        path = f"{folder}/{file}" if folder else file
        if path in vault.files:
            yield path
