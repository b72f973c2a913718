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


def shown(entry: Entry, paint: Paint, columns: int) -> Iterator[str]:
    """Yield the lines that say what is wrong, and show where."""
    hue = HUES[entry.verdict.severity]
    mark = MARKS[entry.safety]
    grade = paint(f"{entry.verdict.severity.name.lower()} {entry.rule}", "bold", hue)
    yield f"{paint(entry.where, 'bold')}: {grade}{mark and ' '}{paint(mark, 'cyan')}: {entry.message}"
    number = _number(entry)
    gutter = f"{paint(' ' * len(number) + ' |', 'dim')} "
    line = excerpt(entry.verdict.doc, entry.verdict.finding.span, columns - len(number) - len(" | "))
    yield f"{paint(f'{number} |', 'dim')} {line.text}".rstrip(" ")
    yield f"{gutter}{' ' * line.indent}{paint('^' * line.width, 'bold', hue)}"


def _finding(entry: Entry, paint: Paint, columns: int) -> Iterator[str]:
    """Yield the lines about one finding."""
    yield from shown(entry, paint, columns)
    if help_line := remedy(entry.verdict):
        yield f"{' ' * len(_number(entry))}{paint(' = help:', 'bold')} {help_line}"


def _number(entry: Entry) -> str:
    """Return the number of the line as it stands in the margin."""
    return f"{entry.place.line:>4}"
