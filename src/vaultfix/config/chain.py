"""The chain: the configuration files that one after the other extend each other, and what they say together."""

import os

from vaultfix.config.errors import ConfigError
from vaultfix.config.reading import read
from vaultfix.config.sources import File, shown, wrong


def chain(file: File) -> tuple[File, ...]:
    """Return `file`, and before it what it extends, from the farthest to the nearest.

    Raises:
        ConfigError: one of them is not there, cannot be read, or comes round again.
    """
    files = [file]
    seen = {os.path.realpath(file.path)}
    while name := files[0].table.get("extend"):
        near = files[0]
        if not isinstance(name, str):
            break  # checked in its turn, and told there
        path = near.path.parent / name
        if not os.path.isfile(path):  # noqa: PTH113 - is_file may raise
            raise wrong(near, ("extend",), f"there is no configuration `{shown(path)}` to extend")
        if os.path.realpath(path) in seen:
            raise wrong(near, ("extend",), f"`{shown(path)}` comes round again: files extend each other in a circle")
        seen.add(os.path.realpath(path))
        far = read(path)
        if far is None:
            raise ConfigError(f"{near.place(('extend',))}: `{shown(path)}` has no table `[tool.vaultfix]`")
        files.insert(0, far)
    return tuple(files)
