"""What plugin authors test with fails where it should: each promise of a trial is broken once."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from vaultfix.plugin import Document, Edit, Example, Finding, Fix, Rule, Severity, Span, Vault
from vaultfix.testing import Trial, trials


class NoTea(Rule):
    """A note speaks of coffee."""

    severity = Severity.INFO

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        at = doc.text.find("tea")
        if at >= 0:
            yield Finding(Span(at, at + 3), "tea", Fix((Edit(Span(at, at + 3), "coffee"),)))

    examples = (Example("coffee", "coffee\n"), Example("tea", "some tea\n", after="some coffee\n"))


def trial(rule: Rule, example: Example) -> Trial:
    return Trial(rule, example, "plain")


@pytest.mark.parametrize("each", trials(NoTea), ids=str)
def test_a_sound_rule_passes(each: Trial) -> None:
    each.run()


def test_every_dress_is_tried() -> None:
    assert [str(each) for each in trials(NoTea)][:3] == [
        "no-tea: coffee (plain)",
        "no-tea: coffee (crlf)",
        "no-tea: coffee (bom)",
    ]


class Doubled(NoTea):
    """Never comes to rest."""

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for each in super().check(doc, vault):
            yield each._replace(fix=Fix((Edit(each.span, "tea "),)))


class Fencing(NoTea):
    """Lets other rules object, and hides what it did not speak of."""

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for each in super().check(doc, vault):
            yield each._replace(fix=Fix((Edit(each.span, "%% coffee"),)))


@pytest.mark.parametrize(
    ("rule", "example", "words"),
    [
        (NoTea(), Example("healthy", "tea\n"), "something to say of a healthy note"),
        (NoTea(), Example("two", "tea tea\n", faults=2), "1 faults, not 2"),
        (NoTea(), Example("none", "coffee\n", after="coffee\n"), "finds nothing"),
        (NoTea(), Example("other bytes", "tea\n", after="Coffee\n"), r"the fix gives 'coffee"),
        (Doubled(), Example("restless", "tea\n", after="tea\n"), "never comes to rest"),
        (Fencing(), Example("harm", "tea\n\n\n[[note]]\n", after="%% coffee\n\n\n[[note]]\n"), "object|no longer read"),
    ],
)
def test_an_unsound_rule_does_not(rule: Rule, example: Example, words: str) -> None:
    with pytest.raises(AssertionError, match=words):
        trial(rule, example).run()


def test_what_other_rules_would_not_see_is_seen() -> None:
    harm = Example("harm", "tea\n\n\n[[other]]\n", after="%% coffee\n\n\n[[other]]\n", others=(("other.md", "x\n"),))
    with pytest.raises(AssertionError, match=r"unclosed-comment|no longer read as before"):
        replace(trial(Fencing(), harm)).run_beside_others()
