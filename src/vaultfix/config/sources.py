"""Where settings come from: a file, or the command line. Each knows how to point at one of its values."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, Protocol

from vaultfix.config.errors import ConfigError

_OPTIONS = {"profiles": "profile", "git": "no-git", "journal": "no-journal"}
"""The keys whose option on the command line has another name."""


class Source(Protocol):
    """Where settings were read."""

    @property
    def table(self) -> Mapping[str, object]:
        """The settings by key, as they were written."""

    def place(self, keys: Sequence[str], item: str | None = None) -> str:
        """Return words for the place where the value at `keys`, or the text `item` in it, was given."""


class CommandLine(NamedTuple):
    """The settings that stand over those of the file, under the file's keys; what is None or empty was not given."""

    given: Mapping[str, object]

    @property
    def table(self) -> Mapping[str, object]:
        """The settings that were given, by key."""
        given = {key.replace("_", "-"): value for key, value in self.given.items()}
        return {key: value for key, value in given.items() if value not in (None, (), [])}

    def place(self, keys: Sequence[str], item: str | None = None) -> str:
        """Return the option's name."""
        return f"--{_OPTIONS.get(keys[0], keys[0])}"


class File(NamedTuple):
    """A configuration file: the table that is ours, and the `keys` that lead to it."""

    path: Path
    text: str
    keys: tuple[str, ...]
    table: Mapping[str, object]

    def place(self, keys: Sequence[str], item: str | None = None) -> str:
        """Return the file's path, and the line where it can be told."""
        from vaultfix.config.lines import line_of  # noqa: PLC0415 - only a file has lines

        line = line_of(self.text, (*self.keys, *keys), item)
        return shown(self.path) if line is None else f"{shown(self.path)}:{line}"


def wrong(source: Source, keys: Sequence[str], reason: str, item: object = None) -> ConfigError:
    """Return the error that says what is wrong with a value, and where it was given."""
    return ConfigError(f"{source.place(keys, item if isinstance(item, str) else None)}: {reason}")


def shown(path: Path) -> str:
    """Return `path` as it is best read from the current folder."""
    try:
        return str(path.absolute().relative_to(Path.cwd()))
    except (ValueError, OSError):
        return str(path)
