"""Usage: where the notes of a vault write which emoji, as far as that tells which emoji stood at a damaged place."""

import math
from collections.abc import Iterator, Mapping, Sequence

from vaultfix.mojibake.surroundings import Surroundings

KINDS = ("behind", "place", "heading")
"""What is remembered of each emoji: the words behind it, its place on the line, and the words of its heading."""
WORDS_BEHIND = 4
"""How many words behind an emoji are remembered."""
LEAST = 1e-6
"""The least chance that a text has, so that no evidence multiplies with nothing."""
FIRM = 0.3
"""How many uses the chance so far is worth, beside those that were counted."""

Custom = tuple[str, str]
"""Something near an emoji that may go with it: one of `KINDS`, and which."""
Counts = Mapping[Custom, Mapping[str, int]]
"""For each custom, how often each emoji goes with it."""


def customs(around: Surroundings) -> Iterator[Custom]:
    """Yield what goes with an emoji whose surroundings these are."""
    for word in dict.fromkeys(around.behind[:WORDS_BEHIND] or ("",)):
        yield "behind", word
    yield "place", around.place
    for word in around.heading:
        yield "heading", word


def leanings(
    texts: Sequence[str], chances: Sequence[float], around: Surroundings, counts: Counts
) -> list[tuple[float, ...]]:
    """Return for each text the logarithm of its chance so far, and how far each of `KINDS` leans towards it."""
    found: dict[str, list[list[float]]] = {kind: [] for kind in KINDS}
    held = [max(chance, LEAST) for chance in chances]
    for custom in customs(around):
        uses = counts.get(custom, {})
        row = [uses.get(text, 0) for text in texts]
        if any(row):
            found[custom[0]].append(_leaning(held, row))
    means = ([sum(values) / len(rows) for values in zip(*rows, strict=True)] for rows in found.values() if rows)
    empty = [0.0] * len(texts)
    columns = [next(means) if found[kind] else empty for kind in KINDS]
    return list(zip(map(math.log, held), *columns, strict=True))


def _leaning(chances: Sequence[float], uses: Sequence[int]) -> list[float]:
    total = sum(uses) + FIRM
    return [math.log((use + FIRM * chance) / (total * chance)) for use, chance in zip(uses, chances, strict=True)]
