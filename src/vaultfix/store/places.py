"""Places on the disk, as seen from a root, and from where the user stands."""

import os
from pathlib import Path
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


def seen_from_here(root: Path, path: str) -> str:
    """Return the file `path` of the vault at `root` as the current folder sees it: POSIX, absolute on another drive."""
    place = root / path
    try:
        return Path(os.path.relpath(place)).as_posix()
    except ValueError:
        return place.as_posix()


def seen_from_root(root: Path, path: Path) -> str:
    """Return `path` as the vault at `root` names it: POSIX, relative to the root, which is itself `.`."""
    name = os.path.relpath(os.path.abspath(path), os.path.abspath(root))  # noqa: PTH100 - links in it stay
    return name.replace(os.sep, "/")


def lies_in(name: str, folder: str) -> bool:
    """Whether `name` is `folder`, or lies in it; both are seen from the root of a vault, which is `.` itself."""
    return folder in (".", name) or name.startswith(f"{folder}/")
