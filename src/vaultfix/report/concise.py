"""The report for `grep` and for editors: one line for each finding."""

from collections.abc import Iterator, Sequence

from vaultfix.report.entry import HUES, MARKS, Entry
from vaultfix.report.paint import Paint
from vaultfix.report.visible import visible, visible_path


class _Seen(dict[str, str]):
    """Words as they are seen: one note has many findings, and many links one fault."""

    def __missing__(self, words: str) -> str:
        self[words] = visible(words)
        return self[words]


def concise(entries: Sequence[Entry], paint: Paint) -> Iterator[str]:
    """Yield `path:line:column: rule message`, and a mark where a fix is known, one line for each finding."""
    seen = _Seen()
    places = {path: visible_path(path) for path in {path for path, _ in entries}}
    for path, verdict in entries:
        doc, rule, finding = verdict
        line, column = doc.place(finding.span.start)
        name = paint(rule.name, HUES[verdict.severity])
        mark = f" {paint(MARKS[finding.fix.safety], 'cyan')}" if finding.fix else ""
        yield f"{places[path]}:{line}:{column}: {name} {seen[finding.message]}{mark}\n"
