"""A team: workers that are copies of this process, and have its index and the rooms that are open already.

They take the numbers of shares from one pipe, whoever is idle, and each reports through a pipe of its own.
"""

import fcntl
import gc
import os
import pickle
import select
import signal
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from types import TracebackType
from typing import Generic, NoReturn, Self

from vaultfix.rule import RuleError
from vaultfix.store import Notes
from vaultfix.workers import Job, Result, WorkerError

_NUMBER, _LENGTH = 4, 8
"""How many bytes the number of a share is written in, and the length of a report."""
_ROOM = 2**20
"""How many bytes a pipe holds where Linux lets it."""
_ENDS_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_IN_HAND = 2
"""How many shares each worker has: the one that it judges, and the one that it can go on with at once."""


class Team(Generic[Result]):
    """The workers of one job; all are gone when it ends, however it ends."""

    def __init__(self, job: Job[Result], shares: Sequence[Sequence[str]], notes: Notes) -> None:
        """Hire nobody yet."""
        self._job = job
        self._shares = shares
        self._notes = notes
        self._pids: dict[int, int] = {}

    def __enter__(self) -> Self:
        """Open the pipe that numbers are taken from."""
        self._taken, self._handed = os.pipe()
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
            for pipe, pid in self._pids.items():
                os.kill(pid, signal.SIGKILL)
                os.waitpid(pid, 0)
                os.close(pipe)
            os.close(self._taken)
            os.close(self._handed)
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
        waiting = iter(range(len(self._shares)))
        for number in islice(waiting, _IN_HAND * workers):
            self._hand(number)
        poll = select.poll()
        for pipe in self._pids:
            poll.register(pipe, select.POLLIN)
        left = len(self._shares)
        while left:
            for pipe, _ in poll.poll():
                report = self._report(pipe)
                left -= 1
                for number in islice(waiting, 1):
                    self._hand(number)
                yield report

    def _hire(self, workers: int) -> None:
        """Make so many workers; Ctrl-C is for this process, and none of them hears it."""
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        boss = os.getpid()
        try:
            for _ in range(workers):
                mine, theirs = os.pipe()
                _widen(theirs)
                pid = os.fork()
                if not pid:
                    signal.signal(signal.SIGINT, signal.SIG_IGN)
                    _end_with(boss)
                    self._serve(theirs, (*self._pids, mine, self._handed))
                os.close(theirs)
                self._pids[mine] = pid
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)

    def _hand(self, number: int) -> None:
        """Hand out a share."""
        os.write(self._handed, number.to_bytes(_NUMBER, "big"))

    def _report(self, pipe: int) -> tuple[int, Result]:
        """Take in one report of a worker."""
        try:
            number, told, troubles, failure = pickle.loads(_read(pipe))  # noqa: S301 - a copy of this process wrote it
        except EOFError:
            raise WorkerError(self._ended(pipe)) from None
        if failure:
            raise failure
        self._notes.heard(troubles)
        return number, self._job.heard(told, self._notes)

    def _ended(self, pipe: int) -> str:
        """Return what to say of a worker that is gone."""
        _, status = os.waitpid(self._pids.pop(pipe), 0)
        os.close(pipe)
        how = f"signal {os.WTERMSIG(status)}" if os.WIFSIGNALED(status) else "a failure that it could not tell"
        return (
            f"a worker process was ended by {how}, perhaps because memory ran out; nothing was written"
            " (--jobs 1 works in one process, with less memory)"
        )

    def _serve(self, pipe: int, others: Iterable[int]) -> NoReturn:
        """Be a worker: report through `pipe` on one share after the other, as long as anybody hands them out."""
        try:
            for other in others:
                os.close(other)
            while number := os.read(self._taken, _NUMBER):
                _write(pipe, self._answer(int.from_bytes(number, "big")))
        finally:
            os._exit(1)

    def _answer(self, number: int) -> bytes:
        """Do the job with a share, and return the report on it."""
        failure: Exception | None = None
        try:
            told = self._job.told(self._shares[number])
            return pickle.dumps((number, told, self._notes.troubles, failure))
        except RuleError as error:
            failure = error
        except Exception as error:  # noqa: BLE001 - whatever it is, its place must be told
            first = self._shares[number][0]
            failure = WorkerError(
                f"a worker process failed at {first} or a note soon after it ({error!r}); please report it"
            )
        return pickle.dumps((number, (), (), failure))


def _end_with(boss: int) -> None:
    """Let this process end when its boss does, however that ends, instead of when it is done with a share."""
    with suppress(ImportError, AttributeError):  # no ctypes, no such call
        import ctypes  # noqa: PLC0415 - only a worker needs it

        ctypes.CDLL(None).prctl(_ENDS_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != boss:
        os._exit(1)


def _widen(pipe: int) -> None:
    """Let a pipe hold whole reports, so that a worker goes on while its last one waits; narrower it works as well."""
    with suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def _write(pipe: int, report: bytes) -> None:
    """Write a report, behind its length."""
    left = memoryview(len(report).to_bytes(_LENGTH, "big") + report)
    while left:
        left = left[os.write(pipe, left) :]


def _read(pipe: int) -> bytes:
    """Read one report.

    Raises:
        EOFError: there is no whole one.
    """
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _LENGTH), "big"))


def _exactly(pipe: int, length: int) -> bytes:
    """Read so many bytes."""
    pieces = []
    while length:
        piece = os.read(pipe, length)
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
