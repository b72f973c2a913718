"""Letters come back by what is common, by the script and case beside them, and by words that are known."""

import itertools
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.mojibake.channels import WINDOWS_1252, WINDOWS_1254, Channel
from vaultfix.mojibake.completions import is_letter, is_sign
from vaultfix.mojibake.letters import Letters
from vaultfix.mojibake.recovery import recover
from vaultfix.mojibake.sentences import read_together
from vaultfix.mojibake.testimony import Testimony
from vaultfix.mojibake.vocabulary import STEPS, UNKNOWN, Vocabulary, load
from vaultfix.text import Span

PLACES = {
    "a closing quote before rarer marks": ("he said   and", "‐„”", "”"),
    "a capital of Turkish by the letters of the text": ("  eker, ağaç, şey, şu, kuş", "ŁŞŐ", "Ş"),
    "Polish by the letters of the text": ("  ódź, łza, mała, żółw", "ŁŞŐ", "Ł"),
    "a small letter inside a word": ("to  lko", "ÝýŞ", "ý"),
    "Cyrillic inside Cyrillic": ("кто  то", "ñсÑ", "с"),
    "Han that is written every day": ("   ", "朩有朊", "有"),
    "Hangul that is written every day": ("   ", "뭙이뭚", "이"),
}


@pytest.mark.parametrize(("text", "texts", "expected"), PLACES.values(), ids=PLACES)
def test_the_likeliest_letter_is_the_one_that_people_write(text: str, texts: str, expected: str) -> None:
    at = text.index("  ") + 1
    chances = Letters(text).likelihoods(tuple(texts), Span(at, at + 1))

    assert expected == max(zip(chances, texts, strict=True))[1]
    assert sum(chances) == pytest.approx(1)


def test_a_letter_weighs_by_how_common_it_is_and_how_often_the_text_has_it() -> None:
    common, own = (Letters(text).likelihoods(("é", "à"), Span(2, 3)) for text in ("x   y", "x   y éb àb bà ab"))

    assert common == pytest.approx((2 / 3, 1 / 3))
    assert own[0] / own[1] == pytest.approx((1 + 4 / 3) / (1 / 2 + 4 * 2 / 3))


FITTING = {
    "behind a small letter": ("Ba@", "ẁẀ", 20),
    "behind one capital": ("B@", "ẁẀ", 1),
    "behind a capital in a word": ("aB@", "ẁẀ", 1),
    "behind two capitals": ("AB@", "Ẁẁ", 20),
    "behind two capitals and a gap": ("AB @", "Ẁẁ", 1),
    "before a small letter": ("@b", "ẁẀ", 1),
    "behind a letter of another script": ("ж@", "‐ẁ", 20),
    "before a letter of another script": ("@ж", "‐ẁ", 20),
    "between two of another script": ("к@т", "оé", 20),
    "behind a figure": ("7@", "‐ẁ", 1),
    "kana behind Han": ("漢@", "ゐ龥", 1),
    "kana behind other kana": ("カ@", "ゐヰ", 1),
    "Latin behind kana": ("カ@", "ゐẁ", 20),
}


@pytest.mark.parametrize(("text", "texts", "times"), FITTING.values(), ids=FITTING)
def test_a_letter_fits_the_script_and_the_case_beside_it(text: str, texts: str, times: float) -> None:
    at = text.index("@")
    likely, other = Letters(text.replace("@", " ")).likelihoods(tuple(texts), Span(at, at + 1))

    assert likely / other == pytest.approx(times)


