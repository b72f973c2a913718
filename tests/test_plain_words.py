"""Plain letters and marks around a stretch: what they say of it, and when they say nothing."""

import pytest

from vaultfix.mojibake.channels import WINDOWS_1252, WINDOWS_1254, Channel
from vaultfix.mojibake.quotes import quote_at
from vaultfix.mojibake.stretches import Stretch
from vaultfix.mojibake.words import is_in_a_plain_word, is_inside_a_word, may_be_intact, may_close


def standing(chars: str, before: str, after: str) -> Stretch:
    return Stretch(0, chars, 0, before, after)


INSIDE = {
    "capitals and what closes behind them": ("RM", "Ã»", "", "û", False),
    "capitals and a sign before capitals": ("R", "Ã¼", "CK", "ü", False),
    "a capital that would stand behind a small letter": ("r", "Ã‰", "", "É", False),
    "no letter": (" ", "Ã—", " ", "×", False),
    "a letter that no damage begins with": ("a", "Ð°", "b", "а", False),
    "a letter alone that is no word": ("", "Ã¬", " l", "ì", False),
    "a quote before a small letter": (" ", "Å›", "wi", "ś", False),
    "a capital with a sign, and no letter beside it": (" ", "Ã¼", " ", "ü", False),
    "a word in capitals before a closing quote": ("AL", "Â»", " ", "»", False),
    "a word in capitals before a degree": ("RO", "Â°", " ", "°", False),
    "a guillemet behind a gap": (" ", "Â»", " ", "»", False),
    "inside a word": ("si", "Ã³", "n", "ó", True),
    "behind a capital and a small letter": ("Fi", "Ã³", "n", "ó", True),
    "at the end of a word": ("af", "Ã©", "", "é", True),
    "before a word": (" ", "Ã¼", "be", "ü", True),
    "behind a capital, before a small letter": ("R", "Ã¼", "ck", "ü", True),
    "a capital with a sign that ends no word, before a small letter": (" ", "Ã‰", "co", "É", True),
    "the word à": ("", "Ã\xa0", " l", "à", True),
    "the word è": (" ", "Ã¨", " l", "è", True),
    "the word é": (" ", "Ã©", " l", "é", True),
    "a degree behind a figure": ("5 ", "Â°", "C", "°", True),
    "a guillemet behind a small letter": ("a", "Â»", "", "»", True),
    "an ordinal behind a capital": ("N", "Âº", " 5", "º", True),
}


@pytest.mark.parametrize(("before", "chars", "after", "text", "expected"), INSIDE.values(), ids=INSIDE)
def test_a_letter_is_inside_a_word_where_no_intact_one_would_be(
    before: str, chars: str, after: str, text: str, expected: bool
) -> None:
    assert is_inside_a_word(standing(chars, before, after), text) is expected


ABROAD = {
    "a formula": ("a", "Γ²", "", "ò", False),
    "too few letters around": ("a", "Γ³", "b", "ó", False),
    "nothing before it": ("", "Γ³", "nab", "ó", False),
    "figures around": ("1a", "Γ³", "n", "ó", False),
    "other letters around": ("éa", "Γ³", "n", "ó", False),
    "capitals before it": ("SI", "Γ³", "n", "ó", False),
    "what would be a capital": ("si", "Γ‰", "n", "É", False),
    "what would be no common letter": ("si", "Ζ€", "n", "ƀ", False),
    "behind a gap": (" ", "├⌐", "t", "é", False),
    "behind a letter with an accent": ("é", "├⌐", "t", "é", False),
    "a sign before a figure": ("si", "√≥", "5", "ó", False),
    "a root in a formula": ("n", "√∂", "x", "ö", False),
    "an integral behind a word": ("in", "≈∫", " ", "ź", False),
    "a root of pi in a word": ("si", "√π", "n", "ù", False),
    "two letters in a word": ("si", "Ăł", "n", "ó", False),
    "two lines of a box": ("si", "├│", "n", "ó", False),
    "Greek in a word": ("si", "Γ³", "n", "ó", True),
    "Greek behind a capital and a small letter": ("Fi", "Γ³", "n", "ó", True),
    "Cyrillic in a word": ("si", "Гі", "n", "ó", True),
    "two before it, one behind": ("ab", "Γ³", "c", "ó", True),
    "a capital before a sign in a word": ("si", "Ă©", "n", "é", True),
    "a sign in a word": ("si", "√≥", "n", "ó", True),
    "a sign that ends a word": ("af", "√©", " a", "é", True),
    "what mathematics writes, in a word": ("ch", "√∂", "n", "ö", True),
}


@pytest.mark.parametrize(("before", "chars", "after", "text", "expected"), ABROAD.values(), ids=ABROAD)
def test_what_stands_in_a_plain_word_is_a_letter_of_it_unless_it_may_be_a_formula(
    before: str, chars: str, after: str, text: str, expected: bool
) -> None:
    assert is_in_a_plain_word(standing(chars, before, after), text) is expected


CLOSING = {
    "behind a gap": (" ", "é…”", False),
    "behind a figure": ("1", "é»", False),
    "with another letter": ("h", "éÃ", False),
    "a word and what closes": ("h", "é…”", True),
    "a word and a guillemet": ("M", "Ã»", True),
    "the end of a word": ("h", "é", True),
}


@pytest.mark.parametrize(("before", "chars", "expected"), CLOSING.values(), ids=CLOSING)
def test_the_end_of_a_word_may_close(before: str, chars: str, expected: bool) -> None:
    assert may_close(standing(chars, before, "")) is expected


