"""Kill --fix at every moment, and see whether each note is whole.

    python benchmarks/kills.py [--notes 300] [--kills 1000] [--worked 100]

A vault of damaged notes is mended again and again in a process of its own. First each call to the system that writes
something is, one after the other, the last one before a kill, the first one not done, and one that the disk refuses;
then the process is killed at so many random moments after it began to write. At last runs of a vault that is large
enough for workers are killed at any moment. After each: every note must be the old bytes or the new ones; the next run
must mend the rest and leave no litter; what the journal kept must give every old byte back; and no worker may live on.
"""

import argparse
import errno
import os
import random
import select
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from unittest import mock

from vaultfix.opening import Settings, open_vaults
from vaultfix.session import Session
from vaultfix.store import writing
from vaultfix.store.journal import Journal
from vaultfix.undoing import undoing

OLD = "# Bed {number}\r\n\r\nRoses, and no end to the last line"
NEW = f"{OLD}\r\n"
SETTINGS = Settings(isolated=True, overrides={"select": ["missing-final-newline"]})
"""One rule is enough, and leaves the time to the writing."""
CALLS = ("open", "write", "fsync", "fchmod", "chown", "setxattr", "replace", "link", "unlink", "mkdir")
REFUSALS = (errno.ENOSPC, errno.EIO, errno.EACCES)
LARGE = 1200
"""So many notes are judged by two workers."""
ORPHANED = 5.0
"""For so many seconds a worker may still be ending when the run is gone."""


@dataclass(frozen=True, slots=True)
class Place:
    """A vault of so many notes, and the home of its journal."""

    root: Path
    notes: int

    def make(self) -> None:
        """Put the damaged notes there, and forget every journal."""
        shutil.rmtree(self.root.parent, ignore_errors=True)
        self.root.mkdir(parents=True)
        for number in range(self.notes):
            (self.root / f"{number:04}.md").write_bytes(OLD.format(number=number).encode())

    def check(self) -> int:
        """Return how many notes are mended; each must be its old bytes or its new ones."""
        mended = 0
        for number in range(self.notes):
            raw = (self.root / f"{number:04}.md").read_bytes()
            if raw not in {OLD.format(number=number).encode(), NEW.format(number=number).encode()}:
                sys.exit(f"{number:04}.md is neither old nor new: {raw!r}")
            mended += raw == NEW.format(number=number).encode()
        return mended

    def settle(self) -> None:
        """Mend what is left, and take everything back; no litter may stay, and every old byte must return.

        Only what is killed forces its notes to disk: the system outlives a kill, and nothing here waits for the disk.
        """
        with mock.patch.object(os, "fsync"):
            _mend(self.root)
            if self.check() != self.notes:
                sys.exit("a second run did not mend what the first one left")
            if litter := [each.name for each in self.root.iterdir() if each.suffix != ".md"]:
                sys.exit(f"litter: {litter}")
            journal = Journal.of(self.root)
            for run in list(journal.runs()):
                undoing(self.root, journal, run).write(journal)
        if self.check():
            sys.exit("what the journal kept does not give every old byte back")


def _opened(root: Path, jobs: int = 1) -> Session:
    (session,), _ = open_vaults([str(root)], SETTINGS._replace(jobs=jobs))
    return session


def _mend(root: Path, begins: Callable[[], object] = lambda: None) -> None:
    """Do what --fix does; `begins` is called before the first byte is written."""
    outcome = _opened(root).mend(lambda _: None, unsafe=False)
    begins()
    outcome.write([])


