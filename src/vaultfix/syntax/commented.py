"""Lines that are nothing but a comment: the links on them need no parser to be told apart [E3]."""

from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf, common
from vaultfix.text import Span

# The signs come before what must stand before them, which lets `re` skip all else at once.
_LINE = r"%%(?<![^\r\n]%%)[^%\r\n]++%%[ \t]*+(?![^\r\n])"
_COMMENT_LINE = pattern(_LINE)
_RAW_COMMENT_LINE = pattern(_LINE.encode())


def commented(text: str) -> list[Span]:
    """Return the lines that are surely no prose: `%% … %%`, where no other `%%` can shift what opens and what closes.

    What else may stand around such a line, a fence or math, hides it as well.
    """
    if "%" not in text or "%%" not in text:  # a single sign is found faster than two
        return []
    lines = [Span(*line.span()) for line in _COMMENT_LINE.finditer(text)]
    return lines if text.count("%%") == 2 * len(lines) else []


@common
def all_uncommented(sheaf: Sheaf) -> bytes:
    """Return the notes of a sheaf, one behind the other, without such lines."""
    return _all_even(sheaf.raw) or b"\n".join([uncommented(doc.raw) for doc in sheaf.docs])


def uncommented(raw: bytes) -> bytes:
    """Return a note in UTF-8 without these lines, or as it is where any other `%%` stands in it."""
    return _all_even(raw) or raw


def _all_even(raw: bytes) -> bytes | None:
    """Return what is left of notes without these lines; None where there is any other `%%`."""
    if b"%%" not in raw:
        return raw
    rest, lines = _RAW_COMMENT_LINE.subn(b"", raw)
    return rest if raw.count(b"%%") == 2 * lines else None
