"""Suppressions that silence nothing: which are reported, by what ran, and how they are taken out."""

import time
from collections.abc import Iterator
from typing import ClassVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.rule import Example, Finding, Rule, Severity, Verdict
from vaultfix.syntax.zones import Zone, zone_at
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

UNUSED = next(kind for group in PASSES for kind in group.rules if kind().name == "unused-suppression")


class FindsLow(Rule):
    """The word LOW is a fault."""

    severity = Severity.WARNING
    examples: ClassVar[tuple[Example, ...]] = ()
    word: ClassVar[str] = "LOW"

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        at = doc.text.find(self.word)
        while at >= 0:
            yield Finding(Span(at, at + len(self.word)), self.word)
            at = doc.text.find(self.word, at + 1)


class FindsHigh(FindsLow):
    """The word HIGH is a fault."""

    word = "HIGH"


class FindsNever(FindsLow):
    """Is off."""

    word = "NEVER"
    off = True


KNOWN = {"finds-low": True, "finds-high": True, "finds-never": False, "unused-suppression": True}
EVERYONE: tuple[Rule, ...] = (FindsLow(), FindsHigh(), UNUSED())


def vault_of(text: str) -> Vault:
    return Vault({"n.md": Document.of("n.md", text)}, Files(frozenset({"n.md"})), known_rules=KNOWN)


def judged(text: str, rules: tuple[Rule, ...] = EVERYONE) -> list[Verdict]:
    return list(judge(vault_of(text), {"n.md": rules}))


def said(text: str, rules: tuple[Rule, ...] = EVERYONE) -> list[str]:
    return [each.finding.message for each in judged(text, rules) if each.rule.name == "unused-suppression"]


USED = [
    pytest.param("LOW\n", id="no suppression"),
    pytest.param("<!-- vaultfix-ignore finds-low -->\nLOW\n", id="the block below"),
    pytest.param("LOW %% vaultfix-ignore finds-low %%\n", id="the line"),
    pytest.param("<!-- vaultfix-ignore -->\nLOW\n", id="every rule"),
    pytest.param("<!-- vaultfix-ignore finds-low finds-high -->\nLOW HIGH\n", id="each of two rules"),
    pytest.param("<!-- vaultfix-ignore-file finds-low -->\n\nx\n\nLOW\n", id="the file"),
    pytest.param("%% vaultfix-ignore-start %%\n\nLOW\n\n%% vaultfix-ignore-end %%\n", id="a stretch"),
    pytest.param("---\nvaultfix: {ignore: [finds-low]}\n---\nLOW\n", id="the property"),
    pytest.param("---\nvaultfix:\n  ignore: finds-low # why\n---\nLOW\n", id="a property of one word"),
    pytest.param("`<!-- vaultfix-ignore finds-low -->`\n", id="quoted in code"),
    pytest.param("<!-- vaultfix-ignore finds-never -->\nx\n", id="of a rule that is off nothing is known"),
    pytest.param("`<!-- vaultfix-ignore: finds-low -->`\n", id="misspoken, but quoted in code"),
    pytest.param("<!-- vaultfix is told to ignore this folder -->\n", id="a comment that only speaks of it"),
    pytest.param("<!-- vaultfix ignores this folder -->\n", id="a comment that says what it does"),
    pytest.param("---\nvaultfix: 1.2\n---\n", id="a property of that name that says something else"),
    pytest.param("---\nvaultfix: {ignore: []}\n---\n", id="a property that silences nobody yet"),
    pytest.param(
        "<!-- vaultfix-ignore-file unused-suppression -->\n<!-- vaultfix-ignore finds-low -->\nx\n",
        id="silenced itself",
    ),
]


@pytest.mark.parametrize("text", USED)
def test_a_suppression_that_is_used_stays(text: str) -> None:
    mended = mend(vault_of(text), {"n.md": (UNUSED(), *EVERYONE[:2])}).vault.note("n.md")

    assert said(text) == []
    assert mended is not None
    assert mended.text == text


def test_a_suppression_that_is_used_is_no_fault_of_anything_else() -> None:
    assert judged("<!-- vaultfix-ignore finds-low -->\nLOW\n\nLOW\n")[0].finding.span.start == 40


