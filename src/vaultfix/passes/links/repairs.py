"""Repairs: how a link that leads nowhere would be written if it led to what it may have meant."""

from collections.abc import Iterator
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.passes.links.rewriting import leads_to, showing
from vaultfix.syntax.links import Kind, Link
from vaultfix.syntax.links.writing import as_destination
from vaultfix.text import Edit, splice_within
from vaultfix.vault import Vault
from vaultfix.vault.routes import by_name, relative
from vaultfix.vault.suggestions import Suggestion, suggestions


class Repair(NamedTuple):
    """Edits that lead a link elsewhere, what to call the place, and why; `sure` where little else can be meant."""

    edits: tuple[Edit, ...]
    place: str
    why: str
    sure: bool

    def of(self, doc: Document, link: Link) -> str:
        """Return all of the link after the repair."""
        return splice_within(doc.text, link.span, self.edits)


def repairs(doc: Document, vault: Vault, link: Link) -> tuple[Repair, ...]:
    """Return what a link may have meant, best first, each place once."""
    found: dict[str, Repair] = {}
    for one in suggestions(vault, doc.path, link):
        path = _path(doc, vault, link, one.path)
        found.setdefault(path, Repair(tuple(_edits(doc, link, path, one)), path, one.why, one.sure))
    return tuple(found.values())


def _path(doc: Document, vault: Vault, link: Link, target: str) -> str:
    """Return the path of a file as it would be written in this link: a wikilink's as Obsidian is told to [A7.2]."""
    beside = relative(doc.path, target)
    if link.kind is not Kind.WIKI:
        return as_destination(beside, angled=link.angled)
    written = {"relative": beside, "absolute": target}.get(vault.customs.link_format, "").removesuffix(".md")
    return written if written and leads_to(doc, vault, link, written, target) else by_name(vault.files, target)


def _edits(doc: Document, link: Link, path: str, one: Suggestion) -> Iterator[Edit]:
    """Yield the edits that write another path; words that would vanish with the old one become what is shown [A3.8]."""
    yield Edit(link.path_span, path)
    if one.shown is not None and link.kind is Kind.WIKI and link.label_span is None:
        yield showing(doc, link, one.shown)
