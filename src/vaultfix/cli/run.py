"""The main job: open the vaults, judge or mend them, say what was found, and choose the exit code."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click

from vaultfix.cli.findings import show_findings
from vaultfix.cli.known import Parting, check_wishes, parting
from vaultfix.cli.order import Order
from vaultfix.cli.progress import Seen, progress
from vaultfix.cli.screen import Screen
from vaultfix.config import ConfigError, describe
from vaultfix.engine import Quarrel
from vaultfix.git import GitError
from vaultfix.opening import Settings, open_vaults
from vaultfix.renaming import renamed, write
from vaultfix.report.entry import Entry, in_order
from vaultfix.report.summary import Tally, as_numbers, by_note, checked, count, mended
from vaultfix.report.visible import visible
from vaultfix.rule import Verdict
from vaultfix.session import Outcome, Session, seen_from_here

CLEAN, FAULTY, WRONG, STOPPED = 0, 1, 2, 130

_STDIN_NAME = "stdin.md"


@dataclass(slots=True)
class _Tale:
    """What a run came to so far, over all its vaults."""

    notes: int = 0
    fixed: list[Entry] = field(default_factory=list)
    followed: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    undoable: bool = False
    troubles: list[str] = field(default_factory=list)
    patch: list[str] = field(default_factory=list)
    mended: list[bytes] = field(default_factory=list)
    fails: bool = False
    known: int = 0
    gone: int = 0
    remarks: list[str] = field(default_factory=list)


def run(order: Order) -> int:
    """Do what `order` asks for and return the exit code."""
    screen = Screen(order.quiet, order.no_color, order.to, aside=order.prints_note)
    tale = _Tale()
    try:
        sessions = _opened(order, tale)
        if order.show_config or order.show_files:
            _complain(tale, screen)
            screen.show("".join(_asked(sessions, order)))
        else:
            if sessions and all(session.from_nothing for session in sessions):
                screen.say("nothing was committed before, so every note is new")
            check_wishes(order, len(sessions))
            parts = [parting(session, order) for session in sessions]
            with progress(sum(len(session.named) for session in sessions), quiet=order.quiet) as seen:
                for session, part in zip(sessions, parts, strict=True):
                    _work(session, order, tale, seen, part)
            _complain(tale, screen)
            _tell(order, tale, screen)
    except (ConfigError, GitError) as wrong:
        screen.warn(f"vaultfix: {wrong}")
        return WRONG
    except KeyboardInterrupt:
        screen.warn(
            f"stopped; {count(len(tale.written), 'note')} {'was' if len(tale.written) == 1 else 'were'} written"
        )
        return STOPPED
    return _exit_code(order, tale)


def _opened(order: Order, tale: _Tale) -> tuple[Session, ...]:
    """Open the vaults that `order` is about; with stdin, the one vault that the note belongs to."""
    if order.stdin_filename and not order.stdin:
        raise click.UsageError("--stdin-filename says where a note from stdin belongs; give - as the path too")
    if order.stdin and order.rename_files:
        raise click.UsageError("--rename-files needs the files; a note from stdin has none")
    if order.stdin and len(order.paths) > 1:
        raise click.UsageError("- reads one note from stdin and cannot stand beside other paths")
    if order.stdin and order.since is not None:
        raise click.UsageError("--since asks git about files; a note from stdin is none")
    settings = Settings(Path(order.config) if order.config else None, order.isolated, order.overrides, order.since)
    if not order.stdin:
        sessions, troubles = open_vaults(order.paths, settings)
        tale.troubles += map(str, troubles)
        return sessions
    place = Path(os.path.abspath(order.stdin_filename or _STDIN_NAME))  # noqa: PTH100 - links in it stay
    folder = next(each for each in place.parents if each.is_dir())
    (session,), troubles = open_vaults([str(folder)], settings)
    path = place.relative_to(session.root).as_posix()
    return (session.with_text(path, sys.stdin.buffer.read()),)


def _asked(sessions: Iterable[Session], order: Order) -> Iterator[str]:
    """Yield what `--show-config` and `--show-files` ask for, instead of any work."""
    for session in sessions:
        if order.show_config:
            yield describe(session.config)
        if order.show_files:
            yield from (f"{visible(_shown(session, order)(path))}\n" for path in session.named)


def _work(session: Session, order: Order, tale: _Tale, seen: Seen, part: Parting) -> None:
    """Judge or mend one vault, write what was mended where that is asked for, and add it all to the tale."""
    shown = _shown(session, order)
    if order.rename_files and (order.fix or order.diff):
        session, refusals = renamed(session, unsafe=order.unsafe_fixes)
        tale.troubles += (f"{shown(refusal.path)}: {refusal.reason}" for refusal in refusals)
    if order.fix or order.diff:
        from vaultfix.proving import proved  # noqa: PLC0415 - only what is mended is read again

        outcome, doubts = proved(session.mend(seen, unsafe=order.unsafe_fixes), unsafe=order.unsafe_fixes)
        tale.troubles += (f"{shown(doubt.path)}: {doubt.reason}" for doubt in doubts)
    else:
        outcome = Outcome(session, (), (), tuple(session.judge(seen)), ())
    if order.diff:
        tale.patch += _patch(outcome, shown)
    elif order.prints_note:
        note = outcome.session.vault.note(session.named[0])
        tale.mended += [note.raw] if note else []
    else:
        outcome, refusals = write(outcome, seen, tale.written, unsafe=order.unsafe_fixes)
        tale.undoable = tale.undoable or (session.config.journal and bool(tale.written))
        tale.troubles += (f"{shown(refusal.path)}: {refusal.reason}" for refusal in refusals)
    # What a change inflicted on other notes may be found on both ways.
    left = dict.fromkeys((*outcome.left, *(outcome.session.inbound() if order.inbound else ())))
    parted = part(left)
    tale.notes += len(session.named) + len(session.bystanders)
    tale.fixed += _entries(outcome.fixed, shown)
    tale.followed += _entries(outcome.followed, shown)
    tale.left += _entries(parted.new, shown)
    tale.known += parted.known
    tale.gone += parted.mended
    tale.remarks += parted.words
    tale.troubles += (_complaint(quarrel, shown) for quarrel in outcome.quarrels)
    tale.troubles += (f"{shown(trouble.path)}: {trouble.reason}" for trouble in session.notes.troubles)
    tale.fails = tale.fails or any(verdict.severity >= session.config.fail_on for verdict in parted.new)


def _patch(outcome: Outcome, shown: Callable[[str], str]) -> Iterator[str]:
    """Yield what mending would change as a patch: other names first, each with what changes in the file."""
    from vaultfix.report.diff import diff, moved  # noqa: PLC0415 - only who wants a patch pays for difflib

    changes = {after.path: (before, after) for before, after in outcome.changes}
    for new, old in sorted(outcome.session.old_paths.items()):
        yield from moved(shown(old), shown(new), changes.pop(new, None))
    for path, (before, after) in changes.items():
        yield from diff(shown(path), before, after)


def _tell(order: Order, tale: _Tale, screen: Screen) -> None:
    """Print what was asked for, and say how it went."""
    left = in_order(tale.left)
    here, gone = Tally.of(left), Tally.of(tale.fixed)
    if order.diff:
        screen.put("".join(tale.patch).encode("utf-8", "surrogateescape"))
        screen.say(mended(gone, here, tale.notes, would=True))
        _tell_known(tale, screen)
        _tell_followed(tale, screen, would=True)
        return
    for raw in tale.mended:
        screen.put(raw)
    numbers = as_numbers(here, tale.notes, gone.faults) | {
        "known": tale.known,
        "known_gone": tale.gone,
        "troubles": tale.troubles,
    }
    show_findings(left, numbers, order, screen)
    if not order.fix:
        screen.say(checked(here, tale.notes, are_new=bool(tale.known)))
        _tell_known(tale, screen)
        return
    for path, what in by_note(tale.fixed, left):
        screen.say(f"{path}: {what}")
    screen.say(mended(gone, here, tale.notes))
    _tell_known(tale, screen)
    _tell_followed(tale, screen)
    if tale.undoable:
        screen.say("vaultfix undo takes this back")


def _tell_known(tale: _Tale, screen: Screen) -> None:
    """Say how many findings were not told, because they are known."""
    if tale.known:
        screen.say(f"{count(tale.known, 'known fault')} not shown")
    for remark in tale.remarks:
        screen.say(remark)


def _tell_followed(tale: _Tale, screen: Screen, *, would: bool = False) -> None:
    """Say what became of notes that nobody named, so that their links still lead where they led."""
    if tale.followed:
        links, notes = (
            count(len(tale.followed), "link"),
            count(len({entry.path for entry in tale.followed}), "other note"),
        )
        screen.say(f"{links} in {notes} {'would follow' if would else 'followed'} what was mended")


def _complain(tale: _Tale, screen: Screen) -> None:
    """Say what went wrong, once each."""
    for trouble in dict.fromkeys(tale.troubles):
        screen.warn(trouble)


def _exit_code(order: Order, tale: _Tale) -> int:
    """Return how the run ends, as `--help` promises."""
    if tale.troubles:
        return WRONG
    if order.exit_zero:
        return CLEAN
    if order.diff:
        return FAULTY if tale.patch else CLEAN
    changed = order.exit_non_zero_on_fix and bool(tale.fixed)
    return FAULTY if tale.fails or changed else CLEAN


def _shown(session: Session, order: Order) -> Callable[[str], str]:
    """Return what turns the path of a note into the name that the reader knows it by."""
    if order.stdin and not order.stdin_filename:
        return lambda _path: "-"
    return lambda path: seen_from_here(session.root, path)


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