@pytest.mark.parametrize(
    ("rules", "text"),
    [
        pytest.param(
            (FindsHigh(), UNUSED()), "<!-- vaultfix-ignore finds-low -->\nx\n", id="its rule was not selected"
        ),
        pytest.param((FindsHigh(), UNUSED()), "<!-- vaultfix-ignore -->\nx\n", id="not every rule was selected"),
        pytest.param((UNUSED(),), "---\nvaultfix: {ignore: [finds-low]}\n---\n", id="no rule was selected"),
        pytest.param(EVERYONE[:2], "<!-- vaultfix-ignore finds-low -->\nx\n", id="nobody asks"),
    ],
)
def test_only_rules_that_judged_the_note_count(rules: tuple[Rule, ...], text: str) -> None:
    assert said(text, rules) == []


NOTHING = "nothing is found that this could silence"
LOW = "`finds-low` is silenced here, but finds nothing"

TAKEN_OUT = [
    pytest.param("a\n\n<!-- vaultfix-ignore finds-low -->\nb\n", [LOW], "a\n\nb\n", id="alone on its line"),
    pytest.param("<!-- vaultfix-ignore -->\nb\n", [NOTHING], "b\n", id="every rule"),
    pytest.param("a\n<!-- vaultfix-ignore finds-low -->\nb\n", [LOW], "a\n\nb\n", id="two paragraphs stay two"),
    pytest.param("a\n%% vaultfix-ignore finds-low %%\nb\n", [LOW], "a\nb\n", id="one paragraph stays one"),
    pytest.param(
        "a\n" + "<!-- vaultfix-ignore finds-low -->\n" * 3 + "b\n", [LOW] * 3, "a\n\nb\n", id="one blank line will do"
    ),
    pytest.param(
        "<!-- vaultfix-ignore finds-low -->\n" * 2 + "---\na: 1\n",
        [LOW] * 2,
        "<!-- vaultfix-ignore finds-low -->\n---\na: 1\n",
        id="the last of them keeps a ruler from being a fence",
    ),
    pytest.param("> a\n>\n> <!-- vaultfix-ignore finds-low -->\n> b\n", [LOW], "> a\n>\n> b\n", id="in a quote"),
    pytest.param("> a\n> <!-- vaultfix-ignore finds-low -->\n> b\n", [LOW], "> a\n> \n> b\n", id="in a quote's middle"),
    pytest.param("b %% vaultfix-ignore finds-low %%", [LOW], "b", id="at the end of the text"),
    pytest.param("b\n\n<!-- vaultfix-ignore-file -->", [NOTHING], "b\n\n", id="on the last line"),
    pytest.param("b <!-- vaultfix-ignore finds-low -->  \nc\n", [LOW], "b  \nc\n", id="a hard break stays"),
    pytest.param("b  <!-- vaultfix-ignore finds-low -->\nc\n", [LOW], "b\nc\n", id="and none comes"),
    pytest.param("a <!-- vaultfix-ignore finds-low --> b\n", [LOW], "a b\n", id="between words"),
    pytest.param("a<!-- vaultfix-ignore finds-low -->b\n", [LOW], "ab\n", id="inside a word"),
    pytest.param("a" + "%% vaultfix-ignore finds-low %%" * 40 + "\n", [LOW] * 40, "a\n", id="glued to each other"),
    pytest.param("a" + "<!-- vaultfix-ignore -->" * 40 + "b\n", [NOTHING] * 40, "ab\n", id="and inside a word"),
    pytest.param("%% vaultfix-ignore %%" * 40 + "\n", [NOTHING] * 40, "", id="and nothing beside them"),
    pytest.param(
        "`%% vaultfix-ignore %%`" + "%% vaultfix-ignore %%" * 40 + "`\n",
        [NOTHING] * 40,
        "`%% vaultfix-ignore %%`%% vaultfix-ignore %%`\n",
        id="the last of them keeps backticks apart",
    ),
    pytest.param("%% vaultfix-ignore finds-low %% b\n", [LOW], "b\n", id="at the start of a line"),
    pytest.param("- %% vaultfix-ignore finds-low %% b\n", [LOW], "- b\n", id="at the start of an item"),
    pytest.param("-%% vaultfix-ignore finds-low %% b\n", [LOW], "-b\n", id="behind what must not become an item"),
    pytest.param(BOM + "<!-- vaultfix-ignore finds-low -->\r\nb\r\n", [LOW], BOM + "b\r\n", id="with BOM and CRLF"),
    pytest.param(
        "<!-- vaultfix-ignore finds-high, finds-low -->\nLOW\n",
        ["`finds-high` is silenced here, but finds nothing"],
        "<!-- vaultfix-ignore finds-low -->\nLOW\n",
        id="the first of two",
    ),
    pytest.param(
        "<!-- vaultfix-ignore finds-low  finds-high -->\nLOW\n",
        ["`finds-high` is silenced here, but finds nothing"],
        "<!-- vaultfix-ignore finds-low -->\nLOW\n",
        id="the last of two",
    ),
    pytest.param(
        "%% vaultfix-ignore finds-low finds-never finds-high %%\nx\n",
        ["`finds-low` and `finds-high` are silenced here, but find nothing"],
        "%% vaultfix-ignore finds-never %%\nx\n",
        id="the first and the last of three",
    ),
    pytest.param(
        "<!-- vaultfix-ignore-start finds-low -->\n\nx\n\n<!-- vaultfix-ignore-end -->\n\nLOW\n",
        [LOW],
        "\nx\n\n\nLOW\n",
        id="a stretch, with its end",
    ),
    pytest.param(
        "<!-- vaultfix-ignore-start finds-low finds-high -->\n\nHIGH\n\n<!-- vaultfix-ignore-end finds-low finds-high -->\n",
        [LOW],
        "<!-- vaultfix-ignore-start finds-high -->\n\nHIGH\n\n<!-- vaultfix-ignore-end finds-low finds-high -->\n",
        id="half of a stretch",
    ),
    pytest.param(
        "x\n\n%% vaultfix-ignore-end %%\n", ["nothing begins that this could end"], "x\n\n", id="an end alone"
    ),
    pytest.param(
        "---\na: 1\nvaultfix: {ignore: [finds-low]}\n---\nx\n", [LOW], "---\na: 1\n---\nx\n", id="the property"
    ),
    pytest.param(
        "---\nvaultfix:\n  ignore:\n    - finds-low\n    - 'finds-high'\n---\nHIGH\n",
        [LOW],
        "---\nvaultfix:\n  ignore:\n    - 'finds-high'\n---\nHIGH\n",
        id="an item of the property's list",
    ),
    pytest.param(
        "---\nvaultfix: {ignore: ['finds-high', finds-low]}\n---\nHIGH\n",
        [LOW],
        "---\nvaultfix: {ignore: ['finds-high']}\n---\nHIGH\n",
        id="one in the property's brackets",
    ),
]


