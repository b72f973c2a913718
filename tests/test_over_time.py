"""A vault over time: whatever people, links and other programs do to the notes between runs, no byte of theirs is lost."""

import contextlib
import io
import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from vaultfix.cli import main
from vaultfix.opening import Settings, open_vaults
from vaultfix.proving import proved
from vaultfix.store.journal import Journal, digest
from vaultfix.store.runs import Run
from vaultfix.undoing import last

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs modes and links as POSIX has them")

NAMES = st.sampled_from(["a.md", "b.md", "sub/é d.markdown"])
PIECES = st.sampled_from(
    [
        b"",
        b"# One\n\nsound text, [[a]] and [b](b.md)\n",
        b"spaces   \ntab\t\n",
        b"| a | b |\n|---|---|\n| 1 |\n| 1 | 2 | 3 |\n\n",
        "expulsiÃ³n â€“ ğŸŒ· ğŸ\n".encode(),
        b"\nodd \xff\xfe \xc3( bytes\x00\n",
        b"\ncaf\xe9 of another age\n",
        b"---\nup: [[a]]\ntags: [x y]\ntitle: a: b\n---\n",
        b"see [[B]], [[ a ]], [[sub/c d#One]], ![[gone.png]]\n",
        b"%% vaultfix-ignore %%\n\n> - quoted   \n",
        b"no end",
    ]
)
DRESSES = st.sampled_from(
    [lambda raw: raw, lambda raw: raw.replace(b"\n", b"\r\n"), lambda raw: b"\xef\xbb\xbf" + raw, lambda raw: raw[:-1]]
)
NOTES = st.builds(lambda pieces, dress: dress(b"".join(pieces)), st.lists(PIECES, min_size=1, max_size=3), DRESSES)
Deed = tuple[str, str, object]
DEEDS: st.SearchStrategy[Deed] = st.one_of(
    st.tuples(st.just("write"), NAMES, NOTES),
    st.tuples(st.just("add"), NAMES, PIECES),
    st.tuples(st.just("rename"), NAMES, NAMES),
    st.tuples(st.just("delete"), NAMES, st.none()),
    st.tuples(st.just("symlink"), NAMES, st.sampled_from(["a.md", "there.txt", "../outside.md", "nowhere.md"])),
    st.tuples(st.just("hardlink"), NAMES, st.sampled_from(["b.md", "copy.bak"])),
    st.tuples(st.just("mode"), NAMES, st.sampled_from([0o600, 0o444])),
)
"""What people do: the deed, to which note, and with what."""


class State(NamedTuple):
    """What a file is: its bytes, its mode, how many names it has, where it leads, and which file it is since when."""

    raw: bytes
    mode: int
    names: int
    link: str | None
    written: tuple[int, int]


