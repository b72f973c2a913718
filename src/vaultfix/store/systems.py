"""Systems: what Linux, macOS and Windows do differently about files, met here so that no other room must ask."""

import os
import stat
from contextlib import suppress
from pathlib import Path

_BYTES = getattr(os, "O_BINARY", 0)  # Windows translates the ends of lines unless it is told not to

# A pipe that took a note's place between listing and reading must not hold the run up; Windows has none.
READING = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | _BYTES
CREATING = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BYTES


def dress(opened: int, target: Path, was: os.stat_result) -> None:
    """Give the new file the old one's owner, attributes and mode, as far as the system allows."""
    if os.name != "posix":
        return
    now = os.fstat(opened)
    # In a shared folder a writer may not give a file away, but may keep it in the group that reads it.
    for owner, group in ((was.st_uid, was.st_gid), (-1, was.st_gid)):
        if (now.st_uid, now.st_gid) == (was.st_uid, was.st_gid):
            break
        with suppress(PermissionError):
            os.chown(opened, owner, group)
            break
    if hasattr(os, "listxattr"):
        names = []
        with suppress(OSError):  # many file systems have none
            names = os.listxattr(target)
        for name in names:
            with suppress(OSError):  # the system keeps some to itself
                os.setxattr(opened, name, os.getxattr(target, name))
    os.fchmod(opened, stat.S_IMODE(was.st_mode))


def settle(folder: Path) -> None:
    """Force new names in a folder to disk; the files are already whole, so a system that cannot loses nothing."""
    if os.name != "posix":
        return
    with suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def lives(process: int) -> bool | None:
    """Whether a process with this number runs on this machine; None on Windows, where to ask it is to disturb it."""
    if os.name != "posix":
        return None
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def this_machine() -> str:
    """Return eight hexadecimal digits that are this machine's."""
    name = os.uname().nodename if hasattr(os, "uname") else os.environ.get("COMPUTERNAME", "")
    from zlib import crc32  # noqa: PLC0415 - only who writes pays for it

    return f"{crc32(os.fsencode(name)):08x}"
