"""The engine, with small rules made for these tests: what it proves, mends, and gives up."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.engine import MOST_ROUNDS, Mended, Quarrel, judge, mend
from vaultfix.rule import EVERYWHERE, Finding, Rule, RuleError, Severity, Terms
from vaultfix.text import Safety, Span, replace
from vaultfix.vault import Vault
from vaultfix.vault.files import Files


@dataclass(frozen=True)
class Swap(Rule):
    """Replace one word by another."""

    old: str
    new: str
    safety: Safety = Safety.SAFE

    severity = Severity.WARNING
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for word in re.finditer(re.escape(self.old), doc.text):
            yield Finding(Span(*word.span()), f"`{self.old}`", replace(Span(*word.span()), self.new, self.safety))


@dataclass(frozen=True)
class SwapThere(Swap):
    """Replace one word by another, in code as well."""

    touches = EVERYWHERE


class Grow(Rule):
    """Never have enough."""

    severity = Severity.INFO
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        yield Finding(Span(0, 1), "more", replace(Span(0, 1), "mm"))


class Echo(Rule):
    """A note says what the note `source.md` says."""

    severity = Severity.WARNING
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        source = vault.note("source.md")
        if source is not None and source.text != doc.text:
            yield Finding(Span(0, 1), "differs", replace(Span(0, len(doc.text)), source.text))


class Bytes(Rule):
    """Look at notes that are no UTF-8."""

    severity = Severity.ERROR
    judges_bytes = True
    touches = EVERYWHERE
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if not doc.is_utf8:
            yield Finding(Span(0, 1), "bytes")


class Broken(Rule):
    """Something is wrong with this rule itself."""

    severity = Severity.ERROR
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        yield Finding(Span(0, 1), "so far so good")
        raise KeyError("gone")


class Stern(Swap):
    """Its author takes it more seriously than it does, and trusts its fixes less."""

    terms = Terms(Severity.ERROR, Safety.UNSAFE)


@Doubt
def wrong(_doc: Document, _vault: Vault) -> bool:
    """Fail, as a doubt may that somebody else wrote."""
    raise KeyError("gone")


class Doubtful(Broken):
    """Something is wrong with the glance that this rule wants first."""

    @property
    def doubt(self) -> Doubt:
        return wrong


class Inflict(Rule):
    """One finding is of the note's own making, the other is not."""

    severity = Severity.INFO
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        yield Finding(Span(0, 1), "its own")
        yield Finding(Span(1, 2), "inflicted", inflicted=True)


def vault(**notes: str) -> Vault:
    documents = {f"{name}.md": Document.of(f"{name}.md", text) for name, text in notes.items()}
    return Vault(documents, Files(frozenset(documents)))


def mended(text: str, *rules: Rule, unsafe: bool = False) -> tuple[str, Mended]:
    outcome = mend(vault(note=text), {"note.md": rules}, unsafe=unsafe)
    note = outcome.vault.note("note.md")
    assert note is not None
    return note.text, outcome


def test_a_healthy_note_stays_the_very_same_document() -> None:
    healthy = vault(note="all is well\n")
    outcome = mend(healthy, {"note.md": [Swap("ill ", "hale")]})

    assert outcome.vault.note("note.md") is healthy.documents["note.md"]
    assert (outcome.fixed, outcome.left, outcome.quarrels) == ((), (), ())


def test_findings_come_by_path_then_offset_then_rule() -> None:
    notes = vault(b="x y x", a="y")
    rules = [Swap("y", "Y"), Swap("x", "X")]
    found = [(v.doc.path, v.finding.span.start) for v in judge(notes, {"b.md": rules, "a.md": rules})]

    assert found == [("a.md", 0), ("b.md", 0), ("b.md", 2), ("b.md", 4)]


def test_a_suspicion_in_code_is_dropped_unless_the_rule_reaches_there() -> None:
    text = "ill\n\n```\nill\n```\n"

    assert mended(text, Swap("ill", "hale"))[0] == "hale\n\n```\nill\n```\n"
    assert mended(text, SwapThere("ill", "hale"))[0] == "hale\n\n```\nhale\n```\n"


