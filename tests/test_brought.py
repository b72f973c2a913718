"""Patterns that a vault brings along: those of people work as ever, and one that never ends stops nobody."""

import json
import time
from pathlib import Path

import pytest

from vaultfix.brought import Brought, EndlessPatternError
from vaultfix.cli import main

SLUG = "[a-z0-9]+(?:-[a-z0-9]+)*"
ENDLESS = ["(a+)+$", "(a|aa)+$", "(a*)*$", "(a|a)*b", "^(([a-z])+.)+[A-Z]([a-z])+$", "(.*)*(.*)*x", "(?:a?){30}a{30}b"]
"""Known shapes that keep Python's own patterns busy for years with the text below."""
TEXT = "a" * 60 + "!"


@pytest.mark.parametrize(
    ("pattern", "fits", "does_not"),
    [
        (SLUG, "a-slug-of-10-words" * 20, "a--slug"),
        ("[0-9]{13}", "9780000000001", "978"),
        (r"\d{4}-\d\d-\d\d", "2026-01-31", "2026-1-31"),
        (r"https?://[^\s/]+(/\S*)?", "https://example.org/a/b", "example.org"),
        (r"(?P<year>\d+)|draft", "draft", "drafts"),
        (r"[\w ]+, [\w ]+", "Müller, Ä", "Müller"),
    ],
)
def test_patterns_of_people_work(pattern: str, fits: str, does_not: str) -> None:
    brought = Brought(pattern)

    assert brought.flaw is None
    assert (brought.fits(fits), brought.fits(does_not)) == (True, False)


def test_what_is_no_pattern_says_why() -> None:
    assert Brought("(a").flaw == "missing ) at position 2"


@pytest.mark.parametrize("pattern", ENDLESS)
def test_no_pattern_takes_for_ever(pattern: str) -> None:
    began = time.process_time()
    try:
        assert not Brought(pattern).fits(TEXT)
    except EndlessPatternError as endless:
        assert str(endless).startswith(f"the pattern `{pattern}` takes too long and is left out")  # noqa: PT017 - some end

    assert time.process_time() - began < 3


def test_a_filter_of_obsidian_that_never_ends_is_told_once_and_hides_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / ".obsidian").mkdir()
    filters = ["/(A|AA)+$/", "/^hidden|!\\.md$/"]
    (tmp_path / ".obsidian/app.json").write_bytes(json.dumps({"userIgnoreFilters": filters}).encode())
    for name in ("hidden.md", "n.md", f"{TEXT}.md", f"{TEXT}b.md"):  # the last but one is the first that never ends
        (tmp_path / name).write_bytes(b"text \n")

    assert main(["--isolated", "--no-git", "--select=trailing-space", "--output-format=concise", str(tmp_path)]) == 2
    out, err = capsys.readouterr()
    assert err.count("takes too long") == 1
    assert ".obsidian/app.json: of the excluded files the pattern `(A|AA)+$` takes too long and is left out" in err
    told = [Path(line.partition(":")[0]).name for line in out.splitlines() if "trailing-space" in line]
    assert told == [f"{TEXT}b.md", "n.md"]


@pytest.mark.parametrize("pattern", ["(a|aa)+$", "(a+)+$"])
@pytest.mark.parametrize(
    "keyword", ["pattern", "patternProperties", "additionalProperties", "unevaluatedProperties", "$schema"]
)
def test_a_pattern_of_a_json_schema_stops_no_run(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], pattern: str, keyword: str
) -> None:
    schemas: dict[str, object] = {
        "pattern": {"properties": {"slug": {"pattern": pattern}}},
        "patternProperties": {"patternProperties": {pattern: {"type": "number"}}},
        "additionalProperties": {"additionalProperties": False, "patternProperties": {pattern: {}}},
        "unevaluatedProperties": {"unevaluatedProperties": False, "allOf": [{"patternProperties": {pattern: {}}}]},
        "$schema": {
            "properties": {"slug": {"$ref": "#/$defs/slug"}},
            "$defs": {"slug": {"$schema": "https://json-schema.org/draft/2020-12/schema", "pattern": pattern}},
        },
    }
    (tmp_path / "s.json").write_bytes(json.dumps(schemas[keyword]).encode())
    (tmp_path / "vaultfix.toml").write_bytes(b"[[schema]]\njson-schema = 's.json'\n")
    (tmp_path / "n.md").write_bytes(f"---\nslug: {TEXT}\n{TEXT}: 1\n---\ntext \n".encode())
    code = main(["--no-git", "--select=trailing-space,schema-violation", "--output-format=concise", str(tmp_path)])
    out, err = capsys.readouterr()

    assert out.count("trailing-space") == 1
    assert (code, "takes too long" in err) == (
        (2, True) if "|" in pattern else (int(keyword != "patternProperties"), False)
    )


@pytest.mark.parametrize("pattern", ["(a|aa)+$", SLUG])
def test_a_pattern_of_a_schema_stops_no_run(tmp_path: Path, capsys: pytest.CaptureFixture[str], pattern: str) -> None:
    (tmp_path / "vaultfix.toml").write_bytes(f"[[schema]]\nproperties.slug = {{ pattern = '{pattern}' }}\n".encode())
    (tmp_path / "n.md").write_bytes(f"---\nslug: {TEXT}\n---\ntext \n".encode())
    code = main(["--no-git", "--select=trailing-space,property-type", "--output-format=concise", str(tmp_path)])
    out, err = capsys.readouterr()

    assert out.count("trailing-space") == 1
    assert (code, "takes too long" in err, "does not fit" in out) == (
        (1, False, True) if pattern == SLUG else (2, True, False)
    )
