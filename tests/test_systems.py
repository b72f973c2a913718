"""What systems do differently about files: who owns a note, which process lives, and what is closed again."""

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.document import Document
from vaultfix.store.systems import lives, settle, this_machine
from vaultfix.store.writing import save

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs owners and processes as POSIX has them")

Owners = Callable[[int, int], list[tuple[int, int]]]


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Owners:
    """Let new files be somebody's, and give what owners they are asked to have."""

    def of(owner: int, group: int) -> list[tuple[int, int]]:
        given: list[tuple[int, int]] = []
        fstat = os.fstat

        def theirs(opened: int) -> os.stat_result:
            seen = list(fstat(opened))
            seen[4], seen[5] = owner, group
            return os.stat_result(seen)

        monkeypatch.setattr(os, "fstat", theirs)
        monkeypatch.setattr(os, "chown", lambda _, owner, group: given.append((owner, group)))
        return given

    return of


@pytest.mark.parametrize("same", [True, False], ids=["it is theirs", "it is somebody else's"])
def test_a_file_is_given_to_the_owner_of_the_note_once_and_only_where_it_is_not_theirs(
    tmp_path: Path, asked: Owners, same: bool
) -> None:
    (tmp_path / "n.md").write_bytes(b"a")
    was = (tmp_path / "n.md").stat()
    given = asked(was.st_uid, was.st_gid if same else was.st_gid + 1)
    save(tmp_path, Document("n.md", b"a"), Document("n.md", b"b"))

    assert given == ([] if same else [(was.st_uid, was.st_gid)])


def test_nothing_stays_open(tmp_path: Path) -> None:
    (tmp_path / "n.md").write_bytes(b"a")
    before = os.dup(1)
    os.close(before)
    save(tmp_path, Document("n.md", b"a"), Document("n.md", b"b"))
    settle(tmp_path / "gone")
    after = os.dup(1)
    os.close(after)

    assert after == before


@pytest.mark.parametrize(
    ("answer", "alive"),
    [
        pytest.param(None, True, id="it lives"),
        pytest.param(PermissionError(), True, id="it is somebody else's"),
        pytest.param(OverflowError(), True, id="there are no such numbers here"),
        pytest.param(ProcessLookupError(), False, id="it is gone"),
    ],
)
def test_a_process_is_asked_after_and_not_disturbed(
    monkeypatch: pytest.MonkeyPatch, answer: Exception | None, alive: bool
) -> None:
    sent: list[tuple[int, int]] = []

    def kill(process: int, signal: int) -> None:
        sent.append((process, signal))
        if answer:
            raise answer

    monkeypatch.setattr(os, "kill", kill)

    assert lives(4321) is alive
    assert sent == [(4321, 0)]


def test_a_machine_is_known_by_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    names = ["one", "other", "one", "é\udcff"]
    machines = []
    for name in names:
        monkeypatch.setattr(os, "uname", lambda name=name: os.uname_result(("Linux", name, "6", "1", "x86_64")))
        machines.append(this_machine())

    assert machines[0] == machines[2] != machines[1]
    assert all(len(machine) == 8 and int(machine, 16) >= 0 for machine in machines)


def test_a_machine_that_says_its_name_elsewhere_is_known_by_it(monkeypatch: pytest.MonkeyPatch) -> None:
    unnamed = os.uname_result(("", "", "", "", ""))
    monkeypatch.setattr(os, "uname", lambda: unnamed)
    nobody = this_machine()
    monkeypatch.delattr(os, "uname")
    monkeypatch.delenv("COMPUTERNAME", raising=False)
    assert this_machine() == nobody
    monkeypatch.setenv("COMPUTERNAME", "one")
    windows = this_machine()
    monkeypatch.setattr(os, "uname", lambda: os.uname_result(("Linux", "one", "6", "1", "x86_64")), raising=False)

    assert this_machine() == windows != nobody


def test_where_to_ask_after_a_process_is_to_disturb_it_nobody_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[int] = []
    with monkeypatch.context() as windows:
        windows.setattr(os, "name", "nt")
        windows.setattr(os, "kill", lambda process, _: sent.append(process))
        alive = lives(4321)

    assert (alive, sent) == (None, [])
