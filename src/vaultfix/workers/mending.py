"""Mending: what a worker does with a share of the notes beyond judging them, as long as no other note sees it."""

from collections.abc import Iterable, Sequence
from types import MappingProxyType
from typing import Any, NamedTuple

from vaultfix.document import Document
from vaultfix.engine import Court, Judge, Mended, Quarrel, SeenError, judge, mend
from vaultfix.proof import surprises_in
from vaultfix.rule import Verdict
from vaultfix.store import Notes
from vaultfix.vault import Vault, everywhere
from vaultfix.workers import Surprises, Work
from vaultfix.workers.judging import Judging


class Settled(NamedTuple):
    """What became of a share: what was found in it at `first`, and what mending it came to, as `Mended` says.

    Of notes that did not change nothing is told twice: what is left there was found at first. Where other notes could
    see a change the share `is_seen`, and nothing more is said of it.
    """

    first: Sequence[Verdict]
    changes: Sequence[tuple[Document, Document]] = ()
    fixed: Sequence[Verdict] = ()
    left: Sequence[Verdict] = ()
    quarrels: Sequence[Quarrel] = ()
    surprises: Surprises = MappingProxyType({})
    is_seen: bool = False


class Mending:
    """The job of judging and mending notes, each share as if nothing else were, and of reading again what changed."""

    def __init__(self, work: Work, *, unsafe: bool) -> None:
        """Do nothing yet."""
        self._work = work
        self._unsafe = unsafe
        self._judging = Judging(work)

    def done(self, share: Sequence[str]) -> Settled:
        """Return what becomes of a share."""
        first = list(self._work.judged(share))
        if not any(verdict.finding.fix for verdict in first):
            return Settled(first)
        vault = self._work.vault
        charges = {path: self._work.charges[path] for path in share}
        try:
            mended = mend(
                vault, charges, unsafe=self._unsafe, court=Court(reminded(first), by_faces=True, is_alone=True)
            )
        except SeenError:
            return Settled(first, is_seen=True)
        then = everywhere(vault)
        now = then.turned((after for _, after in mended.changes), with_same_faces=True)
        turned = {*(after.path for _, after in mended.changes), *(quarrel.path for quarrel in mended.quarrels)}
        left = [verdict for verdict in mended.left if verdict.doc.path in turned]
        surprises = surprises_in(then, now, mended.changes, mended.fixed, charges)
        return Settled(first, mended.changes, mended.fixed, left, mended.quarrels, surprises)

    def told(self, share: Sequence[str]) -> object:
        """Return the same in plain values."""
        first, changes, fixed, left, quarrels, surprises, is_seen = self.done(share)
        packed = map(self._judging.packer.packed, (first, fixed, left))
        return *packed, [(after.path, after.raw) for _, after in changes], quarrels, dict(surprises), is_seen

    def heard(self, told: Any, notes: Notes) -> Settled:  # noqa: ANN401 - whatever `told` returns
        """Return what became of a share in another process."""
        first, fixed, left, changes, *rest = told
        unpacked = self._judging.packer.unpacked
        found = self._judging.heard(first, notes)
        read = {verdict.doc.path: verdict.doc for verdict in found}
        mended = {path: Document(path, raw) for path, raw in changes}

        def between(path: str, raw: bytes) -> Document:
            return read[path] if read[path].raw == raw else Document(path, raw)

        return Settled(
            found,
            [(read[path], after) for path, after in mended.items()],
            list(unpacked(fixed, between)),
            list(unpacked(left, lambda path, _: mended.get(path) or read[path])),
            *rest,
        )


def reminded(first: Sequence[Verdict], judged: Judge = judge) -> Judge:
    """Return a judge who is asked first what was found already."""
    known = [first]
    return lambda *asked: known.pop() if known else judged(*asked)


def joined(vault: Vault, shares: Iterable[Settled]) -> tuple[Mended, Surprises]:
    """Return what mending a vault came to in shares of which no other note saw anything."""
    shares = list(shares)
    changes = sorted((each for share in shares for each in share.changes), key=lambda change: change[0].path)
    quarrels = sorted(each for share in shares for each in share.quarrels)
    turned = {after.path: after for _, after in changes}
    given_up = {quarrel.path for quarrel in quarrels}
    for verdict in (verdict for share in shares for verdict in share.first):
        if verdict.doc.path in given_up:
            turned[verdict.doc.path] = verdict.doc
    mended = Mended(
        vault.turned(turned.values(), with_same_faces=True),
        tuple(changes),
        _in_order(share.fixed for share in shares),
        _in_order((*share.left, *(each for each in share.first if each.doc.path not in turned)) for share in shares),
        tuple(quarrels),
        unseen=True,
    )
    return mended, {path: words for share in shares for path, words in share.surprises.items()}


def found_first(shares: Iterable[Settled]) -> Sequence[Verdict]:
    """Return what was found in the notes before any was mended."""
    return _in_order(share.first for share in shares)


def _in_order(found: Iterable[Iterable[Verdict]]) -> tuple[Verdict, ...]:
    return tuple(sorted((verdict for verdicts in found for verdict in verdicts), key=lambda verdict: verdict.doc.path))
