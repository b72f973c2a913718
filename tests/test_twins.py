"""What a torn stretch was, by the same words standing intact elsewhere."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.mojibake.channels import WINDOWS_1254
from vaultfix.mojibake.passages import lines, names, passages
from vaultfix.mojibake.recovery import recover
from vaultfix.mojibake.testimony import Testimony as Told
from vaultfix.mojibake.testimony import earlier
from vaultfix.mojibake.witness import heard
from vaultfix.passes.encoding import RULES
from vaultfix.rule import Rule
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

ENCODING: tuple[Rule, ...] = tuple(rule() for rule in RULES)


def torn(text: str) -> str:
    return WINDOWS_1254.damage(text)


def recovered(truth: str, *others: tuple[str, str]) -> str:
    return recover(torn(truth), heard(others)).text


SILENT = {
    "no twin": ("# 🎷 Evening music\n", "# Evening music\n"),
    "other words": ("# 🎷 Evening music\n", "# 🎷 Morning music\n"),
    "part of other words": ("# 🎷 Music\n", "# 🎷 Music lessons\n"),
    "too little to know it by": ("# 🎷 Ab\n", "# 🎷 Ab\n"),
    "a lone emoji": ("🎷\n", "🎷\n"),
    "two twins that differ": ("# 🎷 Evening music\n", "# 🎷 Evening music\n\n# 🐷 Evening music\n"),
    "a twin that is damaged itself": ("# 🎷 Evening music\n", torn("# 🎷 Evening music\n")),
    "a twin beside damage, whose line has no say": (
        "# 🎷 Evening music\n",
        "[🎷 Evening music](a.md) and " + torn("🎷\n"),
    ),
}


@pytest.mark.parametrize(("truth", "other"), SILENT.values(), ids=SILENT)
def test_nothing_is_proved_by(truth: str, other: str) -> None:
    assert recovered(truth, ("other.md", other)) == torn(truth)


PROVED = {
    "a heading": ("# 🎷 Evening music\n", "Text\n\n## 🎷 Evening music\n"),
    "a heading with an id behind it": ("# 🎷 Evening music\n", "## 🎷 Evening music ^a1\n"),
    "the label of a link": ("# 🎷 Evening music\n", "See [🎷 Evening music](a.md) today.\n"),
    "the alias of a wikilink": ("# 🎷 Evening music\n", "- [[a|🎷 Evening music]]\n"),
    "a wikilink": ("# 🎷 Evening music\n", "- [[🎷 Evening music]]\n"),
    "a property": ("# 🎷 Evening music\n", "---\ntitle: '🎷 Evening music'\n---\n"),
    "a property from a heading": ('---\ntitle: "🎷 Evening music"\n---\n', "# 🎷 Evening music\n"),
    "an alias in a list": ("# 🎷 Evening music\n", "---\naliases:\n  - 🎷 Evening music\n---\n"),
    "a cell": ("| 🎷 Evening music | 8 |\n", "# 🎷 Evening music\n"),
    "a label from a label": ("So [🎷 Evening music](b.md)!\n", "Or [🎷 Evening music](a.md)?\n"),
    "a task": ("- [ ] 🎷 Evening music\n", "- [x] 🎷 Evening music\n"),
    "a quote": ("> 🎷 Evening music\n", "# 🎷 Evening music\n"),
    "as little as it can be known by": ("# 🎷 Abc\n", "# 🎷 Abc\n"),
    "letters as well": ("# Żółw Łukasza\n\nğ🌱 “x” — é ê\n", "# Żółw Łukasza\n"),
    "CRLF makes no difference": ("# 🎷 Evening music\r\n", "# 🎷 Evening music\n"),
    "a byte order mark neither": ("\ufeff# 🎷 Evening music\n"[1:], "\ufeff# 🎷 Evening music\n"),
}


@pytest.mark.parametrize(("truth", "other"), PROVED.values(), ids=PROVED)
def test_it_is_proved_by(truth: str, other: str) -> None:
    damaged = torn(truth)
    found = recover(damaged, heard([("other.md", other)]))
    line = found.text.split("\n")[0] if "title" not in truth else found.text

    assert line == (truth.split("\n", maxsplit=1)[0] if "title" not in truth else truth)


def test_what_stands_intact_in_the_note_itself_counts() -> None:
    note = f"[🎷 Evening music](#top)\n\n{torn('# 🎷 Evening music')}\n"

    assert recover(note, heard([("note.md", note)])).text == "[🎷 Evening music](#top)\n\n# 🎷 Evening music\n"


def test_a_line_that_was_damaged_only_in_part_is_compared_all_the_same() -> None:
    note = f"# 🌱 Evening {torn('🎷')} music\n"

    assert recover(note, heard([("a.md", "# 🌱 Evening 🎷 music\n")])).text == "# 🌱 Evening 🎷 music\n"


def test_twins_that_differ_are_the_likeliest() -> None:
    other = "# 🎷 Evening music\n\n# 🐷 Evening music\n"
    (change,) = recover(torn("# 🎷 Evening music\n"), heard([("a.md", other)])).changes

    assert {candidate.text for candidate in change.candidates[:2]} == {"🎷", "🐷"}
    assert sum(candidate.probability for candidate in change.candidates) == pytest.approx(1.0)


def test_the_proof_says_where_it_stands() -> None:
    (change,) = recover(torn("# 🎷 Evening music\n"), heard([("a.md", "# 🎷 Evening music\n")])).changes

    assert change.proof == "the heading of `a.md` still says 🎷"


def test_the_name_of_a_file_is_a_witness() -> None:
    told = heard([], ["jazz/🎷 Evening music.md"])

    assert recover(torn("# 🎷 Evening music\n"), told).text == "# 🎷 Evening music\n"


def test_a_short_line_of_the_past_counts_only_between_its_neighbours() -> None:
    past = Told(lines=dict(earlier("one\n🎷\ntwo\n", "in May")))

    assert recover(torn("one\n🎷\ntwo\n"), past).text == "one\n🎷\ntwo\n"
    assert recover(torn("one\n🎷\nthree\n"), past).text == torn("one\n🎷\nthree\n")


@pytest.mark.parametrize(("words", "proved"), [("abc", False), ("abcd", True), ("a-b:c d", True)])
def test_a_line_of_few_letters_counts_only_between_its_neighbours(words: str, proved: bool) -> None:
    past = Told(lines=dict(earlier(f"one\n🎷 {words}\ntwo\n", "in May")))
    truth, beside = f"one\n🎷 {words}\ntwo\n", f"one\n🎷 {words}\nthree\n"

    assert recover(torn(truth), past).text == truth
    assert recover(torn(beside), past).text == (beside if proved else torn(beside))


BEFORE, BEHIND = "in spring we ", " sang all day"
LONG_BEFORE, LONG_BEHIND = "in spring we sang to the ", " of a friend, all day long"
NEAR = {
    "before it and behind it": (f"1{BEFORE}🎷{BEHIND}2", f"3{BEFORE}🎷{BEHIND}4", True),
    "before it and behind it, as near as must be": (f"1{BEFORE}🎷{BEHIND}2", f"3{BEFORE[1:]}🎷{BEHIND[:-1]}4", True),
    "too little before it": (f"1{BEFORE}🎷{BEHIND}2", f"3{BEFORE[2:]}🎷{BEHIND}4", False),
    "too little behind it": (f"1{BEFORE}🎷{BEHIND}2", f"3{BEFORE}🎷{BEHIND[:-2]}4", False),
    "before it from the beginning, and behind it": (f"{BEFORE[1:]}🎷{BEHIND}2", f"{BEFORE[1:]}🎷{BEHIND}4", True),
    "before it, but not from the beginning": (f"{BEFORE[1:]}🎷{BEHIND}2", f"3{BEFORE[1:]}🎷{BEHIND}4", False),
    "before it, and behind it to the end": (f"1{BEFORE}🎷{BEHIND[:-1]}", f"3{BEFORE}🎷{BEHIND[:-1]}", True),
    "behind it, at the beginning": (f"🎷{LONG_BEHIND[:24]}2", f"🎷{LONG_BEHIND[:24]}4", True),
    "too little behind it, at the beginning": (f"🎷{LONG_BEHIND[:23]}2", f"🎷{LONG_BEHIND[:23]}4", False),
    "behind it, and what begins the line": (f"we 🎷{LONG_BEHIND}2", f"we {'🎷'}{LONG_BEHIND}4", True),
    "behind it, but not what begins the line": (f"we 🎷{LONG_BEHIND}2", f"he 🎷{LONG_BEHIND}4", False),
    "before it, at the end": (f"1{LONG_BEFORE[1:]}🎷", f"3{LONG_BEFORE[1:]}🎷", True),
    "too little before it, at the end": (f"1{LONG_BEFORE[2:]}🎷", f"3{LONG_BEFORE[2:]}🎷", False),
    "before it, and what ends the line": (f"1{LONG_BEFORE}🎷 so", f"3{LONG_BEFORE}🎷 so", True),
    "before it, but not what ends the line": (f"1{LONG_BEFORE}🎷 so", f"3{LONG_BEFORE}🎷 or", False),
}


@pytest.mark.parametrize(("then", "now", "proved"), NEAR.values(), ids=NEAR)
def test_where_a_line_has_changed_since_enough_must_be_the_same(then: str, now: str, proved: bool) -> None:
    past = Told(lines=dict(earlier(f"{then}\n", "in May")))

    assert recover(torn(now), past).text == (now if proved else torn(now))


def test_what_is_the_same_around_two_signs_proves_neither() -> None:
    then = f"1{BEFORE}🎷{BEHIND}2\n\n1{BEFORE}🐷{BEHIND}2\n"
    now = torn(f"3{BEFORE}🎷{BEHIND}4")
    (change,) = recover(now, Told(lines=dict(earlier(then, "in May")))).changes

    assert not change.certain
    assert {each.text for each in change.candidates[:2]} == {"🎷", "🐷"}
    assert {each.why for each in change.candidates[:2]} == {"line 1 in May says so", "line 3 in May says so"}


def test_the_vault_is_the_witness_of_the_rule() -> None:
    documents = {
        "note.md": Document.of("note.md", torn("# 🎷 Evening music\n")),
        "index.md": Document.of("index.md", "- [🎷 Evening music](note.md)\n"),
    }
    vault = Vault(documents, Files(frozenset(documents)))
    (verdict,) = judge(vault, {"note.md": ENCODING})
    note = mend(vault, {"note.md": ENCODING}).vault.note("note.md")

    assert "a link of `index.md` still says 🎷" in verdict.finding.message
    assert ("evidence", "a link of `index.md` still says 🎷") in verdict.finding.details
    assert note is not None
    assert note.text == "# 🎷 Evening music\n"


def test_what_is_mended_in_a_run_proves_nothing_in_it() -> None:
    documents = {
        "a.md": Document.of("a.md", torn("# 🎷 Evening music\n\n# 🎷 Evening music\n")),
        "b.md": Document.of("b.md", torn("# 🎷 Evening music\n")),
    }
    vault = Vault(documents, Files(frozenset(documents)))
    done = mend(vault, {"a.md": ENCODING, "b.md": ENCODING}, unsafe=True)

    assert done.quarrels == ()
    assert {verdict.finding.fix.safety.value for verdict in done.fixed if verdict.finding.fix} <= {"unsafe"}


def test_every_candidate_gives_what_stands_there() -> None:
    text = torn("🎷🌱 a 🏡‍ “b” — Łódź 👩‍🌾 ⚠️ 日本語の本\n" * 3)
    changes = recover(text).changes

    assert changes
    assert all(torn(candidate.text) == change.before for change in changes for candidate in change.candidates)


def test_what_is_not_damaged_is_returned_as_it_is() -> None:
    text = "Ångström 🎷 naïve “quoted” — 日本語\n"

    assert recover(text).text == text
    assert recover(text).guess(0.0) == text


def test_a_guess_is_as_bold_as_it_is_asked_to_be() -> None:
    found = recover(torn("Call 📞 me\n"))

    assert found.guess(2.0) == found.text == torn("Call 📞 me\n")
    assert found.guess() == "Call 📞 me\n"


def test_a_long_damaged_line_takes_no_longer_than_many_short_ones() -> None:
    told = heard([("a.md", "# 🎷 Evening music\n")])
    line = torn("| 🎷 x [🌱 y](z) " * 300)

    assert len(recover(line, told).changes) >= 600


@settings(max_examples=60)
@given(
    st.lists(
        st.sampled_from(["# ", "- [ ] ", "> ", "title: ", "é", " ж ", "[", "]", "|", "(", "**", '"', "a", "\n", "\r\n"])
    )
)
def test_the_names_in_a_text_are_those_of_its_lines(pieces: list[str]) -> None:
    text = "".join(pieces)
    of_lines = {
        (passage.span.of(line.text), passage.kind)
        for line in lines(text)
        for row in passages(line.text)
        for passage in row
        if passage.kind and not passage.span.of(line.text).isascii()
    }

    assert {name for name in names(text) if not name[0].isascii()} == of_lines
