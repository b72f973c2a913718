"""Proving: what was mended is read again before it is written, and a note that holds a surprise stays as it was."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

from vaultfix.document import Document
from vaultfix.proof import surprises_in
from vaultfix.session import Outcome, Session
from vaultfix.store import Trouble
from vaultfix.vault import Vault, everywhere
from vaultfix.workers import Surprises

_MOST_TRIALS = 200
"""How often a note with a surprise is mended again, each time with fewer lines, to find those that matter."""


def proved(outcome: Outcome, *, unsafe: bool) -> tuple[Outcome, tuple[Trouble, ...]]:
    """Return the outcome without the notes in which something is not as the findings said; the troubles name these.

    A note whose links followed what was mended in such a note stays as it was as well. What shows the fault is saved
    outside the vault, as little of it as does.
    """
    found = _surprises(outcome)
    if not found:
        return outcome, ()
    kept = [before for before, after in outcome.changes if after.path in found]
    troubles = [_trouble(outcome.session, note, found[note.path], unsafe=unsafe) for note in kept]
    following = [before for before, _ in outcome.changes if before not in kept and _follows(outcome, before, kept)]
    troubles += (Trouble(note.path, "not written: it links to a note that was not written") for note in following)
    return outcome.without([*kept, *following]), tuple(troubles)


def _surprises(outcome: Outcome) -> Surprises:
    """Return what nobody foresaw in the notes that were mended."""
    if not outcome.changes:
        return {}
    if outcome.surprises is not None:
        return outcome.surprises
    session = outcome.session
    then, now = everywhere(_as_read(session.vault)), everywhere(session.vault)
    charges = {after.path: session.config.rules_for(after.path) for _, after in outcome.changes}
    return surprises_in(then, now, outcome.changes, outcome.fixed, charges)


def _follows(outcome: Outcome, note: Document, kept: Iterable[Document]) -> bool:
    """Whether links of `note` were led after what was mended in one of `kept`."""
    followed = any(each.finding.inflicted and each.doc.path == note.path for each in outcome.fixed)
    return followed and note.path in outcome.session.vault.linking([doc.path for doc in kept])


def _trouble(session: Session, note: Document, words: Sequence[str], *, unsafe: bool) -> Trouble:
    """Save what shows the surprise, and say what a person can do with it."""
    from vaultfix.store.reports import save_report  # noqa: PLC0415 - hoped to be needed by nobody

    least = _least(session, note, unsafe=unsafe)
    again = _mended(session, least, unsafe=unsafe).changes
    place = save_report(least.raw, again[0][1].raw if again else b"", words)
    what = (
        f"not written, because a second reading of it does not hold: {words[0]}. Nothing is lost, and it is our fault"
    )
    return Trouble(note.path, f"{what}: please report it" + (f" with what lies in {place}" if place else ""))


def _least(session: Session, note: Document, *, unsafe: bool) -> Document:
    """Return as few lines of a note as still surprise when they are mended; the note itself where all of it matters."""
    starts = (*note.line_starts, len(note.text))
    lines = [note.text[start:end] for start, end in pairwise(starts)]
    trials = 0
    size = len(lines) // 2
    while size and trials < _MOST_TRIALS:
        at = 0
        while at < len(lines) and trials < _MOST_TRIALS:
            fewer = lines[:at] + lines[at + size :]
            trials += 1
            if _surprises(_mended(session, Document.of(note.path, "".join(fewer)), unsafe=unsafe)):
                lines = fewer
            else:
                at += size
        size //= 2
    return Document.of(note.path, "".join(lines))


def _mended(session: Session, note: Document, *, unsafe: bool) -> Outcome:
    """Return what mending comes to with `note` as it is here, in the vault as it was read."""
    read = replace(session, vault=_as_read(session.vault))
    return read.with_text(note.path, note.raw).mend(_unseen, unsafe=unsafe)


def _as_read(vault: Vault) -> Vault:
    return replace(vault, mended=MappingProxyType({}), _wholes={}, _seen={})


def _unseen(_path: str) -> None:
    """Let the notes go by; nobody watches."""
