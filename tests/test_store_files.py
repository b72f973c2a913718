"""Files of ours outside the notes: what people keep beside them, and what they may send us."""

import errno
import os
import platform
import stat
import sys
from pathlib import Path

import pytest

from vaultfix.store import StoreError
from vaultfix.store.ledgers import read_ledger, write_ledger
from vaultfix.store.reports import save_report
from vaultfix.version import __version__

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")


def refuse(*_given: object, **_named: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


# --- what people keep ------------------------------------------------------------------------------------------------


@posix_only
def test_a_new_ledger_may_be_read_by_all_and_written_by_its_owner(tmp_path: Path) -> None:
    write_ledger(tmp_path / "b.json", None, b"new\r\n\xff")

    assert read_ledger(tmp_path / "b.json") == b"new\r\n\xff"
    assert stat.S_IMODE((tmp_path / "b.json").stat().st_mode) == 0o644


@posix_only
def test_a_ledger_that_is_there_keeps_its_mode(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"old")
    (tmp_path / "b.json").chmod(0o600)
    write_ledger(tmp_path / "b.json", b"old", b"new")

    assert read_ledger(tmp_path / "b.json") == b"new"
    assert stat.S_IMODE((tmp_path / "b.json").stat().st_mode) == 0o600


def test_where_there_is_no_ledger_there_is_nothing_to_read(tmp_path: Path) -> None:
    assert read_ledger(tmp_path / "b.json") is None


def test_a_ledger_that_is_none_is_told(tmp_path: Path) -> None:
    (tmp_path / "b.json").mkdir()

    with pytest.raises(StoreError) as caught:
        read_ledger(tmp_path / "b.json")
    assert str(caught.value) == f"{tmp_path / 'b.json'}: cannot be read: not a regular file"


def test_a_ledger_without_end_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "b.json").touch()
    os.truncate(tmp_path / "b.json", 100_000_001)

    with pytest.raises(StoreError, match="the file is too large"):
        read_ledger(tmp_path / "b.json")


def test_a_ledger_that_someone_made_meanwhile_is_left(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"theirs")

    with pytest.raises(StoreError) as caught:
        write_ledger(tmp_path / "b.json", None, b"ours")
    assert str(caught.value) == f"{tmp_path / 'b.json'}: cannot be written: file exists"
    assert (tmp_path / "b.json").read_bytes() == b"theirs"


def test_a_ledger_that_someone_changed_meanwhile_is_left(tmp_path: Path) -> None:
    (tmp_path / "b.json").write_bytes(b"theirs")

    with pytest.raises(StoreError, match="changed by someone else"):
        write_ledger(tmp_path / "b.json", b"old", b"ours")
    assert (tmp_path / "b.json").read_bytes() == b"theirs"


# --- what people may send us -----------------------------------------------------------------------------------------


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Keep the state of programs in a folder of this test."""
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    return tmp_path


def test_a_report_says_what_was_wrong_with_what_and_where(state: Path) -> None:
    folder = save_report(b"before \xff", b"after", ["one", "another: \udcff"])
    assert folder is not None
    system = f"vaultfix {__version__}, Python {platform.python_version()}, {platform.system()}"

    assert folder.parent == state / "vaultfix" / "reports"
    assert {file.name: file.read_bytes() for file in folder.iterdir()} == {
        "before.md": b"before \xff",
        "after.md": b"after",
        "report.txt": f"{system}\n\n- one\n- another: ".encode() + b"\xff\n",
    }


@posix_only
@pytest.mark.usefixtures("state")
def test_a_report_is_for_its_owner_alone() -> None:
    folder = save_report(b"before", b"after", [])
    assert folder is not None

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(file.stat().st_mode) for file in folder.iterdir()} == {0o600}


@pytest.mark.usefixtures("state")
def test_the_same_is_saved_once_and_what_differs_apart() -> None:
    one, again = (save_report(b"a", b"b", ["c"]) for _ in range(2))
    texts = [(b"", b"b", "c"), (b"a", b"", "c"), (b"a", b"b", ""), (b"ab", b"", "c")]

    assert one == again
    assert len({one, *(save_report(before, after, [words]) for before, after, words in texts)}) == 5


@pytest.mark.usefixtures("state")
def test_what_the_disk_refuses_is_no_report(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "fsync", refuse)

    assert save_report(b"a", b"b", []) is None
