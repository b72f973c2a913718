"""What the notes of a vault are heard to say: their names and passages, the emoji that they write, and their words."""

import pytest

from vaultfix.mojibake.channels import WINDOWS_1252, WINDOWS_1254
from vaultfix.mojibake.passages import Line, covering, lines, names, passages
from vaultfix.mojibake.testimony import Testimony, earlier
from vaultfix.mojibake.witness import heard
from vaultfix.text import Span


def test_lines_are_numbered_whatever_ends_them() -> None:
    text = "\ufeffé\r\nb\n\rc\rd"
    found = list(lines(text))

    assert found == [Line(1, 1, "é"), Line(4, 2, "b"), Line(6, 3, ""), Line(7, 4, "c"), Line(9, 5, "d")]
    assert list(lines("")) == [Line(0, 1, "")]


LONG = "é" * 400
PASSAGES = {
    "words": ("été là", [("été là", "")]),
    "gaps around them": (" \tété là \t", [("été là", "")]),
    "a heading": ("# Été ##", [("Été", "the heading")]),
    "a heading with an id": ("> ## Été ^a-1", [("Été", "the heading")]),
    "a tag, which is no heading": ("#été", [("#été", "")]),
    "an item": ("- été", [("été", "")]),
    "a task": ("* [x] été", [("été", ""), ("*", ""), ("x", "a link")]),
    "an item with a number": ("12) été", [("été", ""), ("12", "")]),
    "a property": ("- lieu 2: 'Été'", [("lieu 2: 'Été'", ""), ("Été", "the property `lieu 2`")]),
    "a property with other quotes": (
        'a: "é"',
        [('a: "é"', ""), ("é", "the property `a`"), ("a:", ""), ("é", "")],
    ),
    "a value whose quotes are no pair": (
        "a: 'é\"",
        [("a: 'é\"", ""), ("'é\"", "the property `a`"), ("a: 'é", "")],
    ),
    "a value that is one quote": ("a: '", [("a: '", ""), ("'", "the property `a`")]),
    "a value that begins as it ends": ("a: été", [("a: été", ""), ("été", "the property `a`")]),
    "a value of two letters and a quote": ("a: 'é'é", [("a: 'é'é", ""), ("'é'é", "the property `a`")]),
    "words in quotes": ("'été'", [("'été'", ""), ("été", "")]),
    "no property in a heading": ("# a: été", [("a: été", "the heading")]),
    "a link": (
        "so [été](x.md) là",
        [("so [été](x.md) là", ""), ("so", ""), ("été", "a link"), ("(x.md) là", ""), ("x.md", ""), ("là", "")],
    ),
    "an alias": ("[[x|été]]", [("[[x|été]]", ""), ("x", ""), ("été", "a link")]),
    "cells": ("| é |  | b |", [("| é |  | b |", ""), ("é", ""), ("b", "")]),
    "a bold word": ("so **été** là", [("so **été** là", ""), ("so", ""), ("été", ""), ("là", "")]),
    "nothing": ("", [("", "")]),
    "as long as a passage may be": (LONG, [(LONG, "")]),
    "a line that is too long": (f"[é]{LONG}", [("é", "a link"), (LONG, "")]),
    "a line with a part that is too long": (f"[é]é{LONG}", [("é", "a link")]),
}


@pytest.mark.parametrize(("line", "expected"), PASSAGES.values(), ids=PASSAGES)
def test_a_line_falls_into_what_can_stand_elsewhere_too(line: str, expected: list[tuple[str, str]]) -> None:
    found = [(passage.span.of(line), passage.kind) for row in passages(line) for passage in row]

    assert list(dict.fromkeys(found)) == expected


def test_a_stretch_is_covered_by_one_passage_of_each_row_at_most() -> None:
    line = "[é] ü **ö**"

    def covered(char: str) -> list[str]:
        at = line.index(char)
        return [passage.span.of(line) for passage in covering(passages(line), Span(at, at + 1))]

    assert covered("é") == [line, line, "é", "é"]
    assert covered("ü") == [line, line, "ü **ö**", "ü"]
    assert covered("ö") == [line, line, "ü **ö**", "ö"]
    assert covered("[") == [line, line]


