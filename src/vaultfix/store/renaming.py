"""The one way a file or folder gets another name: never onto something that is there."""

import errno
import os
from pathlib import Path

from vaultfix.store.places import Rename
from vaultfix.store.systems import settle
from vaultfix.store.trouble import StoreError, Trouble


def check_rename(root: Path, rename: Rename) -> None:
    """Refuse now what would be refused later, as far as it can be known.

    Raises:
        StoreError: there is something at the new path, or nothing at the old one, or it lies behind a symbolic link,
            or its folder cannot be written to.
    """
    old, new = root / rename.old, root / rename.new
    parent = old.parent
    if new.parent != parent or new.name == "..":
        raise _refusal(rename, "that is no name in the same folder")
    if os.path.realpath(parent) != os.path.join(os.path.realpath(root), *Path(rename.old).parent.parts):  # noqa: PTH118 - links in it stay
        raise _refusal(rename, "it lies behind a symbolic link")
    if not os.path.lexists(old):
        raise _refusal(rename, "it is not there any more")
    if os.path.lexists(new):
        raise _refusal(rename, f"`{rename.new}` exists already")
    if not os.access(parent, os.W_OK | os.X_OK):
        raise _refusal(rename, "its folder is read-only")


def rename_on_disk(root: Path, rename: Rename) -> None:
    """Rename a file or folder; nothing is ever overwritten.

    Raises:
        StoreError: as `check_rename` says, or the disk refuses; the old name stands.
    """
    check_rename(root, rename)
    old, new = root / rename.old, root / rename.new
    try:
        name_anew(old, new)
    except OSError as error:
        raise StoreError(Trouble.of(rename.old, f"cannot be renamed to {rename.new}", error)) from error
    settle(old.parent)


def name_anew(old: Path, new: Path) -> None:
    """Give a file or folder another name, but never one that something else has.

    A file gets its new name before it loses the old one, which fails where something has that name. For folders, and
    on disks without second names, the new name is looked for first.

    Raises:
        FileExistsError: something has that name.
        OSError: the disk refuses; the old name stands.
    """
    if old.is_symlink() or not old.is_file() or not _linked(old, new):
        if os.path.lexists(new):
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(new))
        old.rename(new)


def _linked(old: Path, new: Path) -> bool:
    """Whether a file could be renamed by way of a second name.

    Raises:
        FileExistsError: something has that name.
    """
    try:
        os.link(old, new, follow_symlinks=False)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):
        return False
    try:
        old.unlink()
    except OSError:
        new.unlink()
        raise
    return True


def _refusal(rename: Rename, reason: str) -> StoreError:
    return StoreError(Trouble(rename.old, f"not renamed to {rename.new}: {reason}"))