def _killed(root: Path, after: float) -> bool:
    """Mend in a process that is killed `after` so many seconds of writing; return whether it was still at it."""
    hears, says = os.pipe()
    child = os.fork()
    if not child:
        _mend(root, partial(os.write, says, b"!"))
        os._exit(0)
    os.read(hears, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.close(hears)
    os.close(says)
    return os.WIFSIGNALED(os.waitpid(child, 0)[1])


def _killed_with_workers(root: Path, after: float) -> None:
    """Mend in two processes and one that is killed `after` so many seconds; see that the others end by themselves."""
    hears, says = os.pipe()
    child = os.fork()
    if not child:
        session = _opened(root, jobs=2)
        os.write(says, b"!")
        session.mend(lambda _: None, unsafe=False).write([])
        os._exit(0)
    os.close(says)
    os.read(hears, 1)
    time.sleep(after)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    # Each worker holds the other end; only when none is left there is something to be read, which is nothing.
    if not select.select([hears], [], [], ORPHANED)[0]:
        sys.exit("a worker lives on without the run that made it")
    os.close(hears)


def _faulty(root: Path, number: int, fault: str, refusal: int) -> None:
    """Mend, with a fault at the call to the system with this number, counted from 0."""
    made = 0

    def shim(real: Callable[..., object], *words: object, **more: object) -> object:
        nonlocal made
        made += 1
        if made - 1 != number:
            return real(*words, **more)
        if fault == "refused":
            raise OSError(refusal, os.strerror(refusal))
        if fault == "killed after":
            real(*words, **more)
        os.kill(os.getpid(), signal.SIGKILL)
        raise AssertionError

    outcome = _opened(root).mend(lambda _: None, unsafe=False)
    for owner, name in (*((os, name) for name in CALLS), (writing, "swap")):
        setattr(owner, name, partial(shim, getattr(owner, name)))
    outcome.write([])
    if made <= number:
        os._exit(0)
    os._exit(1)


def every_call(place: Place) -> int:
    """Try each fault at each call that mending a vault makes; return how many were tried."""
    tried = 0
    for number in range(10_000):
        reached = False
        for fault, refusal in (("killed before", 0), ("killed after", 0), *(("refused", each) for each in REFUSALS)):
            place.make()
            child = os.fork()
            if not child:
                _faulty(place.root, number, fault, refusal)
            reached = os.waitpid(child, 0)[1] != 0 or reached
            place.check()
            place.settle()
            tried += 1
        if not reached:
            return tried
    sys.exit("there is no end to the calls")


def random_moments(place: Place, kills: int, seed: int) -> tuple[int, int]:
    """Kill so many runs; return how many of them were at work then, and how many had mended some notes and not all."""
    dice = random.Random(seed)  # noqa: S311 - moments, no secrets
    place.make()
    begun = 0.0

    def begins() -> None:
        nonlocal begun
        begun = time.monotonic()

    _mend(place.root, begins)
    whole = time.monotonic() - begun
    hit = amid = 0
    for _ in range(kills):
        place.make()
        hit += _killed(place.root, dice.uniform(0, whole))
        amid += 0 < place.check() < place.notes
        place.settle()
    return hit, amid


def moments_with_workers(place: Place, kills: int, seed: int) -> tuple[int, int]:
    """Kill so many runs with workers; return how many of them had not begun to write, and how many were amid it."""
    dice = random.Random(seed)  # noqa: S311 - moments, no secrets
    place.make()
    begun = time.monotonic()
    _opened(place.root, jobs=2).mend(lambda _: None, unsafe=False).write([])
    whole = time.monotonic() - begun
    early = amid = 0
    for _ in range(kills):
        place.make()
        _killed_with_workers(place.root, dice.uniform(0, whole))
        mended = place.check()
        early += not mended
        amid += 0 < mended < place.notes
        place.settle()
    return early, amid


def main() -> None:
    """Run all three, and say what came of it."""
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--notes", type=int, default=300)
    asked.add_argument("--kills", type=int, default=1000)
    asked.add_argument("--worked", type=int, default=100, help="how many runs with workers are killed")
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    if not hasattr(os, "fork"):
        sys.exit("this needs fork, which this system has not")
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_STATE_HOME"] = str(Path(folder, "here", "state"))
        tried = every_call(Place(Path(folder, "here", "vault"), 2))
        print(f"{tried} faults, at every call to the system while 2 notes were mended: each note whole", flush=True)
        hit, amid = random_moments(Place(Path(folder, "here", "vault"), given.notes), given.kills, given.seed)
        print(f"{given.kills} kills of a run over {given.notes} notes, {hit} while it was writing, {amid} between")
        print(
            "the first note and the last: each note whole, the rest mended by the next run, no litter, all undone",
            flush=True,
        )
        early, amid = moments_with_workers(Place(Path(folder, "here", "vault"), LARGE), given.worked, given.seed)
        print(f"{given.worked} kills of a run with workers over {LARGE} notes, {early} before the first was written,")
        print(f"{amid} between the first and the last: likewise, and no worker lived on")


if __name__ == "__main__":
    main()
