"""The one way a file is read: whole, and only where it is a file."""

import os
import stat
from pathlib import Path

from vaultfix.store.systems import READING


def read_bytes(file: str | Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    opened = os.open(file, READING)
    try:
        if not stat.S_ISREG(os.fstat(opened).st_mode):
            raise OSError(0, "not a regular file")
        pieces = []
        while piece := os.read(opened, 1 << 20):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(opened)
