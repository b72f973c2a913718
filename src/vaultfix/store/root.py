"""The vault's root: where the paths of its notes begin."""

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from vaultfix.patterns import pattern
from vaultfix.store.reading import OF_SETTINGS, read_bytes

# Reading TOML properly costs more time than a whole note; the configuration does it where this is found.
_TOOL_TABLE = pattern(rb"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*vaultfix[ \t]*[].]", re.MULTILINE)


def find_root(path: Path, config_names: Sequence[str]) -> Path:
    """Return the root of the vault that `path` lies in; `path` need not exist.

    The root is the nearest folder upward with a folder `.obsidian`, else the nearest with one of the files
    `config_names` (a `pyproject.toml` counts only where it configures vaultfix), else the nearest with `.git`, else
    the folder itself, or the folder of the file.
    """
    folder = Path(os.path.abspath(path))  # noqa: PTH100 - a path through a symbolic link stays as the user wrote it
    if not folder.is_dir():
        folder = folder.parent
    upward = (folder, *folder.parents)
    marks = (
        (each for each in upward if os.path.isdir(each / ".obsidian")),  # noqa: PTH112 - is_dir raises where it may not look
        _configured(upward, config_names),
        (each for each in upward if os.path.lexists(each / ".git")),
    )
    return next((found for each in marks for found in each), folder)


def _configured(folders: Sequence[Path], config_names: Sequence[str]) -> Iterator[Path]:
    """Yield the folders that hold a configuration."""
    for folder in folders:
        if any(_configures(folder / name) for name in config_names):
            yield folder


def _configures(file: Path) -> bool:
    """Whether `file` is a configuration of ours."""
    if not os.path.isfile(file):  # noqa: PTH113 - is_file raises where it may not look
        return False
    if file.name != "pyproject.toml":
        return True
    try:
        return _TOOL_TABLE.search(read_bytes(file, OF_SETTINGS)) is not None
    except OSError:
        return False