INTACT = {
    "a power behind capitals": ("RM", "Ã³", "", False),
    "what closes before a letter": ("RM", "Ã»", "x", False),
    "what closes behind a small letter": ("rm", "Ã»", "", False),
    "an ångström behind a letter": ("a", "Å²", " ", False),
    "an ångström before a letter": ("2 ", "Å²", "x", False),
    "no ångström": ("2 ", "Ã²", " ", False),
    "an ångström before a quote": ("2 ", "Å”", " ", False),
    "what closes behind capitals": ("RM", "Ã»", " ", True),
    "what closes behind a small letter and a capital": ("rM", "Ã»", "", True),
    "a dot inside capitals": ("RO", "Â·", "NI", True),
    "square ångströms": ("2 ", "Å²", " ", True),
    "an ångström in a range": ("", "Å–", "", True),
    "from one letter to another": (" ", "Ð–", "H ", True),
    "a dash in a word in capitals": ("", "Ã–", "ST", False),
    "a dash before a small letter": ("", "Ã–", "l", False),
    "a dash behind a letter": ("x", "Ð–", "H", False),
}


@pytest.mark.parametrize(("before", "chars", "after", "expected"), INTACT.values(), ids=INTACT)
def test_a_capital_and_a_sign_may_be_just_that(before: str, chars: str, after: str, expected: bool) -> None:
    assert may_be_intact(standing(chars, before, after)) is expected


OPEN, TORN = "â€œ", "â€"
QUOTES: dict[str, tuple[Channel, str, str | None]] = {
    "nothing opened": (WINDOWS_1252, "5@ wide", None),
    "it opened and closed already": (WINDOWS_1252, f"{OPEN}a{TORN} b@ c", None),
    "an intact one closed already": (WINDOWS_1252, f"{OPEN}a” b@ c", None),
    "right behind what opens": (WINDOWS_1252, f"so {OPEN}@ x", None),
    "before a letter": (WINDOWS_1252, f"{OPEN}so@it", None),
    "before one letter": (WINDOWS_1252, f"{OPEN}so@s.", None),
    "before a figure": (WINDOWS_1252, f"{OPEN}so@5", None),
    "behind a gap": (WINDOWS_1252, f"{OPEN}so @ x", None),
    "behind a tab": (WINDOWS_1252, f"{OPEN}so\t@ x", None),
    "behind a mark of emphasis that opens": (WINDOWS_1252, f"{OPEN}so *@ x", None),
    "opened on another line": (WINDOWS_1252, f"{OPEN}so\nit is@ x", None),
    "opened on another line of an old Mac": (WINDOWS_1252, f"{OPEN}so\rit is@ x", None),
    "opened too far away": (WINDOWS_1252, f"{OPEN}{'x' * 998}@ x", None),
    "the page shows all three bytes": (WINDOWS_1252.losing(), f"{OPEN}so@ x", None),
    "it closes": (WINDOWS_1252, f"{OPEN}so@ x", "”"),
    "it closes, at the end": (WINDOWS_1252, f"{OPEN}so@", "”"),
    "it closes behind a stop": (WINDOWS_1252, f"{OPEN}so.@ x", "”"),
    "an intact one opened": (WINDOWS_1252, "“so@ x", "”"),
    "as far away as is looked": (WINDOWS_1252, f"{OPEN}{'x' * 997}@ x", "”"),
    "behind an emoji that shows one itself": (WINDOWS_1252, f"{OPEN}ðŸ€” so@ x", "”"),
    "behind a torn emoji that shows one itself": (WINDOWS_1252, f"{OPEN}ðŸ” so@ x", "”"),
    "the second of two": (WINDOWS_1252, f"{OPEN}a{TORN} {OPEN}b@ c", "”"),
    "one within another": (WINDOWS_1252, f"{OPEN}a {OPEN}b{TORN} c@", "”"),
    "not closed by what stands before a letter": (WINDOWS_1252, f"{OPEN}a {TORN}é b@ c", "”"),
    "a low one of German": (WINDOWS_1254, f"Er sagte @Ja{OPEN} und", "„"),
    "a low one before one letter": (WINDOWS_1254, f"Plan @B{OPEN} ist", "„"),
    "a low one at the beginning": (WINDOWS_1254, f"@Ja{OPEN}", "„"),
    "a low one behind a bracket": (WINDOWS_1254, f"(@Ja{OPEN})", "„"),
    "a low one behind text": (WINDOWS_1254, f"Er@Ja{OPEN} und", None),
    "a low one before a gap": (WINDOWS_1254, f"Er sagte @ Ja{OPEN} und", None),
    "a low one where none closes": (WINDOWS_1254, "Er sagte @Ja und", None),
    "a low one where another is next": (WINDOWS_1254, f"Er sagte @Ja{TORN} und {OPEN}so", None),
    "a low one where what closes stands behind a gap": (WINDOWS_1254, f"Er sagte @Ja {OPEN}so", None),
    "a low one where what closes stands behind a tab": (WINDOWS_1254, f"Er sagte @Ja\t{OPEN}so", None),
    "a low one that closes on the next line": (WINDOWS_1254, f"Er sagte @Ja\nNein{OPEN} und", None),
    "a low one that closes too far away": (WINDOWS_1254, f"@{'x' * 998}{OPEN}", None),
    "a low one of a page that has it": (WINDOWS_1252, f"Er sagte @Ja{OPEN} und", None),
}


@pytest.mark.parametrize(("channel", "text", "mark"), QUOTES.values(), ids=QUOTES)
def test_a_torn_quote_is_what_its_neighbours_prove(channel: Channel, text: str, mark: str | None) -> None:
    at = text.index("@")
    assert quote_at(text.replace("@", TORN), at, at + len(TORN), channel) == mark
