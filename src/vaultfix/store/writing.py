"""The one way a note is written: whole or not at all, and never over what the run has not read."""

import os
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from vaultfix.document import Document
from vaultfix.store.places import within
from vaultfix.store.reading import read_bytes
from vaultfix.store.renaming import name_anew
from vaultfix.store.swapping import swap
from vaultfix.store.systems import settle
from vaultfix.store.temps import Temp, force
from vaultfix.store.trouble import StoreError, Trouble

_MOST_TOGETHER, _MOST_BYTES = 64, 8_000_000
"""How many notes are forced to disk together, and how much of them."""


def save(root: Path, before: Document, after: Document) -> None:
    """Write `after` where `before` was read, as `drafts` says.

    Raises:
        StoreError: as `Draft.put` says. The old bytes stand.
    """
    with closing(drafts(root, [(before, after)])) as ready:
        for draft in ready:
            draft.put()


def drafts(root: Path, changes: Iterable[tuple[Document, Document]]) -> Generator["Draft", None, None]:
    """Yield for each change, as (before, after), a draft that can be put in the note's place; close this in the end.

    The new bytes of some notes at a time go to files beside these, are forced to disk, and take the notes' places one
    by one, each in one step. What is not put is taken away again, and the new names are forced to disk as well.
    """
    home = os.path.realpath(root)
    for some in _batches(changes):
        batch: list[Draft] = []
        try:
            for before, after in some:
                batch.append(Draft(home, before, after, batch))
                batch[-1].begin()
            force([draft.temp for draft in batch if draft.temp])
            yield from batch
        finally:
            for temp in [draft.temp for draft in batch if draft.temp]:
                temp.drop()
            for folder in {draft.temp.file.parent for draft in batch if draft.temp and draft.is_put}:
                settle(folder)


class Draft:
    """What a note is to be, in a file beside it, with its mode, owner and extended attributes.

    A note that is reached through a symbolic link is written where it really lies.
    """

    def __init__(self, home: str, before: Document, after: Document, batch: "Sequence[Draft]") -> None:
        """Write nothing yet."""
        self.path = before.path
        self._home = home
        self._batch = batch
        self._before = before
        self._after = after
        self._hindrance: StoreError | OSError | None = None
        self.temp: Temp | None = None
        self.is_put = False

    def begin(self) -> None:
        """Write it beside the note, unless the two are the same bytes; what hinders it is told when it is to be put."""
        self._hindrance = None
        if self._before.raw != self._after.raw:
            try:
                target = _target(self._home, self.path)
                self._was = _writable(self.path, target)
                self.temp = Temp(target, self._after.raw, self._was)
            except (StoreError, OSError) as error:
                self._hindrance = error

    def put(self) -> None:
        """Put it in the place of the note; nothing happens where the two are the same bytes.

        Raises:
            StoreError: the note has changed or vanished since it was read, is read-only, has other names by hard
                links (which would keep the old text), lies outside the root, or the disk refuses. The old bytes stand.
        """
        try:
            if self._is_stale():
                self._begin_alone()
            if self._hindrance:
                raise self._hindrance
            if self.temp:
                self._replace(self.temp)
        except OSError as error:
            raise StoreError(Trouble.of(self.path, "cannot be written", error)) from error

    def _is_stale(self) -> bool:
        """Whether the disk refused the draft, or someone has been at the note since, be it only at its mode.

        Raises:
            StoreError: its bytes are others, or lie elsewhere.
        """
        if self.temp is None:
            return isinstance(self._hindrance, OSError)
        if self.temp.failure:
            return True
        is_touched = _state(self.temp.file.stat()) != _state(self._was)
        if is_touched:
            _check_unchanged(self.path, self.temp.file, self._before.raw)
        return is_touched

    def _begin_alone(self) -> None:
        """Begin anew, without the other drafts: the disk may only have been full of them."""
        for draft in self._batch:
            if draft.temp:
                draft.temp.drop()
        self.begin()
        if self.temp:
            self.temp.force()

    def _replace(self, temp: Temp) -> None:
        """Let the file take the note's place, as long as that is what was read."""
        path, before, after = self.path, self._before.raw, self._after.raw
        if temp.failure:
            raise temp.failure
        _check_unchanged(path, temp.file, before)
        self.is_put = True
        if swap(temp.path, temp.file):
            _check_displaced(path, temp.path, temp.file, before, after)
        else:
            temp.path.replace(temp.file)


def create(file: Path, raw: bytes) -> None:
    """Write a new file of our own, whole or not at all, readable by its owner alone; its folder must exist.

    Raises:
        FileExistsError: something is there already.
        OSError: the disk refuses.
    """
    temp = Temp(file, raw)
    try:
        temp.force()
        name_anew(temp.path, file)
    finally:
        temp.drop()
    settle(file.parent)


def _batches(changes: Iterable[tuple[Document, Document]]) -> Iterator[list[tuple[Document, Document]]]:
    """Yield so many changes at a time that it pays to force them to disk together."""
    batch: list[tuple[Document, Document]] = []
    room = _MOST_BYTES
    for change in changes:
        batch.append(change)
        room -= len(change[1].raw)
        if room < 0 or len(batch) == _MOST_TOGETHER:
            yield batch
            batch, room = [], _MOST_BYTES
    if batch:
        yield batch


def _target(home: str, path: str) -> Path:
    """Return where the note at `path` really lies, which must be inside the root, which really is `home`."""
    target = os.path.realpath(os.path.join(home, path))  # noqa: PTH118 - a path of pathlib would be one string more
    if within(target, home) is None:
        raise _refusal(path, "not written: a symbolic link leads out of the vault")
    return Path(target)


def _writable(path: str, target: Path) -> os.stat_result:
    """Return what the file `target` is, which must be one that can be written safely."""
    was = target.stat()
    if not was.st_mode & 0o222 or not os.access(target, os.W_OK):
        raise _refusal(path, "not written: the file is read-only")
    if was.st_nlink > 1:
        raise _refusal(
            path, f"not written: the file has {was.st_nlink} names (hard links), which a safe write would part"
        )
    return was


def _state(file: os.stat_result) -> tuple[int, ...]:
    """Return what tells whether anything was done to a file; in the same instant, what of it would be lost."""
    return file.st_ino, file.st_ctime_ns, file.st_mode, file.st_uid, file.st_gid, file.st_nlink


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


def _changed(path: str) -> StoreError:
    """Return the error that says why a note is left to whoever is at it."""
    return _refusal(path, "not written: the file was changed by someone else since it was read")


def _refusal(path: str, reason: str) -> StoreError:
    """Return the error that says why a note is left as it is."""
    return StoreError(Trouble(path, reason))
