"""The work: judge or mend one vault, write what was mended, and add it all to the tale."""

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator

from vaultfix.cli.known import Parting
from vaultfix.cli.order import Order
from vaultfix.cli.progress import Seen
from vaultfix.cli.tale import Tale
from vaultfix.engine import Quarrel
from vaultfix.lasting import lasting
from vaultfix.report.entry import Entry
from vaultfix.report.summary import count
from vaultfix.rule import RuleError, Verdict
from vaultfix.session import Outcome, Session
from vaultfix.store import Trouble
from vaultfix.store.places import seen_from_here
from vaultfix.text import Span


def work(session: Session, order: Order, tale: Tale, seen: Seen, part: Parting) -> None:
    """Judge or mend one vault, write what was mended where that is asked for, and add it all to the tale."""
    shown = shown_in(session, order)

    def tell(wrong: RuleError | Trouble) -> None:
        tale.troubles.append(f"{shown(wrong.path)}: {wrong if isinstance(wrong, RuleError) else wrong.reason}")

    outcome = lasting(session, lambda session: _outcome(session, order, seen, tell), tell)
    if order.add_suppressions:
        outcome = _silenced(outcome, part(outcome.left).new, order, tale)
    session = outcome.session
    if order.diff:
        tale.patch += _patch(outcome, shown)
    elif order.prints_note:
        note = outcome.session.vault.note(session.named[0])
        tale.mended += [note.raw] if note else []
    else:
        before = len(tale.written)
        try:
            outcome, refusals = _written(outcome, order, seen, tale)
        finally:  # what was written before Ctrl-C can be taken back too
            if session.config.journal and len(tale.written) > before:
                tale.undoable.append(session.root)
        for refusal in refusals:
            tell(refusal)
    # What a change inflicted on other notes may be found on both ways.
    inbound = lasting(outcome.session, lambda session: tuple(session.inbound()), tell) if order.inbound else ()
    left = _each_once((*outcome.left, *inbound))
    parted = part(left)
    tale.notes += len(session.named) + len(session.bystanders)
    tale.fixed += _entries(outcome.fixed, shown)
    tale.followed += _entries(outcome.followed, shown)
    tale.left += _entries(parted.new, shown)
    if order.summary:
        _compare(session, parted.new, tale, shown)
    tale.known += parted.known
    tale.gone += parted.mended
    tale.remarks += parted.words
    tale.troubles += (_complaint(quarrel, shown) for quarrel in outcome.quarrels)
    for trouble in session.unread:
        tell(trouble)
    tale.fails = tale.fails or any(verdict.severity >= session.config.fail_on for verdict in parted.new)


def _each_once(verdicts: Iterable[Verdict]) -> list[Verdict]:
    """Return the verdicts without those that say the same of the same note; few are so alike that this takes long."""
    every = list(verdicts)
    if len({(doc.path, finding.span, rule.name) for doc, rule, finding in every}) == len(every):
        return every
    alike: dict[tuple[str, Span, str], list[Verdict]] = {}
    kept = []
    for verdict in every:
        doc, rule, finding = verdict
        known = alike.setdefault((doc.path, finding.span, rule.name), [])
        if verdict not in known:
            known.append(verdict)
            kept.append(verdict)
    return kept


def _outcome(session: Session, order: Order, seen: Seen, tell: Callable[[Trouble], None]) -> Outcome:
    """Judge or mend one vault in memory."""
    if not (order.fix or (order.diff and not order.add_suppressions)):
        return Outcome(session, (), (), tuple(session.judge(seen)), ())
    from vaultfix.proving import proved  # noqa: PLC0415 - only what is mended is read again

    refusals: tuple[Trouble, ...] = ()
    if order.rename_files:
        from vaultfix.renaming import renamed  # noqa: PLC0415 - likewise, of names

        session, refusals = renamed(session, unsafe=order.unsafe_fixes)
    outcome, doubts = proved(session.mend(seen, unsafe=order.unsafe_fixes), unsafe=order.unsafe_fixes)
    for trouble in (*refusals, *doubts):
        tell(trouble)
    return outcome


def _written(outcome: Outcome, order: Order, seen: Seen, tale: Tale) -> tuple[Outcome, tuple[Trouble, ...]]:
    """Write what was mended, and rename what is to be renamed."""
    if not outcome.session.renames:
        return outcome.write(tale.written)
    from vaultfix.renaming import write  # noqa: PLC0415 - only who wants other names pays for it

    return write(outcome, seen, tale.written, unsafe=order.unsafe_fixes)


def _silenced(outcome: Outcome, faults: Iterable[Verdict], order: Order, tale: Tale) -> Outcome:
    """Return the outcome with comments that silence the faults, and note what is to be said of it."""
    from vaultfix.silencing import silenced  # noqa: PLC0415 - only who wants comments pays for it

    came = silenced(outcome, faults)
    shown = shown_in(outcome.session, order)
    done = "would be silenced" if order.diff else "silenced"
    tale.remarks.append(f"{count(came.faults, 'fault')} {done} in {count(came.notes, 'note')}")
    tale.remarks += (f"{shown(path)}: no comment can silence this; `per-file-ignores` can" for path in came.loud)
    return came.outcome


def _compare(session: Session, found: Collection[Verdict], tale: Tale, shown: Callable[[str], str]) -> None:
    """Add to the tale what the change that is judged broke, healed and left."""
    from vaultfix.comparing import compared  # noqa: PLC0415 - only a summary needs the past

    parts = compared(session, found)
    if parts:
        tale.changes = True
        tale.broken += _entries(parts.broken, shown)
        tale.healed += _entries(parts.healed, shown)
        tale.as_before += _entries(parts.left, shown)


def _patch(outcome: Outcome, shown: Callable[[str], str]) -> Iterator[str]:
    """Yield what mending would change as a patch: other names first, each with what changes in the file."""
    from vaultfix.report.diff import diff, moved  # noqa: PLC0415 - only who wants a patch pays for difflib

    changes = {after.path: (before, after) for before, after in outcome.changes}
    for new, old in sorted(outcome.session.old_paths.items()):
        yield from moved(shown(old), shown(new), changes.pop(new, None))
    for path, (before, after) in changes.items():
        yield from diff(shown(path), before, after)


def shown_in(session: Session, order: Order) -> Callable[[str], str]:
    """Return what turns the path of a note into the name that the reader knows it by."""
    if order.stdin and not order.stdin_filename:
        return lambda _path: "-"
    folders: dict[str, str] = {}

    def shown(path: str) -> str:
        folder, _, name = path.rpartition("/")
        if path not in session.vault.documents:
            return seen_from_here(session.root, path)
        if folder not in folders:
            seen = seen_from_here(session.root, folder)
            folders[folder] = "" if seen == "." else posixpath.join(seen, "")
        return folders[folder] + name

    return shown


def _entries(verdicts: Iterable[Verdict], shown: Callable[[str], str]) -> Iterator[Entry]:
    """Yield what the report lists."""
    names: dict[str, str] = {}
    for verdict in verdicts:
        path = verdict.doc.path
        if path not in names:
            names[path] = shown(path)
        yield Entry(names[path], verdict)


def _complaint(quarrel: Quarrel, shown: Callable[[str], str]) -> str:
    """Return what to say of rules that cannot agree about a note."""
    return f"{shown(quarrel.path)}: {quarrel} here, so the note was left as it was; please report it"
