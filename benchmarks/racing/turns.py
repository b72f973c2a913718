"""Turns: contestants run one after the other, A B C A B C ..., so that a noisy machine is unfair to all alike."""

import contextlib
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

_MEBIBYTE = 1 << 20 if sys.platform == "darwin" else 1 << 10
"""In the units in which the platform tells the memory of a process."""


class Contestant(NamedTuple):
    """A command, and what it takes to let it run."""

    command: tuple[str, ...]
    goal: float | None = None
    """How many times as long as this one vaultfix may take at most; None where nobody promised."""
    before: Callable[[], object] | None = None
    """What is done before each run, and takes none of its time."""
    is_slow: bool = False
    """Whether one turn has to be enough."""
    folder: Path | None = None
    """Where it runs, where that makes a difference."""


class Run(NamedTuple):
    """One run: seconds on the wall, seconds of all processors, and the most MiB that its biggest process held."""

    seconds: float
    busy: float
    biggest: float


class FailedError(Exception):
    """A contestant that could not do its work, with its last words."""


def race(contestants: Mapping[str, Contestant], turns: int) -> tuple[dict[str, list[Run]], dict[str, str]]:
    """Let all run in turn, after one turn that only warms the machine; return the runs, and who failed why.

    A slow one runs in the first turn that counts alone.
    """
    runs: dict[str, list[Run]] = {name: [] for name in contestants}
    failed: dict[str, str] = {}
    for turn in range(turns + 1):
        for name, each in contestants.items():
            if name in failed or (each.is_slow and turn != 1):
                continue
            try:
                took = run(each)
            except (OSError, FailedError) as wrong:
                failed[name] = str(wrong)
            else:
                runs[name] += [took] if turn else []
    return {name: each for name, each in runs.items() if each}, failed


def run(contestant: Contestant) -> Run:
    """Let one run and wait for it; findings are no failure, an error is.

    Raises:
        FailedError: it could not do its work.
    """
    with _started(contestant) as (process, began):
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / _MEBIBYTE)


def peak(contestant: Contestant) -> float:
    """Return the most memory in MiB that a contestant holds, all its processes together, what they share counted once.

    It is asked every few milliseconds, in a run of its own; off Linux, it is what the biggest process ever held.

    Raises:
        FailedError: it could not do its work.
    """
    most = 0.0
    with _started(contestant) as (process, _):
        while True:
            done, status, usage = os.wait4(process.pid, os.WNOHANG)
            if done:
                break
            most = max(most, sum(map(_held, _family(process.pid))))
            time.sleep(0.005)
        process.returncode = os.waitstatus_to_exitcode(status)
    return most or usage.ru_maxrss / _MEBIBYTE


@contextlib.contextmanager
def _started(contestant: Contestant) -> Iterator[tuple["subprocess.Popen[bytes]", float]]:
    """Start a contestant, and see that it ended well."""
    if contestant.before:
        contestant.before()
    with tempfile.TemporaryFile() as words:
        began = time.perf_counter()
        process = subprocess.Popen(
            contestant.command, stdout=subprocess.DEVNULL, stderr=words, cwd=contestant.folder or Path.cwd()
        )
        yield process, began
        words.seek(0)
        last = words.read()[-2000:].decode(errors="replace").strip()
        if process.returncode not in (0, 1) or "Traceback" in last:
            raise FailedError(f"ended with {process.returncode}: {last[-200:]}")


def _family(pid: int) -> Sequence[int]:
    """Return a process and all below it."""
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_bytes().split()
    except OSError:
        return [pid]
    return [pid, *(each for child in children for each in _family(int(child)))]


def _held(pid: int) -> float:
    """Return the memory of a process in MiB, its share of what it shares with others."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_bytes()
    except OSError:
        return 0.0
    found = rollup.partition(b"\nPss:")[2].split(maxsplit=1)
    return int(found[0]) / 1024 if found else 0.0
