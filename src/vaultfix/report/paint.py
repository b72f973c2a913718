"""Colour for a terminal, or none."""

from typing import NamedTuple

_CODES = {"bold": 1, "dim": 2, "red": 31, "green": 32, "yellow": 33, "blue": 34, "cyan": 36}


class Paint(NamedTuple):
    """Puts colour on words where `colour` is wanted, and leaves them alone where it is not."""

    colour: bool = False

    def __call__(self, words: str, *styles: str) -> str:
        """Return `words` in `styles`: bold, dim, or the name of a colour."""
        if not self.colour or not words:
            return words
        codes = ";".join(str(_CODES[style]) for style in styles)
        return f"\x1b[{codes}m{words}\x1b[0m"
