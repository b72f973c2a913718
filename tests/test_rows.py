"""Torn words of other scripts: which vocabulary reads them, all their parts together, and what stands beside them."""

from collections.abc import Callable, Sequence

import pytest

from vaultfix.mojibake.channels import WINDOWS_1252
from vaultfix.mojibake.completions import Part
from vaultfix.mojibake.places import Place, places
from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.rows import Rows
from vaultfix.mojibake.vocabulary import Vocabulary
from vaultfix.text import Span

Texts = Sequence[str]
Known = Callable[[dict[str, int]], list[str]]


def torn(*parts: Texts, certain: bool = False) -> Change:
    """Return a change of two characters that was these parts, each of which can have been several texts."""
    found = tuple(Part(tuple(texts), len(texts) == 1) for texts in parts)
    return Change(Span(0, 2), "@@", "x" if certain else "@@", (), WINDOWS_1252, lossy=True, parts=found)


def read(text: str, *parts: Texts) -> tuple[tuple[float, ...], ...]:
    """Return the chances of what stands at the `@@` of a text."""
    return next(Rows(text.replace("@@", "  "), [torn(*parts)]).chances([text.index("@@")]))


@pytest.fixture
def known(monkeypatch: pytest.MonkeyPatch) -> Known:
    """Let every vocabulary have these words, each as rare as it is said; return which were asked."""

    def known(words: dict[str, int]) -> list[str]:
        asked: list[str] = []

        def load(script: str) -> Vocabulary:
            asked.append(script)
            return Vocabulary(sorted(words), bytes(words[word] for word in sorted(words)))

        monkeypatch.setattr("vaultfix.mojibake.rows.load", load)
        return asked

    return known


SCRIPTS: dict[str, tuple[list[Texts], list[str]]] = {
    "Hangul": (["한함"], ["ko"]),
    "Cyrillic": (["иЙ"], ["cyrillic"]),
    "Greek": (["αβ"], ["greek"]),
    "Hebrew": (["אב"], ["hebrew"]),
    "Arabic": (["اب"], ["arabic"]),
    "hiragana": (["のこ"], ["ja"]),
    "katakana": (["ンツ"], ["ja"]),
    "the sign that makes kana long": (["ー‐"], ["ja"]),
    "Han": (["日目"], ["zh"]),
    "Han beside kana": (["日目", "の"], ["ja"]),
    "a mark alone": (["、‐"], ["zh"]),
    "a mark beside kana": (["、‐", "の"], ["ja"]),
    "another mark": (["”‐"], []),
    "Latin": (["éè"], []),
    "more Cyrillic than Greek": (["αβ", "и", "с"], ["cyrillic"]),
    "Greek first where they are as many": (["αβ", "и"], ["greek"]),
    "a letter behind a mark": (["‐и"], ["cyrillic"]),
    "an emoji of several characters": ([("👍🏽", "👍🏻")], []),
}


@pytest.mark.parametrize(("parts", "scripts"), SCRIPTS.values(), ids=SCRIPTS)
def test_the_vocabulary_is_that_of_most_letters(known: Known, parts: list[Texts], scripts: list[str]) -> None:
    asked = known({"x": 1})

    assert not any(read("@@", *parts))
    assert asked == scripts


def test_what_is_certain_is_not_read_but_tells_of_kana(known: Known) -> None:
    asked = known({"日": 1, "目": 1})
    changes = [torn("の", certain=True), torn("日目")]

    assert list(Rows("    ", changes).chances([0, 2])) == [(), ((0.5, 0.5),)]
    assert asked == ["ja"]


def test_a_word_of_an_alphabet_is_read_from_its_beginning_to_its_end(known: Known) -> None:
    known({"\x02да\x03": 16, "да": 120, "до": 90, "д": 140, "а": 140, "о": 140, "\x02": 140, "\x03": 140})

    assert read("@@", "д", "ао")[1][0] > 0.99
    assert read("@@", "‐", "д", "ао")[2][0] > 0.99
    assert read("@@", "д", "ао", "д")[1][0] < 0.5