@pytest.mark.parametrize(("text", "messages", "after"), TAKEN_OUT)
def test_a_suppression_that_is_unused_is_taken_out(text: str, messages: list[str], after: str) -> None:
    mended = mend(vault_of(text), {"n.md": EVERYONE})
    note = mended.vault.note("n.md")

    assert messages == said(text)
    assert note is not None
    assert after == note.text
    assert mended.quarrels == ()
    assert [each.finding.fix for each in judged(after) if each.rule.name == "unused-suppression"] in ([], [None])


def test_what_is_taken_out_lets_what_stands_beside_it_reach_no_farther() -> None:
    text = "%% vaultfix-ignore finds-low %% %% vaultfix-ignore finds-high %%\nLOW\n"
    mended = mend(vault_of(text), {"n.md": EVERYONE}).vault.note("n.md")

    assert said(text) == ["`finds-high` is silenced here, but finds nothing"]
    assert mended is not None
    assert mended.text == "%% vaultfix-ignore finds-low %%\nLOW\n"


@pytest.mark.parametrize("comment", ["<!-- vaultfix-ignore finds-low -->", "%% vaultfix-ignore finds-low %%"])
def test_thousands_in_a_row_are_taken_out_too(comment: str) -> None:
    mended = mend(vault_of("a\n\n" + f"{comment}\n" * 2000 + "b\n"), {"n.md": EVERYONE})
    note = mended.vault.note("n.md")

    assert (mended.quarrels, len(mended.fixed), mended.left) == ((), 2000, ())
    assert note is not None
    assert note.text == "a\n\nb\n"


NO_SUCH = "this is not written as a suppression, so it silences nothing"