def test_a_suppressed_finding_is_neither_reported_nor_mended() -> None:
    text = "<!-- vaultfix-ignore swap -->\nill\n\nill\n"

    assert mended(text, Swap("ill", "hale"))[0] == "<!-- vaultfix-ignore swap -->\nill\n\nhale\n"


def test_only_rules_for_bytes_judge_a_note_that_is_no_text() -> None:
    broken = Vault({"n.md": Document("n.md", b"ill \xff")}, Files(frozenset({"n.md"})))
    found = [verdict.rule.name for verdict in judge(broken, {"n.md": [SwapThere("ill", "hale"), Bytes()]})]

    assert found == ["bytes"]


def test_a_note_that_cannot_be_read_is_passed_over() -> None:
    assert list(judge(vault(), {"gone.md": [Grow()]})) == []


def test_fixes_work_off_each_other_until_nothing_moves() -> None:
    text, outcome = mended("a a", Swap("a", "b"), Swap("b", "c"))

    assert text == "c c"
    assert [verdict.rule for verdict in outcome.fixed].count(Swap("a", "b")) == 2
    assert outcome.left == ()


def test_fixes_that_touch_take_turns() -> None:
    text, outcome = mended("aaa", Swap("a", "b"))

    assert text == "bbb"
    assert [(verdict.doc.text, verdict.finding.span.start) for verdict in outcome.fixed] == [
        ("aaa", 0),
        ("aaa", 2),
        ("bab", 1),
    ]


@pytest.mark.parametrize(
    ("text", "rules", "after", "rounds"),
    [
        pytest.param("a-b", [Swap("a", "1"), Swap("b", "2")], "1-2", 1, id="apart, they go together"),
        pytest.param("ab", [Swap("a", "1"), Swap("b", "2")], "12", 2, id="side by side, they take turns"),
        pytest.param("abc", [Swap("bc", "y"), Swap("ab", "x")], "xc", 1, id="over each other, the first one wins"),
        pytest.param("abcd", [Swap("b", "1"), Swap("abcd", "x")], "x", 1, id="the longer one comes first"),
    ],
)
def test_fixes_go_together_where_they_are_apart(text: str, rules: list[Rule], after: str, rounds: int) -> None:
    came, outcome = mended(text, *rules)

    assert came == after
    assert len({verdict.doc.text for verdict in outcome.fixed}) == rounds


def test_a_guess_waits_for_permission() -> None:
    guess = Swap("ill", "hale", Safety.UNSAFE)
    kept, outcome = mended("ill", guess)

    assert kept == "ill"
    assert [verdict.rule for verdict in outcome.left] == [guess]
    assert mended("ill", guess, unsafe=True)[0] == "hale"
    assert mend(vault(note="ill"), {"note.md": [guess]}).changes == ()


def test_findings_are_taken_on_the_terms_of_the_author() -> None:
    (usual,) = judge(vault(note="ill"), {"note.md": [Swap("ill", "hale")]})
    (taken,) = judge(vault(note="ill"), {"note.md": [Stern("ill", "hale")]})

    assert (usual.finding.severity, taken.finding.severity) == (None, Severity.ERROR)
    assert mended("ill", Stern("ill", "hale"))[0] == "ill"
    assert mended("ill", Stern("ill", "hale"), unsafe=True)[0] == "hale"


@pytest.mark.parametrize("text", ["yin", "yang", "yin and yang"])
def test_two_rules_that_quarrel_are_named_and_the_note_is_left_alone(text: str) -> None:
    kept, outcome = mended(text, Swap("yin", "yang"), Swap("yang", "yin"), Swap("and", "AND"))

    assert kept == text
    assert outcome.fixed == ()
    (quarrel,) = outcome.quarrels
    assert quarrel.path == "note.md"
    assert "swap" in quarrel.rules
    assert outcome.left != ()


def test_a_rule_that_never_settles_is_given_up_after_the_most_rounds() -> None:
    kept, outcome = mended("m", Grow())

    assert kept == "m"
    assert outcome.quarrels == (Quarrel("note.md", ("grow",)),)
    assert [verdict.doc.text for verdict in outcome.left] == ["m"]


