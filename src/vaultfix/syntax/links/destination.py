"""The destination of a Markdown link: its grammar, and what it says once decoded [A1.3]."""

import re
from typing import NamedTuple
from urllib.parse import unquote

from vaultfix.patterns import pattern
from vaultfix.text import Span

_BLANKS = pattern(r"[ \t]*+(?:(?:\r\n?|\n)[ \t>]*+)?")
_ANGLED = pattern(r"<((?:[^<>\\\r\n]|\\[^\r\n])*+)>")
_BARE_STOP = pattern(r"\\[!-/:-@\[-`{-~]|[\x00-\x20\x7f()]")
_TITLE = pattern(
    r'"(?:[^"\\]|\\.)*+"|\'(?:[^\'\\]|\\.)*+\'|\((?:[^()\\]|\\.)*+\)',
    re.DOTALL,
)
_BLANK_LINE = pattern(r"(?:\r\n?+|\n)[ \t>]*+[\r\n]")
_ESCAPED = pattern(r"\\([!-/:-@\[-`{-~])")

# cmark's own bound: without one, `](](](…` would be read to its end from every bracket.
_DEEPEST = 32


class Destination(NamedTuple):
    """A destination as written, without its angle brackets; `end` lies behind all that belongs to it."""

    span: Span
    angled: bool
    end: int


def inline_tail(text: str, at: int) -> Destination | None:
    """Read `destination "title")` from `at`, just behind the opening parenthesis; `end` lies behind the closing one."""
    start = blanks_end(text, at)
    target = destination_at(text, start)
    if target is None:
        return None
    # Where nothing stands there, a second line end would be that of a blank line.
    behind = blanks_end(text, target.end) if target.end > start else start
    if behind > target.end and (title := title_end(text, behind)):
        behind = blanks_end(text, title)
    return Destination(target.span, target.angled, behind + 1) if text.startswith(")", behind) else None


def destination_at(text: str, at: int) -> Destination | None:
    """Read a destination, bare or in angle brackets, that starts at `at`."""
    if text.startswith("<", at):
        angled = _ANGLED.match(text, at)
        return Destination(Span(*angled.span(1)), angled=True, end=angled.end()) if angled else None
    end = _bare_end(text, at)
    return None if end is None else Destination(Span(at, end), angled=False, end=end)


def blanks_end(text: str, at: int) -> int:
    """Return the offset behind spaces, tabs and at most one line end."""
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def title_end(text: str, at: int) -> int | None:
    """Return the offset behind the title that starts at `at`, None where none does."""
    title = _TITLE.match(text, at)
    return title.end() if title and not _BLANK_LINE.search(title.group()) else None


def decoded(written: str, *, percent: bool = True) -> str:
    """Return what a destination says: backslash escapes, entities and percent escapes undone, broken ones kept."""
    if "\\" in written:
        written = _ESCAPED.sub(r"\1", written)
    if "&" in written:
        from vaultfix.syntax.links.entities import unescaped  # noqa: PLC0415 - only an `&` pays for all their names

        written = unescaped(written)
    if percent and "%" in written:
        written = unquote(written, errors="surrogateescape")
    return written


def _bare_end(text: str, at: int) -> int | None:
    """Return the end of a bare destination: at a blank, or at the parenthesis that closes the link."""
    depth = 0
    for stop in _BARE_STOP.finditer(text, at):
        found = stop.group()
        if found == "(":
            depth += 1
            if depth > _DEEPEST:
                return None
        elif found == ")" and depth:
            depth -= 1
        elif len(found) == 1:
            return None if depth else stop.start()
    return None if depth else len(text)
