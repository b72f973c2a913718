"""One note: its bytes, its text, its lines, and the facts that readers find in it."""

from bisect import bisect_right
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property, wraps
from itertools import accumulate
from typing import Any, NamedTuple, TypeVar

from vaultfix.patterns import pattern
from vaultfix.text import Span

Fact = TypeVar("Fact")

# `str.splitlines` would also break at U+0085, of which mojibake is full.
_LINE_END = pattern(r"\r\n?|\n")

BOM = "\ufeff"

_FEW = 8


class Place(NamedTuple):
    """Where an offset stands for a reader: line and column, both counted from 1, in code points."""

    line: int
    column: int


@dataclass(frozen=True, eq=False, repr=False)
class Document:
    """A note as it lies on disk: `path` is POSIX, relative to the vault's root.

    Any bytes have a text, and the text gives the same bytes back: a byte that is not UTF-8 becomes a lone
    surrogate, as `surrogateescape` does. BOM, CRLF and no-break spaces stay in the text.
    """

    path: str
    raw: bytes
    _facts: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    places: dict[int, Place] = field(default_factory=dict, repr=False)
    """Where offsets stand that were asked for, so that who is told of them need not read the text."""

    @classmethod
    def of(cls, path: str, text: str) -> "Document":
        """Return the document whose text is `text`."""
        return cls(path, text.encode("utf-8", "surrogateescape"))

    @cached_property
    def text(self) -> str:
        """The note's text, every byte of it."""
        try:
            return self.raw.decode()
        except UnicodeDecodeError:
            vars(self)["is_utf8"] = False
            return self.raw.decode("utf-8", "surrogateescape")

    @cached_property
    def is_utf8(self) -> bool:
        """Whether the whole note is UTF-8 text: to read it as such costs less than to search for what is not."""
        return self.raw.isascii() or (bool(self.text) and vars(self).get("is_utf8", True))

    @cached_property
    def body_start(self) -> int:
        """The offset behind a byte order mark, else 0."""
        return len(BOM) if self.text.startswith(BOM) else 0

    @cached_property
    def line_starts(self) -> tuple[int, ...]:
        """The offset of each line; a text that ends with a line end has an empty last line."""
        if "\r" in self.text:
            return (0, *(end.end() for end in _LINE_END.finditer(self.text)))
        *lines, _ = self.text.split("\n")
        return (0, *[end + number for number, end in enumerate(accumulate(map(len, lines)), 1)])

    @cached_property
    def newline(self) -> str:
        """The line end that the note uses first, to write new lines with."""
        first = _LINE_END.search(self.text)
        return first.group() if first else "\n"

    def forget(self) -> None:
        """Let go of all facts, some of which hold the note, so that it would be freed late; they can be read again."""
        self._facts.clear()

    @property
    def lines(self) -> range:
        """The numbers of the lines, counted from 0 as `line` and `line_number` do."""
        return range(len(self.line_starts))

    def line_number(self, offset: int) -> int:
        """Return the number, from 0, of the line that holds `offset`."""
        return bisect_right(self.line_starts, offset) - 1

    def line(self, number: int) -> Span:
        """Return the span of line `number`, counted from 0, without its line end."""
        start = self.line_starts[number]
        if number + 1 == len(self.line_starts):
            return Span(start, len(self.text))
        end = self.line_starts[number + 1]
        return Span(start, end - (2 if self.text.startswith("\r\n", end - 2) else 1))

    def place(self, offset: int) -> Place:
        """Return line and column of `offset`, from 1, as editors count."""
        known = self.places.get(offset)
        if known is None:
            known = self.places[offset] = self._place(offset)
        return known

    def _place(self, offset: int) -> Place:
        """Return the place of an offset; for few of them it does not pay to know where all lines start.

        They are mostly asked for in order: then the lines behind the last one are counted alone.
        """
        if len(self.places) < _FEW and b"\r" not in self.raw:
            last = next(reversed(self.places), 0)
            start, line = (last, self.places[last].line) if 0 < last <= offset else (0, 1)
            return Place(line + self.text.count("\n", start, offset), offset - self.text.rfind("\n", 0, offset))
        number = self.line_number(offset)
        return Place(number + 1, offset - self.line_starts[number] + 1)


def line_start(text: str, offset: int, floor: int = 0) -> int:
    """Return where the line starts that holds `offset`, told without the other lines, but not before `floor`."""
    start = max(text.rfind("\n", floor, offset) + 1, floor)
    return max(text.rfind("\r", start, offset) + 1, start)


def fact(read: Callable[[Document], Fact]) -> Callable[[Document], Fact]:
    """Make a reader remember, on each document, what it found there: computed once, never stale."""

    @wraps(read)
    def remembered(doc: Document) -> Fact:
        facts = doc._facts  # noqa: SLF001 - this decorator is the other half of Document
        if read not in facts:
            facts[read] = read(doc)
        known: Fact = facts[read]
        return known

    return remembered


def tell(doc: Document, read: Callable[[Document], Fact], known: Fact) -> None:
    """Let a document remember what such a reader would find there, as whoever read many at once has found it."""
    doc._facts[read.__wrapped__] = known  # type: ignore[attr-defined]  # noqa: SLF001 - the third part of Document
