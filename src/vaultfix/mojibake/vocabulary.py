"""Vocabulary: which words people write in a script, and how commonly; built by `lexicon/letters.py`."""

import math
import zlib
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

STEPS = 16
"""How finely a power of ten is told in the files."""
UNKNOWN = 10 * STEPS
"""How rare a character is that no word has."""
_LOGARITHMS = [-math.log(10) * step / STEPS for step in range(256)]
MOST_OPEN = 64
"""How many beginnings of words are followed at once."""


@dataclass(frozen=True)
class Vocabulary:
    """The words, pieces of words, letters and marks of one script, in order, and how rare each is."""

    words: Sequence[str]
    rarity: bytes

    @cached_property
    def rare(self) -> Mapping[str, int]:
        """How rare each word is where a word begins, in steps."""
        return dict(zip(self.words, self.rarity, strict=True))

    def __contains__(self, char: str) -> bool:
        """Whether a character stands in some word."""
        return _small(char) in self.rare

    def at(self, place: Sequence[Sequence[str]], start: int) -> Iterator[tuple[str, float]]:
        """Yield each word that can begin at `start` of a `place`, whose characters can each be several.

        With each comes how likely it is, as a natural logarithm. Every single character is among them, known or not;
        capitals are taken for small letters.
        """
        opened = [("", "")]
        for chars in place[start:]:
            grown: list[tuple[str, str]] = []
            for beginning, small in opened:
                for char in chars:
                    word = small + _small(char)
                    rare = self.rare.get(word, 0 if small else UNKNOWN)
                    if rare:
                        yield beginning + char, _LOGARITHMS[rare]
                    if self._begins(word):
                        grown.append((beginning + char, word))
            if not grown:
                return
            opened = grown[:MOST_OPEN]

    def _begins(self, word: str) -> bool:
        """Whether a longer word begins so."""
        at = bisect_left(self.words, word)
        at += at < len(self.words) and self.words[at] == word
        return at < len(self.words) and self.words[at].startswith(word)


def load(script: str) -> Vocabulary:
    """Return the vocabulary of a script or language that comes with vaultfix."""
    packed = files("vaultfix.mojibake").joinpath("data", "words", f"{script}.z").read_bytes()
    words, _, rarity = zlib.decompress(packed).partition(b"\0")
    return Vocabulary(words.decode().split("\n"), rarity)


def _small(char: str) -> str:
    small = char.lower()
    return small if len(small) == 1 else char