def test_parts_are_read_together_each_where_it_stands(known: Known) -> None:
    known({"나라는": 16, "나": 100, "라": 100, "는": 100, "늠": 100, "들": 100, "둘": 100})
    chances = read("@@x", ["나라"], "는늠", "👍👎", ["👍🏽", "들"], "들둘")

    assert [bool(each) for each in chances] == [False, True, False, True, True]
    assert chances[1][0] > 0.99
    assert chances[3] == (0, 1)
    assert chances[4] == (0.5, 0.5)


BESIDE: dict[str, tuple[str, list[Texts], float]] = {
    "a particle behind a word": ("나@@", ["는늠"], 1),
    "a particle behind a gap": ("나 @@", ["는늠"], 0.01),
    "a particle at the beginning": ("@@", ["는늠"], 0.01),
    "a particle that ends a sentence": ("나@@.", ["는늠"], 0.001),
    "a particle before a gap and a stop": ("나@@ .", ["는늠"], 1),
    "a particle, not the last of its stretch": ("나@@.", ["는늠", "한"], 1),
    "a particle behind a consonant of its stretch": ("@@", ["책", "은인"], 1),
    "a particle behind a vowel of its stretch": ("@@", ["나", "은인"], 0.01),
    "a particle behind what is likely": ("@@", ["책나", "은인"], 1),
    "a bracket that closes one": ("「x@@", ["」본"], 4),
    "a bracket behind one that is closed": ("「x」@@", ["」본"], 0.01),
    "a bracket that closes the outer one": ("『「x」@@", ["』본"], 4),
    "a bracket that closes one of another line": ("「x\n@@", ["」본"], 0.01),
    "a bracket that closes one of its stretch": ("x@@", ["「", "」본"], 4),
    "a bracket behind one of its stretch that is closed": ("x@@", ["「", "」", "」본"], 0.01),
}


@pytest.mark.parametrize(("text", "parts", "times"), BESIDE.values(), ids=BESIDE)
def test_a_syllable_is_the_likelier_the_better_it_fits(
    known: Known, text: str, parts: list[Texts], times: float
) -> None:
    known(dict.fromkeys("나는늠한은인본「」『』", 100) | {"책": 10})
    first, second = [chances for chances in read(text, *parts) if chances][-1]

    assert first / second == pytest.approx(times)


def test_a_note_reads_as_it_most_likely_was(known: Known) -> None:
    known(dict.fromkeys("나는늠한", 100) | {"책": 10})
    text = "a@@b@@.\n@@c"
    changes = [
        torn(certain=True)._replace(span=Span(1, 3)),
        torn(["└"], ["─", "▟"], ["─", "▟"], ["┘"])._replace(span=Span(4, 6)),
        torn(["나", "책"], ["는", "늠"])._replace(span=Span(8, 10)),
    ]
    read, (none, boxes, syllables) = places(text, changes)

    assert read == "axb└  ┘.\n책는c"
    assert none == []
    assert [each._replace(read=()) for each in boxes] == [
        Place(("└",), 3, 4, "", (), repeats=False),
        Place(("─", "▟"), 4, 5, "└", (), repeats=True),
        Place(("─", "▟"), 5, 6, "┘", (), repeats=True),
        Place(("┘",), 6, 7, "", (), repeats=False),
    ]
    assert [each._replace(read=()) for each in syllables] == [
        Place(("나", "책"), 9, 10, "", (), repeats=False),
        Place(("는", "늠"), 10, 11, "", (), repeats=False),
    ]
    assert [len(each.read) for each in (*boxes, *syllables)] == [0, 0, 0, 0, 2, 2]


def test_what_stands_behind_a_stretch_is_known_where_it_is_read(known: Known) -> None:
    known(dict.fromkeys("나는늠", 100))
    _, [[_, particle]] = places("@@.", [torn(["나"], ["는", "늠"])])

    assert particle.read[0] / particle.read[1] == pytest.approx(0.001)
