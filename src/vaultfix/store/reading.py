"""The one way a file is read: whole, and only where it is a file."""

import os
import stat
from pathlib import Path

from vaultfix.store.systems import READING

_AT_ONCE = 1 << 20


def read_bytes(file: str | Path) -> bytes:
    """Return the bytes of a regular file.

    Raises:
        OSError: it cannot be read, or is a folder, a pipe or a device.
    """
    opened = os.open(file, READING)
    try:
        known = os.fstat(opened)
        if not stat.S_ISREG(known.st_mode):
            raise OSError(0, "not a regular file")
        # One byte is asked for that should not be there: where it is not, the file ends, and need not be asked again.
        first = os.read(opened, min(known.st_size, _AT_ONCE) + 1)
        if len(first) == known.st_size:
            return first
        pieces = [first]
        while piece := os.read(opened, _AT_ONCE):
            pieces.append(piece)
        return b"".join(pieces)
    finally:
        os.close(opened)
