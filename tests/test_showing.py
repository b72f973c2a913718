"""What one stretch shows by itself: damage that nothing else can be, damage that may be something else, or nothing."""

import pytest

from vaultfix.mojibake.channels import (
    CODE_PAGE_437,
    CODE_PAGE_850,
    MAC_ROMAN,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    Channel,
)
from vaultfix.mojibake.screening import plausible
from vaultfix.mojibake.showing import Showing, shown
from vaultfix.mojibake.stretches import Fit, Stretch, read, stretches

SHOWN: dict[Showing, dict[str, tuple[Channel, str]]] = {
    Showing.NOTHING: {
        "a torn quote that is spoken of": (WINDOWS_1252, "5â€ wide"),
        "capitals and what closes": (WINDOWS_1252, "IRMÃ»"),
        "capitals before what would be a small letter": (WINDOWS_1252, "IRMÃ³"),
        "capitals around what would be a small letter": (WINDOWS_1254, "DOÄŸRU"),
        "square ångströms": (WINDOWS_1252, "2 Å² x"),
        "from one letter to another": (WINDOWS_1252, "Ð–H"),
        "a letter alone": (WINDOWS_1252, "Ã"),
        "a letter that hardly anyone writes": (WINDOWS_1252, "Æ‘x"),
        "what would be an accent without its letter": (WINDOWS_1252, "eÌ\x81"),
        "what would be one Cyrillic letter": (WINDOWS_1252, "a Ñ‚ b"),
        "one whole letter of a torn word": (WINDOWS_1252, "Ð¼Ð"),
        "a number sign right behind a small letter": (WINDOWS_1252, "xâ„– 5"),
        "no letter of this page": (WINDOWS_1252, "ğŸ˜€"),
        "what an emoji begins with, in Cyrillic": (WINDOWS_1251, "рџ"),
        "a capital that closes behind a small letter": (WINDOWS_1250, "oeĂ» a"),
        "lines of a box behind a word": (CODE_PAGE_437, "name─│ x"),
        "an integral behind a small letter": (MAC_ROMAN, "x≈∫f"),
        "a formula in Greek": (WINDOWS_1253, "aΓ²"),
        "a Latvian word and what closes behind it": (WINDOWS_1257, "zemē“”"),
        "a Czech word and what closes behind it": (WINDOWS_1250, "koně‘“"),
        "a page that loses nothing, and a torn emoji": (CODE_PAGE_437, "≡ƒ"),
        "a flag whose controls are gone, as Cyrillic": (CODE_PAGE_850, "ð©ðª"),
        "a sign whose controls are gone, as Cyrillic": (CODE_PAGE_850, "ð¥"),
        "Cyrillic whose controls are gone, as a letter of old books": (CODE_PAGE_850, "ÐÑ"),
        "letters that hardly anyone writes": (CODE_PAGE_850, "ÃÂÃÂ"),
    },
    Showing.FAINT: {
        "an amount of cents": (MAC_ROMAN, "costs ≈¢5"),
        "an amount of cents, behind a word": (MAC_ROMAN, "costs≈¢5"),
        "a root behind a small letter": (MAC_ROMAN, "r√µ"),
        "a letter behind a line of a tree": (CODE_PAGE_437, "├école"),
        "a letter behind a line, no other letter beside it": (CODE_PAGE_437, "├⌐"),
        "a sign behind a Baltic letter": (WINDOWS_1257, "Ā§ 5"),
        "umlauts in a word": (CODE_PAGE_437, "aßÜÖk"),
        "a sign that hardly anyone writes": (MAC_ROMAN, "„éÉ a"),
        "one ideograph": (CODE_PAGE_437, "a µ»« b"),
    },
    Showing.LEAN: {
        "a letter that ends a word, in mathematics": (MAC_ROMAN, "caf√© au"),
        "a letter that ends a word, in lines of a box": (CODE_PAGE_437, "caf├⌐ au"),
        "an accented letter alone": (WINDOWS_1252, "Ã¡"),
        "a capital between capitals": (WINDOWS_1252, "RÃ‰S"),
        "a letter that some write": (WINDOWS_1252, "É™a"),
        "a letter that some write, of a rare block": (WINDOWS_1252, "Ç”x"),
        "a capital inside a word, which was a small letter": (WINDOWS_1252, "bÉ”l"),
        "a selector behind a letter": (WINDOWS_1254, "aï¸"),
    },
    Showing.PLAIN: {
        "a letter of a word, in lines of a box": (CODE_PAGE_437, "d├⌐j"),
        "a letter of a word, in mathematics": (MAC_ROMAN, "expulsi√≥n"),
        "a Vietnamese letter of a word, in Polish": (WINDOWS_1250, "viá»‡t"),
        "a wide mark": (MAC_ROMAN, "xÔºü y"),
        "a letter of a word, in what mathematics writes": (MAC_ROMAN, "sch√∂n"),
        "a letter of a word, in Romanian": (WINDOWS_1250, "versiĂ©n"),
        "a letter inside a word": (WINDOWS_1252, "VersiÃ³n"),
        "a capital before a word": (WINDOWS_1252, "Ãœber"),
        "a letter at the end of a word": (WINDOWS_1252, "caffÃ¨ e"),
        "two letters": (WINDOWS_1252, "aÃ¡Ã©b"),
        "a Turkish letter": (WINDOWS_1254, "DoÄŸru"),
        "a capital of Turkish": (WINDOWS_1254, "Ä°stanbul"),
        "an apostrophe": (WINDOWS_1252, "isnâ€™t"),
        "a dash": (WINDOWS_1252, "x â€” y"),
        "a currency": (WINDOWS_1252, "It is Â£5."),
        "a check mark": (WINDOWS_1252, "a âœ… done"),
        "a number sign": (WINDOWS_1252, "x â„– 5"),
        "a Greek word whose end is torn": (WINDOWS_1252, "Î±Î²Î"),
        "a Hebrew word whose end is torn": (WINDOWS_1252, "×©×œ×"),
        "an arrow behind a word": (WINDOWS_1252, "fooâ†’bar"),
        "a minus": (WINDOWS_1252, "x âˆ’ y"),
        "a relation": (WINDOWS_1252, "xâ‰¤y"),
        "a Cyrillic word": (WINDOWS_1252, "Ð¼Ð¸Ñ€"),
        "a quote beside a torn one": (WINDOWS_1252, "â€œâ€"),
        "an emoji": (WINDOWS_1254, "ğŸ˜€"),
        "a torn emoji": (WINDOWS_1254, "ğŸ¤"),
        "no more than an emoji begins with": (WINDOWS_1254, "ğŸ"),
        "a torn sign and a torn selector": (WINDOWS_1254, "âï¸"),
        "Han, the second torn": (WINDOWS_1254, "è£½å"),
        "Hangul, the second torn": (WINDOWS_1254, "ê°€ê"),
        "a letter of a word, in Cyrillic": (WINDOWS_1251, "versiГіn"),
        "an apostrophe, in Cyrillic": (WINDOWS_1251, "вЂ™"),
        "a torn emoji, in Cyrillic": (WINDOWS_1251, "рџЂ"),
        "an emoji, in Cyrillic": (WINDOWS_1251, "рџ”Ґ"),
        "a Cyrillic word, in Cyrillic": (WINDOWS_1251, "СЃС‚Р°"),
        "a letter of a word, in Greek": (WINDOWS_1253, "versiΓ³n"),
        "an apostrophe, in Greek": (WINDOWS_1253, "Itβ€™s"),
        "a dash, in lines of a box": (CODE_PAGE_437, "plan ΓÇö it"),
        "an emoji, in signs": (CODE_PAGE_437, "≡ƒÿÇ"),
        "a Cyrillic word, in letters of Iceland": (CODE_PAGE_850, "ð©ðÁ"),
        "a letter that hardly anyone writes, behind one that many do": (WINDOWS_1252, "Ã©Æ‘"),
        "an apostrophe, in capitals": (MAC_ROMAN, "it‚Äôs"),
    },
}
CASES = [
    pytest.param(channel, text, plainly, id=name)
    for plainly, cases in SHOWN.items()
    for name, (channel, text) in cases.items()
]


