"""Brackets: which `[` belongs to which `](`, as CommonMark pairs them."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import NamedTuple

from vaultfix.document import Document, fact, line_start
from vaultfix.patterns import pattern
from vaultfix.syntax.links.destination import Destination, inline_tail
from vaultfix.syntax.links.link import EXTERNAL
from vaultfix.text import Span

# Code spans, tags and autolinks bind tighter than brackets. Each branch starts with a plain character, which lets `re`
# skip all others at once.
_PLAIN_LINK = r"\[[^\[\]\\`<\r\n]*+\]\([^\s()<>\\\x00-\x1f\x7f]*+\)"
_OUTSIDE = rf"""
      {_PLAIN_LINK}
    | !{_PLAIN_LINK}
    | \[\[[^\[\]\\`<\r\n]*+\]\](?!\()
    | \\[^\r\n]
    | ``*+
    | </?[A-Za-z][A-Za-z0-9-]*+
      (?:[ \t\r\n]++[^\s"'<>/=`\[\]]++(?:[ \t]*+=[ \t]*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+)*+[ \t\r\n]*+/?>
    | <[A-Za-z][A-Za-z0-9+.-]{{1,31}}:[^\s<>]*+>
    | !\[
    | \[
"""
_TOKEN_OUTSIDE = pattern(_OUTSIDE, re.VERBOSE)
# Between brackets, what closes them counts as well, and a new block, which leaves them all open.
_NEW_BLOCK = r"(?=[ \t>]*+(?:[\r\n]|\Z|[-*+][ \t]|1[.)][ \t]|\#{1,6}[ \t]|```|~~~))"
_TOKEN_INSIDE = pattern(rf"{_OUTSIDE} | \] | \r\n?+{_NEW_BLOCK} | \n{_NEW_BLOCK}", re.VERBOSE)
# Where every `](` has a whole web address behind it, the brackets need not be paired.
_NOT_WEB = pattern(r"""\]\((?!(?:[A-Za-z][A-Za-z0-9+.-]++:|//)[^\s()<>\\]*+(?:[ \t]++"[^"\r\n]*+")?+\))""")
# A destination that does not end where a link does: blanks, parentheses and the like are in it, or more behind it.
_DESTINATION = r"[^\s()<>\\\x00-\x1f\x7f]*+"
_BROKEN = rf"""\]\((?!{_DESTINATION}(?:[ \t]++"[^"\\\r\n]*+")?+\)(?![^\s()<>\[\]]++\)))"""
_NOT_WHOLE = pattern(_BROKEN)
# The blanks above ASCII, in UTF-8.
_RAW_DESTINATION = (
    r"(?:[^\s()<>\\\x00-\x1f\x7f\xc2\xe1-\xe3]++|\xc2(?![\x85\xa0])|\xe1(?!\x9a\x80)|\xe3(?!\x80\x80)"
    r"|\xe2(?!\x80[\x80-\x8a\xa8\xa9\xaf]|\x81\x9f))*+"
)
NOT_WHOLE = pattern(_BROKEN.replace(_DESTINATION, _RAW_DESTINATION).encode())
"""The same in bytes; behind the parenthesis it takes blanks above ASCII for letters."""
_TICKS = pattern("`+")
# What a line begins with that is a heading.
_HEADING = pattern(r"[ \t>]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)*+#{1,6}+[ \t]")
_LINE_END = pattern(r"\r\n?+|\n|\Z")
# No code span goes on behind one of these. A quote may as well go on; then its code hides no link, as zones will.
_BLOCK_END = pattern(rf"(?:\r\n?+|\n)(?:{_NEW_BLOCK}|(?=[ \t]*+[>|])|(?=[-=*_ \t]++(?![^\r\n])))")


class Pair(NamedTuple):
    """Brackets before a parenthesis: `start` is at `[` or `![`, `close` at `]`; no `tail` where no destination fits."""

    start: int
    close: int
    embed: bool
    tail: Destination | None


def is_wikilink(text: str, pair: Pair) -> bool:
    """Whether a pair of brackets is the outer one of a wikilink, behind which a parenthesis may be a remark [A1.6]."""
    return text.startswith("[[", pair.start + pair.embed) and text.startswith("]]", pair.close - 1)


def are_whole(text: str) -> bool:
    """Whether what stands in parentheses behind brackets is surely all of a destination; False is just a doubt."""
    return "](" not in text or not _NOT_WHOLE.search(text)


@fact
def pairs(doc: Document) -> tuple[Pair, ...]:
    """Return every pair of brackets with a parenthesis behind it, in the order in which they close.

    Links to the web are many and never judged; they are left out.
    """
    text = doc.text
    if not _NOT_WEB.search(text):
        return ()
    return tuple(pair for pair in _pairs(text) if pair.tail is None or not EXTERNAL.match(text, pair.tail.span.start))


def _pairs(text: str) -> Iterator[Pair]:
    code = _CodeSpans(text)
    openers: list[tuple[int, bool]] = []
    in_link = 0  # of the openers, so many stand around a link; only images may
    at = 0
    while token := (_TOKEN_INSIDE if openers else _TOKEN_OUTSIDE).search(text, at):
        start, at = token.span()
        found = token.group()
        if found in {"[", "!["}:
            openers.append((start, found == "!["))
        elif found == "]":
            start, embed = openers.pop()
            if line_start(text, at, start) > start and _in_heading(text, start):
                openers.clear()
                in_link = 0
                continue
            is_open = embed or len(openers) >= in_link
            in_link = min(in_link, len(openers))
            if is_open and text.startswith("(", at):
                tail = inline_tail(text, at + 1)
                yield Pair(start, at - 1, embed, tail)
                if tail:
                    at = tail.end
                    in_link = in_link if embed else len(openers)
        elif found[0] == "`":
            at = code.end(start, at)
        elif found[0] in "\r\n":
            openers.clear()
            in_link = 0
        elif found[0] in "[!" and found[-1] == ")":  # the plainest of links, in one go
            opening = text.index("](", start) + 2
            yield Pair(start, opening - 2, found[0] == "!", Destination(Span(opening, at - 1), angled=False, end=at))
            in_link = in_link if found[0] == "!" else len(openers)


def _in_heading(text: str, at: int) -> bool:
    """Whether the line around an offset seems to be a heading, so that nothing goes on behind its end."""
    return bool(_HEADING.match(text, line_start(text, at), at))


class _CodeSpans:
    """Where the code spans of a text end; the ticks are counted when first asked for."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._runs: dict[int, list[int]] | None = None
        self._block_end = -1

    def end(self, start: int, opened: int) -> int:
        """Return the end of the code span whose ticks stand from `start` to `opened`, itself where none closes."""
        if self._runs is None:
            self._runs = {}
            for run in _TICKS.finditer(self._text):
                self._runs.setdefault(len(run.group()), []).append(run.start())
        length = opened - start
        # An escaped tick shortens the run that opens, so its length may occur nowhere.
        same = self._runs.get(length, [])
        closer = bisect_right(same, start)
        return same[closer] + length if closer < len(same) and same[closer] < self._end_of_block(start) else opened

    def _end_of_block(self, at: int) -> int:
        """Return where the paragraph around `at` ends; asked for ascending offsets."""
        if self._block_end < at:
            end = (_LINE_END if _in_heading(self._text, at) else _BLOCK_END).search(self._text, at)
            self._block_end = end.start() if end else len(self._text)
        return self._block_end
