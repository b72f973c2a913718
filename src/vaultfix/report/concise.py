"""The report for `grep` and for editors: one line for each finding."""

from collections.abc import Iterable, Iterator

from vaultfix.report.entry import HUES, MARKS, Entry
from vaultfix.report.paint import Paint


def concise(entries: Iterable[Entry], paint: Paint) -> Iterator[str]:
    """Yield `path:line:column: rule message`, and a mark where a fix is known, one line for each finding."""
    for entry in entries:
        mark = MARKS[entry.safety]
        rule = paint(entry.rule, HUES[entry.verdict.severity])
        yield f"{entry.where}: {rule} {entry.message}{mark and ' '}{paint(mark, 'cyan')}\n"
