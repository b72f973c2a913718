"""Runs: the code, math, comments, tags and templates inside a line, where they are plain to see [E2-E6].

What makes up a paragraph is not known here. But where all that opens in a line also closes in it, or nowhere below, it
does not matter how the lines are divided into paragraphs, items and cells. The rest is a doubt, up to the next blank
line, and for the parser to settle.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from operator import itemgetter

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.plain.blocks import blocks
from vaultfix.syntax.plain.lines import is_one_paragraph
from vaultfix.syntax.plain.tails import behind_angle_tail, is_perhaps_in_tail, target_around
from vaultfix.syntax.regions import Zone

Run = tuple[int, int, Zone | None]
"""Something hidden: where it starts and ends, and its zone; None where it is not plain what is hidden there."""

# One class of letters in front, and what is behind told by looking back, is found three times as fast as alternatives.
SIGN = pattern(r"[`$%{<](?:(?<=`)`*+|(?<=\$)\$?+|(?<=%)%|(?<=\{)\{|(?<=<)(?=[A-Za-z/!?%]))")
"""What could begin a run."""

_BACKTICKS = pattern(r"`+")
_MATH = pattern(r"\$(?![\s$])(?:[^$\\\n]|\\[^\n])+(?<!\s)\$(?!\d)")
_MATH_END = pattern(r"(?<!\\)\$\$")
_TEMPLATE = pattern(r"\{\{(?!<)[^{}\n]+\}\}")
_SHORTEST_COMMENT = pattern(r"<!--?-->|<!-->")
_TAG = pattern(
    r"</[A-Za-z][A-Za-z0-9-]*+ *+|<[A-Za-z][A-Za-z0-9-]*+"
    r"""(?: ++[A-Za-z_:][A-Za-z0-9_.:-]*+(?: *+= *+(?:[^"'=<>`\s]++|'[^'\n]*+'|"[^"\n]*+"))?+)*+ *+/?+"""
)
# A tag may go on in the next line, or have blanks between its parts that are no spaces; and an address may hold signs.
_STRANGE_TAG = pattern(r"[\n\t\"'=]|[^\x00-\x7f]")
_ADDRESS = pattern(r"<(?:[A-Za-z][A-Za-z0-9.+-]{1,31}:[^<>\x00-\x20]*|[^\s<>`$%{]+@[^\s<>`$%{]*)>")
_MAIL = pattern(r"<[^\s<>]+@")
_PIPE = pattern(r"(?<!\\)\|")
_ANCHOR = pattern(r"<[Aa]")
_DELIMITER_ROW = pattern(r"\n[ \t>*+:\-]*+\|[ \t|:\-]*+(?=\n)")
# What surely closes in its own line and cell, if neither a link nor an escape is near.
_SHORT = {
    "`": (pattern(r"`[^`\n|]++`(?!`)"), Zone.INLINE_CODE),
    "%%": (pattern(r"%%[^%\n|]++%%"), Zone.COMMENT),
}
_NEVER = (pattern(r"(?!)"), Zone.PROSE)
_LINK_OR_ESCAPE = pattern(r"[\[\]\\]")


@fact
def runs(doc: Document) -> list[Run]:
    """Return what is hidden inside the lines of a note outside its blocks, in order, as far as those are sure."""
    found = blocks(doc)
    hidden: list[Run] = []
    done = 0
    for block in found.hiding:
        hidden += _runs(found.source, done, block.start)
        done = block.end
    if done < found.sure:
        hidden += _runs(found.source, done, len(found.source))
    return hidden


def zone_among(hidden: list[Run], position: int) -> Zone | None:
    """Return the zone at a position outside the blocks; None where it is not plain."""
    at = bisect_right(hidden, position, key=itemgetter(0)) - 1
    return Zone.PROSE if at < 0 or position >= hidden[at][1] else hidden[at][2]


def zone_between(source: str, start: int, end: int, position: int) -> Zone | None:
    """Return likewise the zone at a position between two blocks, where `start` has a blank line or a block above it."""
    blank = source.find("\n\n", position, end)
    for begin, behind, zone in _runs(source, start, end if blank < 0 else blank):
        if position < behind:
            return zone if begin <= position else Zone.PROSE
    return Zone.PROSE


def _runs(source: str, start: int, end: int) -> Iterator[Run]:
    """Yield what is hidden in the source from `start` to `end`, where there are no blocks."""
    stretch = _Stretch(source, start, start)
    done = start
    while sign := SIGN.search(source, done, end):
        at = sign.start()
        form, zone = _SHORT.get(sign[0], _NEVER)
        short = form.match(source, at, end)
        if short and not _LINK_OR_ESCAPE.search(source, done, at):
            done = short.end()
            yield at, done, zone
            continue
        if at >= stretch.end:
            blank = source.find("\n\n", at, end)
            stretch = _Stretch(source, max(start, source.rfind("\n\n", start, at) + 1), end if blank < 0 else blank)
        stretch.done = max(stretch.start, done)
        run = stretch.behind(sign)
        done = run[1]
        if run[2] is not Zone.PROSE:
            yield run


class _Stretch:
    """Lines without a blank line between them, how far they are read, and what is known to close nowhere in them."""

    __slots__ = ("_anchor", "_barren", "_defines", "_source", "_table", "done", "end", "start")

    def __init__(self, source: str, start: int, end: int) -> None:
        """Start to read where the stretch starts."""
        self._source = source
        self._barren: set[str] = set()
        self._anchor: bool | None = None
        self._defines: bool | None = None
        self._table: bool | None = None
        self.start = self.done = start
        self.end = end

    def behind(self, sign: re.Match[str]) -> Run:
        """Return what a sign hides; it is prose if it hides nothing."""
        source, start = self._source, sign.start()
        if self._is_escaped(start):
            return self._text(start, start + 1)
        if tail := behind_angle_tail(source, self.done, start):
            return self._doubt(start) if self._has_anchor() else self._text(start, tail)
        if is_perhaps_in_tail(source, self.done, start) or self._is_perhaps_in_label(start):
            return self._doubt(start)
        if target := target_around(source, self.done, start):
            is_doubtful = source[target.start() - 1] == "\\" or (source[target.end()] == "|" and self._is_table())
            return self._doubt(start) if is_doubtful else self._text(start, target.end())
        return _READERS[sign[0][0]](self, sign)

    def _is_perhaps_in_label(self, start: int) -> bool:
        """Whether a position may lie in the label of a reference, which none is that nothing defines."""
        if self._source.find("][", self.done, start) < 0:
            return False
        if self._defines is None:
            self._defines = "]:" in self._source
        return self._defines

    def _is_escaped(self, start: int) -> bool:
        before = start
        while before > self.done and self._source[before - 1] == "\\":
            before -= 1
        return (start - before) % 2 == 1

    def code(self, sign: re.Match[str]) -> Run:
        if sign[0] not in self._barren:
            for run in _BACKTICKS.finditer(self._source, sign.end(), self.end):
                if run[0] == sign[0]:
                    return self._run(sign.start(), run.end(), Zone.INLINE_CODE)
            self._barren.add(sign[0])
        return self._text(*sign.span())

    def math(self, sign: re.Match[str]) -> Run:
        start = sign.start()
        if sign[0] == "$$" and "$$" not in self._barren:
            if closing := _MATH_END.search(self._source, sign.end(), self.end):
                return self._run(start, closing.end(), Zone.MATH)
            self._barren.add("$$")
        math = _MATH.match(self._source, start, self.end)
        return self._run(start, math.end(), Zone.MATH) if math else self._text(start, start + 1)

    def comment(self, sign: re.Match[str]) -> Run:
        return self._until("%%", sign.start(), sign.end(), Zone.COMMENT)

    def variable(self, sign: re.Match[str]) -> Run:
        variable = _TEMPLATE.match(self._source, sign.start(), self.end)
        return (
            self._run(sign.start(), variable.end(), Zone.TEMPLATE)
            if variable
            else self._text(sign.start(), sign.start() + 1)
        )

    def angle(self, sign: re.Match[str]) -> Run:
        source, start = self._source, sign.start()
        if source.startswith("<%", start):
            return self._until("%>", start, start + 2, Zone.TEMPLATE)
        if source.startswith("<!--", start):
            shortest = _SHORTEST_COMMENT.match(source, start)
            return self._until("-->", start, shortest.end() - 3 if shortest else start + 4, Zone.COMMENT)
        if source[start + 1] in "!?":
            return self._doubt(start)
        return self._tag(start)

    def _tag(self, start: int) -> Run:
        source = self._source
        if address := _ADDRESS.match(source, start, self.end):
            return self._text(start, address.end())
        tag = _TAG.match(source, start)
        if tag is None:
            return self._text(start, start + 1)
        if source[tag.end()] == ">":
            return self._run(start, tag.end() + 1, Zone.HTML)
        is_strange = _STRANGE_TAG.match(source, tag.end()) or _MAIL.match(source, start)
        return self._doubt(start) if is_strange else self._text(start, start + 1)

    def _until(self, closer: str, start: int, behind: int, zone: Zone) -> Run:
        """Return what the next `closer` ends; where there is none, the sign is text."""
        end = -1 if closer in self._barren else self._source.find(closer, behind, self.end)
        if end >= 0:
            return self._run(start, end + len(closer), zone)
        self._barren.add(closer)
        return self._text(start, start + 1)

    def _run(self, start: int, end: int, zone: Zone) -> Run:
        """Return what is hidden; a doubt where it goes on in another line, or perhaps in another cell [D3]."""
        hidden = self._source[start:end]
        if "\n" in hidden:
            line = self._source.rfind("\n", 0, start) + 1
            if line < self.start or self._is_table() or not is_one_paragraph(self._source, line, end):
                return self._doubt(start)
        if "|" in hidden and _PIPE.search(hidden) and self._is_table():
            return self._doubt(start)
        return start, end, zone

    def _is_table(self) -> bool:
        """Whether there could be a table in the stretch, whose cells end what is open [D3]."""
        if self._table is None:
            self._table = self._has(_DELIMITER_ROW)
        return self._table

    def _has_anchor(self) -> bool:
        """Whether there could be an HTML anchor in the stretch, in which nothing is a link."""
        if self._anchor is None:
            self._anchor = self._has(_ANCHOR)
        return self._anchor

    def _has(self, form: re.Pattern[str]) -> bool:
        above = max(self._source.rfind("\n\n", 0, self.start + 1), 0)
        return bool(form.search(self._source, above, self.end + 1))

    def _text(self, start: int, end: int) -> Run:
        return start, end, Zone.PROSE

    def _doubt(self, start: int) -> Run:
        return start, self.end, None


_READERS: dict[str, Callable[[_Stretch, re.Match[str]], Run]] = {
    "`": _Stretch.code,
    "$": _Stretch.math,
    "%": _Stretch.comment,
    "{": _Stretch.variable,
    "<": _Stretch.angle,
}
