"""Suggestions: the files that a link to nowhere may have meant."""

from collections.abc import Sequence
from typing import NamedTuple

from vaultfix.syntax.links import Kind, Link
from vaultfix.vault import Vault
from vaultfix.vault.called import bearers
from vaultfix.vault.files import folded
from vaultfix.vault.kin import kin
from vaultfix.vault.lookup import folder_of

_MOST = 3


class Suggestion(NamedTuple):
    """A file that a link may have meant, and why; `sure` where little but it can have been meant."""

    path: str
    why: str
    sure: bool
    shown: str | None = None
    """The words that a link to the file should show, where they are not its name: an alias, a title, a heading."""


def suggestions(vault: Vault, source: str, link: Link) -> tuple[Suggestion, ...]:
    """Return what a link in the note `source` may have meant, best first; empty where nothing is like it.

    The first of these that fits counts alone: the same name elsewhere, the index of a folder, the name with an
    extension, a name that just one note goes by, a slip of the pen, names that are close.
    """
    path = link.path.replace("\\", "/").rstrip("/")
    name = folded(path.rpartition("/")[2]).rstrip(". ")
    if not name:
        return ()
    exact = _exact(vault, source, name)
    if exact:
        return exact
    if link.kind is Kind.WIKI and not link.embed and (notes := bearers(vault, name)):
        return (Suggestion(notes[0], "a name it goes by", sure=True, shown=path),) if len(notes) == 1 else ()
    return _alike(vault, source, name)


def _exact(vault: Vault, source: str, name: str) -> tuple[Suggestion, ...]:
    """Return the files whose name is just `name`, the index of its folder, or the files that only lack an extension."""
    if same := [known for known in (name, f"{name}.md") if known in vault.files.named]:
        return _ranked(vault, source, same, "the same name, elsewhere")
    indexes = kin(vault).indexes.get(name, ())
    if len(indexes) == 1:
        return (Suggestion(indexes[0], "the index of this folder", sure=True),)
    return _ranked(vault, source, kin(vault).extended(name), "with its extension")


def _alike(vault: Vault, source: str, name: str) -> tuple[Suggestion, ...]:
    """Return the files of the same kind and initial whose name is but a slip away, else those whose name is close."""
    likeness = kin(vault).like(name)
    why = "almost the same name" if likeness.is_slip else "a name like it"
    return _ranked(vault, source, likeness.names, why, sure=likeness.is_slip)


def _ranked(vault: Vault, source: str, names: Sequence[str], why: str, *, sure: bool = True) -> tuple[Suggestion, ...]:
    """Return the files of the given names, those of the first name first.

    Of one name comes first what lies where Obsidian puts attachments of the note, then what has a short path [A7.2].
    """
    place = _attachments_of(vault, source)
    paths = [
        path
        for name in names
        for path in sorted(vault.files.named[name], key=lambda path: (folder_of(path) != place, len(path), path))
    ]
    return tuple(Suggestion(path, why, sure) for path in paths[:_MOST])


def _attachments_of(vault: Vault, source: str) -> str:
    """Return the folder where Obsidian puts what is attached to the note `source`."""
    folder = vault.customs.attachment_folder
    if not folder.startswith("./"):
        return folder.strip("/")
    return "/".join(filter(None, (folder_of(source), folder.removeprefix("./").strip("/"))))
