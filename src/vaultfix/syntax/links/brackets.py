"""Brackets: which `[` belongs to which `](`, as CommonMark pairs them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from vaultfix.document import Document, fact
from vaultfix.syntax.links.destination import Destination, inline_tail

# Code spans, tags and autolinks bind tighter than brackets; a new block leaves every bracket open.
_TOKEN = re.compile(
    r"""
      \\[^\r\n]
    | `+
    | </?[A-Za-z][A-Za-z0-9-]*+
      (?:[ \t\r\n]++[^\s"'<>/=`\[\]]++(?:[ \t]*+=[ \t]*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+[ \t\r\n]*+/?>
    | <[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*+>
    | !\[
    | \[
    | \]
    | (?:\r\n?|\n)(?=[ \t>]*+(?:[\r\n]|\Z|[-*+][ \t]|1[.)][ \t]|\#{1,6}[ \t]|```|~~~))
    """,
    re.VERBOSE,
)
_TICKS = re.compile("`+")
_BLOCK_END = re.compile(r"(?:\r\n?|\n)(?=[ \t>]*+(?:[\r\n]|\Z))")


@dataclass(frozen=True, slots=True)
class Pair:
    """Brackets before a parenthesis: `start` is at `[` or `![`, `close` at `]`; no `tail` where no destination fits."""

    start: int
    close: int
    embed: bool
    tail: Destination | None


@fact
def pairs(doc: Document) -> tuple[Pair, ...]:
    """Return every pair of brackets with a parenthesis behind it, in the order in which they close."""
    return tuple(_pairs(doc.text)) if "](" in doc.text else ()


def _pairs(text: str) -> Iterator[Pair]:
    code = _CodeSpans(text)
    openers: list[tuple[int, bool]] = []
    in_link = 0  # of the openers, so many stand around a link; only images may
    at = 0
    while token := _TOKEN.search(text, at):
        at = token.end()
        found = token.group()
        if found in {"[", "!["}:
            openers.append((token.start(), found == "!["))
        elif found == "]":
            if not openers:
                continue
            start, embed = openers.pop()
            is_open = embed or len(openers) >= in_link
            in_link = min(in_link, len(openers))
            if is_open and text.startswith("(", at):
                tail = inline_tail(text, at + 1)
                yield Pair(start, at - 1, embed, tail)
                if tail:
                    at = tail.end
                    in_link = in_link if embed else len(openers)
        elif found[0] == "`":
            at = code.end(token.start(), at)
        elif found[0] in "\r\n":
            openers.clear()
            in_link = 0


class _CodeSpans:
    """Where the code spans of a text end; the ticks are counted when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: dict[int, list[int]] | None = None
        self._block_ends: list[int] = []

    def end(self, start: int, opened: int) -> int:
        """Return the end of the code span whose ticks stand from `start` to `opened`; ticks that nothing closes are text."""
        if self._runs is None:
            self._runs = {}
            for run in _TICKS.finditer(self._text):
                self._runs.setdefault(len(run.group()), []).append(run.start())
            self._block_ends = [end.start() for end in _BLOCK_END.finditer(self._text)]
        length = opened - start
        # An escaped tick shortens the run that opens, so its length may occur nowhere.
        same = self._runs.get(length, [])
        closer = bisect_right(same, start)
        block = bisect_right(self._block_ends, start)
        limit = self._block_ends[block] if block < len(self._block_ends) else len(self._text)
        return same[closer] + length if closer < len(same) and same[closer] < limit else opened
