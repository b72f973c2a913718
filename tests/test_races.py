"""Races: whoever else is at the notes, nothing that they wrote is lost, and every run says what it left."""

import contextlib
import json
import re
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random
from typing import NamedTuple

import pytest

from vaultfix.document import Document
from vaultfix.store import StoreError, writing
from vaultfix.store.journal import Journal, digest
from vaultfix.store.swapping import swap
from vaultfix.store.writing import save

# --- someone who writes while a note is saved ------------------------------------------------------------------------

CHANGED = "not written: the file was changed by someone else since it was read"


@pytest.fixture(autouse=True)
def _files_can_change_places(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.touch()
    if sys.platform == "win32" or not swap(file, file):
        pytest.skip("without that, what is written in the instant between the last look and the replacement is lost")
    file.unlink()


def test_nothing_is_lost_of_what_another_writes_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    note = tmp_path / "n.md"
    looked = threading.Event()
    look = writing._check_unchanged

    def looking(path: str, target: Path, before: bytes) -> None:
        look(path, target, before)
        looked.set()

    monkeypatch.setattr(writing, "_check_unchanged", looking)
    refusals = set()
    for number in range(200):
        before = b"%d before" % number
        note.write_bytes(before)
        looked.clear()
        other = threading.Thread(target=_writes, args=(note, number, looked))
        other.start()
        try:
            save(tmp_path, Document("n.md", before), Document("n.md", before + b" and mended"))
        except StoreError as refusal:
            refusals.add(refusal.trouble.reason)
        finally:
            looked.set()
            other.join()

        assert note.read_bytes() == b"%d typed last" % number
        assert [file.name for file in tmp_path.iterdir()] == ["n.md"]

    assert refusals == {CHANGED}


def _writes(note: Path, number: int, looked: threading.Event) -> None:
    """Save a note as a sync client does, up to three times: at any moment, or right behind the last look at it."""
    chance = Random(number)  # noqa: S311 - the same moments in every run of the suite
    if number % 4:
        looked.wait()
    else:
        threading.Event().wait(chance.random() / 1000)
    for words in [b"typed", b"typed again", b"typed last"][chance.randrange(3) :]:
        new = note.with_name("new")
        new.write_bytes(b"%d " % number + words)
        new.replace(note)


# --- two runs at once ------------------------------------------------------------------------------------------------

NAMES = [f"{number:02}.md" for number in range(20)]
OLD = b"| a | b |\n|-|-|\n| 1 |\n\nthe last line"
MENDS: dict[str, Callable[[bytes], bytes]] = {
    "short-row": lambda raw: raw.replace(b"| 1 |\n", b"| 1 |  |\n"),
    "missing-final-newline": lambda raw: raw.removesuffix(b"\n") + b"\n",
    "short-row,missing-final-newline": lambda raw: MENDS["short-row"](MENDS["missing-final-newline"](raw)),
}
"""What a run with each of these rules makes of a note."""

RUNNER = """
import contextlib, io, json, os, sys
from vaultfix.cli import main
for line in sys.stdin:
    folder, *args = json.loads(line)
    os.chdir(folder)
    said, shown = (io.TextIOWrapper(io.BytesIO(), "utf-8") for _ in range(2))
    with contextlib.redirect_stderr(said), contextlib.redirect_stdout(shown):
        code = main(args)
    said.flush()
    print(json.dumps([code, said.buffer.getvalue().decode()]), flush=True)
"""


class Told(NamedTuple):
    """How a run ended, and the notes that it named as left, with the reason."""

    code: int
    left: dict[str, str]


class Runner:
    """A process that runs vaultfix again and again, ready to begin at once."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-c", RUNNER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def begin(self, root: Path, *args: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(json.dumps([str(root), *args]) + "\n")
        self._process.stdin.flush()

    def end(self) -> Told:
        assert self._process.stdout
        code, said = json.loads(self._process.stdout.readline())
        assert "Traceback" not in said
        return Told(code, dict(re.findall(r"(?m)^(\d\d\.md): (not .*)$", said)))

    def run(self, root: Path, *args: str) -> Told:
        self.begin(root, *args)
        return self.end()

    def close(self) -> None:
        self._process.communicate()


@pytest.fixture(scope="module")
def runners() -> Iterator[tuple[Runner, Runner]]:
    with contextlib.ExitStack() as stack:
        one, other = Runner(), Runner()
        stack.callback(one.close)
        stack.callback(other.close)
        yield one, other


@pytest.mark.parametrize("rounds", range(10))
def test_two_runs_at_once_lose_nothing_of_each_other(
    tmp_path: Path, runners: tuple[Runner, Runner], rounds: int
) -> None:
    for name in NAMES:
        (tmp_path / name).write_bytes(OLD)
    both, row, end = "short-row,missing-final-newline", "short-row", "missing-final-newline"
    rules = [(both, both), (row, end), (end, row)][rounds % 3]
    for runner, rule in zip(runners, rules, strict=True):
        runner.begin(tmp_path, "--fix", "--no-git", "--isolated", f"--select={rule}", ".")
        time.sleep(rounds // 3 * 0.004)
    told = [runner.end() for runner in runners]

    for run, rule in zip(told, rules, strict=True):
        assert set(run.left.values()) <= {CHANGED}
        assert run.code == (2 if run.left else 0)
        # What a run did not name it has mended, and nobody took that back.
        for name in set(NAMES) - set(run.left):
            raw = (tmp_path / name).read_bytes()
            assert MENDS[rule](raw) == raw, name
    whole = {mend(OLD) for mend in MENDS.values()}
    assert {(tmp_path / name).read_bytes() for name in NAMES} <= whole
    assert sorted(file.name for file in tmp_path.iterdir()) == NAMES
    _takes_back(tmp_path, runners[0])


def _takes_back(root: Path, runner: Runner) -> None:
    """Undo what the journal has, the newest first: what a run did not write it leaves, and names."""
    journal = Journal.of(root)
    runs = list(journal.runs())
    assert runs
    for run in runs:
        held = {note.path: digest((root / note.path).read_bytes()) for note in run.notes}
        others = {note.path for note in run.notes if held[note.path] not in {note.before, note.after}}
        undone = runner.run(root, "undo", "--run", run.name)

        assert undone == (2 if others else 0, dict.fromkeys(others, "not restored: it was edited after that run"))
        for note in run.notes:
            now = digest((root / note.path).read_bytes())
            assert now == (held[note.path] if note.path in others else note.before)
    assert {(root / name).read_bytes() for name in NAMES} == {OLD}
