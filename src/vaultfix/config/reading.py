"""Reading TOML: found and imported only where there is a configuration."""

import os
import tomllib
from pathlib import Path

from vaultfix.config.errors import ConfigError
from vaultfix.config.sources import File, shown
from vaultfix.patterns import pattern

_LINE = pattern(r" \(at line (\d+), column (\d+)\)\Z")
_END = pattern(r" \(at end of document\)\Z")
_BOM = "\ufeff"
_LARGEST = 10_000_000
"""No file that a person means has more bytes, and a hostile one would be read without end."""


def read(path: Path) -> File | None:
    """Read a configuration file; None for a `pyproject.toml` that does not configure vaultfix.

    Raises:
        ConfigError: it cannot be read, or is not TOML.
    """
    raw = _raw(path)
    keys = ("tool", "vaultfix") if path.name == "pyproject.toml" else ()
    if keys and b"vaultfix" not in raw:
        return None
    try:
        text = raw.decode("utf-8").removeprefix(_BOM)
        table: object = tomllib.loads(text)
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        raise ConfigError(f"{shown(path)}:{line}: the configuration is not UTF-8 text") from error
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise _not_toml(path, text, error) from error
    except ValueError as error:
        raise ConfigError(f"{shown(path)}: this is not TOML that can be read: a number has too many digits") from error
    for key in keys:
        table = table.get(key) if isinstance(table, dict) else None
    if table is None:
        return None
    file = File(path, text, keys, table if isinstance(table, dict) else {})
    if not isinstance(table, dict):
        raise ConfigError(f"{file.place(())}: `{'.'.join(keys)}` must be a table")
    return file


def _raw(path: Path) -> bytes:
    """Return the bytes of a configuration file."""
    try:
        return whole(path)
    except OSError as error:
        raise ConfigError(f"{shown(path)}: the configuration cannot be read: {error.strerror or error}") from error


def whole(path: Path) -> bytes:
    """Return the bytes of a file.

    Raises:
        OSError: it cannot be read, has more bytes than a person means, or is a pipe or a device, which may never end.
    """
    if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - they never raise
        raise OSError(0, "not a regular file")
    with path.open("rb") as file:
        raw = file.read(_LARGEST + 1)
    if len(raw) > _LARGEST:
        raise OSError(0, "the file is too large")
    return raw


def _not_toml(path: Path, text: str, error: Exception) -> ConfigError:
    """Return the parser's complaint in our words, with the line in its place."""
    said = text.rstrip("\n")
    line, column = said.count("\n") + 1, len(said) - said.rfind("\n")
    complaint = _END.sub(f" (at line {line}, column {column})", str(error))
    where = _LINE.search(complaint)
    at, within = (f":{where[1]}", f", in column {where[2]}") if where else ("", "")
    reason = _LINE.sub("", complaint)
    return ConfigError(f"{shown(path)}{at}: this is not TOML: {reason[:1].lower()}{reason[1:]}{within}")
