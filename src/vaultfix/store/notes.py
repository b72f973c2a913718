"""Notes as the disk has them, each read when it is first asked for."""

import os
from collections.abc import Iterator, Mapping

from vaultfix.document import Document
from vaultfix.store.discovery import Discovery
from vaultfix.store.reading import read_bytes
from vaultfix.store.trouble import Trouble


class Notes(Mapping[str, Document]):
    """The notes of a vault by path; one that cannot be read is missing, and named once in `troubles`."""

    def __init__(self, discovery: Discovery) -> None:
        """Promise every note that a link can lead to; read none yet."""
        self._root = os.fspath(discovery.root)
        self._paths = discovery.readable
        self._read: dict[str, Document] = {}
        self._troubles: dict[str, Trouble] = {}

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What could not be read so far, by path."""
        return tuple(self._troubles[path] for path in sorted(self._troubles))

    def __getitem__(self, path: str) -> Document:
        """Return the note at `path`: always the same document, as it was when first read.

        Raises:
            KeyError: there is no such note, or it could not be read.
        """
        doc = self._read.get(path)
        if doc is None:
            if path not in self._paths or path in self._troubles:
                raise KeyError(path)
            try:
                doc = Document(path, read_bytes(f"{self._root}/{path}"))
            except OSError as error:
                self._troubles[path] = Trouble.of(path, "cannot be read", error)
                raise KeyError(path) from error
            self._read[path] = doc
        return doc

    def __contains__(self, path: object) -> bool:
        """Whether there is such a note, as far as is known without reading it."""
        return path in self._paths and path not in self._troubles

    def __iter__(self) -> Iterator[str]:
        """Yield the paths of all notes, in order."""
        return iter(sorted(self._paths - self._troubles.keys()))

    def __len__(self) -> int:
        """Return the number of notes."""
        return len(self._paths) - len(self._troubles)
