"""Fit how much each piece of evidence weighs, on every author's notes by the others' priors; writes weights.json."""

import argparse
import json
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from build import HERE, annotations, habits, priors, rows
from emoji import EMOJI_DATA
from notes import Occurrence, occurrences

from vaultfix.mojibake.channels import WINDOWS_1254
from vaultfix.mojibake.lexicon import Lexicon
from vaultfix.mojibake.ranking import shares
from vaultfix.mojibake.speaking import FEATURES, Form

GROUPS = 8
"""Into how many groups the authors fall; each is weighed by the priors of the others."""
STIFF = 0.02
"""How much the weights are held at nothing, the prior's at one, for each torn emoji."""
ROUNDS, CLOSE = 40, 1e-4
CHOSEN = {"repeat firm": 5.0, "repeat trust": 0.5, "vault firm": 3.0, "vault trust": 1.0, "vault damp": 0.7}
"""What is no weight of a feature; chosen by trying, on the same notes."""
CHANNEL = WINDOWS_1254.losing(*(WINDOWS_1254.lost - {0xAD}))


@dataclass(frozen=True)
class Torn:
    """One emoji that several look like: the features of each, which it was, and how much it counts."""

    features: Sequence[Sequence[float]]
    truth: int
    counts: float


def torn(lexicon: Lexicon, found: Sequence[Occurrence]) -> list[Torn]:
    """Return what is open among emoji; a form that an author repeats counts by the root of its uses."""
    alike = defaultdict(list)
    for emoji in EMOJI_DATA:
        alike[CHANNEL.damage(emoji)].append(emoji)
    looks = [CHANNEL.damage(one.emoji) for one in found]
    uses = Counter((one.author, look) for one, look in zip(found, looks, strict=True))
    forms: dict[tuple[str, str], Form] = {}
    open_ones = []
    for one, look in zip(found, looks, strict=True):
        if len(alike[look]) > 1:
            form = forms.setdefault((one.path, look), Form(tuple(alike[look]), lexicon, one.note))
            truth = form.texts.index(one.emoji)
            open_ones.append(Torn(form.weighed(one.around), truth, uses[one.author, look] ** -0.5))
    return open_ones


def fitted(found: Sequence[Torn]) -> list[float]:
    """Return the likeliest weights, none below nothing, by Newton's method."""
    width = range(len(FEATURES))
    rest = [1.0] + [0.0] * (len(FEATURES) - 1)
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


def main() -> None:
    """Write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cldr", "emojibase", "emojilib", "notes"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    asked = parser.parse_args()
    sources = annotations(asked.cldr, asked.emojibase, asked.emojilib), habits()
    found = list(occurrences(asked.notes))
    authors = [author for author, _ in Counter(one.author for one in found).most_common()]
    evidence = []
    for group in (set(authors[first::GROUPS]) for first in range(GROUPS)):
        prior = priors(one for one in found if one.author not in group)
        lexicon = Lexicon(dict(row.split("\t", 1) for row in rows(prior, sources)), {})
        evidence += torn(lexicon, [one for one in found if one.author in group])
    weights = {name: round(weight, 3) for name, weight in zip(FEATURES, fitted(evidence), strict=True)}
    (HERE / "weights.json").write_bytes(json.dumps(weights | CHOSEN, indent=2).encode() + b"\n")


if __name__ == "__main__":
    main()
