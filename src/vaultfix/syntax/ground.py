"""Ground: the way back from a text that a parser was given to the note it was cut from."""

from bisect import bisect_right
from functools import cached_property
from typing import Self

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.patterns import pattern

_NEWLINE = pattern(r"\n")
_OTHER_LINE_END = pattern(r"\r\n?")
_UNDECODED = pattern("[\udc80-\udcff]")


@frozen
class Ground:
    r"""A text whose lines are, in order, lines of a note with a prefix cut off or its tabs widened.

    `source` ends its lines with `\n` alone; `first` is the number of the note's line that its first line is from.
    """

    doc: Document
    source: str
    first: int

    @classmethod
    def below(cls, doc: Document, start: int) -> Self:
        """Return the text of a note from `start`, the start of a line or of the text behind a BOM."""
        source = _OTHER_LINE_END.sub("\n", doc.text[start:])
        if not doc.is_utf8:
            source = _UNDECODED.sub("\ufffd", source)  # a parser may have to write it as UTF-8
        return cls(doc, source if source.endswith("\n") else source + "\n", doc.line_number(start))

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return (0, *(newline.end() for newline in _NEWLINE.finditer(self.source)))

    def number(self, position: int) -> int:
        """Return the number of the note's line that `position` in the source stands on."""
        return self.first + bisect_right(self._starts, position) - 1

    def offset(self, position: int) -> int:
        """Return the offset in the note of `position` in the source; in a cut prefix, that of its line's start."""
        number = self.number(position)
        if number >= len(self.doc.lines):
            return len(self.doc.text)
        end = self.source.find("\n", position)
        line = self.doc.line(number)
        return max(line.start, line.end - ((len(self.source) if end < 0 else end) - position))

    def end(self, position: int) -> int:
        """Return the offset in the note behind all that precedes `position`, a line end included."""
        if not position:
            return self.offset(0)
        if self.source[position - 1] != "\n":
            return self.offset(position - 1) + 1
        following = self.number(position - 1) + 1
        return self.doc.line_starts[following] if following < len(self.doc.lines) else len(self.doc.text)
