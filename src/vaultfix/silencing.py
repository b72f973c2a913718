"""Silencing: comments are written for the faults that are there, and each note is read again before it is believed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from vaultfix.document import Document
from vaultfix.engine import judge
from vaultfix.proof import surprises
from vaultfix.rule import Finding, Verdict
from vaultfix.session import Outcome, Session
from vaultfix.syntax.remarks import above_all, above_block, behind_line, below_all
from vaultfix.text import Edit, Fix, Span, splice
from vaultfix.vault import Vault, everywhere

_OWN = "unused-suppression"
"""The rule that judges suppressions; who silences a fault of theirs keeps it."""

Place = Callable[[Document, int, str], Edit | None]
"""Gives the edit that puts a remark near a line, where there is a place for it."""


@dataclass(frozen=True, slots=True)
class Silenced:
    """What came of it: `faults` in `notes` are silent now, and no comment can silence anything in the `loud` ones."""

    outcome: Outcome
    faults: int
    notes: int
    loud: tuple[str, ...]


def silenced(outcome: Outcome, faults: Iterable[Verdict]) -> Silenced:
    """Return the outcome with comments in its named notes that silence `faults`.

    Each comment is as near as it can be: behind the line, above the block, for the whole note. A note is settled once
    its faults are silent and nothing else in it is read otherwise; until then it has a try with what reaches farther.
    """
    session = outcome.session
    waiting = _by_note(session, faults)
    loud = [path for path, ours in waiting.items() if not ours[0].doc.is_utf8]
    for path in loud:
        del waiting[path]
    known: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for verdict in outcome.left:
        known[verdict.doc.path][verdict.rule.name] += 1
    settled: dict[str, Document] = {}
    for places, whole in (
        ((behind_line, above_block), below_all),
        ((above_block,), below_all),
        ((), below_all),
        ((), above_all),
    ):
        edits = {path: list(_edits(ours, places, whole)) for path, ours in waiting.items()}
        trial = _Trial(session, session.vault.turned(_edited(session, edits)), known)
        for path in [path for path in waiting if trial.holds(waiting[path], edits[path])]:
            del waiting[path]
            settled[path] = trial.note(path)
    came = _with(outcome, settled)
    number = len(outcome.left) - len(came.left)
    return Silenced(came, number, len(settled), tuple(sorted((*loud, *waiting))))


def _by_note(session: Session, faults: Iterable[Verdict]) -> dict[str, list[Verdict]]:
    """Return the faults in the notes that were named, but for those of suppressions."""
    named = frozenset(session.named)
    ours: dict[str, list[Verdict]] = {}
    for verdict in faults:
        if verdict.doc.path in named and verdict.rule.name != _OWN:
            ours.setdefault(verdict.doc.path, []).append(verdict)
    return ours


def _edits(
    faults: Sequence[Verdict], places: Sequence[Place], whole: Callable[[Document, str], Edit | None]
) -> Iterator[Edit]:
    """Yield the edits that put a comment in the first of `places` that a line has, or one for the whole note."""
    doc = faults[0].doc
    near: dict[Span, tuple[Place, int, set[str]]] = {}
    far = set()
    for verdict in faults:
        number = doc.line_number(verdict.finding.span.start)
        found = next(((place, edit.span) for place in places if (edit := place(doc, number, ""))), None)
        if found is None:
            far.add(verdict.rule.name)
        else:
            near.setdefault(found[1], (found[0], number, set()))[2].add(verdict.rule.name)
    end = Span(len(doc.text), len(doc.text))
    if far and end in near:  # where the comment for the whole note goes
        far |= near.pop(end)[2]
    for place, number, rules in near.values():
        edit = place(doc, number, _remark("ignore", rules - far)) if rules - far else None
        if edit:
            yield edit
    if far and (edit := whole(doc, _remark("ignore-file", far))):
        yield edit


def _remark(what: str, rules: Iterable[str]) -> str:
    return f"<!-- vaultfix-{what} {' '.join(sorted(rules))} -->"


def _edited(session: Session, edits: Mapping[str, Sequence[Edit]]) -> Iterator[Document]:
    for path, ours in edits.items():
        if doc := session.vault.note(path):
            yield Document.of(path, splice(doc.text, ours))


class _Trial:
    """A vault with comments in some notes, beside what it was; `known` counts the faults of each note by rule."""

    def __init__(self, session: Session, now: Vault, known: Mapping[str, Counter[str]]) -> None:
        self._session = session
        self._now = now
        self._known = known
        self._everywhere = everywhere(session.vault), everywhere(now)

    def note(self, path: str) -> Document:
        """Return a note with its comments."""
        return self._now.mended[path]

    def holds(self, faults: Sequence[Verdict], edits: Sequence[Edit]) -> bool:
        """Whether the faults are silent, no other is there, and all else in their note is read as before."""
        doc = faults[0].doc
        left = Counter(each.rule.name for each in _judged(self._session, self._now, [doc.path]))
        if left - (self._known[doc.path] - Counter(fault.rule.name for fault in faults)):
            return False
        deed = Verdict(doc, faults[0].rule, Finding(faults[0].finding.span, "", Fix(tuple(edits))))
        rules = self._session.config.rules_for(doc.path)
        return not any(surprises(*self._everywhere, doc.path, [deed], rules))


def _judged(session: Session, vault: Vault, paths: Iterable[str]) -> Iterator[Verdict]:
    """Yield the findings in some of the named notes."""
    paths = list(paths)
    return judge(vault, {path: session.config.rules_for(path) for path in paths}, session.suffered(paths))


def _with(outcome: Outcome, settled: Mapping[str, Document]) -> Outcome:
    """Return the outcome with the notes that are settled."""
    session = replace(outcome.session, vault=outcome.session.vault.turned(settled.values()))
    changes = {after.path: (before, after) for before, after in outcome.changes}
    for path, after in settled.items():
        before = changes[path][0] if path in changes else outcome.session.vault.note(path)
        if before:
            changes[path] = before, after
    left = [verdict for verdict in outcome.left if verdict.doc.path not in settled]
    left += _judged(session, session.vault, settled)
    ordered = tuple(sorted(left, key=lambda verdict: verdict.doc.path))
    return Outcome(session, tuple(changes[path] for path in sorted(changes)), outcome.fixed, ordered, outcome.quarrels)
