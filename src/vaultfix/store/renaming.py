"""The one way a file or folder gets another name: never onto something that is there."""

import os
from pathlib import Path

from vaultfix.store.places import Rename
from vaultfix.store.systems import settle
from vaultfix.store.trouble import StoreError, Trouble
from vaultfix.store.writing import name_anew


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


def _refusal(rename: Rename, reason: str) -> StoreError:
    return StoreError(Trouble(rename.old, f"not renamed to {rename.new}: {reason}"))
