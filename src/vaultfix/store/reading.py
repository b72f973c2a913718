"""The one way a file is read: whole, and only where it is a file."""

import errno
import os
import stat
from pathlib import Path

from vaultfix.store.systems import READING

_AT_ONCE = 1 << 20
OF_SETTINGS = 10_000_000
OF_PATTERNS = 1_000_000
OF_LEDGERS = 100_000_000
"""No such file that a person means has more bytes, and one that does would be worked on without end."""


class TooLargeError(OSError):
    """A file holds more bytes than its reader wants."""

    def __init__(self, size: int) -> None:
        """Remember how many it holds."""
        super().__init__(errno.EFBIG, "the file is too large")
        self.size = size


def read_bytes(file: str | Path, most: int | None = None) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        TooLargeError: it has more than `most` bytes, or more and more of them while it is read.
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    opened = os.open(file, READING)
    try:
        known = os.fstat(opened)
        if not stat.S_ISREG(known.st_mode):
            raise OSError(0, "not a regular file")
        if most is not None and known.st_size > most:
            raise TooLargeError(known.st_size)
        # One byte is asked for that should not be there: where it is not, the file ends, and need not be asked again.
        first = os.read(opened, min(known.st_size, _AT_ONCE) + 1)
        if len(first) == known.st_size:
            return first
        pieces = [first]
        size = len(first)
        while piece := os.read(opened, _AT_ONCE):
            pieces.append(piece)
            size += len(piece)
            if most is not None and size > most:
                raise TooLargeError(size)
        return b"".join(pieces)
    finally:
        os.close(opened)
