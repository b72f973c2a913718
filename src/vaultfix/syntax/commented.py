"""Lines that are nothing but a comment: the links on them need no parser to be told apart [E3]."""

from collections.abc import Iterable

from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf, common
from vaultfix.text import Span

# The signs come before what must stand before them, which lets `re` skip all else at once.
_LINE = r"%%(?<![^\r\n]%%)[^%\r\n]++%%[ \t]*+(?![^\r\n])"
_COMMENT_LINE = pattern(_LINE)
_RAW_COMMENT_LINE = pattern(_LINE.encode())
# In many bytes, a pattern is found sooner than plain bytes are.
_RAW_SIGNS = pattern(rb"%%")


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
    return uncommented(sheaf.raw, [doc.raw for doc in sheaf.docs])


def uncommented(joined: bytes, notes: Iterable[bytes]) -> bytes:
    """Return notes in UTF-8 that were joined without these lines; one stays as it is in which any other `%%` stands."""
    return _all_even(joined) or b"\n".join([_all_even(raw) or raw for raw in notes])


def _all_even(raw: bytes) -> bytes | None:
    """Return what is left of notes without these lines; None where there is any other `%%`."""
    if b"%" not in raw or not _RAW_SIGNS.search(raw):
        return raw
    rest = _RAW_COMMENT_LINE.sub(b"", raw)
    return None if _RAW_SIGNS.search(rest) else rest