REPORTED = [
    pytest.param("- <!-- vaultfix-ignore finds-low -->\n  x\n", LOW, id="it holds the place of a list item"),
    pytest.param("<!-- vaultfix-ignore finds-low --> x\n", LOW, id="what follows would no longer be HTML"),
    pytest.param("- <!-- vaultfix-ignore finds-low --> x\n", LOW, id="nor in an item"),
    pytest.param("%% vaultfix-ignore finds-low %% # x\n", LOW, id="a hash would begin a heading"),
    pytest.param("- %% vaultfix-ignore finds-low %% ## x\n", LOW, id="and in an item as well"),
    pytest.param("%% vaultfix-ignore finds-low %%- x\n", LOW, id="a hyphen would begin a list"),
    pytest.param("> %% vaultfix-ignore finds-low %%> x\n", LOW, id="a bracket would begin a quote"),
    pytest.param("%% vaultfix-ignore finds-low %%[x]: y\n", LOW, id="a link would become where one leads"),
    pytest.param("<!-- vaultfix-ignore finds-low -->\n[x]: y\n", LOW, id="and so would the line below"),
    pytest.param("%% vaultfix-ignore finds-low %% x %%\nLOW %%\n", LOW, id="another comment would reach farther"),
    pytest.param("%% vaultfix-ignore finds-low %%---\na: 1\n---\n", LOW, id="a ruler would begin properties"),
    pytest.param("<!-- vaultfix-ignore finds-low -->\n---\na: 1\n---\n", LOW, id="a ruler would become a fence"),
    pytest.param(
        "| a |\n|---|\n| 1 |\n<!-- vaultfix-ignore finds-low -->\n| 2 |\n", LOW, id="only a gap would part the rows"
    ),
    pytest.param("| a | %% vaultfix-ignore finds-low %%\n|---|---|\n| 1 | 2 |\n", LOW, id="a header would lose a cell"),
    pytest.param(
        "---\nvaultfix: {ignore: [finds-low]} # mine\n---\nx\n", LOW, id="a comment stands beside the property"
    ),
    pytest.param("---\nvaultfix: {ignore: [finds-low], a: 1}\n---\nx\n", LOW, id="the property says more"),
    pytest.param(
        "<!-- vaultfix-ignore finds-lou -->\nx\n",
        "there is no rule `finds-lou`, so this silences nothing; did you mean `finds-low`?",
        id="no such rule",
    ),
    pytest.param(
        "---\nvaultfix: {ignore: [tides]}\n---\nx\n",
        "there is no rule `tides`, so this silences nothing",
        id="no such rule in the property, and none like it",
    ),
    pytest.param(
        "<!-- vaultfix-ignore-start -->\n\nLOW\n",
        "no `vaultfix-ignore-end` follows, so every rule is silenced to the end of the note",
        id="a start that nothing ends",
    ),
    pytest.param(
        "%% vaultfix-ignore-start finds-low finds-high %%\n\nLOW\n\n%% vaultfix-ignore-end finds-low %%\n\nHIGH\n",
        "no `vaultfix-ignore-end` follows, so `finds-high` is silenced to the end of the note",
        id="a start of which half is ended",
    ),
    pytest.param(
        "<!-- vaultfix-ignore: finds-low -->\nx\n",
        f"{NO_SUCH}; did you mean `vaultfix-ignore finds-low`?",
        id="a colon where none belongs",
    ),
    pytest.param(
        "x %% vaultfix-ignore finds-low: it is meant %%\n",
        f"{NO_SUCH}; did you mean `vaultfix-ignore finds-low`?",
        id="a reason behind a colon",
    ),
    pytest.param(
        "<!-- vaultfix: ignore-begin -->\nx\n", f"{NO_SUCH}", id="a word that is like none of ours is not guessed at"
    ),
    pytest.param(
        "<!-- vaultfix-ignore-strat -->\nx\n", f"{NO_SUCH}; did you mean `vaultfix-ignore-start`?", id="a slip"
    ),
    pytest.param(
        "<!-- vaultfix-ignore: tides -->\nx\n", NO_SUCH, id="nothing is proposed that would silence every rule"
    ),
    pytest.param(
        "x <!-- vaultfix ignore finds-low -->\n",
        f"{NO_SUCH}; did you mean `vaultfix-ignore finds-low`?",
        id="a blank where a hyphen belongs",
    ),
    pytest.param("<!-- vaultfix-ignore 42 -->\nx\n", NO_SUCH, id="nor for what is no name"),
    pytest.param("<!-- vaultfix-ignore\r\nfinds-low -->\r\nx\r\n", NO_SUCH, id="nor where the rest is not in line"),
    pytest.param(
        "<!-- vaultfix-ignore-file -->\n<!-- vaultfix-ignore: finds-low -->\nLOW\n",
        f"{NO_SUCH}; did you mean `vaultfix-ignore finds-low`?",
        id="what silences every rule does not hide it",
    ),
    pytest.param(
        "---\nvaultfix: {ignored: [finds-low]}\n---\nx\n",
        "`vaultfix` knows only `ignore: [rules]`, so a key `ignored` silences nothing; did you mean `ignore: [finds-low]`?",
        id="a key that the property has not",
    ),
    pytest.param(
        "---\nvaultfix: ignore\n---\nx\n",
        "`vaultfix` knows only `ignore: [rules]`, so this silences nothing",
        id="a property that is one word",
    ),
    pytest.param(
        "---\nvaultfix: [finds-low]\n---\nx\n",
        "`vaultfix` knows only `ignore: [rules]`, so this silences nothing; did you mean `ignore: [finds-low]`?",
        id="a property that lists rules",
    ),
]


