"""The benchmark of speed is fair: its vaults are as healthy as they should be, and who fails never wins."""

import importlib
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType

import pytest

import vaultfix

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"

Room = Callable[[str], ModuleType]


@pytest.fixture
def room(monkeypatch: pytest.MonkeyPatch) -> Iterator[Room]:
    """Import a room of the benchmark by its name, for one test."""
    before = set(sys.modules)
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield lambda name: importlib.import_module(f"racing.{name}")
    for name in set(sys.modules) - before:
        if name.partition(".")[0] == "racing":
            del sys.modules[name]


def test_a_generated_vault_is_healthy(room: Room, tmp_path: Path) -> None:
    vault = room("vaults").make(tmp_path / "vault", 40)

    assert list(vaultfix.check(vault)) == []


def test_a_share_of_its_notes_is_damaged_so_that_all_can_be_mended(room: Room, tmp_path: Path) -> None:
    vault = room("vaults").make(tmp_path / "vault", 40, 0.1)

    assert len({fault.path for fault in vaultfix.check(vault)}) == 4
    assert len(vaultfix.fix(vault).written) == 4
    assert list(vaultfix.check(vault)) == []


def test_it_is_the_same_each_time_and_its_notes_are_of_the_usual_size(room: Room) -> None:
    notes = list(room("vaults").made(50))

    assert notes == list(room("vaults").made(50))
    assert 2500 < sum(len(text.encode()) for _, text in notes) / 50 < 3500


def test_who_fails_is_named_and_has_no_time(room: Room) -> None:
    turns = room("turns")
    python = (sys.executable, "-I", "-S", "-c")
    racing = {
        "healthy": turns.Contestant((*python, "pass")),
        "with findings": turns.Contestant((*python, "raise SystemExit(1)")),
        "broken": turns.Contestant((*python, "1 / 0")),
        "wrong": turns.Contestant((*python, "raise SystemExit(2)")),
        "missing": turns.Contestant(("no-such-linter",)),
    }
    runs, failed = turns.race(racing, 1)

    assert list(runs) == ["healthy", "with findings"]
    assert list(failed) == ["broken", "wrong", "missing"]
    assert turns.peak(turns.Contestant((*python, "import time; time.sleep(0.5)"))) > 1


def test_a_goal_that_is_missed_is_said(room: Room) -> None:
    turns, tables = room("turns"), room("tables")
    racing = {"ours": turns.Contestant(("a",)), "theirs": turns.Contestant(("b",), goal=1.0)}
    runs = {"ours": [turns.Run(2, 2, 1)] * 2, "theirs": [turns.Run(1, 1, 1), turns.Run(4, 4, 1)]}
    found = tables.rows(racing, runs, {}, "ours")

    assert found[1].ratio == (1.25, 0.5, 2.0)
    assert "≤ 1, missed" in tables.shown("a race", found, markdown=True)
