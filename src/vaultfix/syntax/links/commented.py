"""Lines that are nothing but a comment: the links on them need no parser to be told apart [E3]."""

from vaultfix.patterns import pattern
from vaultfix.text import Span

_COMMENT_LINE = pattern(r"%%[^%\r\n]++%%[ \t]*+(?![^\r\n])")


def commented(text: str) -> list[Span]:
    """Return the lines that are surely no prose: `%% … %%`, where no other `%%` can shift what opens and what closes.

    What else may stand around such a line, a fence or math, hides it as well.
    """
    if "%%" not in text:
        return []
    found = (Span(*line.span()) for line in _COMMENT_LINE.finditer(text))
    lines = [line for line in found if line.start == 0 or text[line.start - 1] in "\r\n"]
    return lines if text.count("%%") == 2 * len(lines) else []