@pytest.mark.parametrize(("channel", "text", "plainly"), CASES)
def test_how_plainly_a_stretch_shows_damage(channel: Channel, text: str, plainly: Showing) -> None:
    (stretch,) = stretches(text)
    assert shown(stretch, plausible(stretch.chars, channel), channel) is plainly


def test_a_stretch_knows_its_line_and_the_plain_letters_beside_it() -> None:
    assert stretches("\ufeffé ab\nü\r\n\r\ncö…d\nefghß, ijk ł") == (
        Stretch(1, "é", 0, "\ufeff", " a"),
        Stretch(6, "ü", 1, "", ""),
        Stretch(12, "ö…", 2, "c", "d"),
        Stretch(20, "ß", 3, "gh", ", "),
        Stretch(27, "ł", 3, "k ", ""),
    )


@pytest.mark.parametrize(
    ("chars", "fit", "text"),
    [
        pytest.param("✅ğŸ˜€", Fit.MIXED, "✅😀", id="an emoji beside an intact one"),
        pytest.param("✅ğŸ˜€…", Fit.MIXED, "✅😀…", id="a mark of the page behind it"),
        pytest.param("✅ğŸ˜€ğŸ˜€…", Fit.MIXED, "✅😀😀…", id="a mark behind two"),
        pytest.param("✅ğŸ˜€â€", Fit.FOREIGN, "", id="a torn one behind it"),
        pytest.param("✅â€ğŸ˜€", Fit.FOREIGN, "", id="a torn one before it"),
        pytest.param("✅ğŸ˜", Fit.FOREIGN, "", id="itself torn"),
        pytest.param("✅â€™", Fit.FOREIGN, "", id="no emoji"),
    ],
)
def test_beside_what_is_intact_only_whole_emoji_are_read(chars: str, fit: Fit, text: str) -> None:
    reading = read(chars, WINDOWS_1254)

    assert (reading.fit, reading.text) == (fit, text)
