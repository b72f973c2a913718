"""Promises: links to notes that the author says are still to be written."""

import re
from collections import Counter
from collections.abc import Mapping

from vaultfix.patterns import pattern
from vaultfix.syntax.links import Kind, Link
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.files import folded
from vaultfix.vault.lookup import Fate, folder_of, on_disk

_NOTE = pattern(r"\.(?:md|markdown)\Z", re.IGNORECASE)
_EXTENSION = pattern(r"\.[A-Za-z0-9]{1,5}\Z")


def promised(vault: Vault, source: str, link: Link) -> bool:
    """Whether a link in the note `source` that leads nowhere is to a note which is meant to be written one day."""
    unwritten = vault.customs.unwritten
    if link.embed or not _names_note(link):
        return False
    if unwritten.wikilinks and link.kind is Kind.WIKI:
        return True
    path = _path(source, link)
    if path is None:
        return False
    return unwritten.expects(path) or (
        unwritten.linked_from is not None and _awaited(vault).get(_name(path), 0) >= unwritten.linked_from
    )


@whole_of_faces
def _awaited(vault: Vault) -> Mapping[str, int]:
    """Return how many notes link to each name that no file has."""
    found: Counter[str] = Counter()
    for path in vault.documents:
        doc = vault.note(path)
        if doc is not None and doc.is_utf8:
            trails = (
                trail for trail in vault.trails(doc) if all(reach.fate is Fate.MISSING for reach in trail.reaches)
            )
            found.update({_name(trail.link.path) for trail in trails if _names_note(trail.link)})
    return found


def _names_note(link: Link) -> bool:
    """Whether a link is to a note: a wikilink without an extension, or any link with that of a note."""
    if _NOTE.search(link.path):
        return True
    return link.kind is Kind.WIKI and bool(link.path) and not _EXTENSION.search(link.path)


def _name(path: str) -> str:
    return folded(_NOTE.sub("", path.rpartition("/")[2]))


def _path(source: str, link: Link) -> str | None:
    """Return the path from the root, without `.md`, that the note would have; None where it lies outside [A3.4]."""
    path = _NOTE.sub("", link.path)
    if link.kind is Kind.WIKI and not path.startswith(("./", "../")):
        return path.removeprefix("/")
    return on_disk(f"{folder_of(source)}/_" if folder_of(source) else "_", path)
