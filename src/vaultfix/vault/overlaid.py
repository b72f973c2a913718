"""Overlaid: the notes of a vault with one of them as it is about to be saved."""

from collections.abc import Iterator, Mapping

from vaultfix.document import Document


class Overlaid(Mapping[str, Document]):
    """Notes by path, where one stands before what was known by its path; nothing of it is on disk."""

    def __init__(self, notes: Mapping[str, Document], doc: Document) -> None:
        """Read nothing yet."""
        self._notes = notes
        self._doc = doc

    def __getitem__(self, path: str) -> Document:
        """Return the note at `path`.

        Raises:
            KeyError: there is none.
        """
        return self._doc if path == self._doc.path else self._notes[path]

    def __contains__(self, path: object) -> bool:
        """Whether there is such a note."""
        return path == self._doc.path or path in self._notes

    def __iter__(self) -> Iterator[str]:
        """Yield the paths of all notes, in order."""
        return iter(sorted({*self._notes, self._doc.path}))

    def __len__(self) -> int:
        """Return the number of notes."""
        return len(self._notes) + (self._doc.path not in self._notes)
