"""Widths: how many columns a text fills where every letter is as wide as the next."""

from wcwidth import wcswidth


def columns(text: str) -> int | None:
    """Return the columns that `text` fills, emoji and Chinese signs two each; None where a tab or control is in it."""
    width = len(text) if text.isascii() and text.isprintable() else wcswidth(text)
    return None if width < 0 else width