def test_a_rule_that_has_long_settled_is_not_named_with_the_one_that_never_does() -> None:
    _, outcome = mended("m ill", Grow(), Swap("ill", "hale"))

    assert outcome.quarrels == (Quarrel("note.md", ("grow",)),)


@pytest.mark.parametrize("steps", [MOST_ROUNDS - 1, MOST_ROUNDS])
def test_what_takes_fewer_than_the_most_rounds_settles(steps: int) -> None:
    kept, outcome = mended("a", *(Swap(chr(97 + step), chr(98 + step)) for step in range(steps)))

    assert (kept, bool(outcome.quarrels)) == (("a", True) if steps == MOST_ROUNDS else (chr(97 + steps), False))


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        (("one", "other"), "`one` and `other` undo each other's work"),
        (("one",), "`one` never comes to rest"),
    ],
)
def test_who_quarrels_is_said(rules: tuple[str, ...], words: str) -> None:
    assert str(Quarrel("note.md", rules)) == words


def test_a_rule_that_fails_is_named() -> None:
    with pytest.raises(RuleError) as failure:
        list(judge(vault(note="ab"), {"note.md": [Swap("a", "b"), Broken()]}))

    assert (failure.value.rule, failure.value.path, failure.value.words) == ("broken", "note.md", "KeyError: 'gone'")
    assert str(failure.value) == (
        "the rule `broken` failed here and is left out of this run (KeyError: 'gone'); please report it"
    )


def test_a_rule_whose_doubt_fails_is_named_whoever_else_is_asked() -> None:
    with pytest.raises(RuleError) as failure:
        list(judge(vault(note="ab"), {"note.md": [Swap("a", "b"), Doubtful()]}))

    assert (failure.value.rule, failure.value.path, failure.value.words) == ("doubtful", "note.md", "KeyError: 'gone'")


def test_a_bystander_answers_only_for_what_was_inflicted_on_it() -> None:
    notes, charge = vault(a="ab", b="ab"), {"a.md": [Inflict()]}

    assert [verdict.finding.message for verdict in judge(notes, charge)] == ["its own", "inflicted"]
    assert [verdict.finding.message for verdict in judge(notes, {}, charge)] == ["inflicted"]
    assert [
        (verdict.doc.path, verdict.finding.message) for verdict in judge(notes, {"b.md": [Swap("b", "c")]}, charge)
    ] == [
        ("a.md", "inflicted"),
        ("b.md", "`b`"),
    ]


def test_a_bystander_is_mended_with_the_others() -> None:
    outcome = mend(vault(a="ab", b="ab"), {"b.md": [Swap("b", "c")]}, {"a.md": [Swap("b", "c"), Inflict()]})

    assert [(before.path, before.text, after.text) for before, after in outcome.changes] == [("b.md", "ab", "ac")]
    assert [(verdict.doc.path, verdict.finding.message) for verdict in outcome.left] == [("a.md", "inflicted")]


def test_a_quarrel_in_one_note_spares_the_others() -> None:
    rules = [Swap("yin", "yang"), Swap("yang", "yin"), Swap("ill", "hale")]
    outcome = mend(vault(bad="yin", good="ill"), {"bad.md": rules, "good.md": rules})
    good = outcome.vault.note("good.md")

    assert good is not None
    assert good.text == "hale"
    assert [quarrel.path for quarrel in outcome.quarrels] == ["bad.md"]


def test_a_mended_note_is_seen_by_its_neighbours_in_the_same_run() -> None:
    notes = vault(source="ill", reader="ill")
    outcome = mend(notes, {"source.md": [Swap("ill", "hale")], "reader.md": [Echo()]})
    reader = outcome.vault.note("reader.md")

    assert reader is not None
    assert reader.text == "hale"


@pytest.mark.parametrize("reverse", [False, True], ids=["as listed", "the other way round"])
def test_the_order_of_rules_makes_no_difference(*, reverse: bool) -> None:
    rules = [Swap("one", "1"), Swap("two", "2"), Swap("1 2", "12")]
    text, _ = mended("one two three", *(reversed(rules) if reverse else rules))

    assert text == "12 three"
