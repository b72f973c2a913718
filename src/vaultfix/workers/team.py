"""A team: workers that are copies of this process, and have its index and the rooms that are open already.

First each hears what a part of the notes say of themselves, and is told what the others heard. Then it is handed
shares through a pipe of its own, those of its part before others, for it has read them; it reports through another.
"""

import gc
import os
import pickle
import select
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from itertools import groupby
from types import TracebackType
from typing import Any, NamedTuple, NoReturn, Self, TypeVar

from vaultfix.document import Document, Place
from vaultfix.rule import Finding, Rule, RuleError, Verdict
from vaultfix.store import Notes
from vaultfix.text import Span
from vaultfix.vault.called import all_notes, heard, tell
from vaultfix.workers import Work, WorkerError
from vaultfix.workers.pipes import read, widen, write

_NUMBER = 4
"""How many bytes the number of a share is written in."""
_ENDS_WITH_PARENT = 1  # PR_SET_PDEATHSIG
_IN_HAND = 2
"""How many shares each worker has: the one that it judges, and the one that it can go on with at once."""

Thing = TypeVar("Thing")


class Worker(NamedTuple):
    """One worker, as its boss knows it: the pipes between them, and the numbers of the shares that it is to judge."""

    pid: int
    handed: int
    reported: int
    shares: deque[int]


class Team:
    """The workers of one job; all are gone when it ends, however it ends."""

    def __init__(self, work: Work, shares: Sequence[Sequence[str]], notes: Notes) -> None:
        """Hire nobody yet."""
        self._work = work
        self._shares = shares
        self._notes = notes
        self._rules = _rules(work)
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
                os.waitpid(worker.pid, 0)
                os.close(worker.handed)
                os.close(worker.reported)
            gc.unfreeze()
        finally:
            signal.signal(signal.SIGINT, heard)
        if pressed and kind is None:
            raise KeyboardInterrupt

    def judged(self, workers: int) -> Iterator[tuple[int, Sequence[Verdict]]]:
        """Yield what so many workers find in each share, by its number, as soon as it is known.

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
                number, notes = self._report(self._workers[pipe])
                self._hand(self._workers[pipe])
                left -= 1
                yield number, self._verdicts(notes)

    def _hire(self, workers: int) -> None:
        """Make so many workers; Ctrl-C is for this process, and none of them hears it."""
        heard = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        boss = os.getpid()
        numbers = range(len(self._shares))
        paths = all_notes(self._work.vault)
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
                    self._serve(taken, reports, _part(paths, at, workers))
                os.close(taken)
                os.close(reports)
                self._workers[reported] = Worker(pid, handed, reported, deque(_part(numbers, at, workers)))
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, heard)

    def _confer(self) -> None:
        """Let every worker know what all of them have heard."""
        parts = [self._report(worker) for worker in self._workers.values()]
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

    def _verdicts(self, notes: Iterable[tuple[str, bytes, Sequence[Sequence[Any]]]]) -> Sequence[Verdict]:
        """Return what a worker found in some notes."""
        mended = self._work.vault.mended
        verdicts = []
        for path, raw, found in notes:
            doc = mended.get(path) or self._notes.adopted(Document(path, raw))
            for at, start, end, line, column, message, rest in found:
                doc.places[start] = Place(line, column)
                verdicts.append(Verdict(doc, self._rules[at], Finding(Span(start, end), message, *rest)))
        return verdicts

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

    def _serve(self, taken: int, reports: int, paths: Sequence[str]) -> NoReturn:
        """Be a worker: hear what the notes at `paths` say, then judge one share after the other that is handed out."""
        try:
            vault = self._work.vault
            write(reports, self._told(paths, partial(heard, vault, paths)))
            tell(vault, pickle.loads(read(taken)))  # noqa: S301 - copies of this process wrote it
            places = {id(rule): at for at, rule in enumerate(self._rules)}
            while word := os.read(taken, _NUMBER):
                number = int.from_bytes(word, "big")
                write(reports, self._told(self._shares[number], partial(self._judged, number, places)))
        finally:
            os._exit(1)

    def _judged(self, number: int, places: dict[int, int]) -> tuple[int, Sequence[tuple[str, bytes, object]]]:
        """Return what is found in the notes of a share, behind its number; `places` says where each rule stands."""
        by_note = groupby(self._work.judged(self._shares[number]), key=lambda verdict: verdict.doc)
        return number, [(doc.path, doc.raw, [_plainly(verdict, places) for verdict in ours]) for doc, ours in by_note]

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


def _plainly(verdict: Verdict, places: dict[int, int]) -> tuple[object, ...]:
    """Return a verdict as plain values, which are soon written and read: its rule by number, and where it stands."""
    (start, end), message, *rest = verdict.finding
    line, column = verdict.doc.place(start)
    is_usual = not any(rest)  # most findings are only a message
    return places[id(verdict.rule)], start, end, line, column, message, () if is_usual else rest


def _end_with(boss: int) -> None:
    """Let this process end when its boss does, however that ends, instead of when it is done with a share."""
    with suppress(ImportError, AttributeError):  # no ctypes, no such call
        import ctypes  # noqa: PLC0415 - only a worker needs it

        ctypes.CDLL(None).prctl(_ENDS_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != boss:
        os._exit(1)


def _rules(work: Work) -> tuple[Rule, ...]:
    """Return all rules that are asked, each once; most notes have the very same."""
    groups = {id(rules): rules for rules in (*work.charges.values(), *work.bystanders.values())}
    return tuple({id(rule): rule for rules in groups.values() for rule in rules}.values())
