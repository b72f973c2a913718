"""Surroundings: the words near a place in a note, as far as they tell which emoji stood there."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

BEHIND, BEFORE, NEAR = 6, 5, 20
"""How many words are read behind a place, before it, and on each line next to its own."""
FAR_BEHIND, FAR_BEFORE, FAR_NEAR = 80, 60, 200
"""How many characters away the words may stand."""
_WORD = re.compile(r"[^\W_]+")
_LINE_END = re.compile(r"\r\n?|\n")
_HEADING = re.compile(r"(?:^|(?<=[\r\n]))#{1,6}[ \t]([^\r\n]{0,200})")
_ENDINGS = ("ing", "ers", "er", "es", "s", "ed")
_SYLLABIC = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]+")
_LONGEST_GRAM, MOST_SYLLABLES = 3, 24


@dataclass(frozen=True, slots=True)
class Surroundings:
    """The words round one place: those behind it and before it the nearest first, the heading's, the next lines'."""

    behind: tuple[str, ...]
    before: tuple[str, ...]
    heading: frozenset[str]
    near: frozenset[str]


def stem(word: str) -> str:
    """Return a word folded, and without the commonest English endings, so that "calls" meets "call"."""
    word = word.casefold()
    for ending in _ENDINGS:
        if len(word) > len(ending) + 3 and word.endswith(ending):
            return word.removesuffix(ending)
    return word


def words(text: str) -> list[str]:
    """Return the stems of a text in order; of a script without spaces, the runs of one to three characters."""
    found: list[str] = []
    for match in _WORD.finditer(text):
        word = match.group()
        if word.isascii() or not _SYLLABIC.search(word):
            found.append(stem(word))
        else:
            found += _grams(word)
    return found


def _grams(word: str) -> Iterator[str]:
    """Yield every run of one to three characters of a word, and the whole of it."""
    word = word[:MOST_SYLLABLES].casefold()
    for length in range(1, _LONGEST_GRAM + 1):
        for at in range(len(word) - length + 1):
            yield word[at : at + length]
    if len(word) > _LONGEST_GRAM:
        yield word


@dataclass(frozen=True)
class Note:
    """A note as its words stand; it remembers its lines, so that many places on one cost little."""

    text: str
    _lines: dict[int, frozenset[str]] = field(default_factory=dict, repr=False)

    def surroundings(self, start: int, end: int) -> Surroundings:
        """Return the words round `text[start:end]`, on its line and near it."""
        line = bisect_right(self._starts, start) - 1
        first, last = self._starts[line], self._starts[bisect_right(self._starts, end) - 1 + 1] if False else self._end(line, end)
        behind = self.text[end : min(last, end + FAR_BEHIND)]
        before = self.text[max(first, start - FAR_BEFORE) : start]
        return Surroundings(
            tuple(words(behind)[:BEHIND]),
            tuple(words(before)[: -BEFORE - 1 : -1]),
            self._heading(first),
            self._line(line - 1) | self._line(line + 1),
        )
