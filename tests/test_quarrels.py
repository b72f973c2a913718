"""Quarrels: no two rules undo each other's work, wherever the fault of one stands in what the other mends."""

from collections.abc import Collection, Iterator
from itertools import combinations
from pathlib import Path

import pytest

from vaultfix.engine import Quarrel, judge, mend
from vaultfix.passes import PASSES
from vaultfix.rule import Example, Rule
from vaultfix.testing import vault_of
from vaultfix.vault import Vault

RULES: tuple[Rule, ...] = tuple(kind() for group in PASSES for kind in group.rules)
FIXING = tuple(rule for rule in RULES if rule.fixable)
EXAMPLES = tuple(example for rule in RULES for example in rule.examples)
SAMPLES = Path(__file__).parents[1] / "samples"

SURROUNDINGS = {
    "cells": "| a | {} |\n|---|---|\n| {} | 2 |\n\n|a|\n|-|\n|{}",
    "a heading, an item and a quote": "# {}\n\n- a\n  - {}\n\n> a\n> {}\nb\n",
    "properties": "---\n{}\na: {}\n---\n{}\n",
    "a line of text": "a {} %% vaultfix-ignore %% {}{} b  \n",
}


def mended_lines() -> Iterator[Example]:
    """Yield every line that a rule's example shows a fault in, once, in the vault of its example."""
    known = set()
    for example in EXAMPLES:
        after = () if example.after is None else example.after.split("\n")
        for line in example.text.split("\n"):
            if after and line not in after and line not in known:
                known.add(line)
                yield example._replace(text=line)


LINES = tuple(mended_lines())


def quarrels(note: Example) -> list[Quarrel]:
    """Return the quarrels in a note of any two rules that could have one: the one mends it, the other before or then."""
    vault, path = vault_of(note), note.path
    movers = _movers(vault, path)
    pairs = {frozenset(pair) for pair in combinations(movers, 2)}
    for one in movers:
        then = mend(vault, {path: [one]}, unsafe=True).vault
        pairs |= {frozenset((one, other)) for other in _movers(then, path)}
    teams: list[Collection[Rule]] = [RULES, *pairs]
    return [quarrel for team in teams for quarrel in mend(vault, {path: list(team)}, unsafe=True).quarrels]


def _movers(vault: Vault, path: str) -> set[Rule]:
    return {verdict.rule for verdict in judge(vault, {path: FIXING}) if verdict.finding.fix}


def test_no_two_rules_quarrel_about_an_example() -> None:
    assert [(note.text, found) for note in EXAMPLES if (found := quarrels(note))] == []


def test_no_two_rules_quarrel_about_a_sample() -> None:
    notes = (path.read_bytes().decode("utf-8", "surrogateescape") for path in sorted(SAMPLES.rglob("*.md")))

    assert [(text, found) for text in notes if (found := quarrels(Example("", text)))] == []


@pytest.mark.parametrize("around", SURROUNDINGS.values(), ids=SURROUNDINGS)
def test_no_two_rules_quarrel_about_a_fault_wherever_it_stands(around: str) -> None:
    notes = (line._replace(text=around.replace("{}", line.text)) for line in LINES)

    assert [(note.text, found) for note in notes if (found := quarrels(note))] == []
