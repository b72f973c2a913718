"""Speaking: which words near a damaged emoji, and in its note, speak for which of the emoji it can have been."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from vaultfix.mojibake.lexicon import SOURCES, Lexicon
from vaultfix.mojibake.surroundings import Note, Surroundings

PLACES = ("behind", "before", "heading", "near", "note")
"""Where a word stands that speaks for an emoji."""
FEATURES = ("prior", *(f"{place} {source}" for place in PLACES for source in SOURCES))
"""What is weighed of each text, in order."""
FADE = (0.3, 0.4)
"""How much less each further word says, behind and before."""
FULL = 0.015
"""The share of a note's words that a word has before more of it says no more."""
MOST_WORDS = 3
"""How many words count where many are read."""
_WIDTH = len(SOURCES)
_BEHIND, _BEFORE, _HEADING, _NEAR, _NOTE = range(1, 1 + _WIDTH * len(PLACES), _WIDTH)


@dataclass(frozen=True)
class Form:
    """One damaged form in one note, and the texts it can have been."""

    texts: tuple[str, ...]
    lexicon: Lexicon
    note: Note

    @cached_property
    def spoken(self) -> Mapping[str, Sequence[tuple[int, int, int]]]:
        """For each word: the number of a text it speaks for, that of the source that says so, and how telling it is."""
        found: dict[str, list[tuple[int, int, int]]] = {}
        for number, text in enumerate(self.texts):
            for word, source, value in self.lexicon.words(text):
                found.setdefault(word, []).append((number, source, value))
        return found

    def weighed(self, around: Surroundings) -> list[list[float]]:
        """Return, for each text, the value of each of `FEATURES`."""
        rows = [list(row) for row in self._overall]
        for first, fade, read in ((_BEHIND, FADE[0], around.behind), (_BEFORE, FADE[1], around.before)):
            for far, word in enumerate(read):
                for number, source, value in self.spoken.get(word, ()):
                    rows[number][first + source] += value / (1 + fade * far)
        for (number, source), values in self._values(around.heading).items():
            rows[number][_HEADING + source] = max(values)
        for (number, source), values in self._values(around.near).items():
            rows[number][_NEAR + source] = _best(values)
        return rows

    @cached_property
    def _overall(self) -> list[list[float]]:
        """What does not hang on the place: the prior of each text, and the words of the whole note."""
        rows = [[self.lexicon.prior(text)] + [0.0] * (len(FEATURES) - 1) for text in self.texts]
        counts = self.note.counts
        for (number, source), values in self._values(self.spoken.keys() & counts.keys(), counts).items():
            rows[number][_NOTE + source] = _best(values)
        return rows

    def _values(
        self, words: Iterable[str], counts: Mapping[str, int] | None = None
    ) -> Mapping[tuple[int, int], list[float]]:
        """Return how telling each word is for each text and source it speaks for; more so the oftener it counts."""
        enough = sum(counts.values()) * FULL if counts else 1.0
        found: dict[tuple[int, int], list[float]] = {}
        for word in words:
            loud = min(1.0, counts[word] / enough) if counts else 1.0
            for number, source, value in self.spoken.get(word, ()):
                found.setdefault((number, source), []).append(value * loud)
        return found

    def speaker(self, text: str, around: Surroundings) -> str:
        """Return the nearest word that speaks for a text, of those behind it, before it and in the heading; or none."""
        number = self.texts.index(text)
        for read in (around.behind, around.before, sorted(around.heading)):
            for word in read:
                if any(number == spoken[0] for spoken in self.spoken.get(word, ())):
                    return word
        return ""


def _best(values: Iterable[float]) -> float:
    return sum(sorted(values)[-MOST_WORDS:])
