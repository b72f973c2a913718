"""Quotes: what a quoted line holds, and whether a line without a `>` could go on with it."""

import re
from dataclasses import dataclass
from typing import Self

_QUOTED = re.compile(r"( {0,3}>)([ \t]*)")
_NESTED = re.compile(r"(?:[ \t]*(?:>|[*+-](?=[ \t])|\d{1,9}[.)](?=[ \t])))*+[ \t]*")
_FENCE = re.compile(r"(`{3,})[^`\n]*$|(~{3,})", re.MULTILINE)
_RUN = re.compile(r"(`+|~+)[ \t]*$", re.MULTILINE)
_INDENTED = re.compile(r" {4}|\t")


def unquoted(line: str) -> str | None:
    """Return what a line of a quote holds behind its `>` and one space, with the tabs there widened; None if no `>`."""
    quoted = _QUOTED.match(line)
    if quoted is None:
        return None
    marker, blanks = quoted.groups()
    if "\t" in blanks:
        blanks = (" " * len(marker) + blanks).expandtabs(4)[len(marker) :]
    return blanks[1:] + line[quoted.end() :]


@dataclass(frozen=True, slots=True)
class OpenText:
    """What the lines of a quote so far have left open: a paragraph, or the fence that began with `fence`."""

    is_paragraph: bool = False
    fence: str = ""

    def after(self, content: str) -> Self:
        """Return what is open after one more line of the quote."""
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
        return type(self)(is_paragraph=bool(rest.strip()))
