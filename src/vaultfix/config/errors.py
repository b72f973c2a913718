"""What is wrong with a configuration, in words for a person."""

from collections.abc import Iterable

from vaultfix.printable import printable


class ConfigError(Exception):
    """A configuration that cannot be followed; its text is one line: where, what, why, and what may have been meant."""

    def __str__(self) -> str:
        """Return the line; nothing that a file holds reaches a terminal raw."""
        return printable(super().__str__())


def did_you_mean(word: object, known: Iterable[str]) -> str:
    """Return the end of a message about an unknown word: the known one that is nearest, if one is near."""
    import difflib  # noqa: PLC0415 - only an error pays for it

    near = difflib.get_close_matches(str(word), list(known), n=1)
    return f"; did you mean `{near[0]}`?" if near else ""
