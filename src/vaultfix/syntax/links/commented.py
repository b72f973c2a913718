"""Lines that are nothing but a comment: the links on them need no parser to be told apart [E3]."""

from vaultfix.patterns import pattern
from vaultfix.text import Span

# The signs come before what must stand before them, which lets `re` skip all else at once.
_COMMENT_LINE = pattern(r"%%(?<![^\r\n]%%)[^%\r\n]++%%[ \t]*+(?![^\r\n])")


def commented(text: str) -> list[Span]:
    """Return the lines that are surely no prose: `%% … %%`, where no other `%%` can shift what opens and what closes.

    What else may stand around such a line, a fence or math, hides it as well.
    """
    if "%%" not in text:
        return []
    lines = [Span(*line.span()) for line in _COMMENT_LINE.finditer(text)]
    return lines if text.count("%%") == 2 * len(lines) else []


def uncommented(text: str) -> str:
    """Return a text without these lines."""
    if "%%" not in text:
        return text
    rest, lines = _COMMENT_LINE.subn("", text)
    return rest if text.count("%%") == 2 * lines else text
