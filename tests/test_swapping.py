"""Two files change places in one call, as the manuals of Linux and macOS have it; where there is none, nothing moves."""

import ctypes
import errno
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from vaultfix.store.swapping import swap

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs names of files as POSIX has them")
LINUX = ("renameat2", (-100, b"/a/\xff", -100, b"/b", 2))
MACOS = ("renamex_np", (b"/a/\xff", b"/b", 2))
Systems = Callable[[str, int], list[tuple[object, ...]]]


@pytest.fixture
def on(monkeypatch: pytest.MonkeyPatch) -> Systems:
    """Stand on a system that has one call, which fails for a reason, or works where that is 0; give what it is asked."""

    def standing(name: str, failure: int) -> list[tuple[object, ...]]:
        asked: list[tuple[object, ...]] = []

        def call(*given: object) -> int:
            asked.append(given)
            ctypes.set_errno(failure)
            return -1 if failure else 0

        system = SimpleNamespace(**{name: call})
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: system)
        return asked

    return standing


@posix_only
@pytest.mark.parametrize(("name", "given"), [LINUX, MACOS])
def test_the_system_is_asked_as_its_manual_says(on: Systems, name: str, given: tuple[object, ...]) -> None:
    asked = on(name, 0)

    assert swap(Path("/a/\udcff"), Path("/b")) is True
    assert asked == [given]


@posix_only
@pytest.mark.parametrize("name", ["renameat2", "renamex_np"])
@pytest.mark.parametrize("failure", [errno.ENOSYS, errno.EINVAL, errno.ENOTSUP])
def test_where_the_disk_has_no_such_step_nothing_is_done(on: Systems, name: str, failure: int) -> None:
    on(name, failure)

    assert swap(Path("/a"), Path("/b")) is False


@posix_only
@pytest.mark.parametrize("failure", [errno.ENOENT, errno.EACCES, errno.EROFS])
def test_what_the_disk_refuses_is_told(on: Systems, failure: int) -> None:
    on("renameat2", failure)

    with pytest.raises(OSError, match="/a") as caught:
        swap(Path("/a"), Path("/b"))
    assert caught.value.errno == failure


def test_a_system_without_such_a_call_does_nothing(on: Systems) -> None:
    asked = on("rename", 0)

    assert swap(Path("/a"), Path("/b")) is False
    assert asked == []


def test_a_system_without_such_a_library_does_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_: object, **__: object) -> None:
        raise TypeError("bad argument type for built-in operation")

    monkeypatch.setattr(ctypes, "CDLL", missing)

    assert swap(Path("/a"), Path("/b")) is False
