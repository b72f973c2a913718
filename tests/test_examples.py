"""Every example of every rule, plain and in each dress it fits: one example, many tests."""

import pytest

from vaultfix.passes import PASSES
from vaultfix.rule import Rule
from vaultfix.sheaf import Sheaf
from vaultfix.testing import Trial, trials, vault_of

KINDS = tuple(kind for group in PASSES for kind in group.rules)
RULES = tuple(kind() for kind in KINDS)
TRIALS = tuple(trial for kind in KINDS for trial in trials(kind))


@pytest.mark.parametrize("trial", TRIALS, ids=str)
def test_an_example_is_found_mended_and_harms_nothing(trial: Trial) -> None:
    trial.run()


@pytest.mark.parametrize("trial", TRIALS, ids=str)
def test_no_rule_would_find_what_it_has_no_doubt_about(trial: Trial) -> None:
    vault = vault_of(trial.example)
    note = vault.note(trial.example.path)
    others = RULES if trial.dress == "plain" else (trial.rule,)

    assert note is not None
    assert [
        each.name for each in others if not each.doubt.places(Sheaf((note,)), vault) and any(each.check(note, vault))
    ] == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_shows_health_as_well_as_fault(rule: Rule) -> None:
    kinds = {example.after is None and example.faults is None for example in rule.examples}

    assert kinds == {True, False}
