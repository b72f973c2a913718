"""The verb `explain`: a rule's page, or all that is known of one finding."""

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import click

from vaultfix.cli.order import listed
from vaultfix.cli.screen import Screen
from vaultfix.cli.words import FileWord, KnownWord, profiles, rules, selectors
from vaultfix.config import ConfigError
from vaultfix.config.plugins import plugins
from vaultfix.document import Document
from vaultfix.git import GitError
from vaultfix.opening import Settings, open_vaults
from vaultfix.patterns import pattern
from vaultfix.report.entry import Entry, in_order
from vaultfix.report.explain import explanation
from vaultfix.report.summary import count
from vaultfix.report.visible import visible
from vaultfix.session import Session
from vaultfix.store.places import seen_from_here

# What a person copies from a report may end with the colon that stands there.
_PLACE = pattern(r"(.+?):([0-9]+)(?::([0-9]+))?:?", re.DOTALL)


@click.command("vaultfix explain")
@click.argument("what", type=KnownWord(rules), metavar="RULE|NOTE:LINE[:COLUMN]")
@click.option("--since", metavar="REV", help="As it was reported with --since: what the change since REV did.")
@click.option(
    "--extend-select",
    type=KnownWord(selectors, several=True),
    metavar="NAMES",
    multiple=True,
    help="These rules too, such as those that are off.",
)
@click.option(
    "--profile",
    type=KnownWord(profiles, several=True),
    metavar="NAMES",
    multiple=True,
    help="Where links must work: obsidian, portable, quartz.",
)
@click.option("--config", type=FileWord(), metavar="FILE", help="Read this configuration, and look for no other.")
@click.option("--isolated", is_flag=True, help="Read no configuration.")
@click.option("--no-color", is_flag=True, help="No colour.")
def explain(**given: object) -> int:
    """Tell what RULE wants and why, what its fix does, its options, and examples.

    Or tell all that is known of what was found in NOTE at LINE and COLUMN: how it came about, what may have stood
    there, what proves it, and what can be done.
    """
    question = _Question(**given)  # type: ignore[arg-type]  # the options above and the fields below name the same
    screen = Screen(plain=question.no_color)
    place = _place(question.what)
    if place is None:
        screen.show("".join(_page(question.what, screen)))
    else:
        screen.show(_account(*place, question.settings, screen))
    return 0


class _Question(NamedTuple):
    """What is to be explained, and how its vault is judged."""

    what: str
    since: str | None
    extend_select: tuple[str, ...]
    profile: tuple[str, ...]
    config: str | None
    isolated: bool
    no_color: bool

    @property
    def settings(self) -> Settings:
        """How the vault is opened."""
        names = {"extend-select": self.extend_select, "profiles": self.profile}
        overrides = {key: listed(values) for key, values in names.items() if values}
        return Settings(Path(self.config) if self.config else None, self.isolated, overrides, self.since)


def _place(what: str) -> tuple[str, int, int | None] | None:
    """Return the note, the line and the column that are meant; None where a rule is."""
    found = _PLACE.fullmatch(what)
    if found is None:
        if os.sep in what or os.path.isfile(what):  # noqa: PTH113 - a word on the command line, not yet a path
            raise click.UsageError(f"say which line is meant: {what}:1")
        return None
    return found[1], int(found[2]), int(found[3]) if found[3] else None


def _page(name: str, screen: Screen) -> Sequence[str]:
    """Return the page of a rule."""
    there = plugins()
    known = {rule.name: (rule, group.name) for group in there.passes for rule in (kind() for kind in group.rules)}
    if name not in known:
        near = get_close_matches(name, known, n=1)
        hint = f"; did you mean `{near[0]}`?" if near else "; `vaultfix rules` lists them all"
        raise click.UsageError(f"there is no rule `{name}`{hint}{there.told}")
    return tuple(explanation(*known[name], screen.paint))


def _account(path: str, line: int, column: int | None, settings: Settings, screen: Screen) -> str:
    """Return what is to be told of what was found in the note at `path`."""
    try:
        sessions, troubles = open_vaults([path], settings)
        if troubles:
            raise click.UsageError("; ".join(map(str, troubles)))
        if not sessions[0].named or Path(path).is_dir():
            raise click.UsageError(f"{path} is no note that is checked here")
        return _told(replace(sessions[0], bystanders=frozenset()), path, line, column, screen)
    except (ConfigError, GitError) as wrong:
        raise click.ClickException(str(wrong)) from wrong


def _told(session: Session, path: str, line: int, column: int | None, screen: Screen) -> str:
    """Return all that is known of what was found in a line, or where the nearest findings are."""
    from vaultfix.report.account import account  # noqa: PLC0415 - only who reads a caret pays for wcwidth

    name = session.named[0]
    doc = session.vault.note(name)
    if doc is None:
        raise click.UsageError(f"{path} cannot be read")
    if not 1 <= line <= len(doc.lines):
        raise click.UsageError(f"{path} has {count(_lines(doc), 'line')}, and no line {line}")
    seen = seen_from_here(session.root, name)
    entries = in_order([Entry(seen, verdict) for verdict in session.judge(_unseen) if verdict.doc.path == name])
    found = [entry for entry in entries if entry.place.line == line] or [
        entry for entry in entries if _reaches(entry, line)
    ]
    if not found:
        return f"nothing was found in line {line} of {visible(seen)}{_nearest(entries, line)}\n"
    if column is not None:
        nearest = min(_distance(entry, column) for entry in found)
        found = [entry for entry in found if _distance(entry, column) == nearest]
    return "\n\n".join("".join(account(entry, screen.paint, screen.columns)) for entry in found)


def _lines(doc: Document) -> int:
    """Return how many lines a person counts: behind the last line end there is none."""
    return len(doc.lines) - (doc.line_starts[-1] == len(doc.text) > 0)


def _reaches(entry: Entry, line: int) -> bool:
    """Whether a finding starts above a line and ends in it or below."""
    end = entry.verdict.doc.place(entry.verdict.finding.span.end)
    return entry.place.line < line <= end.line - (end.column == 1)


def _distance(entry: Entry, column: int) -> int:
    """Return how far from a column a finding is that stands in its line."""
    start, length = entry.place.column, entry.verdict.finding.span.end - entry.verdict.finding.span.start
    return max(start - column, column - (start + max(length, 1) - 1), 0)


def _nearest(entries: Sequence[Entry], line: int) -> str:
    """Return which findings are nearest above and below a line."""
    above = [entry for entry in entries if entry.place.line < line][-1:]
    below = [entry for entry in entries if entry.place.line > line][:1]
    named = " and ".join(f"{entry.rule} in line {entry.place.line}" for entry in (*above, *below))
    return f"; nearest is {named}" if named else ", nor elsewhere in it"


def _unseen(_path: str) -> None:
    """Let the note go by; nobody watches."""
