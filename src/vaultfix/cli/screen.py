"""Where words go: findings to stdout, everything else to stderr, and never a crash over an encoding."""

import os
import sys
from pathlib import Path
from typing import NamedTuple, TextIO

import click

from vaultfix.report.paint import Paint
from vaultfix.report.visible import visible_lines, visible_path

_COLUMNS = 100


class Screen(NamedTuple):
    """The two streams as they are for this run; `to` is a file that takes the findings in place of stdout.

    With `aside`, stdout is for a mended note alone, and findings go to stderr.
    """

    quiet: bool = False
    plain: bool = False
    to: Path | None = None
    aside: bool = False

    @property
    def is_terminal(self) -> bool:
        """Whether the findings go straight to a person."""
        return self.to is None and (sys.stderr if self.aside else sys.stdout).isatty()

    @property
    def columns(self) -> int:
        """How wide the findings may be: the terminal's width, else a hundred."""
        import shutil  # noqa: PLC0415 - only who reads a caret pays for it

        return shutil.get_terminal_size((_COLUMNS, 0)).columns

    @property
    def paint(self) -> Paint:
        """Colour for the findings, as NO_COLOR, FORCE_COLOR and the terminal ask."""
        if self.plain or os.environ.get("NO_COLOR") or self.to:
            return Paint(colour=False)
        if os.environ.get("FORCE_COLOR", "0") not in {"", "0"}:
            return Paint(colour=True)
        return Paint(colour=self.is_terminal and os.environ.get("TERM") != "dumb")

    def show(self, text: str) -> None:
        """Print findings; what the stream cannot encode comes out escaped."""
        stream = sys.stderr if self.aside else sys.stdout
        encoding = "utf-8" if self.to else stream.encoding or "utf-8"
        self._put(text.encode(encoding, "backslashreplace"), stream)

    def put(self, raw: bytes) -> None:
        """Put a patch or a note out, byte for byte; a terminal gets it so that it obeys nothing in it."""
        if sys.stdout.isatty() and (self.aside or self.to is None):
            raw = visible_lines(raw.decode("utf-8", "surrogateescape")).encode(sys.stdout.encoding, "backslashreplace")
        if self.aside:
            _write(sys.stdout, raw)
        else:
            self._put(raw, sys.stdout)

    def _put(self, raw: bytes, stream: TextIO) -> None:
        """Write to the file that was asked for, else to `stream`."""
        if self.to is None:
            _write(stream, raw)
            return
        try:
            self.to.write_bytes(raw)
        except OSError as wrong:
            raise click.ClickException(f"--output-file {self.to}: {wrong.strerror}") from wrong

    def say(self, line: str) -> None:
        """Tell the person something that is no finding, unless they want quiet."""
        if not self.quiet:
            self.warn(line)

    def warn(self, line: str) -> None:
        """Tell the person what they must know."""
        encoding = sys.stderr.encoding or "utf-8"
        _write(sys.stderr, f"{visible_path(line)}\n".encode(encoding, "backslashreplace"))


def _write(stream: TextIO, raw: bytes) -> None:
    """Write bytes to a standard stream. Whoever stopped reading it, as `head` does, wants no more: that is no fault."""
    try:
        stream.flush()
        stream.buffer.write(raw)
        stream.buffer.flush()
    except BrokenPipeError:
        _forget(stream)
    except OSError as wrong:
        _forget(stream)
        raise click.ClickException(f"{stream.name}: {wrong.strerror}") from wrong


def _forget(stream: TextIO) -> None:
    """Let nothing more come out of `stream`, not even what Python would still flush at the end."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
