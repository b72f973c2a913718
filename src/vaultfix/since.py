"""Since: the vault as it was before a change, and the notes that the change concerns."""

import os
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.git.changes import Contents, changes
from vaultfix.git.repository import Repository
from vaultfix.patterns import pattern
from vaultfix.vault import Vault
from vaultfix.vault.files import NOTE_SUFFIXES, Files, folded, is_hidden

Read = Callable[[], bytes]

_NUMBER = pattern("[0-9]+")


class Since(NamedTuple):
    """A vault and what became of it since a commit."""

    vault: Vault
    """The vault as it is, which also knows what it was before, and what was renamed.

    A note is not taken for another whose name differs only in its numbers: that would be a guess.
    """
    touched: frozenset[str]
    """The notes that were added, changed or renamed."""
    from_nothing: bool
    """Whether there was no commit before, so that every note is new."""

    @classmethod
    def of(cls, vault: Vault, root: Path, asked: Sequence[Path], revision: str) -> "Since":
        """Ask git what happened to the vault at `root` since `revision`, a commit or a range that ends here.

        The vault lies in a repository, or else `asked`, files or folders of it, lie in one or several.

        Raises:
            GitError: git cannot say it.
        """
        parts = [_Part.of(root, repository, revision) for repository in _repositories(root, asked)]
        spelled = _speller(vault.files)
        new = frozenset(spelled(path) for part in parts for path in part.new)
        moved = {then: spelled(now) for part in parts for then, now in part.moved.items() if not _are_serial(then, now)}
        old = {path: read for part in parts for path, read in part.old.items()}
        before = Vault(
            _PastNotes(vault.documents, new, {path: read for path, read in old.items() if _is_note(path)}),
            Files((vault.files.paths - new) | old.keys()),
            vault.profiles,
            customs=vault.customs,
        )
        changed = frozenset(path for path in new if path in vault.documents and _differs(vault, before, path))
        now = replace(vault, before=before, moved=moved)
        return cls(now, changed, all(part.from_nothing for part in parts))

    @property
    def concerned(self) -> frozenset[str]:
        """The notes with a link that led to something which is not what, or not where, it was."""
        before, moved = self.vault.before, self.vault.moved
        wanted = frozenset(self._shaken())
        linking = before.linking(wanted) if before and wanted else ()
        return frozenset({*(moved.get(path, path) for path in linking), *moved.values()})

    def _shaken(self) -> Iterator[str]:
        """Yield files and folders of before that links may have lost."""
        before, now = self.vault.before or self.vault, self.vault
        yield from before.files.paths - now.files.paths
        yield from before.files.folders - now.files.folders
        # A file of the same name may lie there now.
        yield from self.vault.moved
        for path in now.files.paths - before.files.paths:
            # A new file may win the links to another of its name [A3.6].
            yield from before.files.named.get(folded(path.rpartition("/")[2]), ())
        for path in self.touched:
            if path in before.files and _lost_anchors(before, now, path):
                yield path


class _Part(NamedTuple):
    """What one repository says; every path is relative to the vault's root."""

    old: Mapping[str, Read]
    new: frozenset[str]
    moved: Mapping[str, str]
    from_nothing: bool

    @classmethod
    def of(cls, root: Path, repository: Repository, revision: str) -> "_Part":
        """Ask one repository."""
        found = changes(repository, revision)
        lead = PurePosixPath(
            Path(os.path.relpath(os.path.realpath(repository.folder), os.path.realpath(root))).as_posix()
        )
        contents = Contents(repository, [name for path, name in found.old.items() if _is_note(path)])
        return cls(
            {str(lead / path): _reader(contents, name) for path, name in found.old.items()},
            frozenset(str(lead / path) for path in found.new),
            {str(lead / then): str(lead / now) for then, now in found.moved.items()},
            found.from_nothing,
        )


class _PastNotes(Mapping[str, Document]):
    """The notes of before: those that the change concerns as git remembers them, the others as they are."""

    def __init__(self, present: Mapping[str, Document], new: Collection[str], old: Mapping[str, Read]) -> None:
        """Read nothing yet."""
        self._present = present
        self._new = new
        self._old = old
        self._read: dict[str, Document] = {}

    def __getitem__(self, path: str) -> Document:
        """Return the note that was at `path`: always the same document.

        Raises:
            KeyError: there was no such note.
            GitError: git does not hold it.
        """
        if path in self._old:
            if path not in self._read:
                self._read[path] = Document(path, self._old[path]())
            return self._read[path]
        if path in self._new:
            raise KeyError(path)
        return self._present[path]

    def __contains__(self, path: object) -> bool:
        """Whether there was such a note."""
        return path in self._old or (path not in self._new and path in self._present)

    def __iter__(self) -> Iterator[str]:
        """Yield the paths of all notes, in order."""
        return iter(sorted({*(path for path in self._present if path not in self._new), *self._old}))

    def __len__(self) -> int:
        """Return the number of notes."""
        return sum(1 for _ in self)


def _repositories(root: Path, asked: Sequence[Path]) -> Iterator[Repository]:
    """Yield the repository of each of the files or folders `asked`, seen from the vault's root where that lies in it.

    A folder of the vault may be a repository of its own, as a submodule is, or the vault be no repository at all.
    """
    folders = {_marked(path if path.is_dir() else path.parent, root) for path in asked}
    for top in sorted({Repository.around(folder).top() for folder in folders}):
        inside = Path(os.path.realpath(root)).is_relative_to(top)
        yield Repository.around(root if inside else top)


def _marked(folder: Path, root: Path) -> Path:
    """Return where the repository of `folder` seems to begin, else the vault's root; so git is asked once for many."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - links in it stay
    return next((each for each in (folder, *folder.parents) if os.path.lexists(each / ".git")), root)


def _reader(contents: Contents, name: str) -> Read:
    """Return what reads the object `name` when it is called."""
    return lambda: contents.of(name)


def _are_serial(then: str, now: str) -> bool:
    """Whether two notes are one of a series each, such as the notes of two days: of one template, so git pairs them."""
    names = [path.rpartition("/")[2] for path in (then, now)]
    forms = {_NUMBER.sub("", name) for name in names}
    numbers = {tuple(map(int, _NUMBER.findall(name))) for name in names}
    return _is_note(then) and len(forms) == 1 and len(numbers) > 1


def _is_note(path: str) -> bool:
    """Whether a note of before is one that links could lead to."""
    return path.lower().endswith(NOTE_SUFFIXES) and not is_hidden(path)


def _differs(vault: Vault, before: Vault, path: str) -> bool:
    """Whether a note is not what it was; git names some that were merely saved again."""
    then, now = before.note(path), vault.note(path)
    return then is None or now is None or then.raw != now.raw


def _lost_anchors(before: Vault, now: Vault, path: str) -> bool:
    """Whether something may be gone from the note at `path` that a link could name."""
    then, present = before.anchors(path), now.anchors(path)
    if then is None or present is None:
        return False
    return (
        [(each.level, each.text) for each in then.headings] != [(each.level, each.text) for each in present.headings]
        or not set(then.blocks) <= set(present.blocks)
        or not set(then.html_ids) <= set(present.html_ids)
    )


def _speller(files: Files) -> Callable[[str], str]:
    """Return what gives a path as the disk spells it: macOS may take letters and accents apart, git does not [A5.1]."""
    composed: dict[str, str] = {}

    def spelled(path: str) -> str:
        if path in files.paths or path.isascii():
            return path
        if not composed:
            composed.update((unicodedata.normalize("NFC", each), each) for each in files.paths if not each.isascii())
        return composed.get(path, path)

    return spelled
