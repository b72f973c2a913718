"""Patterns that a vault brings along: some of them would never end, so each look has its time."""

from collections.abc import Callable
from typing import Any

from vaultfix.frozen import frozen

_PATIENCE = 0.5
"""So many seconds of work are endless for one name or value, and few for a person."""


class EndlessPatternError(Exception):
    """A pattern is not done with a text in good time."""

    def __init__(self, pattern: str) -> None:
        """Remember which one it was."""
        super().__init__(pattern)
        self.pattern = pattern

    def __str__(self) -> str:
        """Say it for a person, and the way out."""
        how = "write it so that no repeat stands within a repeat"
        return f"the pattern `{self.pattern}` takes too long and is left out; {how}"


@frozen
class Brought:
    """A regular expression that somebody wrote into a configuration."""

    pattern: str
    ignores_case: bool = False

    @property
    def flaw(self) -> str | None:
        """Why it is no regular expression; None where it is one."""
        import regex  # noqa: PLC0415 - only a vault that brings patterns along pays for it

        try:
            self._compiled()
        except (regex.error, RecursionError, OverflowError, MemoryError) as error:
            return str(error)
        return None

    def is_in(self, text: str) -> bool:
        """Whether anything in `text` fits.

        Raises:
            EndlessPatternError: that cannot be told in good time.
        """
        return self._fits(self._compiled().search, text)

    def fits(self, text: str) -> bool:
        """Whether the whole of `text` fits.

        Raises:
            EndlessPatternError: that cannot be told in good time.
        """
        return self._fits(self._compiled().fullmatch, text)

    def _compiled(self) -> Any:  # noqa: ANN401 - the library has no types
        """The pattern as the library reads it, which remembers those of late."""
        import regex  # noqa: PLC0415 - likewise

        return regex.compile(self.pattern, regex.IGNORECASE if self.ignores_case else 0)

    def _fits(self, look: Callable[..., object], text: str) -> bool:
        try:
            return look(text, timeout=_PATIENCE) is not None
        except TimeoutError as error:
            raise EndlessPatternError(self.pattern) from error
