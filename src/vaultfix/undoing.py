"""Undoing: what an earlier run did to the notes of a vault, taken back."""

import os
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.store import StoreError, Trouble
from vaultfix.store.journal import Journal, Texts, digest
from vaultfix.store.places import Rename, lies_in
from vaultfix.store.reading import read_bytes
from vaultfix.store.renaming import check_rename, rename_on_disk
from vaultfix.store.runs import Kept, Run
from vaultfix.store.writing import save


class Undoing(NamedTuple):
    """What undoing a run comes to: each note as (as it is, as it was), and what cannot be taken back, and why.

    `renames` give files and folders their old names back, in this order, once the notes are restored.
    """

    root: Path
    run: Run
    notes: tuple[tuple[Document, Document], ...]
    troubles: tuple[Trouble, ...]
    renames: tuple[Rename, ...] = ()

    @property
    def changes(self) -> tuple[tuple[Document, Document], ...]:
        """The notes that are not yet as they were."""
        return tuple((now, was) for now, was in self.notes if now.raw != was.raw)

    def write(self, journal: Journal) -> tuple[tuple[str, ...], tuple[Trouble, ...]]:
        """Write each note as it was; return the paths that were written, and what went wrong on the way.

        The undoing is itself a run of the journal, so it can be undone by name; what could not be taken back is told
        there, so that the next undoing need not come back to it.

        Raises:
            StoreError: the journal cannot be written; nothing was restored.
        """
        left = _held(self.run, (trouble.path for trouble in self.troubles))
        if not self.notes and not self.renames and not left:
            return (), ()
        undone = self._kept(journal, self.renames, left)
        written = []
        troubles = []
        for now, was in self.changes:
            try:
                save(self.root, now, was)
            except StoreError as refusal:
                troubles.append(refusal.trouble)
            else:
                written.append(now.path)
        given = []
        for rename in self.renames:
            try:
                rename_on_disk(self.root, rename)
            except StoreError as refusal:
                troubles.append(refusal.trouble)
                left.append(rename.old)
            else:
                given.append(rename)
        if len(given) < len(self.renames):
            with suppress(StoreError):  # then the journal says as before that these names were given back
                self._kept(journal, given, left)
                journal.forget(undone)
        return tuple(written), tuple(troubles)

    def _kept(self, journal: Journal, renames: Iterable[Rename], left: Sequence[str]) -> Run:
        """Write down the undoing, with the names that it gives back, and what it leaves."""
        moved = [(rename.old, rename.new) for rename in renames]
        notes = ((_moved(now.path, moved), now.raw, was.raw) for now, was in self.notes)
        return journal.keep(notes, moved, undoes=self.run.name, left=left)


def undoing(root: Path, journal: Journal, run: Run, only: Collection[str] = ()) -> Undoing:
    """Return what taking `run` back comes to, for the notes and folders `only`, else for all; nothing is written yet.

    A note that is already as it was needs nothing. One that was edited since is left, and named.
    """
    notes = []
    wanted = set(_meant(run, only))
    idle = (path for path in only if not any(lies_in(note, path) for note in wanted))
    troubles = [Trouble(path, "this run did not change it") for path in idle]
    texts = journal.texts(run)
    for note in run.notes:
        if only and note.path not in wanted:
            continue
        try:
            notes.append(_change(root, texts, run, note))
        except StoreError as refusal:
            troubles.append(refusal.trouble)
    return Undoing(root, run, tuple(notes), tuple(troubles), () if only else tuple(_renames(root, run)))


def last(root: Path, journal: Journal, only: Collection[str] = ()) -> Run | None:
    """Return the newest run that is not taken back yet, and is no undoing; with `only`, that changed one of these.

    A run that wrote nothing is passed over. What was refused before counts only where it can be done now; where
    nothing else is left, it is tried again.
    """
    undone: defaultdict[str, set[tuple[str, bool]]] = defaultdict(set)
    refused: defaultdict[str, set[str]] = defaultdict(set)
    hopeless: list[Run] = []
    for run in journal.runs():
        names = set(_names(run)) - undone[run.name]
        if run.undoes:
            undone[run.undoes] |= names
            refused[run.undoes].update(run.left)
            continue
        ours = _meant(run, only)
        if only and not ours:
            continue
        plan = undoing(root, journal, run, ours)
        given = {(each.old, True): each for each in plan.renames}
        standing = names.intersection([*((each.path, False) for each in plan.troubles), *given])
        possible = (each for each in standing & given.keys() if _can_be(root, given[each]))
        if plan.changes or {path for path, _ in standing} - refused[run.name] or any(possible):
            return run
        if standing:
            hopeless.append(run)
    return hopeless[0] if hopeless else None


def named(journal: Journal, name: str) -> Iterator[Run]:
    """Yield the runs whose name starts with `name`."""
    return (run for run in journal.runs() if run.name.startswith(name))


def _names(run: Run) -> Iterator[tuple[str, bool]]:
    """Yield what a run changed, by the names that it gave; for an undoing by those that it took away.

    With each comes whether it is the name itself, which may be refused though the note comes back.
    """
    back = [(new, old) for old, new in reversed(run.moved)] if run.undoes else []
    yield from ((_moved(note.path, back), False) for note in run.notes)
    yield from ((old if run.undoes else new, True) for old, new in run.moved)


def _moved(path: str, moves: Iterable[tuple[str, str]]) -> str:
    """Return where the file at `path` is after `moves` of files and folders, one after the other."""
    for old, new in moves:
        if path == old or path.startswith(f"{old}/"):
            path = new + path[len(old) :]
    return path


def _renames(root: Path, run: Run) -> Iterator[Rename]:
    """Yield the renames of a run backwards, but for those that came to nothing or are taken back already."""
    done: list[tuple[str, str]] = []
    for old, new in reversed(run.moved):
        # Where a folder goes back first, what lies in it is still under the folder's new name.
        if os.path.lexists(root / _moved(new, [(there, here) for here, there in done])):
            done.append((new, old))
            yield Rename(new, old)


def _can_be(root: Path, rename: Rename) -> bool:
    """Whether nothing speaks against a rename now."""
    try:
        check_rename(root, rename)
    except StoreError:
        return False
    return True


def _held(run: Run, paths: Iterable[str]) -> list[str]:
    """Return which of the notes a run changed."""
    changed = {note.path for note in run.notes}
    return [path for path in paths if path in changed]


def _meant(run: Run, only: Iterable[str]) -> list[str]:
    """Return the notes a run changed that are named in `only`, or lie in a folder that is."""
    return [note.path for note in run.notes if any(lies_in(note.path, each) for each in only)]


def _change(root: Path, texts: Texts, run: Run, note: Kept) -> tuple[Document, Document]:
    """Return a note as it is and as it was before the run.

    Raises:
        StoreError: the note cannot be read, was edited since, or the journal has lost it.
    """
    try:
        path = _present(root, run, note.path)
        raw = read_bytes(root / path)
    except OSError as error:
        raise StoreError(Trouble.of(note.path, "not restored: it cannot be read", error)) from error
    now = digest(raw)
    if now not in {note.before, note.after}:
        raise StoreError(Trouble(note.path, "not restored: it was edited after that run"))
    was = raw if now == note.before else texts.before(note, len(raw))
    return Document(path, raw), Document(path, was)


def _present(root: Path, run: Run, path: str) -> str:
    """Return where a note lies: a run that was cut short, or taken back in part, has not given it all of its names."""
    for old, new in reversed(run.moved):
        if os.path.lexists(root / path):
            break
        path = _moved(path, [(new, old)])
    return path
