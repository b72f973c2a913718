"""The names of all files of a vault, and the indexes that answer questions about them."""

import unicodedata
from collections.abc import Mapping, Sequence
from functools import cached_property

from vaultfix.frozen import frozen
from vaultfix.vault.quartz import Slugs

NOTE_SUFFIXES = (".md", ".markdown")
"""What the name of a note ends with, in any capitals."""


def folded(name: str) -> str:
    """Return `name` as Obsidian compares it: composed, no capitals, one kind of space and of sigma [A5.1, A5.2]."""
    if name.isascii():
        return name.lower()
    low = unicodedata.normalize("NFC", name).lower()
    alike = low.replace("\u00a0", " ").replace("\u202f", " ").replace("ς", "σ")
    # Composed at both ends: lower-casing can leave a letter and its mark apart.
    return unicodedata.normalize("NFC", alike)


def is_hidden(path: str) -> bool:
    """Whether a path runs through a name that starts with a dot, which Obsidian does not index [A7.1]."""
    return path.startswith(".") or "/." in path


@frozen
class Files:
    """Paths of every file under the root, notes and attachments: POSIX, relative to the root."""

    paths: frozenset[str]

    def __contains__(self, path: object) -> bool:
        """Whether a file lies at exactly this path."""
        return path in self.paths

    @cached_property
    def named(self) -> Mapping[str, Sequence[str]]:
        """File name with extension, folded, to the paths that bear it, the shortest first; none is hidden [A3.1]."""
        named: dict[str, list[str]] = {}
        for path in self.paths:
            if is_hidden(path):
                continue
            name = folded(path[path.rfind("/") + 1 :])
            if name in named:
                named[name].append(path)
            else:
                named[name] = [path]
        for bearers in named.values():
            if len(bearers) > 1:
                bearers.sort(key=lambda path: (len(path), path))
        return named

    def alike(self, path: str) -> Sequence[str]:
        """Return the files and folders, in order, that a folded path could mean."""
        bearers = self.named.get(path[path.rfind("/") + 1 :], ())
        return sorted((*(each for each in bearers if folded(each) == path), *self._others.get(path, ())))

    @cached_property
    def _others(self) -> Mapping[str, Sequence[str]]:
        """Folded path to the folders that it could mean, and the hidden files."""
        others: dict[str, list[str]] = {}
        for path in (*self.folders, *filter(is_hidden, self.paths)):
            others.setdefault(folded(path), []).append(path)
        return others

    @cached_property
    def colliding(self) -> Mapping[str, Sequence[str]]:
        """Path to the files, itself among them, that are one file where capitals and accents make no difference."""
        colliding: dict[str, list[str]] = {}
        for bearers in self.named.values():
            if len(bearers) > 1:
                alike: dict[str, list[str]] = {}
                for path in sorted(bearers):
                    alike.setdefault(folded(path), []).append(path)
                colliding |= {path: group for group in alike.values() if len(group) > 1 for path in group}
        return colliding

    @cached_property
    def folders(self) -> frozenset[str]:
        """Every folder that holds a file, at any depth; the root is the empty path."""
        folders = {""}
        for parent in {path[:end] for path in self.paths if (end := path.rfind("/")) > 0}:
            folder = parent
            while folder not in folders:
                folders.add(folder)
                folder = folder.rpartition("/")[0]
        return frozenset(folders)

    @cached_property
    def slugs(self) -> Slugs:
        """The addresses that Quartz gives to files and folders; what is hidden has none."""
        return Slugs(
            [path for path in self.paths if not is_hidden(path)],
            [folder for folder in self.folders if not is_hidden(folder)],
        )

    def exists(self, path: str) -> bool:
        """Whether a file or a folder lies at exactly this path."""
        return path in self.paths or path in self.folders
