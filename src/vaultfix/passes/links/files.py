"""Files that a link may mean: whether one is there, and whether words look like one at all."""

import re

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links import Link
from vaultfix.vault import Vault

_FILE = pattern(
    r"\S\.(?:md|markdown|canvas|base|pdf|png|jpe?g|gif|webp|svg|bmp|avif|mp[34]|webm|mov|ogg|wav|m4a|flac|csv|txt|html?)\Z",
    re.IGNORECASE,
)


def exists(doc: Document, vault: Vault, link: Link) -> bool:
    """Whether what is no link yet would lead somewhere if it were one."""
    if not link.path:
        own = vault.anchors(doc.path)
        return bool(link.fragment and own and own.in_obsidian(link.fragment))
    return any(reach.path is not None for reach in vault.resolve(doc.path, link))


def names_file(link: Link) -> bool:
    """Whether a target that is not there still looks like nothing but a file of the vault."""
    return not link.is_external and _FILE.search(link.path) is not None


def has_one_fault(doc: Document, vault: Vault, link: Link) -> bool:
    """Whether what is no link yet would, as a link, have one fault of its own at most, as a fix may not add to them."""
    reaches = vault.resolve(doc.path, link)
    if not link.fragment or all(reach.opens and not reach.rivals for reach in reaches):
        return True
    notes = [(reach.profile, vault.anchors(reach.path)) for reach in reaches if reach.path is not None]
    return all(note is None or note.place(profile, link.fragment) is not None for profile, note in notes)
