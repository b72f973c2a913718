"""Blocks: the fences, comments, math and HTML that hide whole lines of a note, where that is plain to see.

Only lines are looked at that could open such a block. The first one that takes a parser to understand ends the
reading: what stands above it is sure, whatever stands below [E1, E3-E6].
"""

from bisect import bisect_left, bisect_right
from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.ground import Ground
from vaultfix.syntax.plain.fences import fence
from vaultfix.syntax.plain.html import BLOCK_TAG, PREFORMATTED, html
from vaultfix.syntax.plain.lines import Known
from vaultfix.syntax.plain.opening import Block, Opening
from vaultfix.syntax.regions import Zone
from vaultfix.text import Span

# A reference's definition is among them, because its title may go on for lines; a comment in a line is not.
# Most lines begin with a letter, which is told by one look.
OPENING = (
    r"\n(?=[ \t>*+\-0-9.)`~%$<\[])(?P<prefix>[ \t>*+\-0-9.)]*+)(?P<sign>`{3,}+|~{3,}+|%%(?![^\n%]*+%%[^\n%]*+\n)|\$\$"
    rf"|<(?=[!?%]|/?(?:{BLOCK_TAG}|{PREFORMATTED}|[A-Za-z][^\n]*>[ \t]*+\n))"
    r"|\[(?!\^)(?=(?:[^\\\[\]]|\\.)*+\]:))(?P<rest>[^\n]*+)"
)
"""The pattern of a line that may open a block."""
INNER_QUOTE = r"\n(?=[ \t\-*+0-9])(?:[ \t]++|[ \t]*+(?:(?:[-*+]|[0-9]{1,9}[.)])[ \t]++)++)>"
"""The pattern of a quote in an item."""
INDENTED_SIGN = r">(?<=[ \t]>)"
"""What every such quote begins with: that the sign comes first lets `re` skip all else at once."""
_OPENING = pattern(OPENING)
_INNER_QUOTE = pattern(INNER_QUOTE)
_INDENTED_SIGN = pattern(INDENTED_SIGN)
_DEFINITION = pattern(r"[^\[\]\\`$<%{]++\]: ?[^\s\[\]\\`$<%{'\"(][^\s\\`$<%{]*+ *+(?=\n(?! *[\"'(]))")
# Such a quote whose lines are all words, up to a blank line: nothing is left open in it that others could go on with.
_WORDS = r"\n[ \t]++> ?(?:[^\W\d_]|\\[^\n])[^\n]*+"
_QUOTED_WORDS = pattern(rf"(?:{_WORDS})++\n[ \t]*+(?:\n|\Z)")
_CRLF = pattern(r"\r\n")
_MATH_END = pattern(r"(?<!\\)\$\$")


class Blocks(NamedTuple):
    r"""The blocks of a note that hide whole lines, and how far they are sure.

    Positions count in `source`: the note below its frontmatter, with a line end put before and, if there is none,
    after it, and with no other line end than `\n`.
    """

    doc: Document
    first: int
    """Where the source starts in the note."""
    source: str
    ground: Ground | None
    """The way back to the note, where its line ends are not those of the source."""
    pairs: list[int]
    """Where each CRLF stands in the note, which is one letter in the source."""
    hiding: list[Block]
    starts: list[int]
    unclosed: list[Block]
    sure: int
    known: Known

    @property
    def is_sure(self) -> bool:
        """Whether all blocks of the note are plain to see."""
        return self.sure == len(self.source)

    def above(self, position: int) -> Block | None:
        """Return the last block that starts at or before a position."""
        count = bisect_right(self.starts, position)
        return self.hiding[count - 1] if count else None

    def below(self, position: int) -> int:
        """Return where the first block starts behind a position, else the end of the source."""
        count = bisect_right(self.starts, position)
        return self.starts[count] if count < len(self.starts) else len(self.source)

    def position(self, offset: int) -> int:
        """Return the position in the source of an offset in the note."""
        return offset - self.first + 1 - (bisect_left(self.pairs, offset) if self.pairs else 0)

    def span(self, start: int, end: int) -> Span:
        """Return where in the note the source from `start` to `end` stands."""
        if self.ground:
            return Span(self.ground.offset(start - 1), self.ground.end(end - 1))
        shift = self.first - 1
        return Span(start + shift, min(end + shift, len(self.doc.text)))


