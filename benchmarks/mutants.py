"""Change the code a little, at random, and see whether a test notices.

    python benchmarks/mutants.py [--module engine mojibake/c] [--most 60] [--seed 1]

Each mutant is one small change to one module, in a copy of the tree: a comparison turned, a number one higher, a
condition the other way round, a statement gone. The tests that run the changed line are asked about it, each mutant in
a process of its own. A mutant that every test lets pass is printed, with its line. The exit code is 1 where a module's
score, the share of its mutants that were noticed, is below the least.
"""

import argparse
import ast
import os
import random
import sys
import time
from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from asking import PACKAGE, copied, in_child, run
from changes import Mutant, changes, mutant
from witnesses import LONG, Witnesses

LEAST = 0.85
ANSWERING = {
    "text document engine proving proof/*": "text document engine suppressions_unused proof proving tables_promises "
    "rounds quarrels",
    "mojibake/*": "mojibake channels gaps plain_words showing evidence surroundings chances encoding "
    "encoding_doubts letters replaced ranking screening twins hidden speaking testimony rows",
    "store/* undoing": "store store_drafts store_files store_names store_reading store_writing swapping systems "
    "journal undoing brought frontmatter_schema",
    "sheaf syntax/plain_head syntax/closed syntax/commented syntax/links/targets vault/* passes/links/oddities": (
        "signposts suspects doubts zones yaml masking silencing called resolve faces claims anchors plain healing "
        "healing_names quartz links links_faults links_rules links_agree frontmatter_rules"
    ),
}
"""Modules, and the tests that answer for them."""


class Scores:
    """What was noticed, told as it comes."""

    def __init__(self, mutants: Sequence[Mutant]) -> None:
        """Be told of which mutants; what is printed later goes where it does now."""
        self.mutants = mutants
        self.noticed: list[bool] = []
        self._screen = os.fdopen(os.dup(sys.stdout.fileno()), "w")
        self._began = time.monotonic()

    def tell(self, number: int, by: str) -> None:
        """Take down what noticed a mutant; with a negative number, what is wrong with its tests."""
        if number < 0:
            self.say(by)
            return
        self.noticed.append(bool(by))
        this = self.mutants[number]
        if not by:
            self.say(f"    {_module(this)} line {this.line}: {this.was}  ->  {this.now}")
        if number + 1 == len(self.mutants) or _module(self.mutants[number + 1]) != _module(this):
            ours = [
                noticed for noticed, each in zip(self.noticed, self.mutants, strict=False) if each.file == this.file
            ]
            took, share = time.monotonic() - self._began, sum(ours) / len(ours)
            self.say(f"{_module(this):24} {sum(ours):3} of {len(ours):3}  {share:.0%}  {took:.0f} s")

    def say(self, words: str) -> None:
        """Print at once."""
        print(words, file=self._screen, flush=True)

    @property
    def worst(self) -> float:
        """The least share of any module."""
        pairs = zip(self.mutants, self.noticed, strict=False)
        modules = [[noticed for _, noticed in pairs] for _, pairs in groupby(pairs, key=lambda pair: pair[0].file)]
        return min((sum(noticed) / len(noticed) for noticed in modules), default=0.0)


def main() -> None:
    """Print the score of each module, below the mutants that nobody noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--module", nargs="+", default=[""], help="only modules whose names begin like one of these")
    parser.add_argument("--most", type=int, default=60, help="how many mutants of a module, chosen at random")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    parser.add_argument("--patience", type=float, default=20.0, help="seconds of tests for one mutant, quickest first")
    parser.add_argument(
        "--tests", default="", help="only these files of tests are asked: a first look, and a quick one"
    )
    given = parser.parse_args()
    worst = 1.0
    with copied() as tree:
        for patterns, tests in ANSWERING.items():
            mutants = [each for file in modules(tree, patterns, given.module) for each in chosen(file, given)]
            if mutants:
                worst = min(worst, score(tree, given.tests or tests, mutants, given.patience))
    sys.exit(worst < LEAST)


def modules(tree: Path, patterns: str, begin: Sequence[str]) -> list[Path]:
    """Return the modules that some patterns mean, of those whose names begin like one of these."""
    package = tree / PACKAGE
    every = (file for pattern in patterns.split() for file in sorted(package.glob(f"{pattern}.py")))
    return [file for file in every if file.relative_to(package).as_posix().startswith(tuple(begin))]


def chosen(file: Path, given: argparse.Namespace) -> list[Mutant]:
    """Return some mutants of a module, in the order of its parts."""
    parsed = ast.parse(file.read_bytes())
    every = list(changes(parsed))
    least = min(given.most, len(every))
    numbers = random.Random(given.seed).sample(range(len(every)), least)  # noqa: S311 - a choice, no secret
    return [mutant(parsed, every[number], str(file)) for number in sorted(numbers)]


def score(tree: Path, tests: str, mutants: Sequence[Mutant], patience: float) -> float:
    """Return the least share of the mutants of any module that the tests notice; print the others."""
    scores = Scores(mutants)

    def ask() -> float:
        run(tree, [f"tests/test_{name}.py" for name in tests.split()], Witnesses(tree, mutants, patience, scores.tell))
        return scores.worst

    return in_child(ask, LONG) or 0.0


def _module(mutant: Mutant) -> str:
    return mutant.file.rpartition(f"{PACKAGE}/")[2].removesuffix(".py")


if __name__ == "__main__":
    main()
