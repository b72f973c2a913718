"""Writing a note: whole or not at all, and never over what was not read."""

import errno
import os
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.store import StoreError, litter, sweep, writing
from vaultfix.store.litter import temp_name
from vaultfix.store.reading import read_bytes
from vaultfix.store.swapping import swap
from vaultfix.store.writing import save

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs modes and owners as POSIX has them")

BEFORE = Document("n.md", b"before\r\n\xff")
AFTER = Document("n.md", b"after\r\n\xff")


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    root = tmp_path / "v"
    root.mkdir()
    (root / "n.md").write_bytes(BEFORE.raw)
    return root


@pytest.fixture(params=["where files change places", "where one replaces the other"])
def either_way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "replaces" in request.param:
        monkeypatch.setattr(writing, "swap", lambda *_: False)


def refused(vault: Path, before: Document = BEFORE, after: Document = AFTER) -> str:
    """Save, expect a refusal, and return its reason; it leaves nothing behind."""
    with pytest.raises(StoreError) as caught:
        save(vault, before, after)

    assert [path for path in vault.parent.rglob("*") if path.name.startswith(".vaultfix-")] == []
    assert str(caught.value) == str(caught.value.trouble)
    return caught.value.trouble.reason


@pytest.mark.usefixtures("either_way")
def test_the_new_bytes_stand_where_the_old_ones_stood(vault: Path) -> None:
    save(vault, BEFORE, AFTER)

    assert (vault / "n.md").read_bytes() == AFTER.raw
    assert [path.name for path in vault.iterdir()] == ["n.md"]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.binary(max_size=300), st.binary(max_size=300))
def test_any_bytes_are_written_as_they_are(tmp_path: Path, one: bytes, other: bytes) -> None:
    (tmp_path / "n.md").write_bytes(one)
    save(tmp_path, Document("n.md", one), Document("n.md", other))

    assert (tmp_path / "n.md").read_bytes() == other


def test_the_same_bytes_are_not_written_at_all(vault: Path) -> None:
    before = (vault / "n.md").stat()
    save(vault, BEFORE, Document("n.md", BEFORE.raw))

    assert (vault / "n.md").stat() == before


@posix_only
@pytest.mark.parametrize("name", ["\udcff.md", "a\nb.md", "-n.md", "🗂️ é.md", "n" * 252 + ".md"])
def test_a_note_of_any_name_is_written(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"before")
    save(tmp_path, Document(name, b"before"), Document(name, b"after"))

    assert (tmp_path / name).read_bytes() == b"after"


@posix_only
@pytest.mark.parametrize("mode", [0o600, 0o640, 0o644, 0o664, 0o755, 0o744], ids=oct)
def test_the_mode_is_kept(vault: Path, mode: int) -> None:
    (vault / "n.md").chmod(mode)
    save(vault, BEFORE, AFTER)

    assert stat.S_IMODE((vault / "n.md").stat().st_mode) == mode


@posix_only
@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root may give a file away")
def test_the_owner_is_kept(vault: Path) -> None:
    os.chown(vault / "n.md", 1234, 2345)
    save(vault, BEFORE, AFTER)
    now = (vault / "n.md").stat()

    assert (now.st_uid, now.st_gid) == (1234, 2345)


@posix_only
def test_where_the_owner_cannot_be_kept_the_group_is(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, int]] = []

    def chown(_: int, owner: int, group: int) -> None:
        asked.append((owner, group))
        if owner != -1:
            raise PermissionError(errno.EPERM, "Operation not permitted")

    fstat = os.fstat
    elsewhere = {"uid": 77, "gid": 88}

    def strange(opened: int) -> os.stat_result:
        seen = list(fstat(opened))
        seen[4], seen[5] = elsewhere["uid"], elsewhere["gid"]
        return os.stat_result(seen)

    monkeypatch.setattr(os, "chown", chown)
    monkeypatch.setattr(os, "fstat", strange)
    save(vault, BEFORE, AFTER)
    was = (vault / "n.md").stat()

    assert asked == [(was.st_uid, was.st_gid), (-1, was.st_gid)]
    assert (vault / "n.md").read_bytes() == AFTER.raw


@pytest.mark.skipif(not hasattr(os, "setxattr"), reason="needs extended attributes")
def test_extended_attributes_are_kept(vault: Path) -> None:
    try:
        os.setxattr(vault / "n.md", "user.colour", b"green")
    except OSError:
        pytest.skip("this file system has no extended attributes")
    save(vault, BEFORE, AFTER)

    assert os.getxattr(vault / "n.md", "user.colour") == b"green"


