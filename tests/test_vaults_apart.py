"""A folder with vaults in it, which is none itself: each of them is judged by its own files and configuration."""

import io
import subprocess
from pathlib import Path

import pytest

from vaultfix.api import check, fix
from vaultfix.cli import main

NOTES = {
    "README.md": "[a](a/n.md) and [[nowhere]]\n",
    "a/n.md": "[only](only.md) [root](/b/only.md) [[n]]\n",
    "a/inner/n.md": "[[n]]\n",
    "b/only.md": "[[n]]\n",
    "b/n.md": "[[gone]]\n",
}


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a note and two vaults, of which one has another in it."""
    root = tmp_path / "home"
    for path in (*NOTES, "a/.obsidian/app.json", "a/inner/.obsidian/app.json", "b/.obsidian/app.json"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(NOTES.get(path, "{}"), encoding="utf-8")
    monkeypatch.chdir(root)
    return root


def told(capsys: pytest.CaptureFixture[str], *args: str) -> list[str]:
    main([*args, "--output-format=concise"])
    return capsys.readouterr().out.splitlines()


OF_EACH = [
    "README.md:1:17: unresolved-link",
    "a/n.md:1:1: unresolved-link",
    "a/n.md:1:17: unresolved-link",
    "b/n.md:1:1: unresolved-link",
]


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("paths", [["."], [], ["a", "."], [".", "b/n.md"], ["README.md", "a", "b"]], ids=" ".join)
def test_each_vault_is_judged_once_and_on_its_own(capsys: pytest.CaptureFixture[str], paths: list[str]) -> None:
    assert [" ".join(line.split(" ")[:2]) for line in told(capsys, *paths)] == OF_EACH


def test_python_is_told_of_each_vault_too(home: Path) -> None:
    (home / "b/only.md").write_text("expulsiÃ³n\n", encoding="utf-8")
    mended = fix(home)

    assert [(each.path, each.rule) for each in mended.fixed] == [(home / "b/only.md", "mojibake")]
    assert (mended.written, mended.troubles) == ((home / "b/only.md",), ())
    assert list(check(home)) == list(mended.left)
    assert len(mended.left) == len(OF_EACH)


def test_no_link_is_led_out_of_its_vault(home: Path) -> None:
    main(["--fix", "--unsafe-fixes", "."])
    assert (home / "a/n.md").read_text(encoding="utf-8") == NOTES["a/n.md"]


def test_a_vault_in_a_folder_is_judged_by_its_own_configuration(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "b/vaultfix.toml").write_text("ignore = ['links']\n")
    assert told(capsys, "b", ".") == told(capsys) == [line for line in told(capsys) if not line.startswith("b")]


def test_what_a_deletion_breaks_in_a_vault_is_told_once_and_by_its_own_configuration(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for words in (["init", "-q"], ["add", "-A"], ["-c", "user.name=a", "-c", "user.email=a@b.c", "commit", "-qm", "x"]):
        subprocess.run(["git", *words], check=True)
    (home / "b/only.md").write_text("[[n]] more\n")
    (home / "b/n.md").unlink()
    assert [line.partition(" ")[0] for line in told(capsys, "--since=HEAD")] == ["b/only.md:1:1:"]
    (home / "b/vaultfix.toml").write_text("ignore = ['links']\n")
    assert told(capsys, "--since=HEAD") == []


@pytest.mark.parametrize("mark", [".obsidian/app.json", "vaultfix.toml"])
def test_what_lies_in_a_vault_belongs_to_it(home: Path, capsys: pytest.CaptureFixture[str], mark: str) -> None:
    (home / mark).parent.mkdir(exist_ok=True)
    (home / mark).write_text("")
    rules = {line.split(" ")[1] for line in told(capsys, ".")}
    assert "root-absolute-link" in rules


def test_a_note_from_stdin_and_a_beginning_are_about_the_folder_itself(
    home: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"[[only]] [[gone]]\n")))
    assert [line.partition(" ")[0] for line in told(capsys, "--stdin-filename=new.md", "-")] == ["new.md:1:10:"]
    assert main(["init", "--yes", "."]) == 0
    assert "looking at . ..." in capsys.readouterr().err
    assert [path.name for path in home.glob("*/vaultfix.toml")] == []
