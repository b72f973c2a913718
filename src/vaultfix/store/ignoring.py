"""Which notes git leaves out: the `.gitignore` files that hold for a folder, from the repository down."""

import os
from collections.abc import Iterator
from typing import NamedTuple

from vaultfix.globs import Globs
from vaultfix.store.reading import OF_PATTERNS, read_bytes
from vaultfix.store.trouble import Trouble

_BOM = "\ufeff"
_ANY_NOTE = "\0.md"  # a name that no pattern spells out


class Ignores(NamedTuple):
    """The patterns of one file. They hold below a folder `above` the root by so much, or so `deep` below it."""

    globs: Globs
    above: str = ""
    """The root's own path within the folder of the patterns, with a slash behind it."""
    deep: int = 0
    """How many characters of a path come before the folder of the patterns ends."""

    def verdict(self, path: str, *, folder: bool) -> bool | None:
        """Say whether git ignores `path` by these patterns alone; None where they do not speak of it."""
        return self.globs.verdict(self.above + path[self.deep :], folder=folder)


def ignored(ignores: tuple[Ignores, ...], path: str, *, folder: bool) -> bool:
    """Whether `path` is ignored: the innermost file that speaks of it decides."""
    for each in reversed(ignores):
        verdict = each.verdict(path, folder=folder)
        if verdict is not None:
            return verdict
    return False


def read_globs(file: str) -> Globs:
    """Read a file of patterns as git does: by line feeds, with a carriage return or a byte order mark taken off.

    Raises:
        OSError: the file cannot be read.
    """
    text = read_bytes(file, OF_PATTERNS).decode("utf-8", "surrogateescape")
    return Globs.of(line.removesuffix("\r") for line in text.removeprefix(_BOM).split("\n"))


def ignores_above(root: str) -> tuple[tuple[Ignores, ...], tuple[Trouble, ...]]:
    """Return what the repository around `root` ignores, outermost first, and what of it could not be read.

    A vault may itself be ignored, as in a home folder whose `.gitignore` says `*`. It was named all the same, so
    patterns that take every note of the vault away do not count.
    """
    folders = tuple(_repository(root))
    found: list[Ignores] = []
    troubles: list[Trouble] = []
    for folder in reversed(folders):
        above = "" if folder == root else f"{os.path.relpath(root, folder)}/".replace(os.sep, "/")
        files = [f"{folder}/.git/info/exclude"] if folder == folders[-1] else []
        if folder != root:
            files.append(f"{folder}/.gitignore")
        for file in filter(_is_patterns, files):
            try:
                found.append(Ignores(read_globs(file), above))
            except OSError as error:
                troubles.append(Trouble.of(file, "cannot be read", error))
    kept = tuple(each for each in found if not each.above or not each.globs.cover(f"{each.above}{_ANY_NOTE}"))
    return kept, tuple(troubles)


def _is_patterns(file: str) -> bool:
    """Whether git would read patterns from a file; it follows no symbolic link to a `.gitignore`."""
    return os.path.isfile(file) and not (file.endswith(".gitignore") and os.path.islink(file))  # noqa: PTH114, PTH113 - a path on disk is a string here


def _repository(root: str) -> Iterator[str]:
    """Yield the folders from `root` up to the one with `.git`; none where there is no repository."""
    folders = [root]
    while not os.path.lexists(f"{folders[-1]}/.git"):
        parent = os.path.dirname(folders[-1])  # noqa: PTH120 - a path on disk is a string here
        if parent == folders[-1]:
            return
        folders.append(parent)
    yield from folders