NAMES = {
    "a heading": ("x\n# Été\n", [("Été", "the heading")]),
    "a heading of letters alone": ("# Summer\n", []),
    "a property": ("a: é\n", [("é", "the property `a`")]),
    "words": ("été\n", []),
    "a heading as long as a name may be": (f"# {'é' * 398}", [("é" * 398, "the heading")]),
    "a heading that is too long": (f"# {'é' * 399}", []),
    "a label": ("so [ é ](x)", [("é", "a link")]),
    "an alias": ("[[a|é]]", [("é", "a link")]),
    "a label behind another": ("[a](b) [é](c)", [("é", "a link")]),
    "a label with marks in it": ("[**a** é](c)", [("**a** é", "a link"), ("é", "a link")]),
    "a label with marks around it": ("[*é*](c)", [("*é*", "a link")]),
    "letters before a label": ("é [a](c)", []),
    "what opens on another line": ("é\nb]", []),
    "a label that is too long": (f"[{LONG}][{LONG}é]", [(LONG, "a link")]),
}


@pytest.mark.parametrize(("text", "expected"), NAMES.values(), ids=NAMES)
def test_a_note_names(text: str, expected: list[tuple[str, str]]) -> None:
    assert list(names(text)) == expected


def test_every_kind_of_emoji_is_counted_as_it_is_written() -> None:
    written = ["🎷", "🎷", "⭐️", "1️⃣", "#⃣", "🇩🇪", "👍🏽", "👩‍🌾", "🕵️‍♂️", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "™"]
    said = heard([("a.md", "é 1 " + " so ".join(written)), ("b.md", "🎷 only letters: é\n"), ("c.md", "1 # plain")])

    assert said.emoji == {"🎷": 3} | dict.fromkeys(written[2:], 1)


def test_words_that_damage_would_change_are_counted() -> None:
    said = heard([("a.md", f"Été Été été2 à plain {'é' * 30} {'é' * 31}"), ("b.md", "Été")])

    assert said.vocabulary == {"Été": 3, "été": 1, "à": 1, "é" * 30: 1}


def test_customs_are_counted_in_all_notes_together() -> None:
    said = heard([("a.md", "🎷 Jazz\n🎷 jazz"), ("b.md", "x 🎷 jazz")])

    assert said.customs == {
        ("behind", "jazz"): {"🎷": 3},
        ("place", "first"): {"🎷": 2},
        ("place", "middle"): {"🎷": 1},
    }


def test_strings_are_known_with_the_place_that_is_read_first() -> None:
    said = heard(
        [
            ("a.md", "\n# Été\n\n- 🎷 jazz, [so](x)\n"),
            ("b.md", "# Été\n\n[Où](y)\n\nici été\n"),
        ],
        ["x/Île.md", "Été.md", "plain.md", "x/Ã\x8ele.md", "Où.png"],
    )

    assert said.strings == {
        "Été": "the heading of `a.md`",
        "🎷 jazz, [so](x)": "line 4 of `a.md`",
        "- 🎷 jazz,": "line 4 of `a.md`",
        "Où": "a link of `b.md`",
        "Île": "the name of the file `x/Île.md`",
        "Où.png": "the name of the file `Où.png`",
    }


def test_a_line_that_holds_damage_has_no_say() -> None:
    damaged = f"# Été {WINDOWS_1252.damage('é')}tude 🎷"
    said = heard([("a.md", f"{damaged}\r\n# Île\n\n{damaged}")])

    assert said.strings == {"Île": "the heading of `a.md`"}
    assert (said.emoji, said.vocabulary) == ({}, {"Île": 1})


def test_twins_are_those_that_look_the_same_once_damaged() -> None:
    said = Testimony({"🎷 a": "x", "🐷 a": "y", "🚀 a": "z"})

    assert said.twins(WINDOWS_1254.damage("🎷 a"), WINDOWS_1254) == ("🎷 a", "🐷 a")
    assert said.twins(WINDOWS_1254.damage("🚀 a"), WINDOWS_1254) == ("🚀 a",)
    assert said.twins(WINDOWS_1254.damage("🚀 b"), WINDOWS_1254) == ()


def test_earlier_lines_are_known_alone_and_between_their_neighbours() -> None:
    past = list(earlier("é\nplain\nisnâ€™t é\nü", "in May"))

    assert past == [
        ("é", "line 1 in May"),
        ("\né\nplain", "line 1 in May"),
        ("ü", "line 4 in May"),
        ("isnâ€™t é\nü\n", "line 4 in May"),
    ]
