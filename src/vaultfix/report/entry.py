"""What a report lists: a verdict, under the name by which its reader finds the note."""

from collections.abc import Sequence
from typing import NamedTuple

from vaultfix.document import Place
from vaultfix.report.visible import visible, visible_path
from vaultfix.rule import Severity, Verdict
from vaultfix.text import Safety


class Entry(NamedTuple):
    """One proved finding; `path` is the note as seen from where the reader stands, not from the vault's root."""

    path: str
    verdict: Verdict

    @property
    def place(self) -> Place:
        """Where the finding starts."""
        return self.verdict.doc.place(self.verdict.finding.span.start)

    @property
    def rule(self) -> str:
        """The name of the rule that found it."""
        return self.verdict.rule.name

    @property
    def message(self) -> str:
        """What is wrong, safe to print."""
        return visible(self.verdict.finding.message)

    @property
    def safety(self) -> Safety | None:
        """How sure the fix is; None where there is none."""
        fix = self.verdict.finding.fix
        return fix.safety if fix else None

    @property
    def where(self) -> str:
        """The place as editors and terminals link it, `path:line:column`, safe to print."""
        return f"{visible_path(self.path)}:{self.place.line}:{self.place.column}"


MARKS = {Safety.SAFE: "[*]", Safety.UNSAFE: "[?]", None: ""}
"""What marks a finding that `--fix` mends, and one that also needs `--unsafe-fixes`."""


HUES = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.INFO: "blue"}
"""The colour of each severity."""


def in_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return `entries` by path, offset and rule: the order of every report."""
    return sorted(entries, key=_order)


def _order(entry: Entry) -> tuple[str, int, str]:
    path, (_, rule, finding) = entry
    return path, finding.span.start, rule.name
