"""What is read near a damaged emoji: where it stands on its line, and the words around it, none too far away."""

import pytest

from vaultfix.mojibake.surroundings import Note, Surroundings, stem, words
from vaultfix.mojibake.usage import customs


def around(text: str) -> Surroundings:
    """Return the surroundings of the `@` in a text."""
    at = text.index("@")
    return Note(text).surroundings(at, at + 1)


PLACES = {
    "in the middle of a line": ("so @ it\n", "middle"),
    "at the end of a line": ("so it @\n", "end"),
    "at the end of a line, before gaps": ("so it @ \t\r\n", "end"),
    "at the end of the note": ("so it @", "end"),
    "at the beginning of a line": ("x\n@ so\n", "first"),
    "at the beginning of a quote": ("> @ so\n", "first"),
    "in bold at the beginning": ("**@ so**\n", "first"),
    "alone on a line": ("x\n@\ny\n", "alone"),
    "a heading": ("# @ So\n", "heading 1"),
    "a lower heading": ("### @\n", "heading 3"),
    "no heading, for there is no gap": ("#@ so\n", "middle"),
    "no heading, for seven are too many": ("####### @ so\n", "middle"),
    "an item": ("- @ so\n", "item 0"),
    "an item of another kind": ("* @ so\n", "item 0"),
    "an item with a number": ("12) @ so\n", "item 0"),
    "a task": ("- [x] @ so\n", "item 0"),
    "a link in an item": ("- [[@ so]]\n", "item 0"),
    "an item within another": (" - @ so\n", "item 1"),
    "an item deeper still": ("  - @ so\n", "item 2"),
    "an item far deeper": ("      - @ so\n", "item 2"),
    "the first cell": ("| @ | so |\n", "cell"),
    "a cell behind another": ("| so | @ |\n", "cell"),
    "a cell of a table without a border": ("so | @\n", "cell"),
    "a cell far along its row": (f"| {'x' * 70} | @ |\n", "cell"),
    "far along its line": (f"{' ' * 70}@ so\n", "middle"),
    "as far along as is looked": (f"{' ' * 60}@ so\n", "first"),
}


@pytest.mark.parametrize(("text", "place"), PLACES.values(), ids=PLACES)
def test_where_on_its_line_an_emoji_stands(text: str, place: str) -> None:
    assert around(text).place == place


def test_no_more_words_are_read_than_tell_something() -> None:
    found = around("a b c d e f g @ h i j k l m n\n")

    assert found.behind == ("h", "i", "j", "k", "l", "m")
    assert found.before == ("g", "f", "e", "d", "c")


def test_words_are_read_no_farther_than_they_tell_something() -> None:
    assert around(f"@{' ' * 77}abc\n").behind == ("abc",)
    assert around(f"@{' ' * 78}abc\n").behind == ("ab",)
    assert around(f"@ \n{' ' * 10}abc\n").behind == ()
    assert around(f"abc{' ' * 57}@\n").before == ("abc",)
    assert around(f"abc{' ' * 58}@\n").before == ("bc",)
    assert around("abc\n   @\n").before == ()
    assert around(f"@\n{' ' * 197}abc\n").near == {"abc"}
    assert around(f"{' ' * 198}abc\n@\n").near == {"ab"}


def test_the_heading_is_the_last_one_above_or_the_line_itself() -> None:
    text = "# One\n\n## Two\n\nx @ y\n\n# Three\n"

    assert around(text).heading == {"two"}
    assert around(text.replace("Two", "Two @", 1)).heading == {"two"}
    assert around("x @\n\n# One\n").heading == set()
    assert around("#One\n\nx @\n").heading == set()
    assert around("###### One\n\nx @\n").heading == {"one"}


def test_lines_next_to_it_are_read_past_neither_end() -> None:
    assert around("@ a\n").near == set()
    assert around("b\n@ a\nc\nd\n").near == {"b", "c"}
    assert around("@ a\nb").behind == ("a",)
    assert around("e\nb\r\n@ a\rc\n").near == {"b", "c"}


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("Calling", "call"),
        ("king", "king"),
        ("doing", "doing"),
        ("helpers", "help"),
        ("helper", "help"),
        ("kisses", "kiss"),
        ("boxes", "boxe"),
        ("doers", "doer"),
        ("lamps", "lamp"),
        ("cats", "cats"),
        ("his", "his"),
        ("planted", "plant"),
        ("Notebook", "notebo"),
        ("STRASSE", "strass"),
    ],
)
def test_a_stem_is_what_a_word_is_about(word: str, expected: str) -> None:
    assert stem(word) == expected


def test_of_a_script_without_spaces_every_short_run_is_a_word() -> None:
    assert words("東京都x 한국 ab") == [
        "東",
        "京",
        "都",
        "x",
        "東京",
        "京都",
        "都x",
        "東京都",
        "京都x",
        "한",
        "국",
        "한국",
        "ab",
    ]
    assert len(words("東" * 30)) == 24 + 23 + 22
    assert words("Straße Ёлка") == ["strass", "ёлка"]


def test_a_note_counts_its_words() -> None:
    note = Note("one two One\n\nthree")

    assert note.counts == {"one": 2, "two": 1, "three": 1}
    assert note.total == 4


def test_what_goes_with_an_emoji_is_the_words_behind_its_place_and_its_heading() -> None:
    assert list(customs(around("# Trip\n\n- @ a b a c d e\n"))) == [
        ("behind", "a"),
        ("behind", "b"),
        ("behind", "c"),
        ("place", "item 0"),
        ("heading", "trip"),
    ]
    assert list(customs(around("so @\n"))) == [("behind", ""), ("place", "end")]
