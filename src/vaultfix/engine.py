"""The engine: judges notes by the rules it is given, and turns the vault until nothing moves."""

from bisect import bisect, insort
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby, pairwise
from types import MappingProxyType
from typing import NamedTuple

from vaultfix.bench import Bench
from vaultfix.document import Document
from vaultfix.rule import AS_IT_SAYS, Finding, Hearing, Rule, RuleError, Verdict
from vaultfix.sheaf import Sheaf, sheaves
from vaultfix.syntax.suppressions import SILENCER, silences, suppressed
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Safety, Span, splice
from vaultfix.vault import Vault

MOST_ROUNDS = 10
"""After so many a note is given up; a round that mends what touched the mended, and so had to wait, is none of them."""

Charges = Mapping[str, Sequence[Rule]]
"""Which notes are judged, by path, and by which rules each."""

NOBODY: Charges = MappingProxyType({})
Judge = Callable[[Vault, Charges, Charges], Iterable[Verdict]]
"""Judges as `judge` does, perhaps with more hands."""


class Quarrel(NamedTuple):
    """Rules whose fixes undo each other in one note, which therefore was left as it was read."""

    path: str
    rules: tuple[str, ...]

    def __str__(self) -> str:
        """Say who quarrels, for a person."""
        names = " and ".join(f"`{rule}`" for rule in self.rules)
        return f"{names} undo each other's work" if len(self.rules) > 1 else f"{names} never comes to rest"


class Mended(NamedTuple):
    """What mending came to: the settled vault, each note before and after, what was mended and left, who quarrelled."""

    vault: Vault
    changes: tuple[tuple[Document, Document], ...]
    fixed: tuple[Verdict, ...]
    left: tuple[Verdict, ...]
    quarrels: tuple[Quarrel, ...]
    unseen: bool = False
    """Whether the faces of all notes stayed what they were, in every round."""


class SeenError(Exception):
    """Others, who are mended elsewhere, can see what was mended."""


class _Turn(NamedTuple):
    """One round in the life of one note: what it was, the findings whose fixes were then applied, and how many wait."""

    before: Document
    mended: tuple[Verdict, ...]
    waiting: int = 0


def judge(vault: Vault, charges: Charges, bystanders: Charges = NOBODY) -> Iterator[Verdict]:
    """Yield every proved finding: by path, then offset, then the order of the rules.

    `bystanders` are charged only with what a change elsewhere inflicted on them.
    """
    paths = sorted(charges.keys() | bystanders.keys())
    for asked, ours in groupby(paths, key=lambda path: (tuple(charges.get(path, ())), tuple(bystanders.get(path, ())))):
        rules, suffered = map(Bench.of, asked)
        for sheaf in sheaves(filter(None, map(vault.note, ours))):
            yield from _judge_sheaf(sheaf, vault, rules, suffered)


class Court(NamedTuple):
    """Who judges while notes are mended, and what must be asked again."""

    judged: Judge = judge
    by_faces: bool = False
    """Whether the rules see of other notes no more than their faces: as long as these stay, nobody is asked again."""
    is_alone: bool = False
    """Whether other notes are mended elsewhere meanwhile, so that nothing can be said once they could see a change."""


USUAL = Court()


def mend(
    vault: Vault, charges: Charges, bystanders: Charges = NOBODY, *, unsafe: bool = False, court: Court = USUAL
) -> Mended:
    """Apply every fix that may be applied, again and again, until no rule wants another change.

    A note that comes back to a text it had before, or still moves after `MOST_ROUNDS` rounds, is given up: it goes
    back to the text that was read, and the rules that were at it are named.

    Raises:
        SeenError: others may see what was mended, and the court is not to ask them.
    """
    from vaultfix.vault.faces import look_alike  # noqa: PLC0415 - only who mends pays for it

    turns: dict[str, list[_Turn]] = {}
    quarrels: dict[str, Quarrel] = {}
    left: list[Verdict] = []
    everyone = charges.keys() | bystanders.keys()
    waiting = set(everyone)
    is_unseen = court.by_faces
    while waiting:
        is_everyone = waiting == everyone - quarrels.keys()
        asked = tuple(court.judged(vault, _of(charges, waiting), _of(bystanders, waiting)))
        left = [*(verdict for verdict in left if verdict.doc.path not in waiting), *asked]
        moved = []
        for turn in _turns(asked, unsafe=unsafe):
            past = turns.setdefault(turn.before.path, [])
            past.append(turn)
            after = _after(turn)
            if quarrel := _quarrel(past, after):
                quarrels[quarrel.path] = quarrel
                after = past[0].before
            moved.append(after)
        keeps_faces = all(look_alike(turns[doc.path][-1].before, doc, vault) for doc in moved)
        if court.is_alone and not keeps_faces:
            raise SeenError
        is_unseen = is_unseen and keeps_faces
        vault = vault.turned(moved, with_same_faces=keeps_faces)
        waiting = {doc.path for doc in moved} - quarrels.keys()
        # A mended note can change what is true of others: settled is what stays still when everyone is asked.
        if not (waiting or is_unseen) and (moved or not is_everyone):
            waiting = set(everyone) - quarrels.keys()
    settled = {path: turns[path] for path in sorted(turns.keys() - quarrels.keys())}
    given_up = court.judged(vault, _of(charges, quarrels), _of(bystanders, quarrels))
    stays = (verdict for verdict in left if verdict.doc.path not in quarrels)
    return Mended(
        vault,
        tuple((past[0].before, vault.mended[path]) for path, past in settled.items()),
        tuple(verdict for past in settled.values() for turn in past for verdict in turn.mended),
        tuple(sorted((*stays, *given_up), key=lambda verdict: verdict.doc.path)),
        tuple(quarrels[path] for path in sorted(quarrels)),
        is_unseen,
    )


