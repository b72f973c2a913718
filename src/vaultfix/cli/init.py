"""The verb `init`."""

import shlex
import sys
from dataclasses import dataclass, field
from pathlib import Path

import click

from vaultfix.beginning.papers import HOOK, configuration, workflow
from vaultfix.beginning.survey import surveyed
from vaultfix.cli.options import check_command
from vaultfix.cli.progress import progress
from vaultfix.cli.run import run
from vaultfix.cli.screen import Screen
from vaultfix.config import ConfigError
from vaultfix.git import GitError
from vaultfix.git.repository import Repository
from vaultfix.opening import Settings, open_vaults
from vaultfix.patterns import pattern
from vaultfix.report.entry import Entry
from vaultfix.report.summary import Tally, checked, statistics
from vaultfix.rule import Verdict
from vaultfix.session import Session
from vaultfix.store import StoreError
from vaultfix.store.ledgers import read_ledger, write_ledger
from vaultfix.store.places import seen_from_here, seen_from_root

CLEAN, WRONG = 0, 2

_CONFIG, _HOOK, _WORKFLOW = "vaultfix.toml", ".pre-commit-config.yaml", ".github/workflows/vaultfix.yml"
_QUARTZ = "quartz.config.ts"
_READS_LINKS = pattern(rb"""markdownLinkResolution\s*:\s*["'](shortest|absolute|relative)["']""")


@dataclass(slots=True)
class _Host:
    """Who asks the questions and writes what is agreed to; never over a file that is there."""

    screen: Screen
    yes: bool
    wrong: list[str] = field(default_factory=list)

    def agrees(self, question: str) -> bool:
        """Ask, unless every answer is yes."""
        return self.yes or click.confirm(question, default=True, err=True)

    def offer(self, file: Path, text: str, purpose: str) -> bool:
        """Offer to write a file that is not there; return whether it now is as `text` has it."""
        name = seen_from_here(file.parent, file.name)
        try:
            if read_ledger(file) is not None:
                self.screen.say(f"{name} is there already and stays as it is. This is what it would say:")
                self.screen.show(f"\n{text}\n")
                return False
            if not self.agrees(f"Write {name}, {purpose}?"):
                return False
            file.parent.mkdir(parents=True, exist_ok=True)
            write_ledger(file, None, text.encode())
        except (StoreError, OSError) as wrong:
            self.wrong.append(f"{name}: {wrong}")
            return False
        self.screen.say(f"wrote {name}")
        return True


@click.command("vaultfix init")
@click.argument("path", default=".", type=click.UNPROCESSED, metavar="[VAULT]")
@click.option("--yes", is_flag=True, help="Answer every question with yes, and ask none.")
def init(*, path: str, yes: bool) -> int:
    """Look at a vault, and offer what it needs to live with vaultfix.

    That is a vaultfix.toml that fits it; a baseline, so that of an old vault only new faults are told; a hook for
    pre-commit; and a workflow for GitHub. A file that is there already is never touched.
    """
    screen = Screen()
    if not yes and not sys.stdin.isatty():
        raise click.UsageError("init asks before it writes, and nobody is there to answer; --yes says yes to all")
    session = _opened(path)
    host = _Host(screen, yes)
    screen.say(f"looking at {seen_from_here(session.root, '.')} ...")
    with progress(len(session.named), quiet=False) as seen:
        found = tuple(session.judge(seen))
    survey = surveyed(session.vault, session.named, found)
    if session.config.file is None:
        text = configuration(survey, _quartz(session))
        screen.show(f"\n{text}\n")
        host.offer(session.root / _CONFIG, text, "which is what you see above")
    else:
        screen.say(f"{seen_from_here(session.config.file.parent, session.config.file.name)} stays as it is")
    left = _report(path, found if session.config.file else None, screen)
    if (
        left
        and _is_new(session)
        and host.agrees(f"Write a baseline, so that {_these(left)} told no more, only new ones?")
    ):
        _baseline(path)
    _offer_gates(session, host)
    for wrong in host.wrong:
        screen.warn(wrong)
    mend = shlex.join(["vaultfix", "--fix", path])
    screen.say(f"next: {mend} mends what is certain, and says how to take it back")
    return WRONG if host.wrong else CLEAN


def _opened(path: str) -> Session:
    """Open the vault that `path` lies in.

    Raises:
        ClickException: there is none, or its configuration is wrong.
    """
    try:
        sessions, troubles = open_vaults([path], Settings(apart=False))
    except ConfigError as wrong:
        raise click.ClickException(str(wrong)) from wrong
    if not sessions:
        raise click.ClickException(str(troubles[0]))
    return sessions[0]


def _report(path: str, found: tuple[Verdict, ...] | None, screen: Screen) -> int:
    """Show what is found with the configuration that there is now, and return how much that is."""
    session = _opened(path)
    verdicts = tuple(session.judge(_unseen)) if found is None else found
    entries = [Entry(verdict.doc.path, verdict) for verdict in verdicts]
    screen.show("".join(statistics(entries, screen.paint)))
    screen.say(checked(Tally.of(entries), len(session.named)))
    return len(entries)


def _is_new(session: Session) -> bool:
    """Whether the vault has no baseline yet."""
    return session.config.baseline_file is not None and not session.config.baseline_file.exists()


def _these(faults: int) -> str:
    return "this fault is" if faults == 1 else f"these {faults} faults are"


def _baseline(path: str) -> None:
    """Write the baseline, as --write-baseline does."""
    check_command(run).main(["--write-baseline", "--statistics", "--exit-zero", path], standalone_mode=False)


def _offer_gates(session: Session, host: _Host) -> None:
    """Offer the hook and the workflow, where the vault lies in a repository."""
    try:
        top = Repository.around(session.root).top()
    except GitError:
        return
    if host.offer(top / _HOOK, HOOK, "the hook that checks each commit"):
        host.screen.say("pre-commit install turns it on")
    vault = seen_from_root(top, session.root)
    host.offer(top / _WORKFLOW, workflow(vault), "the workflow that checks each push and pull request on GitHub")


def _quartz(session: Session) -> str:
    """Return how Quartz reads the links of the vault, empty where it does not build a site of it."""
    for folder in (session.root, session.root.parent):
        try:
            said = read_ledger(folder / _QUARTZ)
        except StoreError:
            continue
        if said is not None:
            found = _READS_LINKS.search(said)
            return found[1].decode() if found else "shortest"
    return ""


def _unseen(_path: str) -> None:
    """Let the notes go by; they were seen before."""
