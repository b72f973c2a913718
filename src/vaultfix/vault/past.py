"""The past: what a vault was before the run that mends it, and before the change that is judged."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.vault import Vault, whole


@frozen
class Past:
    """A vault at one time of its past, and the way of its files from then to now."""

    vault: Vault
    moves: tuple[Mapping[str, str], ...] = ()
    """Old path to new path, one mapping for each change since, the earliest first."""
    as_read: bool = False
    """Whether this is the vault of today before anything in it was mended; else it is one before a change."""

    def note(self, path: str) -> Document | None:
        """Return the note that lay at `path`."""
        return self.vault.documents.get(path) if self.as_read else self.vault.note(path)

    def place_of(self, path: str) -> str | None:
        """Return where the file that is now at `path` lay, None where another file lay there."""
        for move, back in zip(reversed(self.moves), reversed(self._back), strict=True):
            if path not in back and path in move:
                return None
            path = back.get(path, path)
        return path

    def followed(self, path: str, now: Vault) -> str | None:
        """Return where the file or folder that lay at `path` is now, None where it is gone."""
        was_folder = path in self.vault.files.folders
        for move in self.moves:
            path = move.get(path) or (_with_its_files(move, path, now) if was_folder else path)
        return path if now.files.exists(path) else None

    @cached_property
    def _back(self) -> tuple[Mapping[str, str], ...]:
        return tuple({new: old for old, new in move.items()} for move in self.moves)


@whole
def pasts(vault: Vault) -> tuple[Past, ...]:
    """Return the past of a vault, the nearest time first; nothing where nothing has changed that a link can see."""
    return tuple(_pasts(vault))


def _pasts(vault: Vault) -> Iterator[Past]:
    if vault.mended and not (vault.kept_faces and vault.before is None):
        yield Past(vault, as_read=True)
    moves: tuple[Mapping[str, str], ...] = ()
    while vault.before is not None:
        moves = (vault.moved, *moves)
        vault = vault.before
        yield Past(vault, moves)


def _with_its_files(move: Mapping[str, str], path: str, now: Vault) -> str:
    """Return where a folder went, told from a file that went with it; one that is still there stays."""
    if path in now.files.folders:
        return path
    inside = f"{path}/"
    for old, new in move.items():
        if old.startswith(inside) and new.endswith(old[len(path) :]):
            return new[: len(new) - len(old) + len(path)]
    return path
