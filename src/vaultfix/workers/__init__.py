"""Workers: processes that judge the notes of a vault side by side, and find what one alone would find."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from vaultfix.engine import NOBODY, Charges, judge
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


class WorkerError(Exception):
    """A worker ended before its time, so that nothing can be said of the notes that it was to judge."""


def usual_jobs() -> int:
    """Return how many processes may judge where nobody says how many: one for each core that this process may use."""
    return min(len(os.sched_getaffinity(0)), _MOST) if sys.platform == "linux" else 1


class Crew(NamedTuple):
    """Who judges the notes of a vault: up to `jobs` processes, this one alone where the notes are few."""

    notes: Notes
    seen: Seen
    jobs: int = 1

    def judge(self, vault: Vault, charges: Charges, bystanders: Charges = NOBODY) -> Iterator[Verdict]:
        """Yield what the engine's `judge` does, in the same order.

        Raises:
            RuleError: a rule failed.
            WorkerError: a worker did.
        """
        paths = sorted(charges.keys() | bystanders.keys())
        workers = min(self.jobs, len(paths) // _ENOUGH)
        work = Work(vault, charges, bystanders)
        if workers > 1 and _can_fork():
            yield from self._judged_together(work, paths, workers)
        else:
            for share in _shares(paths, _MOST_SHARED):
                yield from self._judged_alone(work, share)

    def _judged_alone(self, work: "Work", share: Sequence[str]) -> Iterator[Verdict]:
        """Yield what is found in the notes of a share, in this process."""
        yield from work.judged(share)
        for path in share:
            self.seen(path)

    def _judged_together(self, work: "Work", paths: Sequence[str], workers: int) -> Iterator[Verdict]:
        """Yield what is found in all notes by so many workers."""
        from vaultfix.vault.binding import learn_names  # noqa: PLC0415 - only a large vault pays for other processes
        from vaultfix.workers.team import Team  # noqa: PLC0415 - likewise

        learn_names(work.vault)
        size = min(max(len(paths) // (workers * _TURNS), _SHARE), _MOST_SHARED)
        shares = _shares(paths, size)
        found: list[Verdict] = []
        with Team(work, shares, self.notes) as team:
            for number, verdicts in team.judged(workers):
                found += verdicts
                for path in shares[number]:
                    self.seen(path)
        yield from sorted(found, key=lambda verdict: verdict.doc.path)


class Work(NamedTuple):
    """What is asked: which rules judge which notes of a vault."""

    vault: Vault
    charges: Charges
    bystanders: Charges

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
