"""Completion: what a shell offers while a command is typed, asked of each shell that is here."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from vaultfix.cli import main

HERE = Path(sys.executable).parent

CASES = [
    pytest.param("vaultfix --sel", {"--select"}, id="an option"),
    pytest.param("vaultfix --select short", {"short-row"}, id="a rule"),
    pytest.param("vaultfix --select short-row,exc", {"short-row,excess-cells"}, id="another rule after a comma"),
    pytest.param("vaultfix --ignore tab", {"tables"}, id="a pass"),
    pytest.param("vaultfix --profile p", {"portable"}, id="a profile"),
    pytest.param("vaultfix --output-format js", {"json", "jsonl"}, id="a format"),
    pytest.param("vaultfix --fail-on e", {"error"}, id="a severity"),
    pytest.param("vaultfix exp", {"explain"}, id="a verb"),
    pytest.param("vaultfix explain unresolved-l", {"unresolved-link"}, id="a rule to explain"),
    pytest.param("vaultfix undo --li", {"--list"}, id="an option of a verb"),
    pytest.param("vaultfix --fix --unsafe", {"--unsafe-fixes"}, id="a second option"),
]


def asked(shell: str, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """Ask as the script of a shell does."""
    monkeypatch.setenv("_VAULTFIX_COMPLETE", f"{shell}_complete")
    monkeypatch.setenv("COMP_WORDS", words)
    last = words.rpartition(" ")[2]
    monkeypatch.setenv("COMP_CWORD", last if shell == "fish" else str(len(words.split(" ")) - 1))
    assert main([]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(("words", "offered"), CASES)
def test_a_shell_is_told_what_may_follow(
    words: str, offered: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for shell in ("bash", "fish"):
        lines = asked(shell, words, monkeypatch, capsys).split("\n")[:-1]

        found = {line.partition(",")[2].partition("\t")[0] for line in lines if line.startswith("plain,")}
        assert found == offered, shell

    told = asked("zsh", words, monkeypatch, capsys).split("\n")
    assert offered <= set(told)


def test_a_path_is_left_to_the_shell(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    for words in ("vaultfix no", "vaultfix --config no", "vaultfix --baseline no", "vaultfix undo no"):
        assert asked("bash", words, monkeypatch, capsys) == "file,no\n"


def test_a_value_after_a_sign_is_completed_too(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert asked("bash", "vaultfix --select = short", monkeypatch, capsys) == "plain,short-row\n"


@pytest.mark.parametrize("wish", ["bash", "bash_", "csh_source", "_"])
def test_a_wish_that_nobody_has_is_told(
    wish: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("_VAULTFIX_COMPLETE", wish)

    assert main([]) == 2
    assert capsys.readouterr().err.startswith("vaultfix: _VAULTFIX_COMPLETE is bash_source, zsh_source or fish_source")


# --- in the shells themselves ----------------------------------------------------------------------------------------

BASH = """
eval "$(_VAULTFIX_COMPLETE=bash_source vaultfix)"
COMP_WORDS=($1) COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
_vaultfix_completion vaultfix
complete -p vaultfix >&2
printf '%s\\n' "${COMPREPLY[@]}"
"""
ZSH = """
compdef() { }
compadd() { print -l -- ${(P)${@[-1]}} }
_describe() { print -l -- ${${(P)${@[-2]}}%%:*} }
eval "$(_VAULTFIX_COMPLETE=zsh_source vaultfix)"
words=(${=1}) CURRENT=${#words}
_vaultfix_completion
"""
FISH = """
_VAULTFIX_COMPLETE=fish_source vaultfix | source
complete -C $argv[1]
"""


@pytest.mark.parametrize(
    ("shell", "args"),
    [
        pytest.param("bash", ["--norc", "-c", BASH, "bash"], id="bash"),
        pytest.param("zsh", ["-f", "-c", ZSH, "zsh"], id="zsh"),
        pytest.param("fish", ["--no-config", "-c", FISH], id="fish"),
    ],
)
@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("vaultfix --select short-row,exc", "short-row,excess-cells"),
        ("vaultfix explain unresolved-l", "unresolved-link"),
        ("vaultfix --output-fo", "--output-format"),
    ],
)
def test_the_shell_itself_offers_it(shell: str, args: list[str], words: str, offered: str) -> None:
    if shutil.which(shell) is None or not (HERE / "vaultfix").exists():
        pytest.skip(f"no {shell} here, or vaultfix is not installed")
    environment = {**os.environ, "PATH": f"{HERE}{os.pathsep}{os.environ['PATH']}"}

    done = subprocess.run([shell, *args, words], env=environment, capture_output=True, check=False, encoding="utf-8")

    assert [line.partition("\t")[0] for line in done.stdout.split("\n") if line] == [offered], done.stderr
