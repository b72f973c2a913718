"""Lazy lines: what a quoted line holds, and whether a line without its prefix could go on with what is above."""

import re
from typing import NamedTuple, Self

from vaultfix.patterns import pattern

_QUOTED = pattern(r"( {0,3}>)([ \t]*)")
_NESTED = pattern(r"(?:[ \t]*(?:>|[*+-](?=[ \t])|\d{1,9}[.)](?=[ \t])))*+[ \t]*")
_FENCE = pattern(r"(`{3,})[^`\n]*$|(~{3,})", re.MULTILINE)
_RUN = pattern(r"(`+|~+)[ \t]*$", re.MULTILINE)
_OPAQUE = ("<", "%%", "$$")
_INDENTED = pattern(r" {4}|\t")


def unquoted(line: str) -> str | None:
    """Return what a line of a quote holds behind its `>` and one space, with the tabs there widened; None if no `>`."""
    quoted = _QUOTED.match(line)
    if quoted is None:
        return None
    marker, blanks = quoted.groups()
    if "\t" in blanks:
        blanks = (" " * len(marker) + blanks).expandtabs(4)[len(marker) :]
    return blanks[1:] + line[quoted.end() :]


class OpenText(NamedTuple):
    """What the lines of a quote or item so far have left open: a paragraph, a fence begun with `fence`, or HTML.

    Whatever else hides text counts as HTML here, and HTML as open to the next blank line. That is too long at times,
    but costs nothing: a line after it then begins a paragraph of its own.
    """

    is_paragraph: bool = False
    fence: str = ""
    is_html: bool = False

    def after(self, content: str) -> Self:
        """Return what is open after one more line."""
        nested = _NESTED.match(content)
        rest = content[nested.end() if nested else 0 :]
        if self.fence:
            run = _RUN.match(rest)
            closed = run is not None and run[1].startswith(self.fence)
            return type(self)(fence="" if closed else self.fence)
        if opened := _FENCE.match(rest):
            return type(self)(fence=opened[1] or opened[2])
        if not self.is_paragraph and _INDENTED.match(content):
            return type(self)()
        if rest.strip(" \t\n") and (self.is_html or (not self.is_paragraph and rest.startswith(_OPAQUE))):
            return type(self)(is_html=True)
        return type(self)(is_paragraph=bool(rest.strip(" \t\n")))
