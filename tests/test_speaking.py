"""What is known of each emoji, and how loudly the words near a damaged one speak for each that it can have been."""

import math

import pytest

from vaultfix.mojibake.lexicon import RARE, Lexicon
from vaultfix.mojibake.sequences import Emoji
from vaultfix.mojibake.speaking import FEATURES, FULL, Form
from vaultfix.mojibake.surroundings import Note, Surroundings
from vaultfix.mojibake.vocabulary import STEPS, UNKNOWN, Vocabulary

KNOWN = Lexicon.of(
    (
        "🐧\t-3.0\tzlinux tux|abird",
        "☝️\t-2.5\t5point",
        "🦏\t-8.5\t1horn",
        "👁️‍🗨️\t-4.0\t4talk",
        "→\t-1.0",
    )
)
PRIORS = {
    "an emoji": ("🐧", -3.0),
    "a sign": ("→", -1.0),
    "an emoji with a selector that it does not need": ("🐧\ufe0f", -3.7),
    "an emoji with a skin tone": ("🐧🏽", -6.0),
    "an emoji whose selector gives way to a skin tone": ("☝🏿", -5.5),
    "a rare one with a skin tone": ("🦏🏻", RARE),
    "an unknown one with a skin tone": ("👋🏻", RARE),
    "an unknown one": ("👋", RARE),
    "an unknown one with a selector": ("👋\ufe0f", RARE),
    "one that must have its selector": ("☝", RARE),
    "one that must have both its selectors": ("👁️‍🗨", RARE),
    "a skin tone alone": ("🏻", RARE),
}


@pytest.mark.parametrize(("text", "prior"), PRIORS.values(), ids=PRIORS)
def test_how_common_an_emoji_is_where_nothing_else_is_known(text: str, prior: float) -> None:
    assert KNOWN.prior(text) == pytest.approx(prior)


def test_words_stand_beside_an_emoji_whatever_its_skin_and_selector() -> None:
    expected = [("linux", 35), ("tux", 35), ("bird", 10)]

    assert list(KNOWN.words("🐧")) == list(KNOWN.words("🐧🏽")) == list(KNOWN.words("🐧\ufe0f")) == expected
    assert list(KNOWN.words("☝")) == list(KNOWN.words("☝🏿")) == [("point", 5)]
    assert [text for text in ("🐧", "🐧🏽", "→", "👋", "") if text in KNOWN] == ["🐧", "🐧🏽"]


def test_weights_are_read_with_the_rows() -> None:
    lexicon = Lexicon.of(("→\t-1.0",), '{"prior": 0.5}')

    assert (dict(lexicon.weights), dict(lexicon.rows)) == ({"prior": 0.5}, {"→": "-1.0"})
    assert dict(Lexicon.of(()).weights) == {}


WORDS = Lexicon.of(
    (
        "A\t-1.0\t1one|2two|3tri|4four|5five|6six|7seven",
        "B\t-2.0\t4four|6six|8six",
        "C\t-3.0\t9six",
        "D\t-4.0\tzelsewhere",
    )
)
NOTE = "# Six\n\nseven x\nfive four x @ one two x tri\n\n"


def asked(note: str) -> tuple[Form, Surroundings]:
    """Return what is open at the `@` of a note, and what stands round it."""
    at = note.index("@")
    return Form(("A", "B", "C", "D"), WORDS, Note(note)), Note(note).surroundings(at, at + 1)


def test_each_word_speaks_by_where_it_stands_and_the_whole_note_at_last() -> None:
    form, around = asked(NOTE)
    first, second, third, fourth = form.weighed(around)

    assert len(FEATURES) == len(first)
    assert first == [-1.0, 1, 2, 3, 4, 5, 6, 7, 7 + (6 + 5) / 2]
    assert second == [-2.0, 0, 0, 0, 4, 0, 8 + 6 / 2, 0, 8 + (6 + 4) / 2]
    assert third == [-3.0, 0, 0, 0, 0, 0, 9, 0, 9]
    assert fourth == [-4.0, 0, 0, 0, 0, 0, 0, 0, 0]


def test_a_word_said_twice_near_a_place_speaks_once() -> None:
    form, around = asked("two @ x one one\n")

    assert form.weighed(around)[0][1:-1] == [0, 1, 0, 2, 0, 0, 0]


def test_a_word_of_a_long_note_is_as_loud_as_it_is_frequent() -> None:
    form, around = asked(f"@ {'x ' * 198}six six\n")

    assert form.weighed(around)[2][-1] == pytest.approx(9 * 2 / (200 * FULL))


def test_the_nearest_word_is_the_one_that_is_named() -> None:
    form, around = asked(NOTE)

    assert form.speakers(around) == {0: "one", 1: "four", 2: "six"}
    assert form.spoken_for == {"A", "B", "C", "D"}


def test_of_a_row_of_letters_every_word_is_found_as_it_is_written() -> None:
    words = Vocabulary(("a", "ab", "abc", "i̇", "İ"), bytes((8, 20, 24, 16, 40)))

    def found(*row: str) -> dict[str, int]:
        return {word: round(-weight * STEPS / math.log(10)) for word, weight in words.at(row, 0)}

    assert found("A", "bx", "C", "d") == {"A": 8, "Ab": 20, "AbC": 24}
    assert found("xİ", "a") == {"x": UNKNOWN, "İ": 40}
    assert [char for char in "aAİbx" if char in words] == ["a", "A", "İ"]


def test_emoji_join_to_the_longest_there_is() -> None:
    emoji = Emoji()  # anew: what is worked out of all of them is kept

    def longest(*alternatives: str, before: str = "") -> tuple[int, tuple[str, ...]]:
        return emoji.longest(alternatives, before)

    assert longest("🐧") == (1, ("🐧",))
    assert longest("a") == longest() == longest("", "🐧") == (0, ())
    assert longest("🐧🐳a", "x") == (1, ("🐧", "🐳"))
    assert longest("👩🐧", "\u200d", "🌾🐳") == (3, ("👩‍🌾",))
    assert longest("👩", "\u200d", "🐧") == (1, ("👩",))
    assert longest("⭐", "\ufe0f", "x") == (2, ("⭐️",))
    assert longest("😀", "\ufe0f") == (1, ("😀",))
    assert longest("\ufe0f", "\u20e3", before="1") == (2, ("\ufe0f\u20e3",))
    assert longest("\u20e3", before="1") == (1, ("\u20e3",))
    assert longest("🇩", "🇪", "🇩") == (2, ("🇩🇪",))
    assert longest("👋", "🏽", "🏽") == (2, ("👋🏽",))


def test_an_emoji_is_one_as_the_data_of_unicode_or_apple_writes_it() -> None:
    emoji = Emoji()
    texts = (
        "🐧",
        "⭐",
        "⭐️",
        "🗣️",
        "🗣",
        "👋🏽",
        "👩‍🌾",
        "1️⃣",
        "😀\ufe0f",
        "🐧🐧",
        "a\ufe0f",
        "→\ufe0f",
        "\ufe0f",
        "",
        "é",
    )

    assert [text for text in texts if text in emoji] == ["🐧", "⭐", "⭐️", "🗣️", "🗣", "👋🏽", "👩‍🌾", "1️⃣"]
    assert {"👩", "👩\u200d", "🇩", "1", "1\ufe0f", "👋"} <= emoji.beginnings
    assert not {"👩‍🌾", "🐧", "", "\u200d"} & emoji.beginnings
    assert {"👩", "\u200d", "\ufe0f", "🏽", "1", "\u20e3", "⭐"} <= emoji.characters
    assert not {"x", "é", "👩‍🌾"} & emoji.characters
