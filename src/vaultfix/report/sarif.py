"""The report as SARIF 2.1.0, which code hosts and editors read (OASIS standard, sarif-v2.1.0)."""

import json
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from vaultfix.document import Document
from vaultfix.report.entry import Entry
from vaultfix.report.fingerprint import fingerprinted
from vaultfix.report.visible import visible
from vaultfix.rule import Rule, Severity
from vaultfix.text import Fix, Safety, Span

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(version: str, entries: Sequence[Entry], summary: Mapping[str, object]) -> str:
    """Return one SARIF log: the rules that found something, with their help, and the findings in order.

    What could not be read or written, the `troubles` of the summary, makes the invocation a failed one.

    Lines and columns count from 1, columns in code points. A fix is given where it is safe.
    """
    rules = {entry.rule: entry.verdict.rule for entry in entries}
    numbers = {name: number for number, name in enumerate(sorted(rules))}
    troubles = summary.get("troubles")
    told = troubles if isinstance(troubles, Iterable) else ()
    notices = [{"level": "error", "message": {"text": visible(str(each))}} for each in told]
    driver = {"name": "vaultfix", "semanticVersion": version, "rules": [_rule(rules[name]) for name in numbers]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not notices, "toolExecutionNotifications": notices}],
        "results": [_result(entry, numbers[entry.rule], mark) for entry, mark in fingerprinted(entries)],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=2) + "\n"


def _rule(rule: Rule) -> dict[str, object]:
    """Return what a rule says of itself."""
    return {
        "id": rule.name,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(entry: Entry, number: int, mark: str) -> dict[str, object]:
    """Return one finding; `mark` is its fingerprint."""
    doc, finding = entry.verdict.doc, entry.verdict.finding
    place = {"artifactLocation": _file(entry), "region": _region(doc, finding.span)}
    result: dict[str, object] = {
        "ruleId": entry.rule,
        "ruleIndex": number,
        "level": _LEVELS[entry.verdict.severity],
        "message": {"text": entry.message},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"vaultfix/v1": mark},
    }
    if finding.fix and finding.fix.safety is Safety.SAFE:
        result["fixes"] = [_fix(entry, finding.fix)]
    return result


def _fix(entry: Entry, fix: Fix) -> dict[str, object]:
    """Return a fix as replacements in the file."""
    doc = entry.verdict.doc
    replacements = [
        {"deletedRegion": _region(doc, edit.span), "insertedContent": {"text": _whole(edit.text)}}
        for edit in sorted(fix.edits)
    ]
    changes = [{"artifactLocation": _file(entry), "replacements": replacements}]
    return {"description": {"text": f"vaultfix --fix: {entry.rule}"}, "artifactChanges": changes}


def _file(entry: Entry) -> dict[str, object]:
    """Return a file as a relative URI."""
    return {"uri": quote(entry.path.encode("utf-8", "surrogateescape"))}


def _region(doc: Document, span: Span) -> dict[str, object]:
    """Return a span as lines and columns; the end is the column behind the last character."""
    start, end = doc.place(span.start), doc.place(span.end)
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}


def _whole(text: str) -> str:
    """Return `text` as Unicode alone: many parsers refuse a lone surrogate."""
    return text.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
