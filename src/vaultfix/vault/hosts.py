"""Hosts: the note on which something is told that is wrong with a file or a folder."""

from bisect import bisect_left
from collections.abc import Collection, Mapping
from typing import NamedTuple

from vaultfix.text import Span
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.lookup import folder_of

_TOP = Span(0, 0)


class Host(NamedTuple):
    """A note, and the place in it: a link to the file, or the top."""

    path: str
    span: Span = _TOP


def hosts(vault: Vault, paths: Collection[str]) -> Mapping[str, Host]:
    """Return who speaks for each file: a note for itself, else the first note with a link to it, else one near it."""
    strangers = {path for path in paths if path not in vault.documents}
    found = {path: Host(path) for path in paths if path not in strangers}
    for source, leading in sorted(vault.inbound(strangers).items()) if strangers else ():
        for link in leading:
            for reach in vault.resolve(source, link):
                if reach.path in strangers:
                    found.setdefault(reach.path, Host(source, link.span))
    for path in strangers - found.keys():
        if place := near(vault, folder_of(path)):
            found[path] = place
    return found


def near(vault: Vault, folder: str) -> Host | None:
    """Return who speaks for a folder: its first note, else the first of the folder around it; None without notes."""
    notes = _ordered(vault)
    while folder:
        at = bisect_left(notes, f"{folder}/")
        if at < len(notes) and notes[at].startswith(f"{folder}/"):
            return Host(notes[at])
        folder = folder_of(folder)
    return Host(notes[0]) if notes else None


@whole_of_faces
def _ordered(vault: Vault) -> tuple[str, ...]:
    return tuple(sorted(vault.documents))
