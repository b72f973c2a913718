"""The words that options take: what a shell offers while one is typed. They are checked where they are used."""

from collections.abc import Callable, Iterable
from typing import Any

import click
from click.types import StringParamType

Known = Callable[[], Iterable[str]]


class FileWord(StringParamType):
    """The name of a file or folder."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Let the shell offer the files that it sees."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell asks for it

        return [CompletionItem(incomplete, type="file")]


class KnownWord(StringParamType):
    """One of the words that `known` gives, or with `several` a list of them with commas between."""

    def __init__(self, known: Known, *, several: bool = False) -> None:
        """Ask for no words yet."""
        self._known = known
        self._several = several

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[Any]:
        """Offer the words that go on as the last one begins."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - likewise

        head, comma, last = incomplete.rpartition(",") if self._several else ("", "", incomplete)
        return [CompletionItem(f"{head}{comma}{word}") for word in self._known() if word.startswith(last)]


def rules() -> list[str]:
    """Return the names of all rules."""
    from vaultfix.config.plugins import plugins  # noqa: PLC0415 - only who completes a name pays for the rules

    return [kind().name for group in plugins().passes for kind in group.rules]


def selectors() -> list[str]:
    """Return everything that selects rules."""
    from vaultfix.config.plugins import plugins  # noqa: PLC0415 - likewise

    return ["all", *(group.name for group in plugins().passes), *rules()]


def profiles() -> tuple[str, ...]:
    """Return the names of all profiles."""
    from vaultfix.vault import PROFILES  # noqa: PLC0415 - likewise

    return PROFILES
