"""The report as reviewdog reads it: its Diagnostic Format, as one JSON object."""

import json
from collections.abc import Sequence

from vaultfix.document import Document
from vaultfix.report.entry import Entry
from vaultfix.report.visible import visible
from vaultfix.rule import Severity
from vaultfix.text import Safety, Span

_GRADES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def rdjson(entries: Sequence[Entry]) -> str:
    """Return one `DiagnosticResult`; lines count from 1, columns from 1 in bytes of UTF-8, as the format asks."""
    return json.dumps({"source": {"name": "vaultfix"}, "diagnostics": [*map(_diagnostic, entries)]}, indent=2) + "\n"


def _diagnostic(entry: Entry) -> dict[str, object]:
    """Return one finding; its fix is a suggestion where it is safe."""
    doc, finding = entry.verdict.doc, entry.verdict.finding
    told: dict[str, object] = {
        "message": entry.message,
        "location": {"path": visible(entry.path), "range": _range(doc, finding.span)},
        "severity": _GRADES[entry.verdict.severity],
        "code": {"value": entry.rule},
    }
    if finding.fix and finding.fix.safety is Safety.SAFE:
        told["suggestions"] = [
            {"range": _range(doc, edit.span), "text": edit.text.encode("utf-8", "replace").decode()}
            for edit in sorted(finding.fix.edits)
        ]
    return told


def _range(doc: Document, span: Span) -> dict[str, object]:
    """Return a span as the format counts."""
    return {"start": _position(doc, span.start), "end": _position(doc, span.end)}


def _position(doc: Document, offset: int) -> dict[str, int]:
    number = doc.line_number(offset)
    before = doc.text[doc.line_starts[number] : offset].encode("utf-8", "surrogateescape")
    return {"line": number + 1, "column": len(before) + 1}
