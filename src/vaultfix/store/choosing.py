"""Which notes a path on the command line means."""

import os
import unicodedata
from pathlib import Path

from vaultfix.store.discovery import Discovery
from vaultfix.store.places import within
from vaultfix.store.trouble import Trouble
from vaultfix.vault.files import NOTE_SUFFIXES


def choose(discovery: Discovery, path: Path) -> tuple[tuple[str, ...], Trouble | None]:
    """Return the notes that `path` means, or the trouble with it; both may be empty.

    A folder means the linted notes below it. A note is linted when it is named, even if git ignores it; but hidden
    notes and those that the configuration or Obsidian excludes stay out, so that a hook may name what it likes.
    """
    if refusal := _refusal(discovery, path):
        return (), Trouble(str(path), refusal)
    seen = within(os.path.abspath(path), os.path.abspath(discovery.root))  # noqa: PTH100 - links in it stay
    real = within(os.path.realpath(path), os.path.realpath(discovery.root))
    names = [name for name in (seen, real) if name is not None]
    if path.is_dir():
        return next(filter(None, (_below(discovery, name) for name in names)), ()), None
    on_disk = (_on_disk(discovery, name) for name in names)
    return tuple(name for name in on_disk if name in discovery.gitignored or name in discovery.notes)[:1], None


def _refusal(discovery: Discovery, path: Path) -> str | None:  # noqa: PLR0911 - a list of reasons
    """Return why `path` can mean no note of this vault; None where it can."""
    if not os.path.lexists(path):
        return "there is no such file or folder"
    if not path.exists():
        return "the symbolic link leads nowhere"
    if within(os.path.realpath(path), os.path.realpath(discovery.root)) is None:
        return f"lies outside the vault {discovery.root}"
    if path.is_dir():
        return None
    if not path.is_file():
        return "is not a regular file"
    if not path.name.lower().endswith(NOTE_SUFFIXES):
        return "is not a note: its name does not end in .md or .markdown"
    return None


def _below(discovery: Discovery, folder: str) -> tuple[str, ...]:
    """Return the linted notes in `folder` and the folders in it; the root's name is empty."""
    prefix = f"{folder}/" if folder else ""
    return tuple(note for note in discovery.notes if note.startswith(prefix))


def _on_disk(discovery: Discovery, name: str) -> str:
    """Return `name` as the disk spells it, where the disk takes other cases or normal forms for the same."""
    if name in discovery.files:
        return name
    folded = _folded(name)
    return next((file for file in discovery.files if _folded(file) == folded), name)


def _folded(name: str) -> str:
    """Return what all spellings of a name share that a disk may take for the same [A5.1]."""
    return unicodedata.normalize("NFC", name).casefold()
