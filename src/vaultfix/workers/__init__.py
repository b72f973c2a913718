"""Workers: processes that judge and mend the notes of a vault side by side, and come to what one alone would."""

import os
import sys
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from vaultfix.engine import NOBODY, Charges, Court, Judge, Mended, judge, mend
from vaultfix.rule import Verdict
from vaultfix.store import Notes
from vaultfix.vault import Vault

_SHARE, _MOST_SHARED = 32, 256
"""How many notes are handed out at a time, at least and at most."""
_TURNS = 16
"""How often each worker is handed some, so that all end at about the same time."""
_ENOUGH = 500
"""How many notes keep a worker busy for longer than it takes to make one."""
_MOST = 8
"""How many workers there are at most where nobody says how many; each of them takes memory."""

Seen = Callable[[str], None]
"""Is told the path of each note that was judged."""
Surprises = Mapping[str, Sequence[str]]
"""What nobody foresaw in mended notes, in words, by path."""


Result = TypeVar("Result")
Result_co = TypeVar("Result_co", covariant=True)


class WorkerError(Exception):
    """A worker ended before its time, so that nothing can be said of the notes that it was to judge."""


def usual_jobs() -> int:
    """Return how many processes may judge where nobody says how many: one for each core that this process may use."""
    return min(len(os.sched_getaffinity(0)), _MOST) if sys.platform == "linux" else 1


class Job(Protocol[Result_co]):
    """Something to be done with the notes of a vault."""

    def done(self, share: Sequence[str]) -> Result_co:
        """Do it with a share of them."""

    def told(self, share: Sequence[str]) -> object:
        """Do it with a share of them, and return in plain values what came of it."""

    def heard(self, told: Any, notes: Notes) -> Result_co:  # noqa: ANN401 - whatever `told` returns
        """Return what came of a share of which another process told."""


class Crew(NamedTuple):
    """Who works on the notes of a vault: up to `jobs` processes, this one alone where the notes are few."""

    notes: Notes
    seen: Seen
    jobs: int = 1

    def judge(self, vault: Vault, charges: Charges, bystanders: Charges = NOBODY) -> Iterator[Verdict]:
        """Yield what the engine's `judge` does, in the same order.

        Raises:
            RuleError: a rule failed.
            WorkerError: a worker did.
        """
        work = Work(vault, charges, bystanders)
        paths = work.paths
        if workers := self._hands(paths):
            from vaultfix.workers.judging import Judging  # noqa: PLC0415 - only a large vault pays for other processes

            found = [verdict for share in self._together(Judging(work), work, workers) for verdict in share]
            yield from sorted(found, key=lambda verdict: verdict.doc.path)
        else:
            for share in _shares(paths, _MOST_SHARED):
                yield from work.judged(share)
                self._see(share)

    def mend(
        self, vault: Vault, charges: Charges, bystanders: Charges, *, unsafe: bool, by_faces: bool
    ) -> tuple[Mended, Surprises | None]:
        """Return what the engine's `mend` does, and what nobody foresaw; None where nothing was read again yet.

        Raises:
            RuleError: a rule failed.
            WorkerError: a worker did.
        """
        judged: Judge = self.judge
        if by_faces and not (bystanders or vault.mended) and (workers := self._hands(charges)):
            from vaultfix.workers.mending import Mending, found_first, joined, reminded  # noqa: PLC0415 - likewise

            work = Work(vault, charges, bystanders)
            shares = list(self._together(Mending(work, unsafe=unsafe), work, workers))
            if not any(share.is_seen for share in shares):
                return joined(vault, shares)
            judged = reminded(found_first(shares), judged)
        return mend(vault, charges, bystanders, unsafe=unsafe, court=Court(judged, by_faces)), None

    def _hands(self, paths: Collection[str]) -> int:
        """Return how many workers so many notes are worth; none where this process does as well alone."""
        workers = min(self.jobs, len(paths) // _ENOUGH)
        return workers if workers > 1 and _can_fork() else 0

    def _together(self, job: Job[Result], work: "Work", workers: int) -> Iterator[Result]:
        """Yield what comes of all notes in the hands of so many workers, a share at a time, in any order."""
        from vaultfix.vault.binding import learn_names  # noqa: PLC0415 - likewise
        from vaultfix.workers.team import Team  # noqa: PLC0415 - likewise

        learn_names(work.vault)
        paths = work.paths
        shares = _shares(paths, min(max(len(paths) // (workers * _TURNS), _SHARE), _MOST_SHARED))
        with Team(job, work.vault, shares, self.notes) as team:
            for number, result in team.done(workers):
                yield result
                self._see(shares[number])

    def _see(self, share: Sequence[str]) -> None:
        for path in share:
            self.seen(path)


class Work(NamedTuple):
    """What is asked: which rules judge which notes of a vault."""

    vault: Vault
    charges: Charges
    bystanders: Charges

    @property
    def paths(self) -> Sequence[str]:
        """The paths of the notes, in order, as most charges are: what is in order already is sorted fast."""
        return sorted([*self.charges, *(self.bystanders.keys() - self.charges.keys())])

    def judged(self, share: Sequence[str]) -> Iterator[Verdict]:
        """Yield what is found in the notes of a share."""
        return judge(self.vault, _of(self.charges, share), _of(self.bystanders, share))


def _of(charges: Charges, paths: Sequence[str]) -> Charges:
    """Return the charges against the notes at `paths`."""
    return {path: charges[path] for path in paths if path in charges}


def _shares(paths: Sequence[str], size: int) -> Sequence[Sequence[str]]:
    """Return the paths so many at a time."""
    return [paths[at : at + size] for at in range(0, len(paths), size)]


def _can_fork() -> bool:
    """Whether this process may be copied: on Linux, as long as it has one thread."""
    import threading  # noqa: PLC0415 - likewise

    return sys.platform == "linux" and threading.active_count() == 1
