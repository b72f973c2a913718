"""Hostile names and texts: whatever the format, none of it is obeyed, and what comes out is read back as it went in."""

import io
import json
import re
import sys
import xml.etree.ElementTree as ET
from collections.abc import Callable
from pathlib import Path

import pytest
from junitparser import JUnitXml
from markdown_it import MarkdownIt
from sarif_pydantic import Sarif

from vaultfix.cli import main
from vaultfix.cli.options import FORMATS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs names as POSIX has them")

HOSTILE = {
    "escape sequences": "\x1b[31m\x1b]0;owned\x07\x9b2J",
    "bidi": "\u202etxt.exe\u2066\u200f",
    "an annotation": "x\n::error file=a::owned",
    "an escaped annotation": "x%0A::error::owned%0D%25",
    "an old command": "##[stop-commands]owned",
    "CR": "x\r::warning::owned\r\n",
    "CDATA": "]]>&<!--",
    "a script": "<script>alert(1)<img onerror=x>",
    "a byte that is no text": "x\udcff",
    "a table": "x|`y`|**z** @you #1",
    "quotes": "\"'\\,:{}[a](b)",
    "controls": "\x01\x08\x0b\x7f\x85\u2028\ufffe\uffff",
}
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""What a terminal would obey, or a reader would be fooled by; line ends and tabs are looked at apart."""


@pytest.fixture(params=HOSTILE, ids=str)
def vault(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A vault of one note of a hostile name, with hostile links, cells, words and properties; each is a fault."""
    words = HOSTILE[request.param]
    inline = words.replace("\n", " ").replace("\r", " ")
    text = (
        f"---\nshare: '{inline.replace(chr(39), '')}'\n---\nfirst {inline.strip()} \n\n[[gone {inline}\0]] and [x](<gone {inline}.md>)   \n\n"
        f"| a | {inline.replace('|', '')} |\n|---|---|\n| {inline.replace('|', '')} |\n\n{words}[^{inline}]\n"
    )
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / f"n{words}.md").write_bytes(text.encode("utf-8", "replace"))
    monkeypatch.chdir(tmp_path)
    for name in ("NO_COLOR", "FORCE_COLOR"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


Told = Callable[..., tuple[str, str]]


@pytest.fixture
def told(capsysbinary: pytest.CaptureFixture[bytes]) -> Told:
    def run(*args: str) -> tuple[str, str]:
        assert main(["--isolated", "--no-git", "--select=all", *args]) in {0, 1}
        out, err = capsysbinary.readouterr()
        return out.decode(), err.decode()

    return run


def _found(told: Told) -> int:
    found = len(json.loads(told("--output-format=json")[0])["findings"])
    assert found > 2
    return found


def _read_full(out: str, found: int) -> bool:
    return len(re.findall(r"(?m)^\S.*:\d+:\d+: (?:error|warning|info) [a-z-]+", out)) == found


def _read_github(out: str, found: int) -> bool:
    command = re.compile(r"::(?:error|warning|notice) file=[^:,]+(?:,\w+=[^:,]+){5}::.*")
    return [bool(command.fullmatch(line)) for line in out.removesuffix("\n").split("\n")] == [True] * found


def _read_junit(out: str, found: int) -> bool:
    ET.fromstring(out)  # noqa: S314 - what we wrote ourselves
    return sum(int(suite.tests) for suite in JUnitXml.fromstring(out.encode())) == found


READERS: dict[str, Callable[[str, int], bool]] = {
    "full": _read_full,
    "concise": lambda out, found: len(re.findall(r"(?m)^.*:\d+:\d+: [a-z-]+ .*$", out)) == out.count("\n") == found,
    "json": lambda out, found: len(json.loads(out)["findings"]) == found,
    "jsonl": lambda out, found: len([json.loads(line) for line in out.removesuffix("\n").split("\n")]) == found,
    "sarif": lambda out, found: len(Sarif.model_validate_json(out).runs[0].results or ()) == found,
    "github": _read_github,
    "gitlab": lambda out, found: len(json.loads(out)) == found,
    "junit": _read_junit,
    "rdjson": lambda out, found: len(json.loads(out)["diagnostics"]) == found,
}
"""Each format's own parser, which says whether it finds so many findings and nothing besides."""


DATA = {"json", "jsonl", "sarif", "gitlab", "junit", "rdjson"}
"""What programs read has the name of a file as it is."""


def test_every_format_has_a_reader() -> None:
    assert set(READERS) == set(FORMATS)


@pytest.mark.usefixtures("vault")
def test_no_report_obeys_a_note(told: Told) -> None:
    found = _found(told)
    for form, reads in READERS.items():
        out, err = told(f"--output-format={form}")

        assert RAW.search(out + err) is None, form
        assert form in DATA or "##[" not in out + err, form
        assert "\t" not in out + err, form
        assert reads(out, found), form


def test_no_page_obeys_a_note(vault: Path, told: Told) -> None:
    found = _found(told)
    told("--summary=page.md", "--exit-zero")
    page = (vault / "page.md").read_bytes().decode()
    tokens = MarkdownIt("gfm-like", {"linkify": False, "html": True}).parse(page)
    inside = {child.type for token in tokens for child in token.children or ()}

    assert RAW.search(page) is None
    assert sum(token.type == "tr_open" for token in tokens) == found + 1
    assert inside <= {"text", "text_special"}
    assert not re.search("[@#`<]", "".join(re.sub(r"&#\d+;", "", line) for line in page.split("\n")[1:]))


@pytest.mark.usefixtures("vault")
def test_a_terminal_obeys_nothing_in_a_patch(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    screens = [Terminal(io.BytesIO(), "utf-8") for _ in range(2)]
    monkeypatch.setattr(sys, "stdout", screens[0])
    monkeypatch.setattr(sys, "stderr", screens[1])
    monkeypatch.setenv("TERM", "dumb")
    main(["--isolated", "--no-git", "--select=trailing-space", "--diff"])
    patch, said = (screen.buffer.getvalue().decode() for screen in screens)  # type: ignore[attr-defined]  # a BytesIO

    assert patch.startswith("--- ")
    assert "\n+" in patch
    assert RAW.search(patch + said) is None


def test_a_pipe_gets_the_patch_to_the_byte(capsysbinary: pytest.CaptureFixture[bytes], vault: Path) -> None:
    (note,) = vault.glob("*.md")
    main(["--isolated", "--no-git", "--select=trailing-space", "--diff"])

    assert b"\n-" + note.read_bytes().split(b"\n")[3] + b"\n+" in capsysbinary.readouterr().out


@pytest.mark.parametrize(
    "name", ["::error file=a::owned.md", " ::stop-commands::owned.md", "##[stop-commands]owned.md"]
)
@pytest.mark.parametrize(
    "option", ["--output-format=full", "--output-format=concise", "--show-files", "--fix", "--quiet"]
)
def test_no_line_of_text_begins_as_a_command_of_github(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], name: str, option: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(name).write_bytes(b"| a | b |\n|-|-|\n| 1 |\n[[gone]]\n")
    Path(f"::{name}").symlink_to("nowhere.md")
    assert main(["--no-git", option]) == 2
    out, err = capsys.readouterr()

    assert name.removeprefix("##[") in out + err
    assert "##[" not in out + err
    assert [line for line in f"{out}{err}".splitlines() if line.lstrip().startswith("::")] == []
