"""Rewriting: another path for a link, and whether it then leads where it should in every profile."""

from collections.abc import Iterable

from vaultfix.document import Document
from vaultfix.syntax.links import Kind, Link
from vaultfix.syntax.links.writing import as_destination
from vaultfix.syntax.tables import tables
from vaultfix.text import Edit, Span
from vaultfix.vault import Vault
from vaultfix.vault.routes import relative


def leads_to(doc: Document, vault: Vault, link: Link, path: str, target: str) -> bool:
    """Whether `link`, if it were to `path`, not yet encoded, would lead to `target` wherever it is judged."""
    reaches = vault.resolve(doc.path, link._replace(path=path))
    return bool(reaches) and all(reach.path == target and reach.opens for reach in reaches)


def finds_file(doc: Document, vault: Vault, link: Link, path: str) -> bool:
    """Whether `link` to `path`, not yet encoded, would find the same file in every profile, and no other."""
    reaches = vault.resolve(doc.path, link._replace(path=path))
    files = {reach.path for reach in reaches}
    return len(files) == 1 and None not in files and not any(reach.rivals for reach in reaches)


def written_path(doc: Document, link: Link, target: str) -> str:
    """Return the path from a note to `target` as the link must write it."""
    path = relative(doc.path, target)
    return path if link.kind is Kind.WIKI else as_destination(path, angled=link.angled)


def proved_path(doc: Document, vault: Vault, link: Link, targets: Iterable[str]) -> str | None:
    """Return the path to the only one of `targets` as the link must write it; None where that fails anywhere.

    It fails for a path with a query too: GitHub obeys a `?plain=1`, and Obsidian finds no file behind one [A8.1].
    """
    only = list(targets)
    if (
        len(only) != 1
        or link.path.count("?") > only[0].count("?")
        or not leads_to(doc, vault, link, relative(doc.path, only[0]), only[0])
    ):
        return None
    return written_path(doc, link, only[0])


def showing(doc: Document, link: Link, words: str) -> Edit:
    """Return the edit that lets a wikilink without an alias show `words`; in a table its pipe is escaped [A2.1]."""
    rows = (row for table in tables(doc) for row in (table.header, *table.rows))
    bar = r"\|" if any(link.span.start in row.span for row in rows) else "|"
    end = link.span.end - len("]]")
    return Edit(Span(end, end), f"{bar}{words}")
