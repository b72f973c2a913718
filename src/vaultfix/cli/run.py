"""The main job: open the vaults, judge or mend them, say what was found, and choose the exit code."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from vaultfix.cli.findings import show_findings, spare_notes, write_summary
from vaultfix.cli.known import check_wishes, parting
from vaultfix.cli.order import VERBS, Order
from vaultfix.cli.progress import progress
from vaultfix.cli.screen import Screen
from vaultfix.cli.tale import Tale
from vaultfix.cli.work import shown_in, work
from vaultfix.config import ConfigError
from vaultfix.git import GitError
from vaultfix.opening import Settings, open_vaults
from vaultfix.report.entry import in_order
from vaultfix.report.summary import Tally, as_numbers, by_note, checked, count, mended
from vaultfix.report.visible import visible_path
from vaultfix.rule import RuleError
from vaultfix.session import Session
from vaultfix.workers import WorkerError, usual_jobs

CLEAN, FAULTY, WRONG, STOPPED = 0, 1, 2, 130

_STDIN_NAME = "stdin.md"
_OPTIONS = ("help", "version", "fix")
"""What is an option here, and a verb of other programs."""
_SLIP = 0.7
"""How like one of these a word must be that is probably meant for it."""


def run(order: Order) -> int:
    """Do what `order` asks for and return the exit code."""
    screen = Screen(order.quiet, order.no_color, order.to, aside=order.prints_note)
    tale = Tale()
    try:
        sessions = _opened(order, tale)
        if order.show_config or order.show_files:
            _complain(tale, screen)
            screen.show("".join(_asked(sessions, order)))
        else:
            if sessions and all(session.from_nothing for session in sessions):
                screen.say("nothing was committed before, so every note is new")
            check_wishes(order, len(sessions))
            spare_notes(order, sessions)
            parts = [parting(session, order) for session in sessions]
            with progress(sum(len(session.named) for session in sessions), quiet=order.quiet) as seen:
                for session, part in zip(sessions, parts, strict=True):
                    work(session, order, tale, seen, part)
            _complain(tale, screen)
            _tell(order, tale, screen)
            if order.summary:
                write_summary(tale, order)
    except (ConfigError, GitError, RuleError, WorkerError) as wrong:
        screen.warn(f"vaultfix: {wrong}")
        return WRONG
    except KeyboardInterrupt:
        screen.warn(
            f"stopped; {count(len(tale.written), 'note')} {'was' if len(tale.written) == 1 else 'were'} written"
        )
        _tell_way_back(order, tale, screen)
        return STOPPED
    return _exit_code(order, tale)


def _opened(order: Order, tale: Tale) -> tuple[Session, ...]:
    """Open the vaults that `order` is about; with stdin, the one vault that the note belongs to."""
    if order.stdin_filename and not order.stdin:
        raise click.UsageError("--stdin-filename says where a note from stdin belongs; give - as the path too")
    if order.stdin and order.rename_files:
        raise click.UsageError("--rename-files needs the files; a note from stdin has none")
    if order.stdin and len(order.paths) > 1:
        raise click.UsageError("- reads one note from stdin and cannot stand beside other paths")
    if order.stdin and order.since is not None:
        raise click.UsageError("--since asks git about files; a note from stdin is none")
    config = Path(order.config) if order.config else None
    settings = Settings(config, order.isolated, order.overrides, order.since, order.jobs or usual_jobs())
    if not order.stdin:
        sessions, troubles = open_vaults(order.paths, settings)
        tale.troubles += (f"{each}{_verb_meant(each.path, order)}" for each in troubles)
        return sessions
    place = Path(os.path.abspath(order.stdin_filename or _STDIN_NAME))  # noqa: PTH100 - links in it stay
    folder = next(each for each in place.parents if each.is_dir())
    (session,), troubles = open_vaults([str(folder)], settings._replace(apart=False))
    path = place.relative_to(session.root).as_posix()
    return (session.with_text(path, _stdin(session.config.note_megabytes)),)


def _verb_meant(path: str, order: Order) -> str:
    """Return the end of a message that names the verb which was probably meant by a first path that leads nowhere."""
    if path != order.paths[0] or not path.isalpha() or os.path.lexists(path):
        return ""
    from difflib import get_close_matches  # noqa: PLC0415 - only a trouble pays for it

    near = get_close_matches(path, (*VERBS, *_OPTIONS), 1, _SLIP)
    return f"; did you mean `vaultfix {'--' if near[0] in _OPTIONS else ''}{near[0]}`?" if near else ""


def _stdin(megabytes: int) -> bytes:
    """Return the note that comes in at stdin, of as many megabytes as a note may have; 0 allows any.

    Raises:
        ConfigError: it has more, or nothing can be read there.
    """
    most = megabytes * 1_000_000
    try:
        raw = sys.stdin.buffer.read(most + 1 if most > 0 else -1)
    except OSError as error:
        raise ConfigError(f"stdin: cannot be read: {error.strerror or error}") from error
    if 0 < most < len(raw):
        raise ConfigError(
            f"stdin: not read: it has more than the {megabytes} MB that the setting `note-megabytes` allows"
        )
    return raw


def _asked(sessions: Iterable[Session], order: Order) -> Iterator[str]:
    """Yield what `--show-config` and `--show-files` ask for, instead of any work."""
    for session in sessions:
        if order.show_config:
            from vaultfix.config.describing import describe  # noqa: PLC0415 - only who asks for it pays for it

            yield describe(session.config)
        if order.show_files:
            yield from (f"{visible_path(shown_in(session, order)(path))}\n" for path in session.named)


def _tell(order: Order, tale: Tale, screen: Screen) -> None:
    """Print what was asked for, and say how it went."""
    left = in_order(tale.left)
    here, gone = Tally.of(left), Tally.of(tale.fixed)
    if order.diff:
        screen.put("".join(tale.patch).encode("utf-8", "surrogateescape"))
        screen.say(mended(gone, here, tale.notes, would=True))
        _tell_known(tale, screen)
        _tell_followed(tale, screen, would=True)
        for remark in order.idle:
            screen.say(remark)
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
        _tell_way_back(order, tale, screen)
        for remark in order.idle:
            screen.say(remark)
        return
    for path, what in by_note(tale.fixed, left):
        screen.say(f"{path}: {what}")
    screen.say(mended(gone, here, tale.notes))
    _tell_known(tale, screen)
    _tell_followed(tale, screen)
    _tell_way_back(order, tale, screen)


def _tell_known(tale: Tale, screen: Screen) -> None:
    """Say how many findings were not told, because they are known."""
    if tale.known:
        screen.say(f"{count(tale.known, 'known fault')} not shown")
    for remark in tale.remarks:
        screen.say(remark)


def _tell_followed(tale: Tale, screen: Screen, *, would: bool = False) -> None:
    """Say what became of notes that nobody named, so that their links still lead where they led."""
    if tale.followed:
        links, notes = (
            count(len(tale.followed), "link"),
            count(len({entry.path for entry in tale.followed}), "other note"),
        )
        screen.say(f"{links} in {notes} {'would follow' if would else 'followed'} what was mended")


def _tell_way_back(order: Order, tale: Tale, screen: Screen) -> None:
    """Say how each vault that was written to gets its notes back."""
    if tale.undoable:
        from vaultfix.cli.wayback import way_back  # noqa: PLC0415 - a run that wrote nothing needs none

        for root in tale.undoable:
            screen.say(f"{way_back(root, config=order.config, isolated=order.isolated)} takes this back")


def _complain(tale: Tale, screen: Screen) -> None:
    """Say what went wrong, once each."""
    for trouble in dict.fromkeys(tale.troubles):
        screen.warn(trouble)


def _exit_code(order: Order, tale: Tale) -> int:
    """Return how the run ends, as `--help` promises."""
    if tale.troubles:
        return WRONG
    if order.exit_zero:
        return CLEAN
    if order.diff:
        return FAULTY if tale.patch else CLEAN
    changed = order.exit_non_zero_on_fix and bool(tale.fixed)
    return FAULTY if tale.fails or changed else CLEAN