@pytest.mark.usefixtures("either_way")
@pytest.mark.parametrize("changed", [b"", b"before\r\n\xfe", AFTER.raw], ids=["emptied", "one byte", "the same change"])
def test_a_note_that_changed_since_it_was_read_is_left_alone(vault: Path, changed: bytes) -> None:
    (vault / "n.md").write_bytes(changed)

    assert refused(vault) == "not written: the file was changed by someone else since it was read"
    assert (vault / "n.md").read_bytes() == changed


@pytest.mark.usefixtures("either_way")
def test_a_change_at_the_very_last_moment_is_seen(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fsync = os.fsync

    def editor_saves(opened: int) -> None:
        fsync(opened)
        (vault / "n.md").write_bytes(b"typed meanwhile")

    monkeypatch.setattr(os, "fsync", editor_saves)

    assert refused(vault) == "not written: the file was changed by someone else since it was read"
    assert (vault / "n.md").read_bytes() == b"typed meanwhile"


def test_a_note_that_vanished_is_not_put_back(vault: Path) -> None:
    (vault / "n.md").unlink()

    assert refused(vault) == "cannot be written: no such file or directory"
    assert list(vault.iterdir()) == []


@pytest.mark.parametrize("mode", [0o444, 0o555], ids=oct)
def test_a_read_only_note_is_left_alone(vault: Path, mode: int) -> None:
    (vault / "n.md").chmod(mode)

    assert refused(vault) == "not written: the file is read-only"
    assert (vault / "n.md").read_bytes() == BEFORE.raw
    (vault / "n.md").chmod(0o644)


def test_a_note_that_only_others_may_write_to_is_left_alone(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda place, wanted: (place, wanted) != (vault / "n.md", os.W_OK))

    assert refused(vault) == "not written: the file is read-only"
    assert (vault / "n.md").read_bytes() == BEFORE.raw


def test_a_note_with_hard_links_is_left_alone(vault: Path) -> None:
    (vault / "m.md").hardlink_to(vault / "n.md")

    assert refused(vault) == "not written: the file has 2 names (hard links), which a safe write would part"
    assert (vault / "m.md").samefile(vault / "n.md")


@pytest.mark.usefixtures("either_way")
def test_a_note_is_written_where_it_really_lies(vault: Path) -> None:
    (vault / "sub").mkdir()
    (vault / "n.md").rename(vault / "sub/real.md")
    (vault / "n.md").symlink_to("sub/real.md")
    save(vault, BEFORE, AFTER)

    assert (vault / "n.md").is_symlink()
    assert (vault / "sub/real.md").read_bytes() == AFTER.raw
    assert [path.name for path in (vault / "sub").iterdir()] == ["real.md"]


def test_a_root_that_is_a_link_is_written_through(vault: Path) -> None:
    (vault.parent / "link").symlink_to("v")
    save(vault.parent / "link", BEFORE, AFTER)

    assert (vault / "n.md").read_bytes() == AFTER.raw


@pytest.mark.parametrize("folder", [False, True], ids=["the note is a link", "a folder above it is a link"])
def test_nothing_outside_the_root_is_written(vault: Path, folder: bool) -> None:  # [A7.4]
    outside = vault.parent / "v-other"
    outside.mkdir()
    (outside / "n.md").write_bytes(BEFORE.raw)
    (vault / "n.md").unlink()
    (vault / ("d" if folder else "n.md")).symlink_to(outside if folder else outside / "n.md")
    path = "d/n.md" if folder else "n.md"

    assert refused(vault, Document(path, BEFORE.raw), Document(path, AFTER.raw)) == (
        "not written: a symbolic link leads out of the vault"
    )
    assert (outside / "n.md").read_bytes() == BEFORE.raw


def test_a_path_cannot_climb_out_of_the_root(vault: Path) -> None:
    (vault.parent / "n.md").write_bytes(BEFORE.raw)

    assert "out of the vault" in refused(vault, Document("../n.md", BEFORE.raw), Document("../n.md", AFTER.raw))


@pytest.mark.usefixtures("either_way")
def test_a_note_that_became_a_link_meanwhile_is_left_alone(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    outside = vault.parent / "outside.md"
    outside.write_bytes(BEFORE.raw)
    fsync = os.fsync

    def swapped(opened: int) -> None:
        fsync(opened)
        (vault / "n.md").unlink()
        (vault / "n.md").symlink_to(outside)

    monkeypatch.setattr(os, "fsync", swapped)

    assert refused(vault) == "not written: the file was changed by someone else since it was read"
    assert (vault / "n.md").is_symlink()
    assert outside.read_bytes() == BEFORE.raw


# --- someone who writes at the very last moment ----------------------------------------------------------------------

Deed = Callable[[Path], None]


def typed(note: Path) -> None:
    note.write_bytes(b"typed")


def saved(note: Path) -> None:
    note.with_name("w").write_bytes(b"saved by a sync client")
    note.with_name("w").replace(note)


def linked(note: Path) -> None:
    note.unlink()
    note.with_name("w").write_bytes(BEFORE.raw)
    note.symlink_to("w")


def a_folder(note: Path) -> None:
    note.unlink()
    note.mkdir()


@pytest.fixture
def last_moment(vault: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Let others do something to the note right before the first, the second … time that files change places."""
    if sys.platform == "win32" or not swap(vault / "n.md", vault / "n.md"):
        pytest.skip("this system or this disk cannot let two files change places")

    def doing(*deeds: Deed) -> None:
        waiting = list(deeds)

        def late(one: Path, other: Path) -> bool:
            if waiting:
                waiting.pop(0)(other)
            return swap(one, other)

        monkeypatch.setattr(writing, "swap", late)

    return doing


@pytest.mark.parametrize(
    ("deeds", "newest"),
    [
        ([typed], b"typed"),
        ([saved], b"saved by a sync client"),
        ([typed, saved], b"saved by a sync client"),
        ([saved, typed], b"typed"),
        ([typed, saved, typed, saved], b"saved by a sync client"),
        ([linked], BEFORE.raw),
        ([linked, typed], b"typed"),
    ],
)
def test_what_is_written_after_the_last_look_stands(
    vault: Path, last_moment: Callable[..., None], deeds: list[Deed], newest: bytes
) -> None:
    last_moment(*deeds)

    assert refused(vault) == "not written: the file was changed by someone else since it was read"
    assert (vault / "n.md").read_bytes() == newest
    assert (vault / "n.md").is_symlink() == (deeds == [linked])


def test_a_folder_that_took_the_notes_place_at_the_last_moment_stays(
    vault: Path, last_moment: Callable[..., None]
) -> None:
    last_moment(a_folder)

    assert "not written" in refused(vault)
    assert (vault / "n.md").is_dir()


def test_a_note_that_vanishes_at_the_last_moment_is_not_put_back(vault: Path, last_moment: Callable[..., None]) -> None:
    last_moment(Path.unlink)

    assert refused(vault) == "cannot be written: no such file or directory"
    assert list(vault.iterdir()) == []


def full(*_: object, **__: object) -> int:
    raise OSError(errno.ENOSPC, "No space left on device")


def interrupted(*_: object, **__: object) -> int:
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("owner", "step"),
    [(os, "write"), (os, "fsync"), (os, "fchmod"), (writing, "swap"), (os, "open")],
    ids=str,
)
def test_when_the_disk_refuses_the_old_bytes_stand_and_nothing_is_left_behind(
    vault: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, full)
        reason = refused(vault)

    assert reason == "cannot be written: no space left on device"
    assert (vault / "n.md").read_bytes() == BEFORE.raw


def test_a_disk_that_fills_up_half_way_leaves_the_old_bytes(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    calls: list[int] = []

    def some(opened: int, content: memoryview) -> int:
        calls.append(opened)
        return write(opened, content[:3]) if len(calls) < 3 else full()

    monkeypatch.setattr(os, "write", some)

    assert refused(vault) == "cannot be written: no space left on device"
    assert (vault / "n.md").read_bytes() == BEFORE.raw


def test_a_system_that_writes_in_pieces_writes_all_of_them(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda opened, content: write(opened, content[:2]))
    save(vault, BEFORE, AFTER)

    assert (vault / "n.md").read_bytes() == AFTER.raw


@pytest.mark.parametrize(("owner", "step"), [(os, "write"), (os, "fsync"), (writing, "swap")], ids=str)
def test_an_interrupt_leaves_the_old_bytes_and_nothing_behind(
    vault: Path, monkeypatch: pytest.MonkeyPatch, owner: object, step: str
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(owner, step, interrupted)
        with pytest.raises(KeyboardInterrupt):
            save(vault, BEFORE, AFTER)

    assert (vault / "n.md").read_bytes() == BEFORE.raw
    assert [path.name for path in vault.iterdir()] == ["n.md"]


@posix_only
def test_the_order_is_write_sync_compare_replace_sync_the_folder(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[str] = []

    def watched(name: str, real: Callable[..., object]) -> Callable[..., object]:
        def step(*given: object) -> object:
            kind = "folder" if name == "fsync" and stat.S_ISDIR(os.fstat(int(str(given[0]))).st_mode) else ""
            steps.append(f"{name} {kind}".strip())
            return real(*given)

        return step

    for owner, name in ((os, "write"), (os, "fsync"), (writing, "read_bytes"), (Path, "replace")):
        monkeypatch.setattr(owner, name, watched(name, getattr(owner, name)))
    monkeypatch.setattr(writing, "swap", watched("swap", lambda *_: False))
    save(vault, BEFORE, AFTER)

    assert steps == ["write", "fsync", "read_bytes", "swap", "replace", "fsync folder"]


@posix_only
def test_where_two_files_can_change_places_what_was_displaced_is_read_before_it_goes(
    vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not swap(vault / "n.md", vault / "n.md"):
        pytest.skip("this system or this disk cannot let two files change places")
    read: list[bytes] = []

    def reading(file: Path) -> bytes:
        read.append(read_bytes(file))
        return read[-1]

    monkeypatch.setattr(writing, "read_bytes", reading)
    monkeypatch.setattr(Path, "replace", full)
    save(vault, BEFORE, AFTER)

    assert read == [BEFORE.raw, BEFORE.raw]
    assert [path.name for path in vault.iterdir()] == ["n.md"]


def test_a_system_that_cannot_sync_a_folder_loses_nothing(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opening = os.open

    def no_folders(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if os.path.isdir(path):  # noqa: PTH112
            raise OSError(errno.EINVAL, "Invalid argument")
        return opening(path, flags, mode)

    monkeypatch.setattr(os, "open", no_folders)
    save(vault, BEFORE, AFTER)

    assert (vault / "n.md").read_bytes() == AFTER.raw


# --- what a killed run leaves ----------------------------------------------------------------------------------------


def _left_by(vault: Path, script: str) -> list[str]:
    """Return what lies in the vault after a process of its own has run `script`, which kills it."""
    subprocess.run([sys.executable, "-c", script, str(vault)], check=False)
    return sorted(path.name for path in vault.iterdir())


_KILLED = """
import os, signal, sys
from pathlib import Path
from vaultfix.document import Document
from vaultfix.store.writing import save
os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)
save(Path(sys.argv[1]), Document("n.md", b"before\\r\\n\\xff"), Document("n.md", b"after"))
"""


@posix_only
def test_what_a_killed_run_left_is_swept_by_the_next(vault: Path) -> None:
    left, note = _left_by(vault, _KILLED)
    sweep(vault, [left, note, f"gone/{left}"])

    assert (note, (vault / note).read_bytes()) == ("n.md", BEFORE.raw)
    assert [path.name for path in vault.iterdir()] == ["n.md"]


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(temp_name(), id="of a run that lives"),
        pytest.param(".vaultfix-00000000-1-0123456789ab.tmp", id="of another machine, today"),
        pytest.param(".vaultfix-notes.tmp", id="no name of ours"),
        pytest.param("my.vaultfix-00000000-1-0123456789ab.tmp", id="no name of ours either"),
    ],
)
def test_what_may_be_in_use_or_is_not_ours_stays(vault: Path, name: str) -> None:
    (vault / name).write_bytes(b"")
    sweep(vault, [name])

    assert (vault / name).exists()


def test_what_a_run_left_that_lives_no_more_is_swept_at_once(vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []
    monkeypatch.setattr(litter, "lives", asked.append)  # which is no answer, as on Windows
    (vault / temp_name()).write_bytes(b"")
    left = [path.name for path in vault.iterdir() if path.name != "n.md"]
    sweep(vault, left)
    assert (vault / left[0]).exists()
    monkeypatch.setattr(litter, "lives", lambda _: False)
    sweep(vault, left)

    assert asked == [os.getpid()]
    assert [path.name for path in vault.iterdir()] == ["n.md"]


@pytest.mark.parametrize(("seconds", "left"), [(86_399, True), (86_400, True), (86_401, False)])
def test_what_another_machine_left_is_swept_after_a_day(
    vault: Path, seconds: int, left: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = [vault / ".vaultfix-00000000-1-0123456789ab.tmp", vault / "a/b/.vaultfix-00000000-1-0123456789ac.tmp"]
    files[1].parent.mkdir(parents=True)
    monkeypatch.setattr(time, "time", lambda: 1_000_000.0 + seconds)
    for file in files:
        file.write_bytes(b"")
        os.utime(file, (1_000_000, 1_000_000))
    sweep(vault, [file.relative_to(vault).as_posix() for file in files])

    assert [file.exists() for file in files] == [left, left]


@posix_only
def test_a_link_that_bears_such_a_name_is_left_alone(vault: Path) -> None:
    link = vault / ".vaultfix-00000000-1-0123456789ab.tmp"
    link.symlink_to("n.md")
    os.utime(link, (0, 0), follow_symlinks=False)
    sweep(vault, [link.name])

    assert link.is_symlink()