def _of(charges: Charges, paths: Collection[str]) -> Charges:
    """Return the charges against the notes at `paths`."""
    return {path: rules for path, rules in charges.items() if path in paths}


def _judge_sheaf(sheaf: Sheaf, vault: Vault, rules: Bench, suffered: Bench) -> Iterator[Verdict]:
    """Yield the proved findings in the notes of a sheaf, those of the rules `suffered` only where a change did it."""
    doubting, fearing = rules.doubting(sheaf, vault), suffered.doubting(sheaf, vault)
    silencing = frozenset(sheaf.holding(SILENCER))
    for at, doc in enumerate(sheaf.docs):
        if not (doubting[at] or fearing[at] or at in silencing):
            continue
        verdicts = list(_found(doc, vault, rules.asked(doc, vault, doubting[at])))
        found = _found(doc, vault, suffered.asked(doc, vault, fearing[at]))
        verdicts += (verdict for verdict in found if verdict.finding.inflicted)
        if at in silencing and silences(doc):
            verdicts = _heeded(doc, vault, rules.judging(doc), verdicts)
        yield from sorted(verdicts, key=lambda verdict: verdict.finding.span)


def _found(doc: Document, vault: Vault, rules: Iterable[Rule]) -> Iterator[Verdict]:
    """Yield what rules find in a note that have a doubt about it."""
    for rule in rules:
        yield from _proved(doc, rule, partial(rule.check, doc, vault))


def _proved(doc: Document, rule: Rule, asked: Callable[[], Iterable[Finding]]) -> Iterator[Verdict]:
    """Yield what a rule found in a note, but for suspicions outside its zones.

    Raises:
        RuleError: the rule, which may be somebody else's, went wrong.
    """
    try:
        for finding in asked():
            if rule.touches_everything or zone_at(doc, finding.span.start) in rule.touches:
                taken = finding if rule.terms is AS_IT_SAYS else rule.terms.taken(finding, rule.severity)
                yield Verdict(doc, rule, taken)
    except Exception as error:  # whatever it is, the other rules go on
        raise RuleError(rule.name, doc.path, f"{type(error).__name__}: {error}") from error


def _heeded(doc: Document, vault: Vault, rules: Sequence[Rule], verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts that the author did not silence, and what `rules` say of those that were.

    What silences every rule does not silence what is said of itself.
    """
    silenced = tuple((each.rule.name, each.finding.span.start) for each in verdicts if _is_silenced(each))
    hearing = Hearing(frozenset(rule.name for rule in rules), silenced)
    reviews = (each for rule in rules for each in _proved(doc, rule, partial(rule.review, doc, vault, hearing)))
    return [
        *(each for each in verdicts if not _is_silenced(each)),
        *(each for each in reviews if not _is_silenced(each, by_name=True)),
    ]


def _is_silenced(verdict: Verdict, *, by_name: bool = False) -> bool:
    return suppressed(verdict.doc, verdict.rule.name, verdict.finding.span.start, by_name=by_name)


def _turns(verdicts: Iterable[Verdict], *, unsafe: bool) -> Iterator[_Turn]:
    """Choose for each note the fixes that may be applied together; those that touch one of them wait a round."""
    for doc, ours in groupby(verdicts, key=lambda verdict: verdict.doc):
        taken: list[Span] = []
        chosen = []
        waiting = 0
        for verdict in ours:
            fix = verdict.finding.fix
            if fix is None or (fix.safety is Safety.UNSAFE and not unsafe):
                continue
            if any(_is_taken(edit.span, taken) for edit in fix.edits):
                waiting += 1
                continue
            chosen.append(verdict)
            for edit in fix.edits:
                insort(taken, edit.span)
        if chosen:
            yield _Turn(doc, tuple(chosen), waiting)


def _is_taken(span: Span, taken: Sequence[Span]) -> bool:
    """Whether `span` touches one of `taken`, which are in order and do not overlap."""
    at = bisect(taken, span)
    return any(span.touches(neighbour) for neighbour in taken[max(at - 1, 0) : at + 1])


def _after(turn: _Turn) -> Document:
    """Return the note with the turn's fixes applied."""
    edits = [edit for verdict in turn.mended if verdict.finding.fix for edit in verdict.finding.fix.edits]
    return Document.of(turn.before.path, splice(turn.before.text, edits))


def _quarrel(past: Sequence[_Turn], after: Document) -> Quarrel | None:
    """Return who quarrels where a note has come back to a text it had, or will not settle."""
    circle = next((past[i:] for i, turn in enumerate(past) if turn.before.raw == after.raw), None)
    if circle is None and 1 + sum(not _catches_up(*turns) for turns in pairwise(past)) >= MOST_ROUNDS:
        circle = past[-2:]
    if circle is None:
        return None
    names = dict.fromkeys(verdict.rule.name for turn in circle for verdict in turn.mended)
    return Quarrel(after.path, tuple(names))


def _catches_up(last: _Turn, turn: _Turn) -> bool:
    """Whether a turn left far fewer fixes waiting than the last: of thousands in a row every other one is done."""
    return last.waiting * 2 // 3 >= turn.waiting < last.waiting
