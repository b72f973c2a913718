"""The vault: every note, every file name, and what one note can know of the others. Pure: no disk here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from vaultfix.document import Document
from vaultfix.vault.files import Files

PROFILES = ("obsidian", "portable")


@dataclass(frozen=True, eq=False)
class Vault:
    """All notes (path to document, read when first asked for) and the names of all files under the root.

    `documents` lacks a note that could not be read; `profiles` says where links must work.
    """

    documents: Mapping[str, Document]
    files: Files
    profiles: tuple[str, ...] = PROFILES
    mended: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))
    """Notes as the engine has turned them so far; they stand before `documents`."""

    def note(self, path: str) -> Document | None:
        """Return the note at `path` as it stands now, or None where there is no readable note."""
        return self.mended.get(path) or self.documents.get(path)

    def turned(self, documents: Iterable[Document]) -> "Vault":
        """Return the vault with `documents` in place of the notes of the same paths; all other facts carry over."""
        return replace(self, mended=MappingProxyType({**self.mended, **{doc.path: doc for doc in documents}}))
