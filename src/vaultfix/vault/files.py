"""The names of all files of a vault, and the indexes that answer questions about them."""

from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Files:
    """Paths of every file under the root, notes and attachments: POSIX, relative to the root."""

    paths: frozenset[str]

    def __contains__(self, path: object) -> bool:
        """Whether a file lies at exactly this path."""
        return path in self.paths
