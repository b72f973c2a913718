"""The one way a note is written: whole or not at all, and never over what the run has not read."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from vaultfix.document import Document
from vaultfix.store.litter import temp_name
from vaultfix.store.places import within
from vaultfix.store.reading import read_bytes
from vaultfix.store.swapping import swap
from vaultfix.store.systems import CREATING, dress, settle
from vaultfix.store.trouble import StoreError, Trouble


def save(root: Path, before: Document, after: Document) -> None:
    """Write `after` where `before` was read, atomically; nothing happens where the two are the same bytes.

    The new bytes go to a file beside the note, are forced to disk, and take the note's place in one step, with its
    mode, owner and extended attributes. A note reached through a symbolic link is written where it really lies.

    Raises:
        StoreError: the note has changed or vanished since it was read, is read-only, has other names by hard
            links (which would keep the old text), lies outside the root, or the disk refuses. The old bytes stand.
    """
    if before.raw == after.raw:
        return
    path = before.path
    try:
        target = _target(root, path)
        _replace(path, target, before.raw, after.raw)
    except OSError as error:
        raise StoreError(Trouble.of(path, "cannot be written", error)) from error


def create(file: Path, raw: bytes) -> None:
    """Write a new file of our own, whole or not at all, readable by its owner alone; its folder must exist.

    Raises:
        FileExistsError: something is there already.
        OSError: the disk refuses.
    """
    with _beside(file, raw) as temp:
        name_anew(temp, file)
    settle(file.parent)


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


def _target(root: Path, path: str) -> Path:
    """Return where the note at `path` really lies, which must be inside the root."""
    target = os.path.realpath(root / path)
    if within(target, os.path.realpath(root)) is None:
        raise _refusal(path, "not written: a symbolic link leads out of the vault")
    return Path(target)


def _replace(path: str, target: Path, before: bytes, after: bytes) -> None:
    """Put `after` in place of the file `target`, as long as it holds `before`."""
    was = target.stat()
    if not was.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise _refusal(path, "not written: the file is read-only")
    if was.st_nlink > 1:
        raise _refusal(
            path, f"not written: the file has {was.st_nlink} names (hard links), which a safe write would part"
        )
    with _beside(target, after, was) as temp:
        _check_unchanged(path, target, before)
        if swap(temp, target):
            _check_displaced(path, temp, target, before, after)
        else:
            temp.replace(target)
    settle(target.parent)


@contextmanager
def _beside(target: Path, raw: bytes, was: os.stat_result | None = None) -> Iterator[Path]:
    """Yield a file beside `target` that holds `raw`, forced to disk; it is gone when what is done with it fails.

    Given what `target` was, the file has its mode, owner and attributes; else it is for the user alone.
    """
    temp = target.parent / temp_name()
    opened = os.open(temp, CREATING, 0o600)
    try:
        try:
            _write(opened, raw)
            if was:
                dress(opened, target, was)
            os.fsync(opened)
        finally:
            os.close(opened)
        yield temp
    except BaseException:
        with suppress(OSError):
            temp.unlink()
        raise


def _check_unchanged(path: str, target: Path, before: bytes) -> None:
    """Refuse to go on where someone else has been at the note since it was read."""
    if os.path.realpath(target) != str(target) or read_bytes(target) != before:
        raise _changed(path)


def _check_displaced(path: str, temp: Path, target: Path, before: bytes, after: bytes) -> None:
    """Take away what `target` held until it changed places with `temp`, where that is still what was read.

    What someone wrote at the very last moment goes back to its place, and the newest of it stands in the end.
    """
    newest: bytes | None = after
    expected: bytes | None = before
    while (displaced := _held(temp)) != expected:
        swap(temp, target)
        newest, expected = displaced, newest
    temp.unlink()
    if newest is not after:
        raise _changed(path)


def _held(file: Path) -> bytes | None:
    """Return what a file holds; None where it is none, which is nothing of ours."""
    try:
        return None if file.is_symlink() else read_bytes(file)
    except OSError:
        return None


def _write(opened: int, content: bytes) -> None:
    """Write all of `content`; the system may take it in pieces."""
    left = memoryview(content)
    while left:
        left = left[os.write(opened, left) :]


def _changed(path: str) -> StoreError:
    """Return the error that says why a note is left to whoever is at it."""
    return _refusal(path, "not written: the file was changed by someone else since it was read")


def _refusal(path: str, reason: str) -> StoreError:
    """Return the error that says why a note is left as it is."""
    return StoreError(Trouble(path, reason))
