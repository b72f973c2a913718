"""Fit how much each piece of evidence weighs, on every author's notes by the others' priors; writes weights.json."""

import argparse
import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import mul
from pathlib import Path

from build import HERE, annotations, habits, joined, packed, priors, rows, uses
from emoji import EMOJI_DATA
from notes import Occurrence, occurrences

from vaultfix.mojibake.channels import WINDOWS_1254
from vaultfix.mojibake.lexicon import Lexicon
from vaultfix.mojibake.ranking import drawn, shares
from vaultfix.mojibake.speaking import FEATURES, Form
from vaultfix.mojibake.usage import KINDS, Custom, customs, leanings

GROUPS = 8
"""Into how many groups the authors fall; each is weighed by the priors of the others."""
STIFF = 0.02
"""How much the weights are held where they start, for each torn emoji."""
ROUNDS, CLOSE = 40, 1e-4
CHOSEN = {"repeat firm": 10.0, "repeat trust": 1.0, "vault firm": 4.0, "vault trust": 0.8, "vault damp": 0.6}
"""What is no weight of a feature; chosen by trying, on the same notes."""
DAMAGED, DRAWS, FEWEST = 0.3, 4, 5
"""Which share of a vault's notes is damaged when its evidence is weighed, how many times, and how many notes it has."""
CHANNEL = WINDOWS_1254.losing(*(WINDOWS_1254.lost - {0xAD}))


@dataclass(frozen=True)
class Torn:
    """One emoji that several look like: the features of each, which it was, and how much it counts."""

    features: Sequence[Sequence[float]]
    truth: int
    counts: float


@dataclass(frozen=True)
class Open:
    """One emoji of a note that could have been several `texts`; `features` are those of each."""

    one: Occurrence
    texts: tuple[str, ...]
    features: Sequence[Sequence[float]]


def opened(lexicon: Lexicon, found: Sequence[Occurrence]) -> Iterator[Open]:
    """Yield what is open among emoji."""
    alike = defaultdict(list)
    for emoji in EMOJI_DATA:
        alike[CHANNEL.damage(emoji)].append(emoji)
    forms: dict[tuple[str, str], Form] = {}
    for one in found:
        look = CHANNEL.damage(one.emoji)
        if len(alike[look]) > 1:
            form = forms.setdefault((one.path, look), Form(tuple(alike[look]), lexicon, one.note))
            yield Open(one, form.texts, form.weighed(one.around))


def torn(found: Sequence[Open]) -> list[Torn]:
    """Return emoji to learn from; a form that an author repeats counts by the root of its uses."""
    counts = Counter((each.one.author, each.texts) for each in found)
    return [
        Torn(each.features, each.texts.index(each.one.emoji), counts[each.one.author, each.texts] ** -0.5)
        for each in found
    ]


def in_vaults(found: Sequence[Open], written: Sequence[Occurrence], weights: Sequence[float]) -> Iterator[Torn]:
    """Yield what is open again where part of each vault is intact, with how far its habits lean to each text."""
    by_vault: dict[str, dict[str, list[Occurrence]]] = defaultdict(lambda: defaultdict(list))
    for one in written:
        by_vault[one.path.partition("/")[0]][one.path].append(one)
    open_ones = defaultdict(list)
    for each in found:
        open_ones[each.one.path].append(each)
    for draw in range(DRAWS):
        for vault, notes in sorted(by_vault.items()):
            if len(notes) < FEWEST:
                continue
            dice = random.Random(f"{vault} {draw}")  # noqa: S311 - it must come out the same in every run
            damaged = {path for path in sorted(notes) if dice.random() < DAMAGED}
            intact = [one for path in notes if path not in damaged for one in notes[path]]
            yield from _by_habits([each for path in sorted(damaged) for each in open_ones[path]], intact, weights)


def _by_habits(found: Sequence[Open], intact: Sequence[Occurrence], weights: Sequence[float]) -> Iterator[Torn]:
    """Yield what is open, with what the intact emoji of the same vault say."""
    written = Counter(one.emoji for one in intact)
    usage: dict[Custom, Counter[str]] = defaultdict(Counter)
    for one in intact:
        for custom in customs(one.around):
            usage[custom][one.emoji] += 1
    forms = Counter(each.texts for each in found)
    for each in found:
        counts = [written[text] ** CHOSEN["vault damp"] for text in each.texts]
        if any(counts):
            alone = shares([sum(map(mul, weights, row)) for row in each.features])
            chances = drawn(alone, counts, CHOSEN["vault firm"], CHOSEN["vault trust"])
            features = leanings(each.texts, chances, each.one.around, usage)
            yield Torn(features, each.texts.index(each.one.emoji), forms[each.texts] ** -0.5)


def fitted(found: Sequence[Torn]) -> list[float]:
    """Return the likeliest weights, none below nothing, by Newton's method; at first only the first feature counts."""
    width = range(len(found[0].features[0]))
    rest = [1.0] + [0.0] * (len(width) - 1)
    weights, stiff = list(rest), STIFF * sum(one.counts for one in found)
    for _ in range(ROUNDS):
        slope = [stiff * (rest[at] - weights[at]) for at in width]
        bend = [[stiff if at == other else 0.0 for other in width] for at in width]
        for one in found:
            chances = shares([sum(weights[at] * row[at] for at in width) for row in one.features])
            mean = [sum(p * row[at] for p, row in zip(chances, one.features, strict=True)) for at in width]
            for at in width:
                slope[at] += one.counts * (one.features[one.truth][at] - mean[at])
            for p, row in zip(chances, one.features, strict=True):
                off = [row[at] - mean[at] for at in width]
                for at in width:
                    if share := one.counts * p * off[at]:
                        line = bend[at]
                        for other in width:
                            line[other] += share * off[other]
        step = solved(bend, slope)
        weights = [max(0.0, weight + by) for weight, by in zip(weights, step, strict=True)]
        if max(map(abs, step)) < CLOSE:
            break
    return weights


def solved(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """Return the solution of a set of linear equations whose matrix is positive definite."""
    table = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    for at in range(len(table)):
        table[at] = [value / table[at][at] for value in table[at]]
        for other, below in enumerate(table):
            if other != at:
                table[other] = [mine - below[at] * its for mine, its in zip(below, table[at], strict=True)]
    return [line[-1] for line in table]


def learned(notes: Path, words: Mapping[str, str]) -> dict[str, float]:
    """Return the weights that a folder of notes teaches."""
    written, counted = list(occurrences(notes)), list(uses(notes))
    authors = [author for author, _ in Counter(one.author for one in written).most_common()]
    found: list[Open] = []
    for group in (set(authors[first::GROUPS]) for first in range(GROUPS)):
        prior = priors((text, author) for text, author in counted if author not in group)
        lexicon = Lexicon.of(rows(prior, words))
        found += opened(lexicon, [one for one in written if one.author in group])
    alone = fitted(torn(found))
    habitual = fitted(list(in_vaults(found, written, alone)))
    names = (*FEATURES, *(f"vault {kind}" for kind in ("chance", *KINDS)))
    return {name: round(weight, 3) for name, weight in zip(names, (*alone, *habitual), strict=True)} | CHOSEN


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cldr", "emojibase", "emojilib", "notes"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    parser.add_argument("-o", "--output", type=Path, default=HERE / "weights.json")
    asked = parser.parse_args()
    words = packed(joined(annotations(asked.cldr, asked.emojibase, asked.emojilib), habits()))
    asked.output.write_bytes(json.dumps(learned(asked.notes, words), indent=2).encode() + b"\n")


if __name__ == "__main__":
    main()
