"""A page on what a change breaks, heals and leaves, and the action that shows it."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from vaultfix.cli import main
from vaultfix.document import Document
from vaultfix.report.entry import Entry
from vaultfix.report.markdown import Change, summary
from vaultfix.rule import EVERYWHERE, Finding, Rule, Severity, Verdict
from vaultfix.text import Span

ROOT = Path(__file__).resolve().parents[1]


class Loud(Rule):
    """Says anything."""

    severity = Severity.ERROR
    touches = EVERYWHERE
    examples = ()


def entry(message: str, path: str = "note.md") -> Entry:
    return Entry(path, Verdict(Document.of(path, "word\n"), Loud(), Finding(Span(0, 4), message)))


def git(folder: Path, *args: str) -> None:
    identity = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false")
    subprocess.run(["git", *identity, *args], cwd=folder, check=True, capture_output=True)


@pytest.fixture
def garden(tmp_path: Path) -> Path:
    """A vault with two commits' worth of change: one link broken, one healed, one left, one renamed."""
    root = tmp_path / "garden"
    (root / ".obsidian").mkdir(parents=True)
    (root / "index.md").write_text("[[beds]]\n")
    (root / "beds.md").write_text("# Beds\n\n[[gone]]\n\n[[lost]]\n")
    (root / "herbs.md").write_text("# Herbs\n\nsee [[nobody]] and much more of the same about herbs\n")
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "one")
    (root / "beds.md").write_text("# Beds\n\n[[lost]]\n\n[[new]]\n")
    git(root, "mv", "herbs.md", "spices.md")
    git(root, "add", "-A")
    return root


def test_nothing_found_is_said() -> None:
    assert summary([], None, 3) == "## vaultfix: no faults in 3 notes\n"
    assert summary([], Change([], [], []), 3).startswith("## vaultfix: this change breaks nothing, heals nothing")


def test_a_long_list_is_cut() -> None:
    page = summary([entry("x")] * 60, None, 9)
    assert page.count("| loud |") == 50
    assert page.endswith("And 10 more.\n")


@pytest.mark.parametrize(
    "words",
    ["a | b", "`code", "<img src=x>", "[a](b)", "![[x]]", "**b** _c_", "@user #1", "$x$", "\x1b[31m", "a\nb", "<!--", "\\"],
)  # fmt: skip
def test_what_a_note_says_is_shown_and_not_obeyed(words: str) -> None:
    page = summary([entry(words, f"{words}.md")], None, 1)
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(page)
    cells = [token for token in tokens if token.type == "inline"][-3:]
    assert [child.type for cell in cells for child in cell.children or ()] == ["text"] * 3
    assert cells[2].content
    assert "\x1b" not in page
    assert len([token for token in tokens if token.type == "tr_open"]) == 2


def test_a_change_is_parted_in_three(garden: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(garden)
    page = garden.parent / "page.md"

    assert main(["--since", "HEAD", "--summary", str(page), "."]) == 1

    said = page.read_text()
    assert said.startswith("## vaultfix: this change breaks 1, heals 1, leaves 2\n")
    breaks, heals, leaves = said.split("### ")[1:]
    assert "new" in breaks
    assert "gone" in heals
    assert "lost" in leaves
    assert "nobody" in leaves


def test_a_vault_as_a_whole_is_listed(garden: Path) -> None:
    page = garden.parent / "page.md"
    main(["--summary", str(page), str(garden)])
    assert page.read_text().startswith("## vaultfix: 3 faults in 3 notes\n\n| place | rule | what |\n")


def test_a_page_that_cannot_be_written_is_told(garden: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--summary", str(garden), str(garden)]) == 2
    assert "the summary cannot be written: Is a directory" in capsys.readouterr().err


def action() -> dict[str, Any]:
    read: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text())
    return read


def test_every_input_of_the_action_is_used_and_described() -> None:
    said = (ROOT / "action.yml").read_text()
    for name, about in action()["inputs"].items():
        assert about["description"]
        assert f"${{{{ inputs.{name} }}}}" in said


@pytest.mark.parametrize(
    ("since", "event", "code"),
    [
        pytest.param("", ("", "", "main"), 1, id="the whole vault"),
        pytest.param("auto", ("", "", "main"), 1, id="started by hand"),
        pytest.param("auto", ("main", "", "1/merge"), 0, id="a pull request"),
        pytest.param("auto", ("", "HEAD~1", "topic"), 1, id="a push"),
        pytest.param("auto", ("", "0" * 40, "main"), 1, id="the first push of all"),
        pytest.param("auto", ("", "0" * 40, "topic"), 0, id="a new branch"),
        pytest.param("auto", ("", "1" * 40, "topic"), 0, id="a forced push"),
    ],
)
def test_the_steps_of_the_action_run(garden: Path, since: str, event: tuple[str, str, str], code: int) -> None:
    install, check = (step for step in action()["runs"]["steps"] if "run" in step)
    runner = garden.parent / "runner"
    (runner / "vaultfix" / "bin").mkdir(parents=True)
    (runner / "vaultfix" / "bin" / "vaultfix").symlink_to(Path(sys.executable).parent / "vaultfix")
    git(garden, "update-ref", "refs/remotes/origin/main", "HEAD")
    git(garden, "commit", "-qm", "two")
    if not code:
        git(garden, "update-ref", "refs/remotes/origin/main", "HEAD")
    defaults = {name.upper(): str(about["default"]) for name, about in action()["inputs"].items()}
    places = {
        "RUNNER_TEMP": str(runner),
        "GITHUB_STEP_SUMMARY": str(runner / "page.md"),
        "GITHUB_ACTION_PATH": str(ROOT),
    }
    happened = dict(zip(("TARGET", "BEFORE", "BRANCH"), event, strict=True))
    environment = {**os.environ, **defaults, **places, **happened, "MAIN": "main", "SINCE": since}

    assert set(check["env"]) <= environment.keys()
    assert "pip install" in install["run"]
    done = subprocess.run(
        ["bash", "-e", "-c", check["run"]], cwd=garden, env=environment, capture_output=True, text=True, check=False
    )

    assert done.returncode == code, done.stderr
    assert ("::error file=beds.md" in done.stdout) == bool(code)
    assert (runner / "page.md").read_text().startswith("## vaultfix: ")
