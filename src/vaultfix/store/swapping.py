"""Swapping: two files change places in one step, where the system can let them."""

import errno
import os
from pathlib import Path

_HERE = -100  # AT_FDCWD: names count from the current folder
_SWAP = 2  # RENAME_EXCHANGE of Linux, and RENAME_SWAP of macOS
_CANNOT = {errno.ENOSYS, errno.EINVAL, errno.ENOTSUP}


def swap(one: Path, other: Path) -> bool:
    """Let two files on one disk change places; return False, and do nothing, where that cannot be done in one step.

    Raises:
        OSError: one of them is not there, or the disk refuses.
    """
    try:
        import ctypes  # noqa: PLC0415 - only who writes pays for it

        system = ctypes.CDLL(None, use_errno=True)
        names = os.fsencode(one), os.fsencode(other)
        if hasattr(system, "renameat2"):
            failed = system.renameat2(_HERE, names[0], _HERE, names[1], _SWAP)
        else:
            failed = system.renamex_np(*names, _SWAP)
    except (ImportError, AttributeError, TypeError):  # no ctypes, no such call; Windows has no such library
        return False
    if not failed:
        return True
    number = ctypes.get_errno()
    if number in _CANNOT:
        return False
    raise OSError(number, os.strerror(number), str(one))
