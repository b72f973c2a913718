"""New files and new names: whole or not at all, and never onto what is there."""

import errno
import os
import stat
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.store import StoreError, renaming
from vaultfix.store.places import Rename
from vaultfix.store.renaming import name_anew, rename_on_disk
from vaultfix.store.writing import create

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs modes and links as POSIX has them")


def file(place: Path) -> None:
    place.write_bytes(b"taken")


def folder(place: Path) -> None:
    place.mkdir()


def link(place: Path) -> None:
    place.symlink_to("nowhere")


def refuse(*_given: object, **_named: object) -> None:
    raise OSError(errno.EPERM, "Operation not permitted")


@pytest.fixture(params=["with second names", "without"])
def disk(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if request.param == "without":
        monkeypatch.setattr(os, "link", refuse)


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize("make", [file, folder, pytest.param(link, marks=posix_only)])
def test_whatever_it_is_has_its_new_name_and_no_other(tmp_path: Path, make: Callable[[Path], None]) -> None:
    make(tmp_path / "old")
    was = (tmp_path / "old").lstat()
    name_anew(tmp_path / "old", tmp_path / "new")

    assert [each.name for each in tmp_path.iterdir()] == ["new"]
    now = (tmp_path / "new").lstat()
    assert (now.st_ino, now.st_mode) == (was.st_ino, was.st_mode)


@pytest.mark.usefixtures("disk")
@pytest.mark.parametrize("make", [file, folder, pytest.param(link, marks=posix_only)])
@pytest.mark.parametrize("taken", [file, folder, pytest.param(link, marks=posix_only)])
def test_a_name_that_is_taken_stays_with_who_has_it(
    tmp_path: Path, make: Callable[[Path], None], taken: Callable[[Path], None]
) -> None:
    make(tmp_path / "old")
    taken(tmp_path / "new")
    was = [(tmp_path / name).lstat().st_ino for name in ("old", "new")]

    with pytest.raises(FileExistsError) as caught:
        name_anew(tmp_path / "old", tmp_path / "new")
    assert caught.value.errno == errno.EEXIST
    assert [(tmp_path / name).lstat().st_ino for name in ("old", "new")] == was


def test_a_file_that_cannot_lose_its_old_name_keeps_it_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file(tmp_path / "old")
    unlink = Path.unlink
    monkeypatch.setattr(Path, "unlink", lambda self: refuse() if self.name == "old" else unlink(self))

    with pytest.raises(PermissionError):
        name_anew(tmp_path / "old", tmp_path / "new")
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


def test_a_name_that_was_taken_and_is_free_again_is_left_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(tmp_path / "old")

    def taken(*_given: object, **_named: object) -> None:
        raise FileExistsError(errno.EEXIST, "File exists")

    monkeypatch.setattr(os, "link", taken)

    with pytest.raises(FileExistsError):
        name_anew(tmp_path / "old", tmp_path / "new")
    assert [each.name for each in tmp_path.iterdir()] == ["old"]


def test_a_new_file_is_whole_and_forced_to_disk_with_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    forced = []
    fsync = os.fsync

    def forcing(opened: int) -> None:
        forced.append(stat.S_IFMT(os.fstat(opened).st_mode))
        fsync(opened)

    monkeypatch.setattr(os, "fsync", forcing)
    create(tmp_path / "new", b"all\r\n\xff")

    assert (tmp_path / "new").read_bytes() == b"all\r\n\xff"
    assert [each.name for each in tmp_path.iterdir()] == ["new"]
    if os.name == "posix":
        assert forced == [stat.S_IFREG, stat.S_IFDIR]
        assert stat.S_IMODE((tmp_path / "new").stat().st_mode) == 0o600


def test_a_new_file_takes_the_place_of_no_other_and_leaves_nothing_behind(tmp_path: Path) -> None:
    file(tmp_path / "new")

    with pytest.raises(FileExistsError):
        create(tmp_path / "new", b"more")
    assert (tmp_path / "new").read_bytes() == b"taken"
    assert [each.name for each in tmp_path.iterdir()] == ["new"]


# --- another name for a note or folder -------------------------------------------------------------------------------


def renamed(root: Path, old: str, new: str) -> str:
    """Rename, expect a refusal with nothing moved, and return its reason."""
    was = sorted(root.rglob("*"))
    with pytest.raises(StoreError) as caught:
        rename_on_disk(root, Rename(old, new))

    assert sorted(root.rglob("*")) == was
    assert caught.value.trouble.path == old
    return caught.value.trouble.reason


@pytest.mark.parametrize("make", [file, folder])
def test_what_is_renamed_is_forced_to_disk(
    tmp_path: Path, make: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a/b").mkdir(parents=True)
    make(tmp_path / "a/b/old")
    settled: list[Path] = []
    monkeypatch.setattr(renaming, "settle", settled.append)
    rename_on_disk(tmp_path, Rename("a/b/old", "a/b/new"))

    assert [each.name for each in (tmp_path / "a/b").iterdir()] == ["new"]
    assert settled == [tmp_path / "a/b"]


def test_what_is_gone_is_not_renamed(tmp_path: Path) -> None:
    assert renamed(tmp_path, "old", "new") == "not renamed to new: it is not there any more"


@pytest.mark.parametrize("taken", [file, folder, pytest.param(link, marks=posix_only)])
def test_nothing_is_renamed_to_a_name_that_is_taken(tmp_path: Path, taken: Callable[[Path], None]) -> None:
    file(tmp_path / "old")
    taken(tmp_path / "new")

    assert renamed(tmp_path, "old", "new") == "not renamed to new: `new` exists already"


@posix_only
def test_nothing_is_renamed_in_a_folder_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    file(tmp_path / "real/old")
    (tmp_path / "also").symlink_to("real")

    assert renamed(tmp_path, "also/old", "also/new") == "not renamed to also/new: it lies behind a symbolic link"
    assert renamed(tmp_path, "old", "sub/new") == "not renamed to sub/new: that is no name in the same folder"


@posix_only
def test_a_vault_may_itself_be_behind_a_link(tmp_path: Path) -> None:
    (tmp_path / "real/a").mkdir(parents=True)
    file(tmp_path / "real/a/old")
    (tmp_path / "also").symlink_to("real")
    rename_on_disk(tmp_path / "also", Rename("a/old", "a/new"))

    assert [each.name for each in (tmp_path / "real/a").iterdir()] == ["new"]


@pytest.mark.parametrize("missing", [os.W_OK, os.X_OK])
def test_nothing_is_renamed_in_a_folder_that_is_read_only(
    tmp_path: Path, missing: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    file(tmp_path / "old")
    monkeypatch.setattr(os, "access", lambda place, wanted: place == tmp_path and not wanted & missing)

    assert renamed(tmp_path, "old", "new") == "not renamed to new: its folder is read-only"


def test_what_the_disk_refuses_to_rename_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder(tmp_path / "old")
    monkeypatch.setattr(Path, "rename", refuse)

    assert renamed(tmp_path, "old", "new") == "cannot be renamed to new: operation not permitted"
