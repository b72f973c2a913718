"""A mended note is read again before it is written: what no finding spoke of is as it was, or nothing is written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultfix import proof
from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.proof import surprises
from vaultfix.proof.kept import Kept, retraced
from vaultfix.proof.same import lines_around, links_differ
from vaultfix.rule import EVERYWHERE, Finding, Rule, Severity, Verdict
from vaultfix.syntax.properties import properties
from vaultfix.text import Edit, Fix, Span, splice
from vaultfix.vault import Vault, everywhere
from vaultfix.vault.files import Files

USUAL = tuple(rule() for group in PASSES for rule in group.rules if not rule.off)


@dataclass(frozen=True)
class Careless(Rule):
    """A rule whose fix does more harm than it says."""

    sick: str = ""
    cure: str = ""

    severity = Severity.ERROR
    touches = EVERYWHERE
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for found in re.finditer(re.escape(self.sick), doc.text):
            yield Finding(Span(*found.span()), "sick", Fix((Edit(Span(*found.span()), self.cure),)))


@dataclass(frozen=True)
class Moody(Rule):
    """Find a fault in some lines while the note is ill, and in others once it is well."""

    ill: tuple[int, ...]
    well: tuple[int, ...]

    severity = Severity.ERROR
    touches = EVERYWHERE
    examples = ()

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for line in self.ill if "ill" in doc.text else self.well:
            yield Finding(doc.line(line - 1), "moody")


def told(text: str, sick: str, cure: str, *rules: Rule) -> list[str]:
    doc = Document.of("note.md", text)
    vault = Vault({"note.md": doc}, Files(frozenset({"note.md", "other.md"})))
    asked = (Careless(sick, cure), *rules)
    mended = mend(vault, {"note.md": asked})
    assert mended.vault.mended, "the careless rule mended nothing"
    return list(surprises(everywhere(vault), everywhere(mended.vault), "note.md", mended.fixed, asked))


TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


@pytest.mark.parametrize(
    ("text", "sick", "cure", "words"),
    [
        ("ill\n\nsee [[other]]\n", "ill", "well", None),
        (f"ill\n\n{TABLE}", "ill", "well and long", None),
        ("---\nup: 1\n---\nill\n", "ill", "well", None),
        ("| a | ill |\n|---|---|\n| 1 | 2 |\n", "ill", "well", None),
        ("ill [[other]]\n", "ill [[other]]", "gone", None),
        ("| a | b |\n|---|---|\n| ill | 2 |\n", "ill", "we | ll", None),
        (f"{TABLE}\n\nill\n", "ill", TABLE, None),
        ("---\nab: ill\n---\n", "ill", "well", None),
        ("ill\n\nsee [[other]]\n", "ill", "%% well", "the link `[[other]]` is no longer read as before"),
        ("%% ill\n\nsee [[other]]\n", "%% ill", "well", "`[[other]]` has become a link"),
        (f"ill\n\nand\n\n{TABLE}", "ill", "```", "the table in line 5 is no longer read as before"),
        (f"``` ill\n\n\n{TABLE}", "``` ill", "well", "line 4 has become a table"),
        ("---\nill: 1\nab: 2\ncd: 3\n---\n", "ill: 1", "ill: |\n ab", None),
        ("---\nill: 1\n# one\n# two\ncd: 3\n---\n", "ill: 1", "ill: [", "YAML can no longer read the frontmatter"),
        ("---\nill: 1\n# one\n# two\ncd: 3\n---\n", "---\nill: 1", "ill", "the property `cd` no longer says what it did"),
    ],
)  # fmt: skip
def test_what_a_careless_fix_does_elsewhere_is_noticed(text: str, sick: str, cure: str, words: str | None) -> None:
    found = told(text, sick, cure)
    assert (words in found) if words else found == [], found


REVEALED = {
    "properties behind a damaged byte order mark, with a key twice": "ï»¿---\ntitle: One\ntitle: Two\n---\n# Three\n",
    "a key that is read again begins properties below a gap": "\n---\nÃ©tat: two\nvue: One\n---\nText\n",
    "a key that is read again begins properties without an end": "---\nÃ©itle: One\ntags:\n  - a\n\nText\n",
    "a key that is read again begins properties in the wrong place": (
        "# One\n---\nshare: true\nÃ©tat: two\naliases: [a]\n---\nText\n"
    ),
    "a header that is whole again begins a table with a row too wide": (
        "| [[Ada|she]] | note |\n|---|---|\n| 1 | 2 | 3 | 4 |\n"
    ),
    "a header that is whole again begins a table, and a row stands below it": (
        "| [[Ada|she]] | note |\n|---|---|\n| 1 | 2 |\n\n| 3 | 4 |\n"
    ),
    "a heading that is read again has the words of one below it": "# CafÃ©\n\nText.\n\n# Café\n",
    "dashes that are as wide as a header again begin a table with a link in two cells": (
        "| [[Ada|she]] | note |\n|---|---|\n| 1 | 2 | 3 |\n"
    ),
}


@pytest.mark.parametrize("text", REVEALED.values(), ids=REVEALED)
def test_what_a_sound_fix_lets_be_read_is_no_surprise(text: str) -> None:
    doc = Document.of("note.md", text)
    vault = Vault({"note.md": doc}, Files(frozenset({"note.md"})))
    mended = mend(vault, {"note.md": USUAL})
    found = {verdict.rule.name for verdict in mended.left} - {
        verdict.rule.name for verdict in judge(everywhere(vault), {"note.md": USUAL})
    }

    assert found
    assert list(surprises(everywhere(vault), everywhere(mended.vault), "note.md", mended.fixed, USUAL)) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ï»¿---\ntitle: One\n---\n# One\n\nsee [[other]]\n", id="behind a damaged byte order mark"),
        pytest.param("\n---\nshare: true\n---\nsee [[other]]\n", id="that are to be published"),
        pytest.param('\n---\ntitle: "[^1]"\n---\n\n[^1]: One\n', id="that asked for a footnote"),
    ],
)
def test_what_hangs_on_properties_that_are_read_again_is_no_surprise(text: str) -> None:
    doc = Document.of("note.md", text)
    vault = Vault(
        {"note.md": doc, "other.md": Document.of("other.md", "Text\n")}, Files(frozenset({"note.md", "other.md"}))
    )
    mended = mend(vault, {"note.md": USUAL})

    assert (note := mended.vault.note("note.md"))
    assert properties(note)
    assert list(surprises(everywhere(vault), everywhere(mended.vault), "note.md", mended.fixed, USUAL)) == []


def test_what_a_careless_fix_makes_look_like_properties_is_noticed() -> None:
    (words,) = told("ill\n---\ntitle: One\n\nText\n", "ill\n", "", *USUAL)

    assert "frontmatter-unclosed" in words


def test_a_stretch_that_does_not_hold_now_what_it_held_keeps_a_note_back(monkeypatch: pytest.MonkeyPatch) -> None:
    doc, mended = Document.of("n.md", "ab c"), Document.of("n.md", "b c")
    edit = Edit(Span(0, 1), "")
    fixed = [Verdict(doc, Careless(), Finding(edit.span, "sick", Fix((edit,))))]

    assert retraced(doc, mended, fixed)
    monkeypatch.setattr(Kept, "after", lambda kept, _: kept)
    assert retraced(doc, mended, fixed) is None


@pytest.mark.parametrize(
    ("then", "now", "words"),
    [
        ("a/other.md", "a/other.md", []),
        ("a/another.md", "a/other.md", []),
        ("a/other.md", "b/other.md", ["the link `[[other]]` no longer opens in obsidian and quartz"]),
        ("a/other.md", "a/another.md", ["the link `[[other]]` no longer opens in obsidian and quartz"]),
    ],
)
def test_a_link_opens_the_file_that_it_did(then: str, now: str, words: list[str]) -> None:
    doc = Document.of("note.md", "see [[other]]\n")
    before, after = (Vault({"note.md": doc}, Files(frozenset({"note.md", other}))) for other in (then, now))
    every = retraced(doc, doc, [])

    assert every
    assert list(links_differ(everywhere(before), everywhere(after), "note.md", every)) == words
    assert list(links_differ(everywhere(before), Vault({}, Files(frozenset())), "note.md", every)) == []


@pytest.mark.parametrize(
    ("part", "around"),
    [
        pytest.param(Span(0, 1), Span(-1, 6), id="in the first line"),
        pytest.param(Span(6, 8), Span(2, 12), id="one line of five"),
        pytest.param(Span(7, 10), Span(2, 15), id="two lines"),
        pytest.param(Span(12, 14), Span(8, 15), id="the last line, which has no end"),
    ],
)
def test_what_is_around_is_a_line_on_either_side_and_one_sign_more(part: Span, around: Span) -> None:
    assert lines_around(Document.of("note.md", "ab\ncd\nef\ngh\nij"), part) == around


INTO = "line 1 would become part of the frontmatter"
OUT = "line 1 would no longer be part of the frontmatter"
USUAL_HEAD = "---\na: 1\n---\n"


@pytest.mark.parametrize(
    ("text", "sick", "cure", "words"),
    [
        pytest.param(f"ill\n{USUAL_HEAD}", "ill\n", "", [INTO], id="text becomes frontmatter"),
        pytest.param(f"\ufeffill\n{USUAL_HEAD}", "ill\n", "", ["line 2" + INTO[6:]], id="behind a byte order mark"),
        pytest.param("ill\r\n---\r\n---\r\n", "ill\r\n", "", [INTO], id="be it empty"),
        pytest.param("ill\n---\n- a: [\n---\n", "ill\n", "", [INTO], id="be it no YAML"),
        pytest.param("---\na: 1\nill\n", "ill", "---", [INTO], id="which ends at an edit"),
        pytest.param("ill\nand so\n---\n", "ill", "---", [INTO.replace("1", "2")], id="which begins at one"),
        pytest.param(f"---\nill\n---\n{USUAL_HEAD}", "---\nill\n---\n", "", [INTO], id="and so does the next"),
        pytest.param("---\nill\n---\nb: 1\n---\n", "ill\n---", "a: 1", ["line 3" + INTO[6:]], id="more of it does"),
        pytest.param("---\nill\n---\n", "---\nill", "well\n---", [OUT.replace("1", "3")], id="properties become text"),
        pytest.param("\ufeff---\nill\n---\n", "\ufeff", "a", [OUT.replace("1", "2")], id="behind a mark that is none"),
        pytest.param("---\nill: 1\nb\n---\n", "ill: 1", "---", [OUT.replace("1", "3")], id="some of them do"),
        pytest.param("---\nill: [\n---\n", "---\nill", "\n---\nwell", [OUT.replace("1", "3")], id="of no YAML too"),
        pytest.param("---\nill: 1\n---\nill\n", "ill", "well", [], id="all stays what it was"),
        pytest.param("ill\n", "ill\n", USUAL_HEAD, [], id="what is new may be frontmatter"),
    ],
)  # fmt: skip
def test_what_becomes_frontmatter_and_what_is_none_any_more_is_noticed(
    text: str, sick: str, cure: str, words: list[str]
) -> None:
    assert [each for each in told(text, sick, cure) if "part of the frontmatter" in each] == words


@pytest.mark.parametrize(("text", "sick", "cure", "words"),
    [
        pytest.param(f"ill\n{USUAL_HEAD}", "ill\n", "", [], id="where they begin"),
        pytest.param("---\nill: 1\nb: 2\n---\n", "ill: 1", "---", [OUT.replace("1", "3")], id="not by chance among them"),
    ],
)  # fmt: skip
def test_a_rule_about_properties_may_say_where_they_are(
    text: str, sick: str, cure: str, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(proof, "_OF_PROPERTIES", (Careless,))

    assert [each for each in told(text, sick, cure) if "part of the frontmatter" in each] == words


def test_a_fault_that_was_not_there_is_noticed() -> None:
    found = told("ill\n\nsee ^here\n", "ill", "well ^here", *USUAL)
    assert len(found) == 1
    assert found[0].startswith("line 3 would have a fault that was not there: duplicate-block-id")


def test_a_fault_that_stays_is_no_surprise() -> None:
    assert told("ill\n\nsee [[nobody]]\n", "ill", "well", *USUAL) == []


LINES = "ill\n\none\n\ntwo\n\nthree\n"
MORE = "line 5 would have a fault that was not there: moody, moody"
UNREAD = "---\nill: [\nb: 1\n---\n\nthree\n"


@pytest.mark.parametrize(
    ("text", "cure", "ill", "well", "words"),
    [
        pytest.param(LINES, "well", (3,), (3,), [], id="it stays where it was"),
        pytest.param(LINES, "well", (3, 5), (3,), [], id="it goes"),
        pytest.param(LINES, "well", (3,), (5,), [], id="there are no more of them, if elsewhere"),
        pytest.param(LINES, "well", (), (1,), [], id="it is in a line that was edited"),
        pytest.param(LINES, "well", (3,), (3, 5), [MORE], id="one of two was there"),
        pytest.param(LINES, "well\nand well", (3,), (4, 6), [MORE.replace("5", "6")], id="all lines have moved"),
        pytest.param(LINES, "well", (), (3, 5), [MORE.replace("5", "3"), MORE], id="none of two was there"),
        pytest.param(UNREAD, "well: 2", (), (3,), [], id="properties that nobody could read have it"),
        pytest.param(UNREAD, "well: 2", (), (6,), [MORE.replace("5", "6")], id="the text below them has it"),
    ],
)
def test_only_more_faults_than_before_are_new(
    text: str, cure: str, ill: tuple[int, ...], well: tuple[int, ...], words: list[str]
) -> None:
    assert told(text, "ill" if text is LINES else "ill: [", cure, Moody(ill, well)) == words


def test_of_what_was_no_text_before_nothing_is_new() -> None:
    before = Document("note.md", b"ill \xff\n\nsee\n")
    after = Document("note.md", b"well \xff\n\nsee\n")
    fix = Fix((Edit(Span(0, 3), "well"),))
    fixed = [Verdict(before, Careless(), Finding(Span(0, 3), "sick", fix))]
    then, now = (everywhere(Vault({"note.md": doc}, Files(frozenset({"note.md"})))) for doc in (before, after))

    assert list(surprises(then, now, "note.md", fixed, [Moody((), (3,))])) == []


def test_a_text_that_no_edit_explains_is_a_surprise_and_so_is_a_note_that_is_none() -> None:
    words = ["the edits do not lead to the text that would be written"]
    one, other = (
        everywhere(Vault({"note.md": Document.of("note.md", text)}, Files(frozenset({"note.md"})))) for text in "ab"
    )
    none = everywhere(Vault({}, Files(frozenset())))

    assert list(surprises(one, one, "note.md", [], [])) == []
    assert list(surprises(one, other, "note.md", [], [])) == words
    assert list(surprises(one, none, "note.md", [], [])) == words
    assert list(surprises(none, one, "note.md", [], [])) == words


@st.composite
def rounds(draw: st.DrawFn) -> tuple[str, list[list[Edit]]]:
    """Return a text, and edits for a few rounds, which count in the text as the round finds it."""
    text = start = draw(st.text("ab\n", max_size=20))
    all_edits = []
    for _ in range(draw(st.integers(1, 3))):
        cuts = sorted(draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True))) if text else []
        edits = [
            Edit(Span(one, other), draw(st.text("XY", max_size=3)))
            for one, other in zip(cuts[::2], cuts[1::2], strict=False)
        ]
        all_edits.append(edits)
        text = splice(text, edits)
    return start, all_edits


def verdicts(text: str, all_edits: list[list[Edit]]) -> tuple[Document, list[Verdict]]:
    """Return what the text becomes, and the findings of a rule that asked for the edits."""
    found = []
    for edits in all_edits:
        doc = Document.of("note.md", text)
        found += [Verdict(doc, Careless(), Finding(edit.span, "sick", Fix((edit,)))) for edit in edits]
        text = splice(text, edits)
    return Document.of("note.md", text), found


@given(rounds())
def test_what_is_kept_stands_where_it_says_and_all_else_was_edited(case: tuple[str, list[list[Edit]]]) -> None:
    text, all_edits = case
    before = Document.of("note.md", text)
    after, found = verdicts(text, all_edits)

    kept = retraced(before, after, found)

    assert kept is not None
    for offset in range(len(text)):
        now = kept.place(Span(offset, offset + 1))
        assert now is None or now.of(after.text) == text[offset]
        assert now is None or kept.back.place(now) == Span(offset, offset + 1)
    written = {offset for offset in range(len(after.text)) if kept.back.place(Span(offset, offset + 1)) is None}
    assert {after.text[offset] for offset in written} <= {"X", "Y"}


@given(rounds(), st.text("abX\n", max_size=3))
def test_a_text_that_the_edits_do_not_lead_to_is_refused(case: tuple[str, list[list[Edit]]], extra: str) -> None:
    text, all_edits = case
    after, found = verdicts(text, all_edits)
    other = replace(after, raw=after.raw + extra.encode())
    kept = retraced(Document.of("note.md", text), other, found)
    assert (kept is None) == bool(extra)


def test_nothing_edited_is_all_kept() -> None:
    doc = Document.of("note.md", "one\n")
    assert retraced(doc, doc, []) == Kept(((Span(-1, 5), 0),))


def test_of_a_stretch_that_is_edited_to_its_end_nothing_is_kept() -> None:
    kept = Kept(((Span(-1, 4), 0),)).after([Edit(Span(2, 3), "z")]).after([Edit(Span(1, 2), "")])

    assert kept.stretches == ((Span(-1, 1), 0), (Span(3, 4), -1))


def test_what_is_kept_moves_with_every_round() -> None:
    text = "0123456789"
    first = [Edit(Span(2, 4), "xyz"), Edit(Span(6, 7), "")]
    second = [Edit(Span(0, 1), ""), Edit(Span(6, 6), "QQ")]
    once = Kept(((Span(-1, 11), 0),)).after(first)
    twice = once.after(second)

    assert splice(splice(text, first), second) == "1xyz4QQ5789"
    assert once.stretches == ((Span(-1, 2), 0), (Span(4, 6), 1), (Span(7, 11), 0))
    assert twice.stretches == ((Span(-1, 0), 0), (Span(1, 2), -1), (Span(4, 5), 0), (Span(5, 6), 2), (Span(7, 11), 1))
    assert [twice.place(Span(at, at + 1)) for at in (0, 1, 4, 5, 7)] == [
        None,
        Span(0, 1),
        Span(4, 5),
        Span(7, 8),
        Span(8, 9),
    ]