class VaultOverTime(RuleBasedStateMachine):
    """People write, rename, link and delete notes; runs mend them, and undo; someone else may write meanwhile."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.root = self.folder / "vault"
        (self.root / ".obsidian").mkdir(parents=True)
        (self.root / "sub").mkdir()
        self.journal = Journal.of(self.root)
        self.known: Mapping[str, State] = {}
        self.texts: dict[str, bytes] = {}
        self.before_last_fix: Mapping[str, State] | None = None

    def teardown(self) -> None:
        shutil.rmtree(self.folder)
        shutil.rmtree(self.journal.folder, ignore_errors=True)

    # --- what people do ----------------------------------------------------------------------------------------------

    @initialize(raws=st.lists(NOTES, min_size=2, max_size=2), deeds=st.lists(DEEDS, max_size=3))
    def begins(self, raws: list[bytes], deeds: list[Deed]) -> None:
        for name, raw in zip(("a.md", "b.md"), raws, strict=True):
            (self.root / name).write_bytes(raw)
        for file in (self.root / "there.txt", self.folder / "outside.md"):
            file.write_bytes(b"no end")
        self.people(deeds)

    @rule(deeds=st.lists(DEEDS, min_size=1, max_size=3))
    def people(self, deeds: list[Deed]) -> None:
        """Do something of which vaultfix knows nothing."""
        for does, name, what in deeds:
            self._do(does, self.root / name, what)
        self._remember()

    def _do(self, does: str, file: Path, what: object) -> None:
        """Do one thing to a note; nobody writes through a link that leads nowhere."""
        match does, what:
            case "write", bytes(raw) if file.exists() or not file.is_symlink():
                file.write_bytes(raw)
            case "add", bytes(piece) if file.exists():
                file.write_bytes(file.read_bytes() + piece)
            case "rename", str(new) if os.path.lexists(file):
                file.replace(self.root / new)
            case "delete", _:
                file.unlink(missing_ok=True)
            case "symlink", str(aim):
                file.unlink(missing_ok=True)
                file.symlink_to(os.path.relpath(self.root / aim, file.parent))
            case "hardlink", str(other) if file.is_file() and not os.path.lexists(self.root / other):
                (self.root / other).hardlink_to(file)
            case "mode", int(mode) if file.exists():
                file.chmod(mode)

    # --- what vaultfix does ------------------------------------------------------------------------------------------

    @rule(unsafe=st.booleans(), meddled=st.none() | st.tuples(NAMES, NOTES))
    def fix(self, unsafe: bool, meddled: tuple[str, bytes] | None) -> None:
        (session,), _ = open_vaults([os.fspath(self.root)], Settings(isolated=True))
        meant, doubts = proved(session.mend(lambda _path: None, unsafe=unsafe), unsafe=unsafe)
        read = self.known
        if meddled:
            self.people([("write", *meddled)])
        before, runs = self.known, len(list(self.journal.runs()))
        written: list[str] = []
        outcome, refusals = meant.write(written)
        mended = {now.path: now.raw for _, now in outcome.changes}
        self._changed_only({path: raw for path, raw in mended.items() if path in written})

        assert set(written) == mended.keys()
        refused = {trouble.path for trouble in (*doubts, *refusals)}
        assert refused.isdisjoint(written)
        assert {then.path for then, _ in meant.changes} <= {*written, *refused}
        for path in written:
            assert read[path].raw == before[path].raw, "someone else's words were written over"
            assert before[path].mode & 0o222, "it is read-only"
        if not written:
            assert len(list(self.journal.runs())) == runs, "a run that came to nothing is kept"
        else:
            run = next(self.journal.runs())
            kept = {note.path: (note.before, note.after) for note in run.notes}
            assert kept == {now.path: (digest(then.raw), digest(now.raw)) for then, now in meant.changes}
        self.before_last_fix = before if written else None

    @rule(unsafe=st.booleans())
    def fix_until_silent(self, unsafe: bool) -> None:
        self.fix(unsafe, None)
        state, before = self.known, self.before_last_fix
        self.fix(unsafe, None)

        assert self.known == state, "a second run found something to do"
        self.before_last_fix = before

    @precondition(lambda self: self.before_last_fix is not None)
    @rule()
    def undo_at_once(self) -> None:
        wanted = self.before_last_fix
        assert wanted is not None
        self.undo([])

        assert {path: state.raw for path, state in self.known.items()} == {
            path: state.raw for path, state in wanted.items()
        }

    @rule(deeds=st.lists(DEEDS, max_size=2))
    def undo(self, deeds: list[Deed]) -> None:
        self.people(deeds)
        run = last(self.root, self.journal)
        code, said = self._told("undo", os.fspath(self.root))
        expected, left = self._undone(run) if run else ({}, set())
        self._changed_only(expected)

        assert code == (2 if left else 0)
        assert left or run is None or last(self.root, self.journal) != run, "the same run would be undone again"
        assert {path for path in self.known if f"{os.path.relpath(self.root / path)}: not " in said} <= left
        assert all(f"{Path(os.path.relpath(self.root / path)).as_posix()}: not " in said for path in left)
        self.before_last_fix = None

    def _undone(self, run: Run) -> tuple[dict[str, bytes], set[str]]:
        """Return what undoing must write, and which notes it must leave and name."""
        written: dict[str, bytes] = {}
        left = set()
        for note in run.notes:
            state = self.known.get(note.path)
            now = digest(state.raw) if state else ""
            if state and now == note.after and state.mode & 0o222 and state.names == 1:
                written[note.path] = self.texts[note.before]
            elif now != note.before:
                left.add(note.path)
        return written, left

    # --- what holds at all times -------------------------------------------------------------------------------------

    @invariant()
    def every_file_is_as_it_was_left(self) -> None:
        assert dict(self._states()) == self.known

    def _changed_only(self, written: Mapping[str, bytes]) -> None:
        """See that the bytes of some notes are what was told, and that all else is as it was."""
        before, self.known = self.known, dict(self._states())
        assert self.known.keys() == before.keys()
        reached = {os.path.realpath(self.root / path) for path in written}
        for path, was in before.items():
            now = self.known[path]
            assert (now.mode, now.names, now.link) == (was.mode, was.names, was.link)
            if os.path.realpath(self.root / path) not in reached:
                assert now == was
        for path, raw in written.items():
            assert self.known[path].raw == raw
        self._keep_texts()

    def _remember(self) -> None:
        """Take what is on disk for what people want there."""
        self.known = dict(self._states())
        self.before_last_fix = None
        self._keep_texts()

    def _keep_texts(self) -> None:
        self.texts |= {digest(state.raw): state.raw for state in self.known.values()}

    def _states(self) -> Iterator[tuple[str, State]]:
        for file in sorted([*self.root.rglob("*"), self.folder / "outside.md"]):
            if file.is_file():
                seen = file.stat()
                link = os.readlink(file) if file.is_symlink() else None  # noqa: PTH115 - as it is written
                written = seen.st_ino, seen.st_mtime_ns
                path = os.path.relpath(file, self.root)
                yield path, State(file.read_bytes(), stat.S_IMODE(seen.st_mode), seen.st_nlink, link, written)

    def _told(self, *words: str) -> tuple[int, str]:
        """Run vaultfix here, and return its exit code and what it said."""
        said, shown = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(shown):
            code = main(words)
        said.flush()
        raw = said.buffer
        assert isinstance(raw, io.BytesIO)
        return code, raw.getvalue().decode()


VaultOverTime.TestCase.settings = settings(max_examples=25, stateful_step_count=8)
TestVaultOverTime = VaultOverTime.TestCase