@pytest.mark.parametrize(("text", "message"), REPORTED)
def test_a_suppression_that_only_its_author_can_take_out(text: str, message: str) -> None:
    mended = mend(vault_of(text), {"n.md": EVERYONE}).vault.note("n.md")

    assert [message] == said(text)
    assert mended is not None
    assert mended.text == text


def test_an_end_of_something_else_is_not_taken_out() -> None:
    text = "<!-- vaultfix-ignore-start -->\n\nLOW\n\n<!-- vaultfix-ignore-end finds-low -->\n\nLOW\n"
    mended = mend(vault_of(text), {"n.md": EVERYONE}).vault.note("n.md")

    assert said(text) == [
        "no `vaultfix-ignore-end` follows, so every rule is silenced to the end of the note",
        "this ends nothing of what begins above; `vaultfix-ignore-end` without a name ends all of it",
    ]
    assert mended is not None
    assert mended.text == text


@pytest.mark.parametrize(
    "hostile",
    ["<!-- vaultfix-ignore:" + " " * 200_000 + "x", "<!-- vaultfix-ignore:x\r" * 20_000, "%% vaultfix_ignore" * 20_000],
)
def test_a_hostile_comment_is_read_in_time_by_its_length(hostile: str) -> None:
    began = time.process_time()

    said(f"{hostile} %%\n")

    assert time.process_time() - began < 5


def test_what_silences_every_rule_does_not_silence_what_is_said_of_it() -> None:
    text = "<!-- vaultfix-ignore-file -->\nx\n"

    assert said(text) == [NOTHING]
    assert said(text.replace("-->", "unused-suppression -->")) == []


PIECES = [
    "<!-- vaultfix-ignore", "%% vaultfix-ignore", "-start", "-end", "-file", " finds-low", " finds-high", " -->", " %%",
    ": finds-low", "\n", "\n\n", "> ", "- ", "LOW", "HIGH", "x", " ", "  ", "`", "%% vaultfix-ignore %%" * 9, "---\nvaultfix: {ignore: [finds-low]}\n---\n",
]  # fmt: skip  # one line for each piece would hide the list


@given(st.lists(st.sampled_from(PIECES), max_size=25))
@example(["%% vaultfix-ignore", " %%", "---\nvaultfix: {ignore: [finds-low]}\n---\n", "LOW"])
@example(["%% vaultfix-ignore", " %%", " ", "%% vaultfix-ignore", " %%", "\n", "LOW"])
@example(["`", "LOW", "`", "<!-- vaultfix-ignore", " -->", "`"])
@settings(max_examples=300)
def test_taking_out_uncovers_nothing_and_comes_to_rest(pieces: list[str]) -> None:
    text = "".join(pieces)
    mended = mend(vault_of(text), {"n.md": EVERYONE})
    note = mended.vault.note("n.md")
    assert note is not None

    assert mended.quarrels == ()
    assert [each for each in judge(mended.vault, {"n.md": EVERYONE}) if each.finding.fix] == []
    assert words_of(note.text) == words_of(text)
    assert visible(note) == visible(Document.of("n.md", text))


def words_of(text: str) -> int:
    return text.count("LOW") + text.count("HIGH")


def visible(note: Document) -> int:
    """Count the faults that a reader of the report sees."""
    vault = vault_of(note.text)
    return sum(each.rule.name != "unused-suppression" for each in judge(vault, {"n.md": EVERYONE}))


def test_the_zone_of_a_property_is_its_own() -> None:
    text = "---\nvaultfix: {ignore: [finds-low]}\n---\nx\n"
    (verdict,) = judged(text)

    assert zone_at(verdict.doc, verdict.finding.span.start) is Zone.FRONTMATTER
