"""The verb `undo`."""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Unpack

import click

from vaultfix.cli.screen import Screen
from vaultfix.cli.wayback import Reading, way_back
from vaultfix.cli.words import FileWord
from vaultfix.config import CONFIG_NAMES, ConfigError, load
from vaultfix.config.plugins import Plugins, plugins
from vaultfix.passes import PASSES
from vaultfix.report.diff import diff
from vaultfix.report.summary import count
from vaultfix.store import StoreError, Trouble, find_root
from vaultfix.store.journal import Journal
from vaultfix.store.places import seen_from_here, seen_from_root
from vaultfix.store.runs import Run
from vaultfix.undoing import last, named, undoing

CLEAN, WRONG = 0, 2


@click.command("vaultfix undo")
@click.argument("paths", nargs=-1, type=FileWord(), metavar="[PATHS]...")
@click.option("--run", metavar="NAME", help="The run to take back, as --list names it (default: the last).")
@click.option("--list", "lists", is_flag=True, help="Only list the runs over this vault.")
@click.option("--diff", "shows", is_flag=True, help="Write nothing; print what would change, as a patch.")
@click.option("--config", type=FileWord(), metavar="FILE", help="Read this configuration, as the run did.")
@click.option("--isolated", is_flag=True, help="Read no configuration, as the run did.")
def undo(*, paths: tuple[str, ...], run: str | None, lists: bool, shows: bool, **reading: Unpack[Reading]) -> int:
    """Take back what the last run of --fix wrote in a vault.

    PATHS are notes or folders of it, or the vault itself (default: the vault that you are in).

    Every note comes back byte for byte. One that was edited since is left as it is, and named; the next undo then
    takes back the run before.
    """
    screen = Screen()
    root = find_root(Path(paths[0] if paths else "."), CONFIG_NAMES)
    kept = _journal(root, **reading)
    if lists:
        screen.show("".join(f"{each}\n" for each in kept.runs()))
        return _told(screen, root, kept.damaged())
    only = _only(root, paths)
    chosen = _chosen(root, kept, run, only)
    # The last run may be one of those.
    damaged = () if run else kept.damaged(chosen.name if chosen else "")
    if chosen is None:
        hint = "" if paths else "; where it was another vault, name it: vaultfix undo path/to/vault"
        screen.say(f"{seen_from_here(root, '.')}: no run to undo{hint}")
        return _told(screen, root, damaged)
    plan = undoing(root, kept, chosen, only)
    troubles = [*damaged, *plan.troubles]
    if shows:
        pieces = (diff(seen_from_here(root, was.path), now, was) for now, was in plan.changes)
        screen.put("".join(piece for each in pieces for piece in each).encode("utf-8", "surrogateescape"))
        for rename in plan.renames:
            screen.say(f"{seen_from_here(root, rename.old)}: would be renamed to {seen_from_here(root, rename.new)}")
    else:
        try:
            written, refusals = plan.write(kept)
        except StoreError as refusal:
            raise click.ClickException(f"{refusal.trouble}; nothing was restored") from refusal
        troubles += refusals
        refused = {trouble.path for trouble in refusals}
        given = sum(rename.old not in refused for rename in plan.renames)
        names = f", {count(given, 'name')} given back" if given else ""
        screen.say(f"undid {chosen.name}: {count(len(written), 'note')} restored{names}")
    code = _told(screen, root, troubles)
    ours = {*(note.path for note in chosen.notes), *(new for _, new in chosen.moved)}
    if not shows and ours.intersection(trouble.path for trouble in troubles):
        screen.say(f"{way_back(root, '--run', chosen.name, **reading)} tries again what was left")
    return code


def _told(screen: Screen, root: Path, troubles: Iterable[Trouble]) -> int:
    """Tell what went wrong, and return the exit code that this makes."""
    code = CLEAN
    for trouble in troubles:
        screen.warn(f"{seen_from_here(root, trouble.path)}: {trouble.reason}")
        code = WRONG
    return code


def _only(root: Path, paths: Iterable[str]) -> list[str]:
    """Return which notes and folders of the vault at `root` are meant; none where it is the vault itself.

    Raises:
        UsageError: one of them lies elsewhere.
    """
    only = []
    for path in paths:
        name = seen_from_root(root, Path(path))
        if name == ".." or name.startswith("../"):
            raise click.UsageError(f"{path}: not in the vault {seen_from_here(root, '.')}; undo takes one at a time")
        only.append(name)
    return [] if "." in only else only


def _journal(root: Path, **reading: Unpack[Reading]) -> Journal:
    """Return the journal of the vault at `root`, wherever its configuration keeps it."""
    known = Plugins(PASSES, ()) if reading["isolated"] else plugins()
    try:
        file = Path(reading["config"]) if reading["config"] else None
        config = load(root, explicit=file, isolated=reading["isolated"], passes=known.passes)
        return Journal.of(root, config.journal_folder)
    except (ConfigError, StoreError) as wrong:
        hint = (
            "" if reading["isolated"] else "; --isolated reads no configuration, and looks where a journal usually lies"
        )
        raise click.ClickException(f"{wrong}{known.told}{hint}") from wrong


def _chosen(root: Path, journal: Journal, name: str | None, only: Sequence[str]) -> Run | None:
    """Return the run that is meant, None where there is none to undo."""
    if name is None:
        return last(root, journal, only) or last(root, journal)
    found = list(named(journal, name))
    if len(found) != 1:
        what = "no run" if not found else f"{len(found)} runs"
        raise click.UsageError(f"--run {name}: {what} of that name; --list shows them all")
    return found[0]
