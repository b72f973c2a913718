"""Discovery: the names of all files under the root, and which of them are notes to lint."""

import os
import stat
import unicodedata
from collections.abc import Iterator, Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from vaultfix.brought import EndlessPatternError
from vaultfix.globs import Globs
from vaultfix.store.ignoring import Ignores, ignored, ignores_above, read_globs
from vaultfix.store.places import within
from vaultfix.store.settings import AppSettings, load_app_settings
from vaultfix.store.trouble import Trouble
from vaultfix.vault.files import NOTE_SUFFIXES

# Nobody links into these, and they can be larger than the vault [A7.1].
_NEVER_LISTED = frozenset({".git", ".hg", ".jj", ".svn", "node_modules"})

# Reading a pipe or a device may never end.
_NO_FILE = ("cannot be read", OSError(0, "not a regular file"))


class Discovery(NamedTuple):
    """What lies under a root; every path is POSIX and relative to it, spelled as on disk."""

    root: Path
    files: frozenset[str]
    """Every file, for the index of link targets: also hidden and ignored ones, none of a version control system."""
    notes: tuple[str, ...]
    """The notes to lint, in order."""
    gitignored: frozenset[str]
    """Notes that git ignores: read when a link leads to them, linted when they are named."""
    excluded: frozenset[str]
    """Notes that `exclude` or Obsidian's excluded files [A7.3] take out: read, and not linted even when named."""
    twins: frozenset[str]
    """Second names of notes, by symbolic links inside the root: read, and linted under their first name."""
    troubles: tuple[Trouble, ...]
    """What could not be listed; everything else was."""
    app: AppSettings = AppSettings()
    """What Obsidian was told about the vault."""

    @property
    def readable(self) -> Sequence[str]:
        """Every note that a link can lead to, in order: all but those in hidden folders."""
        return sorted((*self.notes, *self.gitignored, *self.excluded, *self.twins))


def discover(root: Path, exclude: Sequence[str] = ()) -> Discovery:
    """List the vault at `root`.

    Linted are notes outside dot folders and `node_modules` that neither `.gitignore` files, nor Obsidian's own
    list of excluded files, nor the patterns `exclude` (written as in a `.gitignore` at the root) leave out [A7]. A
    symbolic link is followed where it leads to a place inside the root, and not when it leads back above itself.
    """
    ignores, troubles = ignores_above(os.path.abspath(root))  # noqa: PTH100 - links in it stay
    walk = _Walk(
        os.fspath(root), Globs.of(_composed(each) for each in exclude), load_app_settings(root), troubles=list(troubles)
    )
    walk.run(ignores)
    return walk.discovery(root)


class _Folder(NamedTuple):
    """A folder to list, and what is already known of all that lies in it."""

    path: str
    """Relative to the root, with a slash behind it; the root's is empty."""
    real: str
    """The same, free of symbolic links."""
    ignores: tuple[Ignores, ...]
    hidden: bool = False
    excluded: bool = False
    ignored: bool = False


class _Twin(NamedTuple):
    """A note that was reached through a symbolic link: its path, and its path without the link."""

    path: str
    real: str
    kind: list[str]


