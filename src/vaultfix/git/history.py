"""History: the earlier versions of each note, as git remembers them; no answer is as good as none."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from vaultfix.vault.history import Version


class History(Mapping[str, Sequence[Version]]):
    """The earlier versions of each note below a folder, asked for when they are first wanted."""

    def __init__(self, root: Path) -> None:
        """Remember where the vault lies; ask nothing yet."""
        self._root = root
        self._read: dict[str, tuple[Version, ...]] = {}

    def __getitem__(self, path: str) -> tuple[Version, ...]:
        """Return the versions of the note at `path`, the newest first.

        Raises:
            KeyError: git knows none.
        """
        if path not in self._read:
            from vaultfix.git.versions import versions  # noqa: PLC0415 - likewise

            self._read[path] = tuple(versions(self._root, self._known[path]))
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        """Yield the paths that git has versions of."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return how many paths git has versions of."""
        return len(self._known)

    @cached_property
    def _known(self) -> Mapping[str, Sequence[tuple[str, str, str]]]:
        """For each path the commit, the day and the object of its versions, the newest first."""
        from vaultfix.git.versions import known  # noqa: PLC0415 - only who asks git pays for a subprocess

        return known(self._root)
