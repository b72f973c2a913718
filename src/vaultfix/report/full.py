"""The report for people: each finding with its line, a caret under the words, and what would mend it."""

from collections.abc import Iterable, Iterator

from vaultfix.report.entry import HUES, MARKS, Entry
from vaultfix.report.excerpt import excerpt
from vaultfix.report.paint import Paint
from vaultfix.report.remedy import remedy

_NARROWEST = 40


def full(entries: Iterable[Entry], paint: Paint, columns: int) -> Iterator[str]:
    """Yield each finding as a few lines of text, a blank line behind it; source lines fit into `columns`."""
    for entry in entries:
        yield "\n".join((*_finding(entry, paint, max(columns, _NARROWEST)), "", ""))


def _finding(entry: Entry, paint: Paint, columns: int) -> Iterator[str]:
    """Yield the lines about one finding."""
    hue = HUES[entry.verdict.severity]
    mark = MARKS[entry.safety]
    grade = paint(f"{entry.verdict.severity.name.lower()} {entry.rule}", "bold", hue)
    yield f"{paint(entry.where, 'bold')}: {grade}{mark and ' '}{paint(mark, 'cyan')}: {entry.message}"
    number = f"{entry.place.line:>4}"
    gutter = f"{paint(' ' * len(number) + ' |', 'dim')} "
    shown = excerpt(entry.verdict.doc, entry.verdict.finding.span, columns - len(number) - len(" | "))
    yield f"{paint(f'{number} |', 'dim')} {shown.text}".rstrip(" ")
    yield f"{gutter}{' ' * shown.indent}{paint('^' * shown.width, 'bold', hue)}"
    if help_line := remedy(entry.verdict):
        yield f"{' ' * len(number)}{paint(' = help:', 'bold')} {help_line}"