def test_a_letter_weighs_by_the_word_that_it_makes(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Vocabulary(("oẁ", "wẁs", "ẁ"), bytes((6 * STEPS, 7 * STEPS, 1)))
    monkeypatch.setattr("vaultfix.mojibake.lexicon.load", lambda _script: known)
    vault = Testimony(vocabulary={"Hẁ": 2, "aẃ": 11, "eẁ": 9})

    def times(text: str, testimony: Testimony) -> float:
        at = text.index("@")
        likely, other = Letters(text.replace("@", " "), testimony).likelihoods(("ẁ", "ẃ"), Span(at, at + 1))
        return likely / other

    assert [times(text, Testimony()) for text in ("o@", "O@", "w@s", "@", "ow@")] == pytest.approx([61, 61, 7, 1, 1])
    assert [times(text, vault) for text in ("h@", "e@", "E@ x", "eh@")] == pytest.approx([121, 241, 241, 1])


def test_a_word_of_the_vault_outweighs_what_is_common() -> None:
    vault = Testimony(vocabulary={"Ýmir": 3})
    at = Span(0, 1)

    assert Letters(" mir").likelihoods(("Á", "Ý"), at)[0] > 0.5
    assert Letters(" mir", vault).likelihoods(("Á", "Ý"), at)[1] > 0.5


def test_a_word_that_people_write_outweighs_a_letter_that_is_common() -> None:
    chances = Letters("h ren").likelihoods(("ÿ", "ö", "ï"), Span(1, 2))

    assert chances[1] > 0.9


def test_where_nothing_speaks_chances_are_even() -> None:
    assert Letters("x   y").likelihoods(("𐎀", "𐎁"), Span(2, 3)) == (0.5, 0.5)
    assert Letters("x   y").likelihoods((), Span(2, 3)) == ()


def test_what_people_write_words_in_are_letters() -> None:
    assert all(map(is_letter, "éжαא\xad\u3000ひカ㌔一\u9fffꥠ힣ｚ𝐀\U0001d7bf"))
    assert not any(map(is_letter, "\x7f\x85\u0378\u2014ㄅㇰ㎐㐀ꀀ\ufff0𝟎\U0001d7c0✅"))


def test_what_people_put_between_words_are_signs() -> None:
    assert all(map(is_sign, "“…⁰₿℀→⋿⌘⏎─■☀⛿✓➜⟶⭢"))
    assert not any(map(is_sign, "éabc一\u2072\u20cf⌚✅❤⟰😀"))


READ = {
    "Japanese, kana and brackets": "彼は「新しい本」を読んで、静かに笑った。",
    "Japanese without a comma taken for a bracket": "明日は雨、明後日は晴れです。",
    "simplified Chinese": "我们明天一起去图书馆，然后再回家。",
    "Korean": "오늘은 도서관에서 편지를 쓰고 집으로 돌아왔습니다.",
    "Korean behind a word in Latin letters": "함수 index에 저장된 값을 확인합니다.",
    "Russian": "Сегодня мы читаем новую книгу, а завтра вернёмся домой.",
    "a Russian word that no list has, by its pieces": "Это переподключаемость, настроенная администратором.",
    "Greek": "Σήμερα διαβάζω ένα καινούργιο βιβλίο στο σπίτι.",
    "Arabic": "في هذا اليوم قرأت كتابا جديدا في المكتبة.",
    "Hebrew": "היום קראתי ספר חדש בספרייה.",
}


@pytest.mark.parametrize("text", READ.values(), ids=READ)
@pytest.mark.parametrize("channel", [WINDOWS_1252, WINDOWS_1254], ids=lambda channel: channel.name)
def test_a_torn_sentence_is_read_by_the_words_of_its_language(text: str, channel: Channel) -> None:
    damaged = channel.damage(text)

    assert text == recover(damaged).guess(0.0)


def test_what_is_read_is_a_guess_and_never_proved() -> None:
    found = recover(WINDOWS_1254.damage(READ["Japanese, kana and brackets"]))

    assert all(mending.change.certain for mending in found.changes if mending.certain)
    assert [mending for mending in found.changes if not mending.certain]


WORDS = Vocabulary(("a", "ab", "abc", "b", "ca"), bytes((8, 20, 24, 16, 40)))
ROWS = st.lists(st.lists(st.sampled_from("abcx"), min_size=1, max_size=3, unique=True), min_size=1, max_size=6)


@settings(max_examples=60, deadline=None)
@given(ROWS)
def test_the_chances_of_a_row_are_those_of_every_way_to_read_it(row: Sequence[Sequence[str]]) -> None:
    expected = by_trying_all(row)
    actual = read_together(row, WORDS)

    assert len(expected) == len(actual)
    for theirs, ours in zip(expected, actual, strict=True):
        assert sorted(theirs) == sorted(ours)
        assert all(ours[char] == pytest.approx(theirs[char]) for char in theirs)


def by_trying_all(row: Sequence[Sequence[str]]) -> list[Mapping[str, float]]:
    """Return what `read_together` should, by going through every text and every division of it into words."""
    found: list[dict[str, float]] = [defaultdict(float) for _ in row]
    for text in map("".join, itertools.product(*row)):
        weight = sum(map(worth, divisions(text)))
        for chances, char in zip(found, text, strict=True):
            chances[char] += weight
    whole = sum(found[0].values())
    return [{char: weight / whole for char, weight in chances.items()} for chances in found]


def divisions(text: str) -> list[tuple[str, ...]]:
    """Return every way to cut a text into words that are known and single characters."""
    if not text:
        return [()]
    firsts = [text[:size] for size in range(1, len(text) + 1) if size == 1 or text[:size] in WORDS.words]
    return [(first, *rest) for first in firsts for rest in divisions(text[len(first) :])]


def worth(words: Sequence[str]) -> float:
    """Return how likely a sequence of words is."""
    steps = (WORDS.rarity[WORDS.words.index(word)] if word in WORDS.words else UNKNOWN for word in words)
    return math.prod(10 ** (-step / STEPS) for step in steps)


@pytest.mark.parametrize("script", ["ja", "zh", "ko", "cyrillic", "greek", "hebrew", "arabic", "latin"])
def test_the_words_of_a_script_are_in_order_and_each_has_its_rarity(script: str) -> None:
    vocabulary = load(script)

    assert sorted(vocabulary.words) == vocabulary.words
    assert len(vocabulary.words) == len(set(vocabulary.words)) == len(vocabulary.rarity)
    assert min(vocabulary.rarity) > 0
