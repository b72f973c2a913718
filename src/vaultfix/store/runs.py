"""Runs: what a run of the past did, as its file in the journal says it."""

import json
from datetime import UTC, datetime
from pathlib import PurePath
from typing import NamedTuple

_FORM = 1
_NAME = "%Y%m%d-%H%M%S-%f"


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
        """Say when the run was, as the clock on the wall shows it here, and what it was about.

        The journal is written before the notes, so it cannot know how far a run came that was stopped.
        """
        notes = f"{len(self.notes)} note{'' if len(self.notes) == 1 else 's'}"
        undoing = "undoing" if self.notes or self.moved else "could not undo"
        what = f"{undoing} {self.undoes}" if self.undoes else f"mending {notes}"
        return f"{self.name}  {self.at.astimezone():%Y-%m-%d %H:%M}  {what}"


def record(run: Run) -> str:
    """Return what a run's file says of it."""
    kept = [{"path": note.path, "before": note.before, "after": note.after} for note in run.notes]
    told = {"form": _FORM, "notes": kept, "moved": run.moved, "undoes": run.undoes, "left": run.left}
    return json.dumps(told, indent=1)


def recorded(name: str, said: bytes) -> Run:
    """Return the run of that name of which its file says so.

    Raises:
        ValueError: this is nothing that `record` says, or no name of a run.
        KeyError, TypeError: likewise.
    """
    told = json.loads(said)
    if told["form"] != _FORM:
        raise ValueError(told["form"])
    notes = tuple(Kept(_inner(note["path"]), str(note["before"]), str(note["after"])) for note in told["notes"])
    moved = tuple((_inner(old), _inner(new)) for old, new in told["moved"])
    left = tuple(map(str, told.get("left", ())))
    undoes = None if told["undoes"] is None else str(told["undoes"])
    return Run(name, time_of(name), notes, moved, undoes, left)


def name_of(at: datetime) -> str:
    """Return the name of a run that was at that moment (UTC)."""
    return at.strftime(_NAME)


def time_of(name: str) -> datetime:
    """Return when a run was, by its name.

    Raises:
        ValueError: this is no name of a run.
    """
    return datetime.strptime(name, _NAME).replace(tzinfo=UTC)


def _inner(path: str) -> str:
    """Return a path that a file of the journal names, which may come with a vault from anyone.

    Raises:
        ValueError: it leads out of the vault, or nowhere.
    """
    if PurePath(path).anchor or ".." in PurePath(path).parts or "\0" in path:
        raise ValueError(path)
    return path
