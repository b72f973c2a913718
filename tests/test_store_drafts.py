"""Drafts: many notes are written together, each as safely as one alone."""

import errno
import os
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from vaultfix.document import Document
from vaultfix.store import StoreError, temps, writing
from vaultfix.store.swapping import swap
from vaultfix.store.writing import drafts

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs modes and folders as POSIX has them")

PATHS = [f"{folder}/{number:03}.md" for folder in ("a", "b/c", "d") for number in range(50)]
NOT_FORCED = "cannot be written: input/output error"


def change(path: str) -> tuple[Document, Document]:
    return Document(path, f"{path} before".encode()), Document(path, f"{path} after".encode())


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "v"
    for path in PATHS:
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(change(path)[0].raw)
    return root


def write(vault: Path, paths: list[str]) -> dict[str, str]:
    """Write the notes at `paths`, and return what was refused, with the reason."""
    refused = {}
    with closing(drafts(vault, map(change, paths))) as ready:
        for draft in ready:
            try:
                draft.put()
            except StoreError as refusal:
                refused[refusal.trouble.path] = refusal.trouble.reason
    return refused


def mended(vault: Path) -> list[str]:
    """Return the notes that are mended; each of the others is as it was, and nothing else lies there."""
    held = {path.relative_to(vault).as_posix(): path.read_bytes() for path in vault.rglob("*") if path.is_file()}
    done = [path for path in PATHS if held.pop(path) == change(path)[1].raw]
    assert all((vault / path).read_bytes() in {each.raw for each in change(path)} for path in PATHS)
    assert held == {}
    return done


def forcing(monkeypatch: pytest.MonkeyPatch, deed: Callable[[int], None]) -> None:
    """Do something whenever a file or folder is forced to disk, before it is."""
    fsync = os.fsync

    def forced(opened: int) -> None:
        deed(opened)
        fsync(opened)

    monkeypatch.setattr(os, "fsync", forced)


def test_all_notes_are_written_and_nothing_is_left_behind(vault: Path) -> None:
    threads = threading.active_count()

    assert write(vault, PATHS) == {}
    assert mended(vault) == PATHS
    assert threading.active_count() == threads


