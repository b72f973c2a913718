"""What the disk refused, in words for a person."""

from typing import NamedTuple

from vaultfix.printable import printable


class Trouble(NamedTuple):
    """A file or folder that could not be read or written, and why; printing it is always safe."""

    path: str
    reason: str
    is_private: bool = False
    """Whether it matters only to those who ask about this very file."""

    @classmethod
    def of(cls, path: str, what: str, error: OSError) -> "Trouble":
        """Return the trouble that `error` is; `what` says what was tried, as in "cannot be read"."""
        why = error.strerror or type(error).__name__
        return cls(path, f"{what}: {why[:1].lower()}{why[1:]}")

    def __str__(self) -> str:
        """Say it in one line: whatever a path holds, none of it reaches a terminal raw."""
        return f"{printable(self.path)}: {self.reason}"


class StoreError(Exception):
    """A note was not written; the bytes that stood there still stand."""

    def __init__(self, trouble: Trouble) -> None:
        """Remember what went wrong."""
        super().__init__(str(trouble))
        self.trouble = trouble
