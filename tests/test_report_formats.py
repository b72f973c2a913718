"""The reports for servers and editors, each read back by a program that is not ours."""

import json
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from junitparser import JUnitXml
from sarif_pydantic import Sarif

from vaultfix.document import Document
from vaultfix.report.entry import Entry
from vaultfix.report.fingerprint import fingerprinted
from vaultfix.report.gitlab import gitlab
from vaultfix.report.json import as_json, as_json_lines
from vaultfix.report.junit import junit
from vaultfix.report.rdjson import rdjson
from vaultfix.report.sarif import sarif
from vaultfix.rule import Finding, Rule, Severity, Verdict
from vaultfix.text import Fix, Safety, Span, replace
from vaultfix.vault import Vault


class WeedFound(Rule):
    """A bed has no weeds.

    They take the light.
    """

    severity = Severity.ERROR
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        yield from ()


def entry(text: str, path: str = "bed.md", message: str = "`weed` grows here", fix: Fix | None = None) -> Entry:
    """Return the finding at the first `weed` in `text`."""
    start = text.index("weed")
    return Entry(path, Verdict(Document.of(path, text), WeedFound(), Finding(Span(start, start + 4), message, fix)))


MENDED = entry("# 🌱\n\n🌱 a weed\n", fix=replace(Span(9, 13), "rose"))
GUESSED = entry("a weed\n", path="née b.md", fix=replace(Span(2, 6), "rose", Safety.UNSAFE))
FOUND = [MENDED, GUESSED]
SUMMARY = {"notes": 7, "troubles": ["x.md: cannot be read: \x1b[31m"]}
HOSTILE = st.text(
    st.characters(categories=["L", "N", "P", "S", "Z", "Cc", "Cf", "Cn", "Co"]) | st.just("\udcff"), max_size=12
)


# --- fingerprints ----------------------------------------------------------------------------------------------------


def _marks(*entries: Entry) -> list[str]:
    return [mark for _, mark in fingerprinted(entries)]


@pytest.mark.parametrize(
    "moved",
    [
        pytest.param("one\ntwo\na weed\n", id="lines came before it"),
        pytest.param("  a   weed\r\n", id="blanks changed"),
        pytest.param("a weed\nlast\n", id="lines came behind it"),
    ],
)
def test_a_finding_is_known_again(moved: str) -> None:
    assert _marks(entry("a weed\n")) == _marks(entry(moved))


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(entry("a big weed\n"), id="other words on the line"),
        pytest.param(entry("a weed\n", path="c.md"), id="another note"),
    ],
)
def test_another_finding_is_another(other: Entry) -> None:
    assert _marks(entry("a weed\n")) != _marks(other)


def test_findings_that_are_alike_are_told_apart() -> None:
    one, two = _marks(entry("a weed\n"), entry("a weed\n"))

    assert one != two


def test_a_finding_in_a_huge_line_has_a_mark_of_its_own() -> None:
    one, two = (entry("a " * 5000 + word + " weed" + " b" * 5000) for word in ("rose", "tulip"))

    assert _marks(one) != _marks(two)


# --- SARIF -----------------------------------------------------------------------------------------------------------


def test_sarif_is_read_by_a_model_of_its_schema() -> None:
    run = Sarif.model_validate_json(sarif("1.2.3", FOUND, SUMMARY)).runs[0]
    first, second = run.results
    rules = run.tool.driver.rules

    assert [rule.id for rule in rules] == ["weed-found"]
    assert (first.rule_id, first.rule_index, first.level.value) == ("weed-found", 0, "error")
    assert (first.message.text, bool(first.fixes), bool(second.fixes)) == ("`weed` grows here", True, False)
    assert [result.partial_fingerprints for result in run.results] == [{"vaultfix/v1": mark} for mark in _marks(*FOUND)]


def test_sarif_gives_places_fixes_and_troubles() -> None:
    (run,) = json.loads(sarif("1.2.3", FOUND, SUMMARY))["runs"]
    place = run["results"][0]["locations"][0]["physicalLocation"]
    (replacement,) = run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"]

    assert place["region"] == {"startLine": 3, "startColumn": 5, "endLine": 3, "endColumn": 9}
    assert replacement == {"deletedRegion": place["region"], "insertedContent": {"text": "rose"}}
    assert run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "n%C3%A9e%20b.md"
    assert run["tool"]["driver"]["rules"][0]["help"]["text"].startswith("A bed has no weeds.\n\nThey take")
    assert run["invocations"] == [
        {
            "executionSuccessful": False,
            "toolExecutionNotifications": [
                {"level": "error", "message": {"text": "x.md: cannot be read: ‹1B›[31m"}},
            ],
        }
    ]


# --- the others ------------------------------------------------------------------------------------------------------


def test_gitlab_has_what_its_code_quality_report_needs() -> None:
    one, two = json.loads(gitlab(FOUND))

    assert one == {
        "description": "`weed` grows here (`weed` → `rose`)",
        "check_name": "weed-found",
        "fingerprint": one["fingerprint"],
        "severity": "major",
        "location": {"path": "bed.md", "lines": {"begin": 3}},
    }
    assert one["fingerprint"] != two["fingerprint"]


def test_junit_is_read_by_a_parser_of_its_own() -> None:
    suites = list(JUnitXml.fromstring(junit(FOUND, SUMMARY).encode()))

    assert [(suite.name, suite.tests, suite.failures) for suite in suites] == [("bed.md", 1, 1), ("née b.md", 1, 1)]
    assert [case.name for suite in suites for case in suite] == ["weed-found 3:5", "weed-found 1:3"]
    assert next(iter(suites[0])).result[0].message == "`weed` grows here"


def test_junit_without_findings_is_one_test_that_passed() -> None:
    told = JUnitXml.fromstring(junit([], SUMMARY).encode())

    assert [(suite.tests, suite.failures, [case.name for case in suite]) for suite in told] == [(1, 0, ["7 notes"])]


def test_rdjson_counts_columns_in_bytes() -> None:
    one, two = json.loads(rdjson(FOUND))["diagnostics"]

    assert one["location"] == {
        "path": "bed.md",
        "range": {"start": {"line": 3, "column": 8}, "end": {"line": 3, "column": 12}},
    }
    assert one["suggestions"] == [{"range": one["location"]["range"], "text": "rose"}]
    assert (one["code"], one["severity"], "suggestions" in two) == ({"value": "weed-found"}, "ERROR", False)


def test_json_lines_are_the_findings_of_json() -> None:
    lines = [json.loads(line) for line in as_json_lines(FOUND)]

    assert lines == json.loads(as_json("1", FOUND, {}))["findings"]


# --- hostile notes ---------------------------------------------------------------------------------------------------


@given(HOSTILE, HOSTILE, HOSTILE)
def test_nothing_in_a_note_breaks_out_of_a_report(path: str, words: str, put: str) -> None:
    found = [entry(f"{words} weed", path=path or "-", message=words, fix=replace(Span(0, 1), put))]
    run = json.loads(sarif("1.2.3", found, SUMMARY).encode())["runs"][0]
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    (suite,) = JUnitXml.fromstring(junit(found, SUMMARY).encode())

    assert unquote(uri, errors="surrogateescape") == (path or "-")
    assert (suite.tests, len(json.loads(gitlab(found).encode()))) == (1, 1)
    assert len(json.loads(rdjson(found).encode())["diagnostics"]) == 1
    assert [line.count("\n") for line in as_json_lines(found)] == [1]
