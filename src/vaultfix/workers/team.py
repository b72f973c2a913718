"""A team: workers that are copies of this process, and have its index and the rooms that are open already.

First each hears what a part of the notes say of themselves, and is told what the others heard. Then it is handed
shares through a pipe of its own, those of its part before others, for it has read them; it reports through another.
"""

import fcntl
import gc
import os
import pickle
import select
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from types import TracebackType
from typing import Any, Generic, NamedTuple, NoReturn, Self

from vaultfix.rule import RuleError
from vaultfix.store import Notes
from vaultfix.vault import Vault
from vaultfix.vault.called import all_notes, heard, tell
from vaultfix.workers import Job, Result, WorkerError, parted
from vaultfix.workers.pipes import read, widen, write

_NUMBER = 4
"""How many bytes the number of a share is written in."""
_IN_HAND = 2
"""How many shares each worker has: the one that it judges, and the one that it can go on with at once."""


class Worker(NamedTuple):
    """One worker, as its boss knows it: the pipes between them, and the numbers of the shares that it is to judge."""

    pid: int
    handed: int
    reported: int
    alive: int
    """Nothing is written here: when the boss is gone, however it ended, the worker's end of this pipe tells it."""
    shares: deque[int]

    def dismiss(self) -> None:
        """Close the boss's ends of the pipes."""
        for pipe in (self.handed, self.reported, self.alive):
            os.close(pipe)


class Team(Generic[Result]):
    """The workers of one job; all are gone when it ends, however it ends."""

    def __init__(self, job: Job[Result], vault: Vault, shares: Sequence[Sequence[str]], notes: Notes) -> None:
        """Hire nobody yet."""
        self._job = job
        self._vault = vault
        self._shares = shares
        self._notes = notes
        self._parts = parted(all_notes(vault), len(shares[0]))
        """All notes that may say anything of themselves: what a worker hears are about the notes that it will judge."""
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
                worker.dismiss()
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
        self._hire(workers)
        self._confer()
        poll = select.poll()
        for worker in self._workers.values():
            poll.register(worker.reported, select.POLLIN)
            for _ in range(_IN_HAND):
                self._hand(worker)
        left = len(self._shares)
        while left:
            for pipe, _ in poll.poll():
                number, told = self._report(self._workers[pipe])
                self._hand(self._workers[pipe])
                left -= 1
                yield number, self._job.heard(told, self._notes)

    def _hire(self, workers: int) -> None:
        """Make so many workers; Ctrl-C is for this process, and none of them hears it."""
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        numbers = range(len(self._shares))
        try:
            for at in range(workers):
                taken, handed = os.pipe()
                reported, reports = os.pipe()
                life, alive = os.pipe()
                widen(reports)
                pid = os.fork()
                worker = Worker(pid, handed, reported, alive, deque(numbers[at::workers]))
                if not pid:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    for each in (worker, *self._workers.values()):
                        each.dismiss()
                    _end_with(life)
                    self._serve(taken, reports, self._parts[at::workers])
                for pipe in (taken, reports, life):
                    os.close(pipe)
                self._workers[reported] = worker
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)

    def _confer(self) -> None:
        """Let every worker know what all of them have heard."""
        told = [self._report(worker) for worker in self._workers.values()]
        parts = [told[number % len(told)][number // len(told)] for number in range(len(self._parts))]
        for worker in self._workers.values():
            with suppress(BrokenPipeError):  # its report will be missed
                write(worker.handed, pickle.dumps(parts))

    def _hand(self, worker: Worker) -> None:
        """Hand a worker a share: one of its own, else the last of who has most left."""
        most = max((each.shares for each in self._workers.values()), key=len)
        if worker.shares or most:
            number = worker.shares.popleft() if worker.shares else most.pop()
            with suppress(BrokenPipeError):  # likewise
                os.write(worker.handed, number.to_bytes(_NUMBER, "big"))

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
        worker.dismiss()
        how = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "a failure that it could not tell"
        return (
            f"a worker process was ended by {how}, perhaps because memory ran out; nothing was written"
            " (--jobs 1 works in one process, with less memory)"
        )

    def _serve(self, taken: int, reports: int, parts: Sequence[Sequence[str]]) -> NoReturn:
        """Be a worker: hear what some parts of all notes say, then do the job with one share after the other."""
        try:
            write(reports, self._told(self._parts[0], lambda: tuple(heard(self._vault, part) for part in parts)))
            tell(self._vault, pickle.loads(read(taken)))  # noqa: S301 - copies of this process wrote it
            while word := os.read(taken, _NUMBER):
                number = int.from_bytes(word, "big")
                write(reports, self._told(self._shares[number], partial(self._done, number)))
        finally:
            os._exit(1)

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


def _end_with(life: int) -> None:
    """Let this process end as soon as the other end of a pipe is closed, instead of when it is done with a share."""
    signal.signal(signal.SIGIO, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGIO})  # who started this run may have blocked it
    fcntl.fcntl(life, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(life, fcntl.F_SETFL, os.O_ASYNC)
    if select.select([life], [], [], 0)[0]:  # it was closed before
        os._exit(1)
