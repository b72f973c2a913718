"""The progress bar: there for a person who waits, and for nobody else."""

import io
from contextlib import redirect_stderr

import pytest

from vaultfix.cli import progress as bar
from vaultfix.cli.progress import progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.delenv("CI", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(bar, "_PATIENCE", -1.0)
    return Terminal()


def watch(stream: Terminal, *, quiet: bool = False) -> None:
    with redirect_stderr(stream), progress(3, quiet=quiet) as seen:
        for path in ("a.md", "b.md", "a.md"):
            seen(path)


def test_a_pipe_sees_no_bar(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(terminal, "isatty", lambda: False)
    watch(terminal)

    assert terminal.getvalue() == ""


def test_ci_sees_no_bar(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")
    watch(terminal)

    assert terminal.getvalue() == ""


def test_quiet_sees_no_bar(terminal: Terminal) -> None:
    watch(terminal, quiet=True)

    assert terminal.getvalue() == ""


def test_quick_work_shows_no_bar(terminal: Terminal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bar, "_PATIENCE", 60.0)
    watch(terminal)

    assert terminal.getvalue() == ""


def test_long_work_counts_each_note_once_and_leaves_nothing_behind(terminal: Terminal) -> None:
    watch(terminal)

    assert "reading notes" in terminal.getvalue()
    assert "2/3" in terminal.getvalue()
    assert terminal.getvalue().endswith("\x1b[2K")