@fact
def blocks(doc: Document) -> Blocks:
    """Return the blocks of a note that hide whole lines, as far as they are plain to see."""
    properties = frontmatter(doc)
    first = properties.span.end if properties else doc.body_start
    body = doc.text[first:]
    ground = Ground.below(doc, first) if "\r" in body else None
    body = ground.source if ground else body
    source = f"\n{body}" if body.endswith("\n") else f"\n{body}\n"
    found, sure = _sure(source, *_found(source))
    hiding = [block for block in found if block.is_hiding]
    unclosed = [block for block in found if not block.is_closed]
    pairs = [pair.start() for pair in _CRLF.finditer(doc.text, first)] if ground else []
    return Blocks(
        doc, first, source, ground, pairs, hiding, [block.start for block in hiding], unclosed, sure, Known({}, [0, -1])
    )


def _found(source: str) -> tuple[list[Block], int]:
    """Return the blocks of a source, and how far they are sure."""
    found: list[Block] = []
    # Form feeds are blanks to some, and letters to others.
    if "\v" in source or "\f" in source:
        return found, 0
    done = above = 0
    while line := _OPENING.search(source, done):
        prefix, sign, rest = line.groups()
        opening = Opening(source, line.start("sign"), line.end(), prefix, sign, rest, above)
        hidden = _hidden(opening)
        if hidden is None:
            return found, line.start()
        found += hidden
        done = line.end()
        if hidden and hidden[-1].is_hiding:
            above = hidden[-1].end
            done = above - (source[above - 1] == "\n")
    return found, len(source)


def _sure(source: str, found: list[Block], sure: int) -> tuple[list[Block], int]:
    """Return of the blocks those that stand above the first quote in an item, and how far they are sure.

    Whose quote a line below goes on with is for a parser to say, but for a quote of words alone.
    """
    for quote in _INNER_QUOTE.finditer(source, 0, sure) if _INDENTED_SIGN.search(source) else ():
        is_hidden = any(block.start <= quote.start() < block.end - 1 for block in found if block.is_hiding)
        if not (is_hidden or _QUOTED_WORDS.match(source, quote.start())):
            return [block for block in found if block.start < quote.start()], quote.start()
    return found, sure


def _hidden(opening: Opening) -> list[Block] | None:
    if opening.sign == "<":
        return html(opening)
    if opening.sign == "[":
        return [] if _DEFINITION.match(opening.source, opening.start + 1) else None
    return _between_marks(opening) if opening.sign in {"%%", "$$"} else fence(opening)


def _between_marks(opening: Opening) -> list[Block] | None:
    """Return what a line hides that starts with `%%` or `$$`; what is closed on that line is no block [E3, E5]."""
    mark, rest, end = opening.sign, opening.rest, opening.end
    count = 1 + rest.count(mark)
    if count % 2 == 0:
        return [] if mark == "%%" or "\\$" not in rest else None
    if count > 1 or opening.prefix or (mark == "$$" and "\\$" in rest) or _owes(opening):
        return None
    if mark == "%%":
        closing = opening.source.find("%%", end)
        return _comment(opening, closing)
    closing_math = _MATH_END.search(opening.source, end)
    if closing_math is None:
        return opening.never_closed(Zone.MATH, len(opening.source))
    return opening.hides(Zone.MATH, closing_math.end())


def _comment(opening: Opening, closing: int) -> list[Block]:
    if closing < 0:
        return opening.never_closed(Zone.COMMENT, len(opening.source))
    return opening.hides(Zone.COMMENT, closing + 2)


def _owes(opening: Opening) -> bool:
    """Whether the paragraph above could have opened the same mark and not closed it."""
    above = max(opening.source.rfind("\n\n", opening.above, opening.line), opening.above)
    return any(line.count(opening.sign) % 2 for line in opening.source[above : opening.line].split("\n"))
