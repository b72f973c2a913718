"""Lines that are nothing but a comment: the links on them need no parser to be told apart [E3]."""

from collections.abc import Sequence

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
def all_uncommented(sheaf: Sheaf) -> Sequence[bytes]:
    """Return each note of a sheaf without such lines."""
    notes = [doc.raw for doc in sheaf.docs]
    for at in sheaf.holding(b"%%"):
        notes[at] = uncommented(notes[at])
    return notes


def uncommented(raw: bytes) -> bytes:
    """Return a note in UTF-8 without these lines; it stays as it is where any other `%%` stands."""
    rest = _RAW_COMMENT_LINE.sub(b"", raw)
    return raw if b"%%" in rest else rest
