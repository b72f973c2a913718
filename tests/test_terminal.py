"""What a note holds never reaches a terminal as it is; a pipe and a file get it byte for byte."""

import io
from pathlib import Path

import pytest

from vaultfix.cli import main

HOSTILE = "\x1b]0;owned\x07 \u202egnp.exe \x9b2J"


class Terminal(io.TextIOWrapper):
    """A stream that says it is a terminal."""

    def __init__(self, *, terminal: bool) -> None:
        self.held = io.BytesIO()
        super().__init__(self.held, encoding="utf-8", write_through=True)
        self.terminal = terminal

    def isatty(self) -> bool:
        return self.terminal

    @property
    def shown(self) -> str:
        return self.held.getvalue().decode()


@pytest.mark.parametrize("terminal", [True, False])
@pytest.mark.parametrize("order", [["--diff"], []], ids=["a patch", "a report"])
def test_only_a_pipe_gets_what_a_terminal_would_obey(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, order: list[str], *, terminal: bool
) -> None:
    (tmp_path / "note.md").write_bytes(f"# A\r\n\n[[nowhere {HOSTILE}]]\n{HOSTILE}".encode())
    stdout = Terminal(terminal=terminal)
    monkeypatch.setattr("sys.stdout", stdout)

    assert main([*order, "--isolated", "--quiet", str(tmp_path)]) == 1
    shown = stdout.shown
    assert "owned" in shown
    raw = [char for char in ("\x1b]", "\x07", "\u202e", "\x9b") if char in shown]
    assert bool(raw) is (order == ["--diff"] and not terminal)
