"""`vaultfix init` fits a configuration to a vault, and writes nothing over anything."""

import shlex
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml

from vaultfix.beginning.papers import HOOK, configuration, workflow
from vaultfix.beginning.survey import Crowd, Survey
from vaultfix.cli import main

PLAIN = Survey(3, 0, 0, "", 0, 0, "", 0, ())


def noted(root: Path, notes: dict[str, str]) -> Path:
    (root / ".obsidian").mkdir(parents=True)
    for path, text in notes.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return root


GARDEN = {
    "index.md": "---\nURL: https://garden.example\nshare: true\n---\n[beds](beds/north.md) and [[south]]\n",
    "beds/north.md": "---\nURL: https://garden.example/beds/north\nshare: true\n---\n[[nobody]]\n",
    "beds/south.md": "---\nURL: https://elsewhere.example/x\n---\nof peas\n",
}


@pytest.mark.parametrize(
    ("survey", "quartz", "said"),
    [
        (PLAIN, "", {"profiles": ["obsidian", "portable"]}),
        (Survey(3, 9, 0, "", 0, 0, "", 0, ()), "", {"profiles": ["obsidian"]}),
        (Survey(3, 0, 9, "", 0, 0, "", 0, ()), "", {"profiles": ["obsidian", "portable"]}),
        (PLAIN, "relative", {"profiles": ["obsidian", "portable", "quartz"], "quartz-links": "relative"}),
        (
            Survey(3, 1, 1, 'https://a.example/"q"', 2, 3, "publish", 1, (Crowd('it\'s "old"/', "short-row", 12, 12),)),
            "",
            {"profiles": ["obsidian", "portable"], "base-url": 'https://a.example/"q"'},
        ),
    ],
)
def test_a_configuration_says_what_was_seen(survey: Survey, quartz: str, said: dict[str, object]) -> None:
    assert tomllib.loads(configuration(survey, quartz)) == said


def test_the_folders_to_relax_are_offered_and_not_taken() -> None:
    survey = Survey(9, 1, 1, "", 0, 0, "", 0, (Crowd("old/", "short-row", 12, 13), Crowd("old/", "mojibake", 10, 10)))
    text = configuration(survey, "")
    taken = text.replace("# [per", "[per").replace('# "/', '"/')
    assert "per-file-ignores" not in tomllib.loads(text)
    assert tomllib.loads(taken)["per-file-ignores"] == {"/old/**": ["short-row", "mojibake"]}
    assert "12 of 13, 10 of 10" in text


def test_what_may_publish_a_note_is_offered_and_not_taken() -> None:
    text = configuration(Survey(3, 0, 0, "", 0, 0, "publish", 1, ()), "")
    assert "share-property" not in tomllib.loads(text)
    assert tomllib.loads(text.replace("# share", "share"))["share-property"] == "publish"
    assert "1 note has this property" in text


def test_all_of_it_is_written_and_a_check_then_passes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = noted(tmp_path / "garden", GARDEN)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    monkeypatch.chdir(root)

    assert main(["init", "--yes"]) == 0

    said = tomllib.loads((root / "vaultfix.toml").read_text())
    assert said["base-url"] == "https://garden.example"
    assert (root / ".pre-commit-config.yaml").read_text() == HOOK
    assert (root / ".github/workflows/vaultfix.yml").read_text() == workflow(".")
    assert main(["."]) == 0
    assert main(["--no-baseline", "."]) == 1


def test_nothing_is_written_over_anything(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = noted(tmp_path / "garden", GARDEN)
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    monkeypatch.chdir(root)
    (root / "vaultfix.toml").write_text("ignore = ['links']\n")
    (root / ".pre-commit-config.yaml").write_text("repos: []\n")

    assert main(["init", "--yes", str(root)]) == 0

    assert (root / "vaultfix.toml").read_text() == "ignore = ['links']\n"
    assert (root / ".pre-commit-config.yaml").read_text() == "repos: []\n"
    told = capsys.readouterr()
    assert "vaultfix.toml stays as it is" in told.err
    assert ".pre-commit-config.yaml is there already" in told.err
    assert "id: vaultfix" in told.out
    assert "\\n" not in told.err


def test_the_workflow_checks_the_vault_where_it_lies_in_its_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = noted(tmp_path / "my garden: new", GARDEN)
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    monkeypatch.chdir(tmp_path)

    assert main(["init", "--yes", root.name]) == 0

    steps = yaml.safe_load((tmp_path / ".github/workflows/vaultfix.yml").read_text())["jobs"]["vaultfix"]["steps"]
    program, *words = shlex.split(steps[-1]["run"])
    assert (program, main(words)) == ("vaultfix", 0)
    assert "next: vaultfix --fix 'my garden: new' mends" in capsys.readouterr().err


def test_nobody_there_to_answer_is_said_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = noted(tmp_path / "garden", GARDEN)
    assert main(["init", str(root)]) == 2
    assert "--yes" in capsys.readouterr().err
    assert not (root / "vaultfix.toml").exists()


def test_who_says_no_gets_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    root = noted(tmp_path / "garden", GARDEN)
    before = sorted(root.rglob("*"))
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("click.confirm", lambda *_, **__: False)
    assert main(["init", str(root)]) == 0
    assert sorted(root.rglob("*")) == before
    assert "base-url" in capsys.readouterr().out


@pytest.mark.parametrize("setting", ["shortest", "relative"])
def test_quartz_is_asked_how_it_reads_links(tmp_path: Path, setting: str) -> None:
    root = noted(tmp_path / "site" / "content", GARDEN)
    (root.parent / "quartz.config.ts").write_text(f'Plugin.CrawlLinks({{ markdownLinkResolution: "{setting}" }})')
    assert main(["init", "--yes", str(root)]) == 0
    assert tomllib.loads((root / "vaultfix.toml").read_text())["quartz-links"] == setting
