"""A team: workers that are copies of this process, and have its index and the rooms that are open already.

First each hears what some of the notes say of themselves, and is told what the others heard. Then it is handed shares
through a pipe of its own, those that it has read before others; it reports through another.
"""

import gc
import os
import pickle
import select
import signal
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Generic, NamedTuple, NoReturn, Self, TypeVar

from vaultfix.rule import RuleError
from vaultfix.store import Notes
from vaultfix.vault import Vault
from vaultfix.vault.called import all_notes, heard, tell
from vaultfix.workers import Job, Result, WorkerError
from vaultfix.workers.pipes import read, read_number, widen, write, write_number

_ALL_HEARD = 1 << 30
"""The number that no share has: nothing more is to be heard."""
_ENDS_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_IN_HAND = 2
"""How many shares each worker has: the one that it judges, and the one that it can go on with at once."""

_PARTS = 16
"""In so many parts the notes are heard that each worker would have to hear, so that all end at about the same time."""

Thing = TypeVar("Thing")


class Worker(NamedTuple):
    """One worker, as its boss knows it: the pipes between them, and the numbers of the shares that it is to take."""

    pid: int
    handed: int
    reported: int
    shares: deque[int]


class Team(Generic[Result]):
    """The workers of one job; all are gone when it ends, however it ends."""

    def __init__(self, job: Job[Result], vault: Vault, shares: Sequence[Sequence[str]], notes: Notes) -> None:
        """Hire nobody yet."""
        self._job = job
        self._vault = vault
        self._shares = shares
        self._notes = notes
        self._heard: Sequence[Sequence[str]] = ()
        """All notes of the vault, so many at a time, to be heard."""
        self._workers: dict[int, Worker] = {}
        """The workers by the pipe that they report through."""

    def __enter__(self) -> Self:
        """Get ready for copies of this process."""
        # What lies here now is not looked through for what could be freed; looking would copy it for every worker.
        gc.freeze()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End every worker, however often Ctrl-C is pressed; none of them holds anything that could be lost."""
        pressed: list[int] = []
        # Not blocked but noted: whatever thread of this process it comes to, it may not break into what follows.
        heard = signal.signal(signal.SIGINT, lambda number, _: pressed.append(number))
        try:
            for worker in self._workers.values():
                os.kill(worker.pid, signal.SIGKILL)
            for worker in self._workers.values():
                os.waitpid(worker.pid, 0)
                os.close(worker.handed)
                os.close(worker.reported)
            gc.unfreeze()
        finally:
            signal.signal(signal.SIGINT, heard)
        if pressed and kind is None:
            raise KeyboardInterrupt

    def done(self, workers: int) -> Iterator[tuple[int, Result]]:
        """Yield what comes of each share in the hands of so many workers, by its number, as soon as it is known.

        Raises:
            RuleError: a rule failed.
            WorkerError: a worker did.
        """
        paths = all_notes(self._vault)
        self._heard = [part for at in range(_PARTS * workers) if (part := _part(paths, at, _PARTS * workers))]
        self._hire(workers)
        self._confer()
        for _, number, told in self._taken(len(self._shares)):
            yield number, self._job.heard(told, self._notes)

    def _hire(self, workers: int) -> None:
        """Make so many workers; Ctrl-C is for this process, and none of them hears it."""
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        boss = os.getpid()
        try:
            for at in range(workers):
                taken, handed = os.pipe()
                reported, reports = os.pipe()
                widen(reports)
                pid = os.fork()
                if not pid:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    _end_with(boss)
                    ends = (each for worker in self._workers.values() for each in (worker.handed, worker.reported))
                    for end in (handed, reported, *ends):
                        os.close(end)
                    self._serve(taken, reports)
                os.close(taken)
                os.close(reports)
                ours = deque(_part(range(len(self._heard)), at, workers))
                self._workers[reported] = Worker(pid, handed, reported, ours)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)

    def _confer(self) -> None:
        """Let every worker know what all of them have heard, and judge what it has read for that."""
        told: dict[int, object] = {}
        readers = {}
        for worker, number, part in self._taken(len(self._heard)):
            told[number] = part
            readers[number] = worker
        all_told = pickle.dumps([told[number] for number in range(len(self._heard))])
        for worker in self._workers.values():
            with suppress(BrokenPipeError):  # its report will be missed
                write_number(worker.handed, _ALL_HEARD)
                write(worker.handed, all_told)
        starts = [part[0] for part in self._heard]
        for number, share in enumerate(self._shares):
            readers[max(bisect_right(starts, share[0]) - 1, 0)].shares.append(number)

    def _taken(self, shares: int) -> Iterator[tuple[Worker, int, Any]]:
        """Hand out so many shares, and yield who took which, and what came of it."""
        poll = select.poll()
        for worker in self._workers.values():
            poll.register(worker.reported, select.POLLIN)
            for _ in range(_IN_HAND):
                self._hand(worker)
        while shares:
            for pipe, _ in poll.poll():
                worker = self._workers[pipe]
                number, told = self._report(worker)
                self._hand(worker)
                shares -= 1
                yield worker, number, told

    def _hand(self, worker: Worker) -> None:
        """Hand a worker a share: one of its own, else the last of who has most left."""
        most = max((each.shares for each in self._workers.values()), key=len)
        if worker.shares or most:
            number = worker.shares.popleft() if worker.shares else most.pop()
            with suppress(BrokenPipeError):  # likewise
                write_number(worker.handed, number)

    def _report(self, worker: Worker) -> tuple[Any, ...]:
        """Take in one report of a worker.

        Raises:
            RuleError: a rule failed.
            WorkerError: the worker did.
        """
        try:
            report, troubles, failure = pickle.loads(read(worker.reported))  # noqa: S301 - a copy of this process wrote it
        except EOFError:
            raise WorkerError(self._ended(worker)) from None
        if failure:
            raise failure
        self._notes.heard(troubles)
        told: tuple[Any, ...] = report
        return told

    def _ended(self, worker: Worker) -> str:
        """Return what to say of a worker that is gone."""
        del self._workers[worker.reported]
        _, status = os.waitpid(worker.pid, 0)
        os.close(worker.handed)
        os.close(worker.reported)
        how = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "a failure that it could not tell"
        return (
            f"a worker process was ended by {how}, perhaps because memory ran out; nothing was written"
            " (--jobs 1 works in one process, with less memory)"
        )

    def _serve(self, taken: int, reports: int) -> NoReturn:
        """Be a worker: hear what some of the notes say, then do the job with one share after the other."""
        try:
            while (number := read_number(taken)) != _ALL_HEARD:
                write(reports, self._told(self._heard[number], partial(self._hear, number)))
            tell(self._vault, pickle.loads(read(taken)))  # noqa: S301 - copies of this process wrote it
            while True:
                number = read_number(taken)
                write(reports, self._told(self._shares[number], partial(self._done, number)))
        finally:
            os._exit(1)

    def _hear(self, number: int) -> tuple[int, object]:
        """Return what some of the notes say, behind their number."""
        return number, heard(self._vault, self._heard[number])

    def _done(self, number: int) -> tuple[int, object]:
        """Return what comes of a share, behind its number."""
        return number, self._job.told(self._shares[number])

    def _told(self, paths: Sequence[str], worked: Callable[[], object]) -> bytes:
        """Return the report on what is `worked` out about the notes at `paths`."""
        failure: Exception | None = None
        try:
            return pickle.dumps((worked(), self._notes.troubles, failure))
        except RuleError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - whatever it is, its place must be told
            failure = WorkerError(
                f"a worker process failed at {paths[0]} or a note soon after it ({error!r}); please report it"
            )
        return pickle.dumps(((), (), failure))


def _part(things: Sequence[Thing], at: int, of: int) -> Sequence[Thing]:
    """Return the one at `at` of so many parts of some things, which are about the same in number."""
    return things[len(things) * at // of : len(things) * (at + 1) // of]


def _end_with(boss: int) -> None:
    """Let this process end when its boss does, however that ends, instead of when it is done with a share."""
    with suppress(ImportError, AttributeError):  # no ctypes, no such call
        import ctypes  # noqa: PLC0415 - only a worker needs it

        ctypes.CDLL(None).prctl(_ENDS_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != boss:
        os._exit(1)
