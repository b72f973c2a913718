"""The one way a file is read: whole, and only where it is a file."""

import os
import stat
from pathlib import Path

# A pipe that took a note's place between listing and reading must not hold the run up.
_READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)


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
