"""The journal: what notes were before a run mended them, kept outside the vault so that the run can be undone.

Each run is one zip file that anyone can open: `run.json` says what the run was about, and under `texts/` lies, by the
SHA-256 of its bytes, what each note was before.
"""

import hashlib
import io
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from platformdirs import user_state_path

from vaultfix.patterns import pattern
from vaultfix.store.places import within
from vaultfix.store.reading import OF_LEDGERS, TooLargeError, read_bytes
from vaultfix.store.runs import Kept, Run, name_of, record, recorded, time_of
from vaultfix.store.trouble import StoreError, Trouble
from vaultfix.store.writing import create

_SUFFIX = ".zip"
_REFUSED = "nothing was written: the journal cannot be (--no-journal does without one)"
_RECORD = "run.json"
_UNREADABLE = (OSError, KeyError, EOFError, RuntimeError, zipfile.BadZipFile, zlib.error)
"""What reading a zip file that is damaged, encrypted or no zip file ends in."""
_NO_RUN = (*_UNREADABLE, ValueError, TypeError)
"""Likewise, and what reading a record ends in that says other things than ours do."""
_RUN = pattern(r"[0-9]{8}-[0-9]{6}-[0-9]{6}\.zip")
"""The name of a run's file; what else lies in the folder is somebody else's."""
_SHRUNK = 20
"""So many times as large as it is now was no note, however often it was damaged on top of damage."""
_FOREVER = 36_500
"""More days than this are too many for the calendar."""
_LONGEST = 40
"""How much of a vault's name the name of its journal has, which no disk may find too long."""


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
            pack.writestr(_RECORD, record(run))
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            at = self._put(run.at, packed.getvalue())
        except OSError as error:
            raise StoreError(Trouble.of(os.fspath(self.folder), _REFUSED, error)) from error
        return run._replace(name=name_of(at), at=at)

    def _put(self, at: datetime, packed: bytes) -> datetime:
        """Write the file of a run that was `at` this moment; where another run took it, the next one that is free."""
        with suppress(FileExistsError):
            create(self._file(name_of(at)), packed)
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
                at = time_of(name)
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
            return recorded(name, _unpacked(pack, _RECORD, OF_LEDGERS))

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

    def before(self, note: Kept, now: int) -> bytes:
        """Return what a note was that has `now` so many bytes.

        Raises:
            StoreError: the journal has lost it, or what it holds is not what was kept, or far too much to be a note.
        """
        try:
            raw = _unpacked(self._pack, _place(note.before), max(OF_LEDGERS, now * _SHRUNK))
        except TooLargeError as error:
            what = f"the journal of {self.run} unpacks to far more here than the note has now; nothing was restored"
            raise StoreError(Trouble(note.path, what)) from error
        except _UNREADABLE as error:
            raise StoreError(Trouble(note.path, f"the journal of {self.run} cannot be read: {error}")) from error
        if digest(raw) != note.before:
            raise StoreError(Trouble(note.path, f"the journal of {self.run} is damaged here; nothing was restored"))
        return raw

    @cached_property
    def _pack(self) -> zipfile.ZipFile:
        return self.journal.unpacked(self.run)


def _unpacked(pack: zipfile.ZipFile, name: str, most: int) -> bytes:
    """Return what is packed under a name, of which no more is ever unpacked than one byte too many.

    Raises:
        TooLargeError: it has more than `most` bytes, whatever the file says of itself.
    """
    with pack.open(name) as packed:
        raw = packed.read(most + 1)
    if len(raw) > most:
        raise TooLargeError(len(raw))
    return raw


def digest(raw: bytes) -> str:
    """Return the SHA-256 of some bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()


def _place(text: str) -> str:
    """Return where in a run's file the text with this digest lies."""
    return f"texts/{text}"
