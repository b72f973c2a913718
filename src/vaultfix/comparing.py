"""Comparing: what a change broke, what it healed, and what it left as it was."""

from collections import Counter
from collections.abc import Collection, Iterator
from typing import NamedTuple

from vaultfix.baseline.known import Known
from vaultfix.engine import judge
from vaultfix.rule import Verdict
from vaultfix.session import Session


class Compared(NamedTuple):
    """The findings of a run, parted by what the change that is judged has to do with them."""

    broken: tuple[Verdict, ...]
    """What was not there before."""
    healed: tuple[Verdict, ...]
    """What was there, in the notes as they were, and is gone."""
    left: tuple[Verdict, ...]
    """What was there and still is."""


def compared(session: Session, found: Collection[Verdict]) -> Compared | None:
    """Set what was found in a vault beside what was wrong before the change since some commit.

    Returns:
        What the change did; None where no change is judged.
    """
    before = session.vault.before
    if before is None:
        return None
    back = {new: old for old, new in session.vault.moved.items()}
    past = {old: path for path in session.named if (old := back.get(path, path)) in before.documents}
    then = tuple(judge(before, {old: session.config.rules_for(path) for old, path in past.items()}))
    unmatched = Counter(Known.of(verdict) for verdict in found)
    healed = [verdict for verdict in then if not _taken(unmatched, _now(verdict, past))]
    known = Counter(_now(verdict, past) for verdict in then)
    parts = [(verdict, not verdict.finding.inflicted and _taken(known, Known.of(verdict))) for verdict in found]
    return Compared(tuple(_those(parts, known=False)), tuple(healed), tuple(_those(parts, known=True)))


def _now(verdict: Verdict, past: dict[str, str]) -> Known:
    """Return by what a fault of before is known under the present name of its note."""
    return Known.of(verdict)._replace(path=past[verdict.doc.path])


def _taken(counts: Counter[Known], known: Known) -> bool:
    """Take one of what is counted away; return whether there was one."""
    if not counts[known]:
        return False
    counts[known] -= 1
    return True


def _those(parts: list[tuple[Verdict, bool]], *, known: bool) -> Iterator[Verdict]:
    return (verdict for verdict, is_known in parts if is_known is known)
