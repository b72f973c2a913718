"""Speaking: which words near a damaged emoji, and in its note, speak for which of the emoji it can have been."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from vaultfix.mojibake.lexicon import Lexicon
from vaultfix.mojibake.surroundings import Note, Surroundings

FEATURES = ("prior", "next", "soon", "later", "before", "earlier", "heading", "lines", "note")
"""What is weighed of each text, in order: how common it is, and the words that speak for it, by where they stand."""
_NEXT, _SOON, _NEAR = 1, 3, 2
"""How many words stand next behind a place, how many soon, and how many right before it."""
FULL = 0.015
"""The share of a note's words that a word has before more of it says no more."""
MOST_WORDS = 3
"""How many words count where many speak for a text, the most telling by itself as much as the others together."""


@dataclass(frozen=True)
class Form:
    """One damaged form in one note, and the texts it can have been."""

    texts: tuple[str, ...]
    lexicon: Lexicon
    note: Note

    @cached_property
    def spoken(self) -> Mapping[str, Sequence[tuple[int, int]]]:
        """For each word: the number of each text it speaks for, and how telling it is."""
        found: dict[str, list[tuple[int, int]]] = {}
        for number, text in enumerate(self.texts):
            for word, value in self.lexicon.words(text):
                found.setdefault(word, []).append((number, value))
        return found

    @cached_property
    def spoken_for(self) -> frozenset[str]:
        """The texts that any word speaks for: the emoji among them."""
        numbers = {number for found in self.spoken.values() for number, _ in found}
        return frozenset(self.texts[number] for number in numbers)

    def weighed(self, around: Surroundings) -> list[list[float]]:
        """Return, for each text, the value of each of `FEATURES`."""
        rows = [[prior, *(0.0 for _ in FEATURES[2:]), overall] for prior, overall in self._overall]
        behind, before = around.behind, around.before
        regions: Sequence[Iterable[str]] = (
            behind[:_NEXT],
            behind[_NEXT:_SOON],
            behind[_SOON:],
            before[:_NEAR],
            before[_NEAR:],
            around.heading,
            around.near,
        )
        for at, words in enumerate(regions, start=1):
            for number, values in self._values(words).items():
                rows[number][at] = _best(values)
        return rows

    @cached_property
    def _overall(self) -> Sequence[tuple[float, float]]:
        """What does not hang on the place: the prior of each text, and what the words of the whole note say for it."""
        counts = self.note.counts
        enough = self.note.total * FULL
        found: dict[int, list[float]] = {}
        for word in self.spoken.keys() & counts.keys():
            loud = min(1.0, counts[word] / enough)
            for number, value in self.spoken[word]:
                found.setdefault(number, []).append(value * loud)
        return [(self.lexicon.prior(text), _best(found.get(number, ()))) for number, text in enumerate(self.texts)]

    def _values(self, words: Iterable[str]) -> Mapping[int, list[float]]:
        """Return how telling each word is for each text that it speaks for."""
        found: dict[int, list[float]] = {}
        for word in dict.fromkeys(words):
            for number, value in self.spoken.get(word, ()):
                found.setdefault(number, []).append(value)
        return found

    def speakers(self, around: Surroundings) -> Mapping[int, str]:
        """Return, by the number of a text, the nearest word that speaks for it: behind, before, or in the heading."""
        found: dict[int, str] = {}
        for read in (around.behind, around.before, sorted(around.heading)):
            for word in read:
                for number, _ in self.spoken.get(word, ()):
                    found.setdefault(number, word)
        return found


def _best(values: Iterable[float]) -> float:
    first, *others = sorted(values, reverse=True)[:MOST_WORDS] or [0.0]
    return first + sum(others) / (MOST_WORDS - 1)
