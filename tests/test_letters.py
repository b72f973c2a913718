"""Letters come back by what is common, by the script and case beside them, and by words that are known."""

import pytest

from vaultfix.mojibake.letters import likelihoods
from vaultfix.mojibake.testimony import Testimony
from vaultfix.text import Span

NONE = Testimony()
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
    chances = likelihoods(tuple(texts), text, Span(at, at + 1), NONE)

    assert expected == max(zip(chances, texts, strict=True))[1]
    assert sum(chances) == pytest.approx(1)


def test_a_word_of_the_vault_outweighs_what_is_common() -> None:
    vault = Testimony(vocabulary={"Ýmir": 3})
    at = Span(0, 1)

    assert likelihoods(("Á", "Ý"), " mir", at, NONE)[0] > 0.5
    assert likelihoods(("Á", "Ý"), " mir", at, vault)[1] > 0.5


def test_where_nothing_speaks_chances_are_even() -> None:
    assert likelihoods(("𐎀", "𐎁"), "x   y", Span(2, 3), NONE) == (0.5, 0.5)
    assert likelihoods((), "x   y", Span(2, 3), NONE) == ()
