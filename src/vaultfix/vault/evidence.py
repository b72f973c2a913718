"""Evidence: what a vault's intact notes, and a note's own past, can tell of damage."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from vaultfix.document import Document
from vaultfix.mojibake.testimony import Testimony, earlier
from vaultfix.mojibake.witness import heard
from vaultfix.vault import Vault, as_read
from vaultfix.vault.files import Files
from vaultfix.vault.history import Version


def testimony(vault: Vault, path: str) -> Testimony:
    """Return what the vault and its past can tell of the note at `path`, where that is damaged.

    It comes from the notes as they were read, so that what is mended meanwhile proves nothing. The first question
    of a run reads every note.
    """
    known = _testimonies(vault)
    if None not in known:
        known[None] = heard_by(vault.documents, vault.files)
    if path not in known:
        known[path] = replace(known[None], lines=remembered(vault.history.get(path, ())))
    return known[path]


@as_read
def _testimonies(_: Vault) -> dict[str | None, Testimony]:
    return {}


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
