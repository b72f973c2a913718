"""What the notes of a vault lead to, all of them together."""

import posixpath
from collections.abc import Sequence

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links.destination import decoded
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.lookup import folder_of

_HTML = pattern(r"""\b(?:src|href)[ \t]*=[ \t]*["']([^"'\r\n]++)["']""")


@whole_of_faces
def reached(vault: Vault) -> frozenset[str]:
    """Return every file that another file's link or embed leads to, in any profile; links in code are among them."""
    found: set[str] = set()
    for path in vault.documents:
        doc = vault.note(path)
        if doc is None or not doc.is_utf8:
            continue
        for trail in vault.trails(doc):
            found.update(reach.path for reach in trail.reaches if reach.path is not None and reach.path != path)
            found.update(rival for reach in trail.reaches for rival in reach.rivals)
        for written in html_targets(doc):
            address = decoded(written).partition("#")[0].partition("?")[0]
            found.add(posixpath.normpath(posixpath.join(folder_of(path), address)))
    return frozenset(found)


def html_targets(doc: Document) -> Sequence[str]:
    """Return what the tags of a note lead to, as written."""
    return _HTML.findall(doc.text) if "<" in doc.text else ()
