"""The report for GitHub Actions: workflow commands that become annotations on the changed lines."""

from collections.abc import Iterable, Iterator

from vaultfix.report.entry import Entry
from vaultfix.report.remedy import remedy
from vaultfix.report.visible import visible
from vaultfix.rule import Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def github(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield one workflow command for each finding; columns count code points, from 1."""
    for entry in entries:
        doc, finding = entry.verdict.doc, entry.verdict.finding
        last = doc.place(max(finding.span.start, finding.span.end - 1))
        properties = {
            "file": entry.path,
            "line": entry.place.line,
            "endLine": last.line,
            "col": entry.place.column,
            "endColumn": last.column + 1,
            "title": entry.rule,
        }
        places = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
        advice = remedy(entry.verdict)
        message = f"{entry.message} ({advice})" if advice else entry.message
        yield f"::{_LEVELS[entry.verdict.severity]} {places}::{_escaped(message)}\n"


def _property(words: str) -> str:
    """Escape the value of a property, which a colon or a comma would end."""
    return _escaped(words).replace(":", "%3A").replace(",", "%2C")


def _escaped(words: str) -> str:
    """Write what would end a command as the percent sequences that the runner turns back; then show what is unseen."""
    return visible(words.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A"))