class _Walk:
    """One walk through the folders of a vault, and what it has found so far."""

    def __init__(self, root: str, exclude: Globs, app: AppSettings, troubles: list[Trouble]) -> None:
        """Begin a walk that has found nothing yet."""
        self.root = root
        self.real_root = os.path.realpath(root)
        self.exclude = exclude
        self.app = app
        self.troubles = troubles
        self.files: list[str] = []
        self.notes: list[str] = []
        self.gitignored: list[str] = []
        self.excluded: list[str] = []
        self.links: list[_Twin] = []

    def run(self, ignores: tuple[Ignores, ...]) -> None:
        """List every folder."""
        waiting = [_Folder("", "", ignores)]
        while waiting:
            waiting += self._list(waiting.pop())

    def discovery(self, root: Path) -> Discovery:
        """Return what was found; a note with several names is linted under one."""
        twins = set()
        firsts = {*self.notes, *self.gitignored, *self.excluded} if self.links else set()
        for twin in sorted(self.links, key=lambda each: each.path):
            if twin.real in firsts:
                twins.add(twin.path)
            else:
                firsts.add(twin.real)
                twin.kind.append(twin.path)
        return Discovery(
            root,
            frozenset(self.files),
            tuple(sorted(self.notes)),
            frozenset(self.gitignored),
            frozenset(self.excluded),
            frozenset(twins),
            tuple(self.troubles),
            self.app,
        )

    def _list(self, folder: _Folder) -> Iterator[_Folder]:
        """List one folder: note its files, and yield the folders in it."""
        try:
            with os.scandir(f"{self.root}/{folder.path}") as listing:
                # In order here, for few short names, so that all the paths need hardly be put in order.
                entries = sorted(listing, key=attrgetter("name"))
        except OSError as error:
            self._trouble(folder, folder.path or ".", "the folder cannot be listed", error)
            return
        folder = self._with_ignores(folder, entries)
        through_link = folder.path != folder.real
        is_plain = self._is_plain(folder)
        for entry in entries:
            name = entry.name
            path = folder.path + name
            if entry.is_file(follow_symlinks=False):
                self.files.append(path)
                if not folder.hidden and _is_note(name):
                    kind = self.notes if is_plain else self._kind(folder, path)
                    if through_link:
                        self.links.append(_Twin(path, folder.real + name, kind))
                    else:
                        kind.append(path)
            elif name in _NEVER_LISTED:
                continue
            elif entry.is_dir(follow_symlinks=False):
                yield self._within(folder, name, f"{folder.real}{name}/")
            elif entry.is_symlink():
                yield from self._follow(folder, entry)
            elif _is_note(name):
                self._trouble(folder, path, *_NO_FILE)

    def _follow(self, folder: _Folder, entry: "os.DirEntry[str]") -> Iterator[_Folder]:
        """Take in what a symbolic link leads to: a file, or a folder, yielded, that does not hold the link."""
        path = folder.path + entry.name
        is_note = _is_note(entry.name)
        try:
            mode = entry.stat().st_mode
        except OSError as error:
            if is_note:
                self._trouble(folder, path, "the symbolic link leads nowhere", error)
            return
        real = within(os.path.realpath(entry.path), self.real_root)
        if stat.S_ISREG(mode):
            self.files.append(path)
            if is_note and real is not None and not folder.hidden:
                self.links.append(_Twin(path, real, self._kind(folder, path)))
        elif stat.S_ISDIR(mode) and real and folder.path == folder.real and not folder.real.startswith(f"{real}/"):
            yield self._within(folder, entry.name, f"{real}/")
        elif is_note and not stat.S_ISDIR(mode):
            self._trouble(folder, path, *_NO_FILE)

    def _with_ignores(self, folder: _Folder, entries: Sequence["os.DirEntry[str]"]) -> _Folder:
        """Return the folder with its own `.gitignore` taken in."""
        if folder.hidden or folder.ignored:
            return folder
        # Git does not follow a link here either: it could lead anywhere.
        if not any(entry.name == ".gitignore" and not entry.is_symlink() for entry in entries):
            return folder
        try:
            globs = read_globs(f"{self.root}/{folder.path}.gitignore")
        except OSError as error:
            self._trouble(folder, f"{folder.path}.gitignore", "cannot be read", error)
            return folder
        if not globs.globs:
            return folder
        own = Ignores(globs, deep=len(folder.path))
        return _Folder(folder.path, folder.real, (*folder.ignores, own), excluded=folder.excluded)

    def _within(self, folder: _Folder, name: str, real: str) -> _Folder:
        """Return the folder `name` in `folder`: what is true of the outer one is true of it."""
        path = folder.path + name
        return _Folder(
            f"{path}/",
            real,
            folder.ignores,
            hidden=folder.hidden or name.startswith("."),
            excluded=folder.excluded or self._excludes(path, folder=True),
            ignored=folder.ignored or ignored(folder.ignores, path, folder=True),
        )

    def _is_plain(self, folder: _Folder) -> bool:
        """Whether all notes of a folder are linted, as nothing could leave one of them out."""
        leaving_out = self.exclude.globs or self.app.user_ignore_filters or folder.ignores
        return not (leaving_out or folder.ignored or folder.excluded)

    def _kind(self, folder: _Folder, path: str) -> list[str]:
        """Return the list that a note belongs to."""
        if folder.excluded or self._excludes(path, folder=False) or self._hides(path):
            return self.excluded
        if folder.ignored or ignored(folder.ignores, path, folder=False):
            return self.gitignored
        return self.notes

    def _hides(self, path: str) -> bool:
        """Whether Obsidian was told to hide a note; a filter that is not done in good time is told and left out."""
        try:
            return self.app.ignores(path)
        except EndlessPatternError as endless:
            self.troubles.append(Trouble(".obsidian/app.json", f"of the excluded files {endless}"))
            self.app = self.app.without(endless.pattern)
            return self._hides(path)

    def _excludes(self, path: str, *, folder: bool) -> bool:
        """Whether the patterns of the configuration take `path` out, in whatever normal form the disk has it."""
        return bool(self.exclude.globs) and bool(self.exclude.verdict(_composed(path), folder=folder))

    def _trouble(self, folder: _Folder, path: str, what: str, error: OSError) -> None:
        """Note a trouble, unless it lies where nothing is linted anyway."""
        if not (folder.hidden or folder.ignored or folder.excluded):
            self.troubles.append(Trouble.of(path, what, error))


def _is_note(name: str) -> bool:
    """Whether a file of this name is a note that people see."""
    return (name.endswith(NOTE_SUFFIXES) or name.lower().endswith(NOTE_SUFFIXES)) and not name.startswith(".")


def _composed(path: str) -> str:
    """Return `path` as people type it; some disks take letters and accents apart [A5.1]."""
    return unicodedata.normalize("NFC", path)