def test_no_note_takes_its_place_before_it_is_forced_to_disk_and_each_folder_is_forced_behind_its_last_note(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    forced: list[int] = []
    steps: list[str] = []

    def force(opened: int) -> None:
        state = os.fstat(opened)
        if stat.S_ISDIR(state.st_mode):
            steps.append(next(str(path.relative_to(vault)) for path in vault.rglob("*") if path.stat() == state))
        forced.append(state.st_ino)

    def place(temp: Path, note: Path) -> bool:
        assert temp.stat().st_ino in forced
        steps.append(note.relative_to(vault).as_posix())
        return swap(temp, note)

    forcing(monkeypatch, force)
    monkeypatch.setattr(writing, "swap", place)
    write(vault, PATHS)

    assert [step for step in steps if step.endswith(".md")] == PATHS
    for folder in ("a", "b/c", "d"):
        last = max(at for at, step in enumerate(steps) if step.startswith(f"{folder}/"))
        assert folder in steps[last:]
    assert len(steps) < len(PATHS) + 10


def test_a_draft_is_closed_before_it_takes_its_place_as_windows_moves_no_open_file(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: dict[int, int] = {}

    def place(temp: Path, note: Path) -> bool:
        with pytest.raises(OSError, match="descriptor"):
            os.fstat(opened[temp.stat().st_ino])
        return swap(temp, note)

    forcing(monkeypatch, lambda number: opened.update({os.fstat(number).st_ino: number}))
    monkeypatch.setattr(temps, "_HANDS", 1)
    monkeypatch.setattr(writing, "swap", place)

    assert write(vault, PATHS[:3]) == {}


def test_a_note_that_cannot_be_forced_to_disk_stays_and_the_others_are_written(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sick = ["a/003.md", "b/c/049.md"]

    def force(opened: int) -> None:
        if os.pread(opened, 99, 0) in {change(path)[1].raw for path in sick}:
            raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(temps, "CREATING", os.O_RDWR | os.O_CREAT | os.O_EXCL)
    forcing(monkeypatch, lambda opened: None if stat.S_ISDIR(os.fstat(opened).st_mode) else force(opened))

    assert write(vault, PATHS) == dict.fromkeys(sick, NOT_FORCED)
    assert mended(vault) == [path for path in PATHS if path not in sick]


def test_what_was_never_forced_to_disk_takes_no_place(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(temps.Temp, "force", lambda _: None)

    assert write(vault, PATHS[:3]) == dict.fromkeys(PATHS[:3], "cannot be written: it was not forced to disk")
    assert mended(vault) == []


@pytest.mark.parametrize("room", [1, 3, 60])
def test_a_disk_that_has_room_for_few_drafts_takes_one_after_the_other(
    vault: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    put_down = temps._write

    def narrow(opened: int, content: bytes) -> None:
        if len(list(vault.rglob("*.tmp"))) > room:
            raise OSError(errno.ENOSPC, "No space left on device")
        put_down(opened, content)

    monkeypatch.setattr(temps, "_write", narrow)

    assert write(vault, PATHS) == {}
    assert mended(vault) == PATHS


@pytest.mark.parametrize("room", [1, 3, 19])
def test_a_disk_that_tells_late_that_it_is_full_takes_one_after_the_other(
    vault: Path, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    def force(_: int) -> None:
        if len(list(vault.rglob("*.tmp"))) > room:
            raise OSError(errno.ENOSPC, "No space left on device")

    forcing(monkeypatch, force)

    assert write(vault, PATHS[:20]) == {}
    assert mended(vault) == PATHS[:20]


def test_where_there_are_no_more_threads_one_is_enough(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(_: threading.Thread) -> None:
        raise RuntimeError("can't start new thread")

    monkeypatch.setattr(threading.Thread, "start", refused)

    assert write(vault, PATHS) == {}
    assert mended(vault) == PATHS


def test_an_interrupt_amid_the_notes_leaves_each_whole_and_forces_what_was_done(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folders: list[int] = []

    def place(temp: Path, note: Path) -> bool:
        if note.name == "002.md":
            raise KeyboardInterrupt
        return swap(temp, note)

    forcing(monkeypatch, lambda opened: folders.append(os.fstat(opened).st_ino))
    monkeypatch.setattr(writing, "swap", place)
    with pytest.raises(KeyboardInterrupt):
        write(vault, PATHS)

    assert mended(vault) == PATHS[:2]
    assert folders[-1] == (vault / "a").stat().st_ino


def test_an_interrupt_while_notes_are_forced_to_disk_leaves_them_as_they_were(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def force(_: int) -> None:
        if threading.current_thread() is threading.main_thread():
            raise KeyboardInterrupt

    threads, opened = threading.active_count(), len([*Path("/dev/fd").iterdir()])
    forcing(monkeypatch, force)
    with pytest.raises(KeyboardInterrupt):
        write(vault, PATHS)

    assert mended(vault) == []
    assert threading.active_count() == threads
    assert len([*Path("/dev/fd").iterdir()]) <= opened


def test_what_is_not_put_in_place_is_taken_away(vault: Path) -> None:
    with closing(drafts(vault, map(change, PATHS))) as ready:
        for draft in ready:
            if draft.path.startswith("b/"):
                draft.put()

    assert mended(vault) == PATHS[50:100]


@pytest.mark.parametrize(
    ("deed", "reason"),
    [
        pytest.param(lambda note: note.chmod(0o400), "the file is read-only", id="it is read-only"),
        pytest.param(lambda note: os.link(note, f"{note}.too"), "the file has 2 names", id="it has two names"),
        pytest.param(lambda note: note.write_bytes(b"typed"), "changed by someone else", id="it has other words"),
        pytest.param(Path.unlink, "no such file or directory", id="it is gone"),
    ],
)
def test_a_note_that_is_not_what_it_was_when_its_draft_was_made_stays(
    vault: Path, deed: Callable[[Path], None], reason: str
) -> None:
    refused = {}
    with closing(drafts(vault, map(change, PATHS))) as ready:
        for draft in ready:
            if draft.path == PATHS[1]:
                deed(vault / PATHS[1])
                left = read(vault / PATHS[1])
            try:
                draft.put()
            except StoreError as refusal:
                refused[draft.path] = refusal.trouble.reason

    assert list(refused) == [PATHS[1]]
    assert reason in refused[PATHS[1]]
    assert read(vault / PATHS[1]) == left
    assert all(read(vault / path) == change(path)[1].raw for path in PATHS if path != PATHS[1])


def test_what_is_done_to_a_note_while_its_draft_waits_is_kept(vault: Path) -> None:
    one, other = PATHS[:2]
    with closing(drafts(vault, map(change, PATHS))) as ready:
        for draft in ready:
            if draft.path == one:
                (vault / one).chmod(0o600)
                (vault / other).chmod(0o755)
            draft.put()

    assert mended(vault) == PATHS
    assert [stat.S_IMODE((vault / path).stat().st_mode) for path in (one, other)] == [0o600, 0o755]


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_an_attribute_that_a_note_gets_while_its_draft_waits_is_kept(vault: Path) -> None:
    with closing(drafts(vault, map(change, PATHS))) as ready:
        for draft in ready:
            if draft.path == PATHS[9]:
                try:
                    os.setxattr(vault / PATHS[9], "user.colour", b"green")
                except OSError:
                    pytest.skip("this file system has no extended attributes")
            draft.put()

    assert mended(vault) == PATHS
    assert os.getxattr(vault / PATHS[9], "user.colour") == b"green"


def read(note: Path) -> bytes | None:
    return note.read_bytes() if note.exists() else None


@pytest.mark.parametrize(("size", "most"), [(9, 64), (1_000_000, 9)])
def test_only_so_many_drafts_lie_beside_their_notes_at_a_time(
    vault: Path, monkeypatch: pytest.MonkeyPatch, size: int, most: int
) -> None:
    lying: list[int] = []
    monkeypatch.setattr(writing, "force", lambda drafts: lying.append(len(drafts)))
    changes = [(Document(path, change(path)[0].raw), Document(path, b"x" * size)) for path in PATHS]
    with closing(drafts(vault, changes)) as ready:
        count = sum(1 for _ in ready)

    assert count == len(PATHS)
    assert max(lying) == most
    assert sum(lying) == len(PATHS)
