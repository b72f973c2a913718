"""Sentences: what a row of torn characters was, all of them weighed together by the words that they make."""

import math
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultfix.mojibake.vocabulary import Vocabulary

Place = Sequence[Sequence[str]]
"""A row of characters, each of which can be several."""
_NEVER = -math.inf


class _Step(NamedTuple):
    """A word that can stand in a row: where it starts and ends, and how likely it is there, as a logarithm."""

    start: int
    end: int
    word: str
    weight: float


def read_together(row: Place, vocabulary: Vocabulary) -> list[Mapping[str, float]]:
    """Return, for each place of a `row`, the chance of each character that can have stood there.

    A row is any sequence of words; how likely one is, is the product of theirs. The chances are those of all
    sequences together, and found in one way forth and one back, so that the time grows with the row alone.
    """
    steps = list(_steps(row, vocabulary))
    forth = [_NEVER] * (len(row) + 1)
    forth[0] = 0.0
    for step in steps:
        forth[step.end] = _either(forth[step.end], forth[step.start] + step.weight)
    back = [_NEVER] * (len(row) + 1)
    back[len(row)] = 0.0
    for step in reversed(steps):
        back[step.start] = _either(back[step.start], back[step.end] + step.weight)
    found: list[dict[str, float]] = [{} for _ in row]
    for step in steps:
        chance = math.exp(forth[step.start] + step.weight + back[step.end] - forth[-1])
        for chances, char in zip(found[step.start : step.end], step.word, strict=True):
            chances[char] = chances.get(char, 0.0) + chance
    return list(found)


def _steps(row: Place, vocabulary: Vocabulary) -> Iterator[_Step]:
    """Yield every word that can stand in a row, in the order of their starts."""
    for start in range(len(row)):
        for word, weight in vocabulary.at(row, start):
            yield _Step(start, start + len(word), word, weight)


def _either(one: float, other: float) -> float:
    """Return the logarithm of the sum of two chances, given theirs."""
    more, less = max(one, other), min(one, other)
    return more if less == _NEVER else more + math.log1p(math.exp(less - more))
