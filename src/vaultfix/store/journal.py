"""The journal: what notes were before a run mended them, kept outside the vault so that the run can be undone.

Each run is one zip file that anyone can open: `run.json` says what the run was about, and under `texts/` lies, by the
SHA-256 of its bytes, what each note was before.
"""

import hashlib
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path, PurePath
from typing import NamedTuple

from platformdirs import user_state_path

from vaultfix.patterns import pattern
from vaultfix.store.places import within
from vaultfix.store.reading import OF_LEDGERS, read_bytes
from vaultfix.store.trouble import StoreError, Trouble
from vaultfix.store.writing import create

_FORM = 1
_SUFFIX = ".zip"
_REFUSED = "nothing was written: the journal cannot be (--no-journal does without one)"
_RECORD = "run.json"
_NAME = "%Y%m%d-%H%M%S-%f"
_UNREADABLE = (OSError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What reading a zip file that is damaged, encrypted or no zip file ends in."""
_NO_RUN = (*_UNREADABLE, ValueError, TypeError)
"""Likewise, and what reading a record ends in that says other things than ours do."""
_RUN = pattern(r"[0-9]{8}-[0-9]{6}-[0-9]{6}\.zip")
"""The name of a run's file; what else lies in the folder is somebody else's."""
_FOREVER = 36_500
"""More days than this are too many for the calendar."""
_LONGEST = 40
"""How much of a vault's name the name of its journal has, which no disk may find too long."""


class Kept(NamedTuple):
    """A note that a run changed: its path, and the SHA-256 of its bytes before and after, in hexadecimal."""

    path: str
    before: str
    after: str


class Run(NamedTuple):
    """A run of the past: its name, which sorts by time, when it was (UTC), what it changed, and what it undid.

    `moved` are the files that it renamed, as (old path, new path), `left` the notes that it was to undo and could not.
    """

    name: str
    at: datetime
    notes: tuple[Kept, ...]
    moved: tuple[tuple[str, str], ...] = ()
    undoes: str | None = None
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        """Say when the run was, as the clock on the wall shows it here, and what it changed."""
        notes = f"{len(self.notes)} note{'' if len(self.notes) == 1 else 's'}"
        undid = "undid" if self.notes or self.moved else "could not undo"
        what = f"{undid} {self.undoes}" if self.undoes else f"mended {notes}"
        return f"{self.name}  {self.at.astimezone():%Y-%m-%d %H:%M}  {what}"


class Journal(NamedTuple):
    """The runs over one vault, in a folder of their own."""

    folder: Path

    @classmethod
    def of(cls, root: Path, inside: str = "") -> "Journal":
        """Return the journal of the vault at `root`, where the platform keeps the state of programs.

        With `inside`, it is in that folder of the vault instead.

        Raises:
            StoreError: that folder lies outside the vault.
        """
        place = os.path.realpath(root)
        if inside:
            folder = os.path.realpath(root / inside)
            if not within(folder, place):
                raise StoreError(Trouble(inside, "the journal's folder lies outside the vault"))
            return cls(Path(folder))
        key = digest(os.fsencode(place))[:16]
        name = root.name[:_LONGEST] or "root"
        return cls(user_state_path("vaultfix", appauthor=False) / "journal" / f"{name}-{key}")

    def keep(
        self,
        changes: Iterable[tuple[str, bytes, bytes]],
        moved: Sequence[tuple[str, str]] = (),
        *,
        undoes: str | None = None,
        left: Sequence[str] = (),
    ) -> Run:
        """Force to disk what is about to change, each as (path, bytes before, bytes after).

        Raises:
            StoreError: the journal cannot be written.
        """
        packed = io.BytesIO()
        notes = []
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as pack:
            held = set()
            for path, before, after in changes:
                kept = Kept(path, digest(before), digest(after))
                notes.append(kept)
                if kept.before not in held:
                    held.add(kept.before)
                    pack.writestr(_place(kept.before), before)
            run = Run("", datetime.now(UTC), tuple(notes), tuple(moved), undoes, tuple(left))
            pack.writestr(_RECORD, json.dumps(_told(run), indent=1))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            at = self._put(run.at, packed.getvalue())
        except OSError as error:
            raise StoreError(Trouble.of(os.fspath(self.folder), _REFUSED, error)) from error
        return run._replace(name=at.strftime(_NAME), at=at)

    def _put(self, at: datetime, packed: bytes) -> datetime:
        """Write the file of a run that was `at` this moment; where another run took it, the next one that is free."""
        with suppress(FileExistsError):
            create(self._file(at.strftime(_NAME)), packed)
            return at
        return self._put(at + timedelta(microseconds=1), packed)

    def runs(self) -> Iterator[Run]:
        """Yield the runs, the newest first; a file that is no run of ours, or damaged, is passed over."""
        for name in self._names():
            with suppress(*_NO_RUN):
                yield self._read(name)

    def damaged(self, after: str = "") -> Iterator[Trouble]:
        """Yield the files of runs that nobody can read, those later than the run `after` where that is asked."""
        try:
            with os.scandir(self.folder):
                pass
        except FileNotFoundError:
            return
        except OSError as error:
            yield Trouble.of(os.fspath(self.folder), "the journal cannot be read", error)
        for name in self._names():
            try:
                self._read(name)
            except _NO_RUN:
                if name > after:
                    yield Trouble(os.fspath(self._file(name)), "this run cannot be read, so it cannot be undone")

    def texts(self, run: Run) -> "Texts":
        """Return what the notes of a run were before it."""
        return Texts(self, run.name)

    def forget(self, run: Run) -> None:
        """Forget a run that came to nothing; what cannot be removed stays."""
        with suppress(OSError):
            self._file(run.name).unlink()

    def prune(self, days: int, megabytes: int) -> None:
        """Forget runs that are older than `days`, and the oldest where all take more than `megabytes`; never the last.

        What cannot be removed stays; another run may be at it.
        """
        oldest = datetime.now(UTC) - timedelta(days=min(days, _FOREVER))
        room = megabytes * 1_000_000
        for number, name in enumerate(self._names()):
            with suppress(OSError, ValueError):
                at = _time_of(name)
                room -= self._file(name).stat().st_size
                if number and (room < 0 or at < oldest):
                    self._file(name).unlink()

    def _names(self) -> list[str]:
        """Return the names of the runs, the newest first."""
        with suppress(OSError):
            files = (file.name for file in os.scandir(self.folder) if _RUN.fullmatch(file.name))
            return sorted((file.removesuffix(_SUFFIX) for file in files), reverse=True)
        return []

    def _read(self, name: str) -> Run:
        """Read what a run says of itself."""
        with self.unpacked(name) as pack:
            if pack.getinfo(_RECORD).file_size > OF_LEDGERS:
                raise ValueError(name)
            told = json.loads(pack.read(_RECORD))
        if told["form"] != _FORM:
            raise ValueError(told["form"])
        notes = tuple(Kept(_inner(note["path"]), str(note["before"]), str(note["after"])) for note in told["notes"])
        moved = tuple((_inner(old), _inner(new)) for old, new in told["moved"])
        left = tuple(map(str, told.get("left", ())))
        undoes = None if told["undoes"] is None else str(told["undoes"])
        return Run(name, _time_of(name), notes, moved, undoes, left)

    def unpacked(self, name: str) -> zipfile.ZipFile:
        """Read the file of a run."""
        return zipfile.ZipFile(io.BytesIO(read_bytes(self._file(name))))

    def _file(self, name: str) -> Path:
        return self.folder / f"{name}{_SUFFIX}"


@dataclass(frozen=True)
class Texts:
    """What the notes of a run were before it; the run's file is read when the first is asked for, and only once."""

    journal: Journal
    run: str

    def before(self, note: Kept) -> bytes:
        """Return what a note was.

        Raises:
            StoreError: the journal has lost it, or what it holds is not what was kept.
        """
        try:
            raw = self._pack.read(_place(note.before))
        except _UNREADABLE as error:
            raise StoreError(Trouble(note.path, f"the journal of {self.run} cannot be read: {error}")) from error
        if digest(raw) != note.before:
            raise StoreError(Trouble(note.path, f"the journal of {self.run} is damaged here; nothing was restored"))
        return raw

    @cached_property
    def _pack(self) -> zipfile.ZipFile:
        return self.journal.unpacked(self.run)


def digest(raw: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def _place(text: str) -> str:
    """Return where in a run's file the text with this digest lies."""
    return f"texts/{text}"


def _time_of(name: str) -> datetime:
    """Return when a run was, by its name.

    Raises:
        ValueError: this is no name of a run.
    """
    return datetime.strptime(name, _NAME).replace(tzinfo=UTC)


def _told(run: Run) -> dict[str, object]:
    """Return what a run's file says of it."""
    kept = [{"path": note.path, "before": note.before, "after": note.after} for note in run.notes]
    return {"form": _FORM, "notes": kept, "moved": run.moved, "undoes": run.undoes, "left": run.left}


def _inner(path: str) -> str:
    """Return a path that a file of the journal names, which may come with a vault from anyone.

    Raises:
        ValueError: it leads out of the vault, or nowhere.
    """
    if PurePath(path).anchor or ".." in PurePath(path).parts or "\0" in path:
        raise ValueError(path)
    return path
