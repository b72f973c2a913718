"""The way back: the command that takes a run back, as it must be typed where the person stands."""

import shlex
from pathlib import Path
from typing import TypedDict, Unpack

from vaultfix.config import CONFIG_NAMES
from vaultfix.store import find_root
from vaultfix.store.places import seen_from_here


class Reading(TypedDict):
    """Which configuration a run was told to read: it says where the journal lies."""

    config: str | None
    isolated: bool


def way_back(root: Path, *options: str, **reading: Unpack[Reading]) -> str:
    """Return the command that takes back what a run wrote in the vault at `root`.

    It names what undo could not know by itself: how the run was told to read its configuration, and a vault that is
    not the one around the current folder.
    """
    words = ["vaultfix", "undo", *options]
    if reading["isolated"]:
        words.append("--isolated")
    if reading["config"]:
        words += ["--config", reading["config"]]
    if find_root(Path(), CONFIG_NAMES) != root:
        words.append(seen_from_here(root, "."))
    return shlex.join(words)
