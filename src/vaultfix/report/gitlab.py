"""The report for GitLab: a Code Quality artifact."""

import json
from collections.abc import Sequence

from vaultfix.report.entry import Entry
from vaultfix.report.fingerprint import fingerprinted
from vaultfix.report.remedy import remedy
from vaultfix.report.visible import visible
from vaultfix.rule import Severity

_GRADES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(entries: Sequence[Entry]) -> str:
    """Return a JSON list of the findings; lines count from 1."""
    found = [
        {
            "description": f"{entry.message} ({advice})" if (advice := remedy(entry.verdict)) else entry.message,
            "check_name": entry.rule,
            "fingerprint": mark,
            "severity": _GRADES[entry.verdict.severity],
            "location": {"path": visible(entry.path), "lines": {"begin": entry.place.line}},
        }
        for entry, mark in fingerprinted(entries)
    ]
    return json.dumps(found, indent=2) + "\n"
