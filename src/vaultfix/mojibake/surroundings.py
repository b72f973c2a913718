"""Surroundings: the words near a place in a note, as far as they tell which emoji stood there."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from vaultfix.patterns import pattern

BEHIND, BEFORE = 6, 5
"""How many words are read behind a place, and before it."""
FAR_BEHIND, FAR_BEFORE, FAR_NEAR = 80, 60, 200
"""How many characters away words may stand: on the line behind, on the line before, on the lines next to it."""
_WORD = pattern(r"[^\W_]+")
_LINE_START = pattern(r"\r\n?|\n")
_HEADING = pattern(r"#{1,6}[ \t]")
_OPENING = pattern(
    r"(?P<title>[ \t>]*(?P<hashes>#{1,6})[ \t]+)"
    r"|(?P<item>(?P<indent>[ \t>]*)(?:[-*+]|[0-9]{1,9}[.)])[ \t]+(?:\[.\][ \t]+)?[\[*_ ]*)"
    r"|(?P<cell>[^\r\n]*\|[ \t*]*)|(?P<first>[ \t>*_\[]*)"
)
_ENDING = pattern(r"[ \t|]*(?:[\r\n]|\Z)")
_DEEP = 2
"""Past how many characters of indentation all items are alike."""
_ENDINGS = ("ing", "ers", "er", "es", "s", "ed")
_STEM = 6
"""How much of a word tells what it is about; what follows are mostly endings."""
_SYLLABIC = pattern("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_LONGEST_GRAM, _MOST_SYLLABLES = 3, 24


class Surroundings(NamedTuple):
    """The words round one place: behind it and before it the nearest first, in the heading above, on the next lines.

    `place` says what the place is on its line, as in "item 0".
    """

    behind: tuple[str, ...]
    before: tuple[str, ...]
    heading: frozenset[str]
    near: frozenset[str]
    place: str = ""


def stem(word: str) -> str:
    """Return the beginning of a word, folded, without the commonest English endings, so that "calls" meets "call"."""
    word = word.casefold()
    if word.endswith(_ENDINGS):
        for ending in _ENDINGS:
            if len(word) > len(ending) + 3 and word.endswith(ending):
                return word.removesuffix(ending)[:_STEM]
    return word[:_STEM]


def words(text: str) -> list[str]:
    """Return the stems of a text in order; of a script without spaces, every run of one to three characters."""
    found: list[str] = []
    for word in _WORD.findall(text):
        if word.isascii() or not _SYLLABIC.search(word):
            found.append(stem(word))
        else:
            found += _grams(word[:_MOST_SYLLABLES])
    return found


def _grams(word: str) -> Iterator[str]:
    for length in range(1, _LONGEST_GRAM + 1):
        for at in range(len(word) - length + 1):
            yield word[at : at + length]


@dataclass(frozen=True)
class Note:
    """A note as it reads; it remembers what it was asked, so that many places on one line cost little."""

    text: str
    _near: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)
    _read: dict[tuple[int, int], Surroundings] = field(default_factory=dict, repr=False)

    def surroundings(self, start: int, end: int) -> Surroundings:
        """Return the words round `text[start:end]`, which stands on one line."""
        if (start, end) not in self._read:
            self._read[start, end] = self._around(start, end)
        return self._read[start, end]

    def _around(self, start: int, end: int) -> Surroundings:
        line = bisect_right(self._starts, start) - 1
        first, last = self._starts[line], self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        behind = tuple(words(self.text[end : min(last, end + FAR_BEHIND)])[:BEHIND])
        before = tuple(words(self.text[max(first, start - FAR_BEFORE) : start])[: -BEFORE - 1 : -1])
        near = self._line(line - 1) | self._line(line + 1)
        return Surroundings(behind, before, self._heading_over(first), near, self._place(first, start, end))

    def _place(self, first: int, start: int, end: int) -> str:
        """Return what a place is on its line, which begins at `first`."""
        cut = max(first, start - FAR_BEFORE)
        ends = _ENDING.match(self.text, end) is not None
        opening = _OPENING.fullmatch(self.text, cut, start)
        if opening is None or (cut > first and not opening["cell"]):
            return "end" if ends else "middle"
        if opening["title"]:
            return f"heading {len(opening['hashes'])}"
        if opening["item"]:
            return f"item {min(_DEEP, len(opening['indent']))}"
        if opening["cell"]:
            return "cell"
        return "alone" if ends else "first"

    @cached_property
    def counts(self) -> dict[str, int]:
        """How often each word stands in the note."""
        counts: dict[str, int] = {}
        for word in words(self.text):
            counts[word] = counts.get(word, 0) + 1
        return counts

    @cached_property
    def total(self) -> int:
        """How many words the note has."""
        return sum(self.counts.values())

    @cached_property
    def _starts(self) -> list[int]:
        """The offset of every line."""
        return [0, *(match.end() for match in _LINE_START.finditer(self.text))]

    @cached_property
    def _headings(self) -> tuple[list[int], list[frozenset[str]]]:
        """The offsets of the headings, and the words of each."""
        starts = [start for start in self._starts if _HEADING.match(self.text, start)]
        return starts, [frozenset(words(self._cut(start))) for start in starts]

    def _heading_over(self, line_start: int) -> frozenset[str]:
        """Return the words of the last heading above a line, or of the line where it is one."""
        starts, found = self._headings
        number = bisect_right(starts, line_start) - 1
        return found[number] if number >= 0 else frozenset()

    def _line(self, number: int) -> frozenset[str]:
        """Return the words at the beginning of a line; none past either end of the note."""
        if not 0 <= number < len(self._starts):
            return frozenset()
        if number not in self._near:
            self._near[number] = frozenset(words(self._cut(self._starts[number])))
        return self._near[number]

    def _cut(self, start: int) -> str:
        """Return a line from `start` on, as far as it is read."""
        end = _LINE_START.search(self.text, start, start + FAR_NEAR)
        return self.text[start : end.start() if end else start + FAR_NEAR]
