"""The report for other programs: one JSON object."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping

from vaultfix.report.entry import Entry
from vaultfix.rule import Choice
from vaultfix.text import Fix


def as_json(version: str, entries: Iterable[Entry], summary: Mapping[str, object]) -> str:
    """Return one JSON object: `version`, `findings` in order, and the `summary` as it is given.

    Lines and columns count from 1, `start` and `end` are offsets from 0; all count code points of the decoded file,
    byte order mark and line ends included. A text that holds bytes which are no UTF-8 has U+FFFD in their place, and
    its true bytes stand beside it in base64, under the same key with `_base64` behind it.
    """
    found = [_finding(entry) for entry in entries]
    return json.dumps({"version": version, "findings": found, "summary": summary}, indent=2) + "\n"


def as_json_lines(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield each finding as `as_json` has it, as JSON on one line."""
    for entry in entries:
        yield json.dumps(_finding(entry)) + "\n"


def _finding(entry: Entry) -> dict[str, object]:
    """Return one finding."""
    verdict, span = entry.verdict, entry.verdict.finding.span
    end = verdict.doc.place(span.end)
    return {
        **_text("path", entry.path),
        "rule": entry.rule,
        "severity": verdict.severity.name.lower(),
        "line": entry.place.line,
        "column": entry.place.column,
        "end_line": end.line,
        "end_column": end.column,
        "start": span.start,
        "end": span.end,
        **_text("message", verdict.finding.message),
        "fix": _fix(verdict.finding.fix) if verdict.finding.fix else None,
        "choices": [_choice(choice) for choice in verdict.finding.choices],
        "details": {key: shown for name, said in verdict.finding.details for key, shown in _text(name, said).items()},
    }


def _fix(fix: Fix) -> dict[str, object]:
    """Return a fix: its edits, in order, count offsets in the file as it was judged."""
    edits = [{"start": edit.span.start, "end": edit.span.end, **_text("text", edit.text)} for edit in sorted(fix.edits)]
    return {"safety": fix.safety.value, "edits": edits}


def _choice(choice: Choice) -> dict[str, object]:
    """Return one candidate."""
    return {**_text("text", choice.text), **_text("why", choice.why), "chance": choice.chance}


def _text(key: str, text: str) -> dict[str, str]:
    """Return `text` under `key`, and its bytes where they are no UTF-8: many parsers refuse a lone surrogate."""
    raw = text.encode("utf-8", "surrogateescape")
    shown = raw.decode("utf-8", "replace")
    return {key: shown} if shown == text else {key: shown, f"{key}_base64": b64encode(raw).decode("ascii")}
