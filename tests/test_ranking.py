"""Ranking: which emoji lost its bytes, by the words near it, by the vault, and by how common it is."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.mojibake.channels import WINDOWS_1252, WINDOWS_1254, Channel
from vaultfix.mojibake.letters import Letters
from vaultfix.mojibake.lexicon import RARE, Lexicon, shipped
from vaultfix.mojibake.places import Place, places
from vaultfix.mojibake.ranking import Candidate, Ranking, _drawn_in_line, drawn, rank
from vaultfix.mojibake.repair import repair
from vaultfix.mojibake.surroundings import Note, stem, words
from vaultfix.mojibake.testimony import Testimony
from vaultfix.mojibake.witness import heard
from vaultfix.text import Span

LEXICON = Lexicon()
TELLING = [
    ("🤝", "# 🤝 The deal\n"),
    ("📞", "📞 Anna calls back\n"),
    ("🔁", "- [ ] water the plants 🔁 every week\n"),
    ("🐧", "🐧 Linux for beginners\n"),
    ("🐳", "🐳 Docker in a day\n"),
    ("🐍", "🐍 Python packages\n"),
    ("🐛", "🐛 a bug that is fixed\n"),
    ("🏛️", "🏛️ The Senate votes\n"),
    ("🔐", "🔐 Security and passwords\n"),
    ("🔝", '<a href="#top" title="Back to top">🔝</a>\n'),
    ("📁", "📁 Ordner und Datei\n"),
    ("🎓", "🎓 Cursos de la universidad\n"),
    ("🏆", "🏆 Ödül ve kupa\n"),
    ("🎂", "Anna: 🎂 Geburtstag\n"),
    ("🍷", "🍷 Rotwein und Wein\n"),
    ("⏰", "✅ done\n⏰ Reminder: the alarm\n"),
]


def ranked(text: str, testimony: Testimony | None = None) -> tuple[tuple[Candidate, ...], ...]:
    """Rank what is left of a text that went through windows-1254."""
    damaged = WINDOWS_1254.damage(text)
    return rank(damaged, repair(damaged).changes, testimony or Testimony())


def test_nothing_is_ranked_where_nothing_is_damaged() -> None:
    assert rank("café 🐧\n", (), Testimony()) == ()


def test_what_is_certain_has_one_candidate_of_chance_one() -> None:
    assert ranked("🚀 launch ✅\n") == ((Candidate("🚀", 1.0),), (Candidate("✅", 1.0),))


@pytest.mark.parametrize(("emoji", "text"), TELLING, ids=[emoji for emoji, _ in TELLING])
def test_the_words_near_an_emoji_tell_which_it_was(emoji: str, text: str) -> None:
    [candidates] = (found for found in ranked(text) if found[0].probability < 1)

    assert candidates[0].text == emoji


def test_the_word_that_speaks_for_an_emoji_is_named_as_it_is_written() -> None:
    [[best, *_]] = ranked("📞 Anna Calls back\n")

    assert best.why == "“Calls” stands near it"


def test_so_is_one_that_stands_before_it() -> None:
    [[best, *_]] = ranked("Anna Calls 📞\n")

    assert best.why == "“Calls” stands near it"


def test_of_the_three_likeliest_it_is_said_what_speaks_for_them() -> None:
    [alone] = ranked("# 🎤 X\n")
    [found] = ranked("# 🎤 X\n", Testimony(emoji={each.text: 5 for each in alone}))
    [[once, *_]] = ranked("# 🎤 X\n", Testimony(emoji={alone[0].text: 1}))

    assert [each.why for each in found] == ["written 5 times in this vault"] * 3 + [""] * (len(found) - 3)
    assert (once.text, once.why) == (alone[0].text, "written once in this vault")


def test_a_vault_that_writes_an_emoji_often_speaks_for_it() -> None:
    text = "# 🎤 Notes\n"
    [[alone, *_]] = ranked(text)
    [[best, *_]] = ranked(text, Testimony(emoji={"🎤": 14}))

    assert (alone.text, best.text) == ("🤝", "🎤")
    assert "written 14 times in this vault" in best.why


HABITS = {
    "before the same word": (
        "🎤 Rehearsal on Friday\n",
        "Bring cables, 🎤 Rehearsal is at nine.\n\nLong 🎤 rehearsals\n",
    ),
    "under the same heading": (
        "# Rehearsal\n\n- x 🎤 y\n",
        "# Rehearsal\n\n- 🎤 a\n- 🎤 b\n\n# Other\n\n- 🤝 c\n- 🤝 d\n",
    ),
    "at the beginning of an item": ("- 🎤 x\n", "- 🎤 a\n- 🎤 b\n- 🎤 c\n\nd 🤝 e\n\nf 🤝 g\n\nh 🤝 i\n"),
}


@pytest.mark.parametrize(("text", "other"), HABITS.values(), ids=HABITS)
def test_what_the_notes_of_a_vault_write_an_emoji_with_tells_it(text: str, other: str) -> None:
    without = heard([("a.md", other)])
    [[best, *_]] = ranked(text, without)
    [[alone, *_]] = ranked(text, Testimony(emoji=without.emoji))

    assert best.text == "🎤"
    assert best.probability > alone.probability or alone.text != "🎤"


def test_the_word_that_a_vault_writes_behind_an_emoji_is_named() -> None:
    vault = heard([("a.md", "Then 🎤 Rehearsals\n\nor 🎤 rehearsal\n")])
    [[best, *_]] = ranked("x 🎤 Rehearsal on Friday\n", vault)

    assert best.why == "your notes write 🎤 before “Rehearsal” 2 times"


def test_a_vault_that_writes_none_of_the_candidates_changes_nothing() -> None:
    text = "# 🎤 Notes\n"

    assert ranked(text, heard([("a.md", "# 🚀 Notes\n")])) == ranked(text)


DRAWN = {
    "a corner between lines": ("┌──┐\n", "┐"),
    "a heavy line": ("━━━━━━━\n", "━"),
    "an emoji that is no piece of a box": ("what is ❔ this, a question\n", "❔"),
    "a star with a selector it does not need": ("⭐️ the best\n", "⭐️"),
    "a bullet with the word right behind it": ("### ●Git\n", "●"),
}


@pytest.mark.parametrize(("text", "sign"), DRAWN.values(), ids=DRAWN)
def test_signs_are_told_from_emoji_by_what_is_drawn_beside_them(text: str, sign: str) -> None:
    first, *_ = ranked(f"{text}🚀 ship\n")

    assert first[0].text.endswith(sign)


def test_a_vault_reads_the_lexicon_once() -> None:
    read: list[int] = []

    def source() -> bytes:
        read.append(1)
        return shipped()

    vault = Testimony(lexicon=Lexicon(source))
    for lines in ({}, {"é": "line 1"}):
        ranked("# 🎤 Notes\n", replace(vault, lines=lines))

    assert read == [1]


def place(texts: Sequence[str], beside: str = "", *, repeats: bool = False) -> Place:
    """Return the second character of a note, which can have been each of the texts."""
    return Place(tuple(texts), 1, 2, beside, (), repeats)


BESIDE = {
    "no piece of a box among them": (place("🎤→", beside="│"), (1, 1)),
    "nothing beside it": (place("├━▟→"), (0.01, 0.01, 0.01, 1)),
    "a sign beside it": (place("├━▟→", beside="■"), (0.01, 0.01, 0.01, 1)),
    "a line beside it": (place("├━▟→", beside="─"), (1, 0.01, 1, 0.01)),
    "the last piece beside it": (place("├━▟→", beside="▟"), (1, 0.01, 1, 0.01)),
    "the same beside it": (place("├━▟→", repeats=True), (0.01, 1, 0.01, 0.01)),
}


@pytest.mark.parametrize(("open_one", "odds"), BESIDE.values(), ids=BESIDE)
def test_a_piece_of_a_box_is_drawn_beside_others_or_runs_on(open_one: Place, odds: Sequence[float]) -> None:
    even = [1 / len(odds)] * len(odds)
    assert _drawn_in_line(open_one, even) == pytest.approx([odd / sum(odds) for odd in odds])


def test_places_of_one_form_speak_for_each_other() -> None:
    text = "🎙️ x\n🎙️ podcast interview, microphone and voice\n"
    damaged = WINDOWS_1254.damage(text)
    read, open_ones = places(damaged, repair(damaged).changes)
    ranking = Ranking(LEXICON, Note(read))
    first, second = (each for theirs in open_ones for each in theirs)
    ((unclear,), (clear,)) = (ranking.chances([each]) for each in (first, second))
    firm, trust = (LEXICON.weights[f"repeat {name}"] for name in ("firm", "trust"))

    assert ranking.chances([first, second]) == [
        pytest.approx(drawn(unclear, clear, firm, trust), rel=1e-3),
        pytest.approx(drawn(clear, unclear, firm, trust), rel=1e-3),
    ]
    assert ranking.chances([first, second._replace(repeats=True)]) == [pytest.approx(unclear), pytest.approx(clear)]
    assert max(unclear) < max(ranking.chances([first, second])[0])


def test_a_letter_is_weighed_as_one_even_beside_an_emoji() -> None:
    kana, mathematical = (Ranking(LEXICON, Note("x x")).chances([place((letter, "🎤"))])[0] for letter in ("グ", "𝐀"))

    assert kana == pytest.approx(Letters("x x").likelihoods(("グ", "🎤"), Span(1, 2)))
    assert mathematical[1] > 0.9


def test_unclear_places_of_a_note_follow_the_clear_ones() -> None:
    unclear, clear = "🎙️ x\n", "🎙️ podcast interview, microphone and voice\n"
    alone = {found.text: found.probability for found in ranked(unclear)[0]}
    beside = {found.text: found.probability for found in ranked(unclear + clear * 5)[0]}

    assert beside["🎙️"] > alone["🎙️"]


@settings(max_examples=15, deadline=None)
@given(
    channel=st.sampled_from([WINDOWS_1254, WINDOWS_1252]),
    picked=st.lists(st.sampled_from(["🤝", "📞 calls", "🐧", "👍🏻", "é", "”", "한", "x ", "\n", "# "]), max_size=8),
)
def test_chances_fall_and_sum_to_one_at_most_and_the_channel_agrees(channel: Channel, picked: list[str]) -> None:
    damaged = channel.damage("".join(picked) + " 🤝")
    changes = repair(damaged).changes
    found = rank(damaged, changes, Testimony())

    assert len(found) == len(changes)
    for change, candidates in zip(changes, found, strict=True):
        chances = [candidate.probability for candidate in candidates]
        assert chances == sorted(chances, reverse=True)
        assert 0 <= sum(chances) <= 1 + 1e-9
        assert {change.channel.damage(candidate.text) for candidate in candidates} <= {change.before}
    assert found == rank(damaged, changes, Testimony())


def test_a_line_of_many_torn_emoji_is_read_only_near_each(monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []

    def counted(text: str) -> list[str]:
        read.append(len(text))
        return words(text)

    monkeypatch.setattr("vaultfix.mojibake.surroundings.words", counted)
    found = ranked("🤝 one " * 500)

    assert len(found) == 500
    assert sum(read) < 500 * 700


def test_the_lexicon_knows_common_emoji_and_not_letters() -> None:
    assert "🐧" in LEXICON
    assert "é" not in LEXICON
    assert LEXICON.prior("é") == RARE
    assert LEXICON.prior("⭐") > LEXICON.prior("🐧") > LEXICON.prior("🦏")
    assert LEXICON.prior("👍🏻") < LEXICON.prior("👍")


def test_words_are_stems_and_runs_of_characters() -> None:
    assert [stem(word) for word in ("Calls", "calling", "gas", "Straße")] == ["call", "call", "gas", "strass"]
    assert words("Back to_top!") == ["back", "to", "top"]
    assert words("電話 x") == ["電", "話", "電話", "x"]


def test_surroundings_are_of_the_line_its_heading_and_its_neighbours() -> None:
    note = Note("# Trip\r\none two\r\nthree four * five six\rseven\n")
    around = note.surroundings(note.text.index("*"), note.text.index("*") + 1)

    assert around.behind == ("five", "six")
    assert around.before == ("four", "three")
    assert around.heading == {"trip"}
    assert around.near == {"one", "two", "seven"}
