"""Places on the disk, as seen from a root."""

import os
from typing import NamedTuple


class Rename(NamedTuple):
    """Another name for a file or folder: both paths relative to the root, in the same folder."""

    old: str
    new: str


def within(place: str, root: str) -> str | None:
    """Return the absolute path `place` as a POSIX path relative to `root`; empty for the root itself, None outside."""
    if place == root:
        return ""
    inside = place.removeprefix(root.rstrip(os.sep) + os.sep)
    return None if inside == place else inside.replace(os.sep, "/")
