"""Evidence: what a vault's intact notes, and a note's own past, can tell of damage."""

from collections.abc import Iterable, Mapping

from vaultfix.document import Document
from vaultfix.mojibake.testimony import Testimony, earlier
from vaultfix.mojibake.witness import heard
from vaultfix.vault.files import Files
from vaultfix.vault.history import Version


def heard_by(documents: Mapping[str, Document], files: Files) -> Testimony:
    """Return what all notes, as far as they are intact, and the names of all files have to say."""
    notes = (doc for path in documents if (doc := documents.get(path)) and doc.is_utf8)
    return heard(((doc.path, doc.text) for doc in notes), sorted(files.paths))


def remembered(versions: Iterable[Version]) -> Mapping[str, str]:
    """Return the intact lines of earlier versions, the newest version first, and where each stood."""
    found: dict[str, str] = {}
    for version in versions:
        where = f"of this note in commit {version.commit} of {version.day}"
        for line, place in earlier(version.raw.decode("utf-8", "replace"), where):
            found.setdefault(line, place)
    return found
