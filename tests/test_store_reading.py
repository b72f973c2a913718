"""Reading a file: all of it, only where it is one, and where it lies as seen from the vault."""

import errno
import os
import sys
from pathlib import Path

import pytest

from vaultfix.store.places import within
from vaultfix.store.reading import TooLargeError, read_bytes

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs pipes, and paths as POSIX has them")


def lowest() -> int:
    """Return the number that the next file would have which is opened."""
    number = os.dup(1)
    os.close(number)
    return number


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, (2 << 20) + 7])
def test_all_of_a_file_is_read_and_it_is_closed(tmp_path: Path, size: int) -> None:
    raw = os.urandom(size)
    (tmp_path / "n.md").write_bytes(raw)
    before = lowest()

    assert read_bytes(tmp_path / "n.md") == raw
    assert lowest() == before


@pytest.mark.parametrize("size", [0, 1, 7])
def test_a_file_of_just_as_many_bytes_as_may_be_is_read(tmp_path: Path, size: int) -> None:
    (tmp_path / "n.md").write_bytes(bytes(size))

    assert read_bytes(tmp_path / "n.md", size) == bytes(size)


@pytest.mark.parametrize("size", [1, 7])
def test_of_a_file_of_more_bytes_none_is_read_and_it_is_closed(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "n.md").write_bytes(bytes(size))
    monkeypatch.setattr(os, "read", lambda *_: pytest.fail("it is read"))
    before = lowest()

    with pytest.raises(TooLargeError) as caught:
        read_bytes(tmp_path / "n.md", size - 1)
    assert (caught.value.size, caught.value.errno, caught.value.strerror) == (
        size,
        errno.EFBIG,
        "the file is too large",
    )
    assert lowest() == before


def test_a_system_that_reads_in_pieces_reads_all_of_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "n.md").write_bytes(b"0123456789")
    read = os.read
    monkeypatch.setattr(os, "read", lambda opened, most: read(opened, min(most, 3)))

    assert read_bytes(tmp_path / "n.md") == b"0123456789"


@pytest.mark.parametrize("change", [-3, 3])
def test_a_file_that_grows_or_shrinks_meanwhile_is_read_to_its_end(
    tmp_path: Path, change: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "n.md").write_bytes(b"0123456789")
    fstat = os.fstat

    def earlier(opened: int) -> os.stat_result:
        seen = list(fstat(opened))
        seen[6] -= change
        return os.stat_result(seen)

    monkeypatch.setattr(os, "fstat", earlier)

    assert read_bytes(tmp_path / "n.md") == b"0123456789"


def test_a_file_that_grows_beyond_what_may_be_is_read_no_further(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "n.md").write_bytes(b"0123456789")
    fstat = os.fstat

    def smaller(opened: int) -> os.stat_result:
        seen = list(fstat(opened))
        seen[6] = 7
        return os.stat_result(seen)

    monkeypatch.setattr(os, "fstat", smaller)

    assert read_bytes(tmp_path / "n.md", 10) == b"0123456789"
    with pytest.raises(TooLargeError) as caught:
        read_bytes(tmp_path / "n.md", 9)
    assert caught.value.size == 10


@posix_only
@pytest.mark.parametrize("make", [os.mkdir, os.mkfifo], ids=["a folder", "a pipe"])
def test_what_is_no_file_is_not_read_nor_waited_for_and_it_is_closed(tmp_path: Path, make: object) -> None:
    assert callable(make)
    make(tmp_path / "n.md")
    before = lowest()

    with pytest.raises(OSError, match="not a regular file") as caught:
        read_bytes(tmp_path / "n.md")
    assert (type(caught.value), caught.value.strerror) == (OSError, "not a regular file")
    assert lowest() == before


@posix_only
@pytest.mark.parametrize(
    ("place", "root", "inside"),
    [
        ("/v-other/n.md", "/v", None),
        ("/", "/v", None),
        ("/w/v/n.md", "/v", None),
        ("/v", "/v", ""),
        ("/", "/", ""),
        ("/v/n.md", "/v", "n.md"),
        ("/v/a/b/n.md", "/v", "a/b/n.md"),
        ("/v/a/n.md", "/", "v/a/n.md"),
    ],
)
def test_a_place_is_named_from_the_root_where_it_lies_within(place: str, root: str, inside: str | None) -> None:
    assert within(place, root) == inside
