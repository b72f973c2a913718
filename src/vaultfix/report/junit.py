"""The report as JUnit XML, which most servers for continuous integration show as tests."""

from collections.abc import Mapping, Sequence
from itertools import groupby
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from vaultfix.report.entry import Entry
from vaultfix.report.remedy import remedy
from vaultfix.report.visible import visible

# XML 1.0 has no way to write these two, escaped or not.
_UNWRITABLE = str.maketrans({"\ufffe": "\ufffd", "\uffff": "\ufffd"})


def junit(entries: Sequence[Entry], summary: Mapping[str, object]) -> str:
    """Return XML with one suite for each note that has findings, and one failed test for each.

    A run without findings has one test that passed, for servers that take an empty report for a broken one.
    """
    told = Element("testsuites", name="vaultfix", tests=str(len(entries) or 1), failures=str(len(entries)))
    for path, theirs in groupby(entries, key=lambda entry: entry.path):
        ours = list(theirs)
        suite = SubElement(told, "testsuite", name=_safe(path), tests=str(len(ours)), failures=str(len(ours)))
        for entry in ours:
            _case(suite, entry)
    if not entries:
        suite = SubElement(told, "testsuite", name="vaultfix", tests="1", failures="0")
        SubElement(suite, "testcase", name=f"{summary.get('notes')} notes", classname="vaultfix")
    indent(told)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(told, encoding="unicode") + "\n"


def _case(suite: Element, entry: Entry) -> None:
    """Add one finding to the suite of its note."""
    line, column = str(entry.place.line), str(entry.place.column)
    case = SubElement(suite, "testcase", name=f"{entry.rule} {line}:{column}", classname=_safe(entry.path))
    case.set("file", _safe(entry.path))
    case.set("line", line)
    severity = entry.verdict.severity.name.lower()
    failure = SubElement(case, "failure", message=_safe(entry.message), type=severity)
    failure.text = _safe("\n".join(filter(None, (f"{entry.where}: {entry.message}", remedy(entry.verdict)))))


def _safe(text: str) -> str:
    """Return `text` as XML can hold it."""
    return "\n".join(map(visible, text.split("\n"))).translate(_UNWRITABLE)
