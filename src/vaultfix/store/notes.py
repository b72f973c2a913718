"""Notes as the disk has them, each read when it is first asked for."""

import os
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from vaultfix.document import Document
from vaultfix.store.discovery import Discovery
from vaultfix.store.trouble import Trouble

# A pipe that took a note's place between listing and reading must not hold the run up.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


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


def read_bytes(file: str | Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    opened = os.open(file, _READING)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(0, "not a regular file")
        pieces = []
        while piece := os.read(opened, 1 << 20):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(opened)
