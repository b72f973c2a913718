"""The formats for programs, by name."""

from collections.abc import Callable, Mapping, Sequence

from vaultfix.report.entry import Entry
from vaultfix.report.github import github
from vaultfix.report.gitlab import gitlab
from vaultfix.report.json import as_json, as_json_lines
from vaultfix.report.junit import junit
from vaultfix.report.rdjson import rdjson
from vaultfix.report.sarif import sarif
from vaultfix.version import __version__

Writer = Callable[[Sequence[Entry], Mapping[str, object]], str]
"""Turns findings, which are in order, and what is said of the whole run into a report."""

WRITERS: Mapping[str, Writer] = {
    "json": lambda entries, summary: as_json(__version__, entries, summary),
    "jsonl": lambda entries, _: "".join(as_json_lines(entries)),
    "sarif": lambda entries, summary: sarif(__version__, entries, summary),
    "github": lambda entries, _: "".join(github(entries)),
    "gitlab": lambda entries, _: gitlab(entries),
    "junit": junit,
    "rdjson": lambda entries, _: rdjson(entries),
}
