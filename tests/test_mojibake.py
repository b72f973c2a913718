"""Mojibake is repaired where it is proved, and nothing else is ever touched."""

import re
import subprocess
import sys

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vaultfix.mojibake.channels import (
    CHANNELS,
    CODE_PAGE_437,
    CODE_PAGE_850,
    LATIN_1,
    LATIN_5,
    MAC_ROMAN,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    Channel,
)
from vaultfix.mojibake.completions import Part, completions
from vaultfix.mojibake.joining import Joiner
from vaultfix.mojibake.repair import repair
from vaultfix.mojibake.signs import SIGNS
from vaultfix.mojibake.stretches import Fit, Stretch, Unit, read
from vaultfix.mojibake.suspicion import suspect

KEPT_1252 = WINDOWS_1252.losing()
KEPT_1254 = WINDOWS_1254.losing()
SPACED_1254 = WINDOWS_1254.spacing()
LOSSLESS = (KEPT_1252, KEPT_1254, LATIN_1, LATIN_5)

INTACT = {
    "French capitals in guillemets": "« PASSÉ » et «PASSÉ» ou « À L’ÉTÉ… » CAFÉ™ — É»\u00a0!",
    "French with curly apostrophes": "L’été dernier, où étiez-vous ? « À Noël », dit-il, ça va… Œuvre, cœur.",
    "a French word before a suspension point and a quote": "Il était enchanté…» — dit-elle… «né…»",
    "German quotes after sharp s": "Er sagte „Spaß“ und „Größe“, „Übung“ und »Maß«.",
    "Turkish": "Doğru söylüyorsun, şeker İstanbul’da ığdır; ĞÜŞİÖÇ “Ş”.",
    "Polish": "Zażółć gęślą jaźń; SZKOŁA ŻÓŁW, „ŁÓDŹ”, RÓŻA.",
    "Icelandic": "Það er góður þáttur, ÞÓRÐUR og Æðey, „Ísland“, með…”",
    "Vietnamese": "Đường về nhà rất xa, ăn cơm chưa? “Ấm áp…” â…",
    "decomposed Vietnamese": "Tie\u0302\u0301ng Vie\u0323\u0302t",
    "Portuguese": "São Tomé, NÃO, IRMÃ, MAÇÃ, INFORMAÇÕES: «IRMÃ» e “AMANHÃ”…",
    "Portuguese capitals before a closing quote": "A «MAÇÃ» e a “IRMÃ” disseram: AMANHÃ… a MAÇÃ…",
    "Portuguese capitals, and only a closing quote": "IRMÃ»",
    "Hungarian": "ŐSZI ŰR, árvíztűrő tükörfúrógép „Ű”",
    "Romanian": "Știință, ÎNSĂŞI, „în țară”",
    "Czech": "Příliš žluťoučký kůň, ŘEKA, „Úpěl“ ďábelské",
    "Spanish": "¿Qué? ¡Él! El 1.ª y 2.º, ESPAÑA, «año», PINGÜINO",
    "Swedish": "Ångström, Åre, ÄR, ”Ö”, så",
    "Greek": "Η «Ελλάδα» και το ’21, ΟΞΥ",
    "Russian": "Съешь ещё этих булок, «СССР», ГОСТ №5… «Р» – В…",
    "Serbian": "Џемпер и ђак, „Љубав“",
    "Ukrainian": "Їжак, ґанок, «ЄС»",
    "Hebrew and Arabic": "שלום עולם، مرحبا بالعالم",
    "Japanese and Korean": "これは日本語です。「カナ」 럭셔리 中文，。",
    "mathematics": "∀ε>0 ∃δ: |x−a|<δ ⇒ |f(x)−L|<ε; x²+y³≤½, 5×10⁻³ ≠ √2·π ± 0,5 µm",
    "an estimator": "The estimate â² of a, and β̂ ± 2σ, ŷ = Xβ",
    "amounts and roots": "It costs ≈¥500 or ≈¢5: √µ, √∞ and √≤2, ¬∞, r√π/2, ƒ± = 5",
    "a tree of French names": "├école\n├ère\n├île\n",
    "a diagram with words": "name─│ start┼▒ end├║ x",
    "Greek letters in a box": "│α││β│ µ»« ß»«",
    "a Latvian word before closing quotes": "zemē“”",
    "a Czech word before closing quotes": "Řekl: koně‘“",
    "from one letter to another": "A–C, Ð–H",
    "a Baltic letter before a sign": "Ā§ 5",
    "a letter behind a line": "├⌐",
    "a box": "┌──┬──┐\n│é │Ü │\n├──┼──┤\n└──┴──┘ ═╗ ░▒▓█",
    "currencies and units": "5 €, £5, ¥7, 30 °C, 5 µg, §4, ¶2, © 2024 ™ ®",
    "typography": "“Quoted,” ‘so’ – and — done… †‡ • ‰ ‹›",
    "emoji of every kind": "🗣️ 🇺🇸 👨‍👩‍👧‍👦 1️⃣ #️⃣ 👍🏽 ⭐️ ⏏ ↩︎ 🏴󠁧󠁢󠁥󠁮󠁧󠁿 ✅❌",
    "single letters that damage begins with": "Å â ï Ã Â Ä ğ ð Ÿ à é Ð Ñ",
    "a selector behind text": "a\ufe0f",
    "private use and icons": "\ue0b0 \uf8ff",
    "a byte order mark": "\ufeffplain",
    "Italian words before closing quotes": "«Perché… no», disse: “così…” e «è…», dov’è…”",
    "areas in square ångströms, and an ångström per mole": "12 Å² and 3 Å³, 4 Å±0.5, kcal/Å·mol; the Å’s",
    "a capital Â that ends a word": "HALÂ» CHÂ® ROMÂ·NIA",
    "letters in a list": "Ã\u00a0, Â, Å; Ä“, Ä”",
    "French, with plain spaces where no-break ones should be": "qualité » ; été : là, à l’été « déjà » é » è »",
    "Greek and Cyrillic letters in formulas": "ΔG = aΓ² + bΔ± xΔ³, kΓ°C; aГ± и bД²",
    "a torn quote, spoken of": 'Empty properties were shown as "â€".',
}


@pytest.mark.parametrize("text", INTACT.values(), ids=INTACT)
def test_intact_text_is_left_as_it_is(text: str) -> None:
    actual = repair(text)

    assert text == actual.text
    assert actual.changes == ()


MENDED = {
    "an accent": ("La expulsiÃ³n", "La expulsión"),
    "a capital of Turkish": ("Ä°stanbul", "İstanbul"),
    "a word that ftfy does not see": ("DoÄŸru", "Doğru"),
    "a word beside one that proves it": ("aÄŸaÃ§ ve ÅŸeker", "ağaç ve şeker"),
    "a currency": ("It is Â£5.", "It is £5."),
    "an apostrophe": ("isnâ€™t", "isn’t"),
    "quotes, a dash, an ellipsis": ("â€œSo â€” wellâ€¦", "“So — well…"),
    "a check mark": ("âœ… done", "✅ done"),
    "an emoji behind windows-1252": ("ðŸ˜€ hi", "😀 hi"),
    "an emoji behind windows-1254": ("ğŸ˜€ hi", "😀 hi"),
    "a no-break space is the byte A0": ("ğŸ˜\u00a0 so", "😠 so"),
    "two flags in a row": ("ğŸ‡·ğŸ‡ºğŸ‡ºğŸ‡¸", "🇷🇺🇺🇸"),
    "C1 controls that were kept": ("ðŸ\x8f•ï¸\x8f Camp", "🏕️ Camp"),
    "damage on damage": ("isnÃ¢â‚¬â„¢t", "isn’t"),
    "damage on damage on damage": (
        KEPT_1252.damage(KEPT_1252.damage(KEPT_1252.damage("naïve “so” 🏕️"))),
        "naïve “so” 🏕️",
    ),
    "beside an intact emoji": ("✅ğŸ˜€ on", "✅😀 on"),
    "before an intact ellipsis": ("Ça… ğŸ˜€… là", "Ça… 😀… là"),
    "a damaged line among intact ones": ("Größe, é\n\nLa expulsiÃ³n\n\nнет", "Größe, é\n\nLa expulsión\n\nнет"),
    "the only damage of a note": ("[VersiÃ³n en castellano] – así, ñandú", "[Versión en castellano] – así, ñandú"),
    "damaged words among intact ones": (
        "Größe und FrÃ¤se, Ã¼ber GÃ¶rlitz, Ã–l; été Ãªtre Ã\u00a0 la fin, nÂº 5 de los Ãºltimos, así",
        "Größe und Fräse, über Görlitz, Öl; été être à la fin, nº 5 de los últimos, así",
    ),
    "a no-break space among intact ones": ("the\u00a0`views`Â\u00a0folder", "the\u00a0`views`\u00a0folder"),
    "syllables among intact ones": (
        KEPT_1254.damage("한국어 문장") + " 한국 " + KEPT_1254.damage("값") + " key " + KEPT_1254.damage("가"),
        "한국어 문장 한국 값 key 가",
    ),
    "a damaged byte order mark": ("ï»¿# fÃ¼r", "\ufeff# für"),
    "Cyrillic behind windows-1251": (WINDOWS_1251.losing().damage("Привет, мир"), "Привет, мир"),
    "Cyrillic behind windows-1252": (KEPT_1252.damage("Привет, мир — как дела?"), "Привет, мир — как дела?"),
    "punctuation behind windows-1250": (WINDOWS_1250.losing().damage("It’s “fine” – Łódź"), "It’s “fine” – Łódź"),
    "punctuation behind windows-1253": (WINDOWS_1253.losing().damage("It’s “fine”"), "It’s “fine”"),
    "punctuation behind windows-1257": (WINDOWS_1257.losing().damage("It’s “fine”"), "It’s “fine”"),
    "a word behind windows-1253": (WINDOWS_1253.damage("La versión"), "La versión"),
    "a word behind windows-1251": (WINDOWS_1251.damage("La versión"), "La versión"),
    "a dash behind code page 437": (CODE_PAGE_437.damage("the plan — it’s late"), "the plan — it’s late"),
    "a dash behind code page 850": (CODE_PAGE_850.damage("the plan — it’s late"), "the plan — it’s late"),
    "accents behind Mac Roman": (MAC_ROMAN.damage("expulsión, déjà vu, it’s"), "expulsión, déjà vu, it’s"),
    "one letter that ends a word, behind code page 437": (CODE_PAGE_437.damage("a café au"), "a café au"),
    "one letter that ends a word, behind Mac Roman": (MAC_ROMAN.damage("a café au"), "a café au"),
    "what mathematics writes, in a note that is plainly damaged": (MAC_ROMAN.damage("café, Úx £5"), "café, Úx £5"),
    "capitals that begin with one": ("Ã–STERREICH", "ÖSTERREICH"),
    "an emoji behind code page 437": (CODE_PAGE_437.damage("😀 déjà vu"), "😀 déjà vu"),
    "Japanese behind ISO 8859-1": (LATIN_1.damage("これは日本語です。"), "これは日本語です。"),
    # Bytes are lost from here on: one thing alone can have been there.
    "a variation selector": ("ğŸ—£ï¸ rhetoric", "🗣️ rhetoric"),
    "a joiner in a known sequence": ("ğŸ§‘â€ğŸ’¼", "🧑‍💼"),
    "joiner, selector and sign": ("ğŸ•µï¸â€â™‚ï¸", "🕵️‍♂️"),
    "a keycap": ("1ï¸âƒ£ first", "1️⃣ first"),
    "a base that alone takes the selector": ("ğŸ—£ï¸ and ğŸ˜ï¸", "🗣️ and 🏘️"),
    "a closing quote that one stands open for": ("He said â€œyesâ€ and went", "He said “yes” and went"),
    "a closing quote behind an emoji that shows one": (
        "The neighboursâ€™ ğŸ”‘ hold â€œtheir own viewsâ€ on it.",
        "The neighbours’ 🔑 hold “their own views” on it.",
    ),
    "a low quote of German": ("Er sagte â€Jaâ€œ und ging fÃ¼rbaÃŸ.", "Er sagte „Ja“ und ging fürbaß."),
    "a question mark in place of bytes, some of them inside": (
        WINDOWS_1254.showing("?").damage("🏋️‍♀️ or 🏌️‍♂️? 🗣️ Why?"),
        "🏋️‍♀️ or 🏌️‍♂️? 🗣️ Why?",
    ),
    "a space in place of bytes, some of them inside": (
        WINDOWS_1254.showing(" ").damage("🏋️‍♀️ or 🏌️‍♂️ so 🗣️ Why"),
        "🏋️‍♀️ or 🏌️‍♂️ so 🗣️ Why",
    ),
    "spaces that were no-break ones": (
        SPACED_1254.damage("à la carte, petit à petit ; déjà. ⚠️ Voilà : là, l’été"),
        "à la carte, petit à petit ; déjà. ⚠️ Voilà : là, l’été",
    ),
    "spaces inside Korean syllables": (
        SPACED_1254.damage("하늘 전체 지정 바다 나무 전부 사전 정리 문제 정보 전화 정답"),
        "하늘 전체 지정 바다 나무 전부 사전 정리 문제 정보 전화 정답",
    ),
    "two spaces that end a line": ("âš\u00a0ï¸  \nğŸ—£ï¸ Why", "⚠️  \n🗣️ Why"),
    "a replacement character in place of the byte": ("âš\u00a0ï¸\ufffd Stop, isnâ€™t it", "⚠️ Stop, isn’t it"),
    "accents behind code page 850": (CODE_PAGE_850.damage("déjà vu, it’s expulsión 😀"), "déjà vu, it’s expulsión 😀"),
    "accents beside what windows-1257 tears": (
        WINDOWS_1257.damage("Köln, für – it’s Öl"),
        "Köln, für – it’s Öl",
    ),
    "a skin tone": ("ğŸ‘‹ğŸ½ hi", "👋🏽 hi"),
    "a keycap behind a space": ("So 1ï¸âƒ£ first", "So 1️⃣ first"),
    "a selector behind a sign that is no emoji": ("âœ“ï¸ so", "✓️ so"),
    "a closing quote behind another mark": ("He said â€œwellâ€¦â€ and went", "He said “well…” and went"),
    "the one letter that loses a byte in windows-1251": (
        WINDOWS_1251.damage("Привет, Иван! Как дела?"),
        "Привет, Иван! Как дела?",
    ),
}


@pytest.mark.parametrize(("damaged", "expected"), MENDED.values(), ids=MENDED)
def test_what_is_proved_is_repaired(damaged: str, expected: str) -> None:
    actual = repair(damaged)

    assert expected == actual.text
    assert all(change.certain for change in actual.changes)
    assert all(part.proved for change in actual.changes for part in change.parts)
    assert repair(actual.text).text == actual.text


def test_an_intact_letter_before_a_dash_is_no_sign_among_damaged_ones() -> None:
    assert repair("isnâ€™t itâ€™s weâ€™re, a â – b, c â – d").text == "isn’t it’s we’re, a â – b, c â – d"


CONTROLS_LOST = {
    "a selector that was shown as a control": ("🗣️ so isn’t", "Ã°Å¸â€”Â£Ã¯Â¸Â so isn’t"),
    "letters that were shown with one, before a space": ("été, Á why, Á où", "été, ÃƒÂ why, ÃƒÂ où"),
    "letters that were shown with nothing else": ("Á où: ÍÁ", "ÃƒÂ où: ÃƒÂÃƒÂ"),
}


@pytest.mark.parametrize(("text", "left"), CONTROLS_LOST.values(), ids=CONTROLS_LOST)
def test_in_damage_on_damage_a_control_may_be_what_was_lost(text: str, left: str) -> None:
    assert repair(WINDOWS_1252.damage(KEPT_1252.damage(text))).text == left


def test_a_flag_whose_controls_are_gone_is_no_cyrillic_word() -> None:
    damaged = LATIN_1.losing(*range(0x80, 0xA0)).damage("🇩🇪 it’s naïve – 5€")

    assert repair(damaged).text == damaged.replace("naÃ¯ve", "naïve")


def test_of_damage_on_damage_it_is_said_where_bytes_were_lost() -> None:
    actual = repair(KEPT_1252.damage(WINDOWS_1254.damage("🗣️ so isn’t")))

    assert actual.text == "🗣️ so isn’t"
    assert [change.lossy for change in actual.changes] == [True, False]


def test_a_byte_order_mark_that_was_damaged_does_not_shift_what_follows() -> None:
    assert repair(repair("ï»¿isn Ã¢â‚¬â„¢").text).text == "\ufeffisn ’"


def test_another_page_is_asked_only_for_what_this_one_cannot_show() -> None:
    assert repair("ğŸ¤ deal, plan ΓÇö it").text == "ğŸ¤ deal, plan — it"
    assert repair("ğŸ¤ deal, itÔÇÖs").text == "ğŸ¤ deal, itÔÇÖs"


AMBIGUOUS = {
    "an emoji of many": ("ğŸ¤ deal", "🤝", 11),
    "the space behind stays a space": ("ğŸ“ I. Executive", "📝", 12),
    "two letters of four": ("ğŸ fruit", "🍎", 34),
    "a pencil, a hand or a cross": ("âœï¸ word ğŸ—£ï¸", "✏️", 3),
    "an emoji and a flag: the whole stretch is left": ("ğŸ¤ğŸ‡·ğŸ‡º pact", "🤝🇷🇺", 11),
    "a star is shown as Apple writes it": ("â\xadï¸ ğŸ—£ï¸ ğŸ˜\xad", "⭐️", 2),
    "a question, or a byte that is gone": ("Who is ğŸ—£ï¸? Me, itâ€™s", "🗣️", 1),
    "two spaces, or a byte and a space": ("âš\u00a0ï¸  Stop\n\nğŸ—£ï¸  Why", "⚠️", 1),
    "questions behind every emoji": ("ğŸ¤? deal âš\u00a0ï¸?", "🤝", 11),
    "a sign that a far line makes likely": ("ğŸ—£ï¸ ğŸ˜€ so\n\nThe estimate â³ of é, ü\n\nIt is ğŸ˜€", "⏳", 1),
    "a quote that nothing opened": ("5â€ wide, itâ€™s", "”", 6),
    "a question behind one of two, or a byte that is gone": ("ğŸ—£ï¸ so. Who is âœ…ğŸ—£ï¸? Me", "✅🗣️", 1),
    "a selector behind a letter": ("ğŸ—£ï¸ so Ã©ï¸", "é\ufe0f", 1),
    "more than anyone would read": ("ğŸğŸ x", "🍁🍍", 48),
}


@pytest.mark.parametrize(("damaged", "truth", "count"), AMBIGUOUS.values(), ids=AMBIGUOUS)
def test_what_is_not_proved_is_left_with_its_candidates(damaged: str, truth: str, count: int) -> None:
    change = next(change for change in repair(damaged).changes if not change.certain)

    assert truth in change.candidates
    assert count == len(change.candidates)
    assert change.before == change.after
    assert change.before in repair(damaged).text
    assert change.candidates[0] == "".join(part.texts[0] for part in change.parts)
    assert any(len(part.texts) > 1 or not part.proved for part in change.parts)


@pytest.mark.parametrize(("said", "proved"), [("é", True), ("è", False)])
def test_what_does_not_give_the_same_damage_again_is_not_proved(
    monkeypatch: pytest.MonkeyPatch, said: str, *, proved: bool
) -> None:
    monkeypatch.setattr(Joiner, "parts", lambda *_: (Part((said,), proved=True),))
    damaged = WINDOWS_1252.damage("é")
    stretch = Stretch(0, damaged, 0, "", "")

    found = Joiner(WINDOWS_1252, doubled=False).readings(damaged, stretch, read(damaged, WINDOWS_1252))
    assert found.proved is proved


@pytest.mark.parametrize(
    "data", [b"\xed\xa0\x80", b"\xe0\x80\x80", b"\xf0\x80\x80\x80", b"\xf4\x90\x80\x80", b"\xc2\x80\x80", b"\x80"]
)
def test_bytes_that_no_character_has_are_no_damage(data: bytes) -> None:
    assert read(LATIN_1.chars_of(data), LATIN_1).fit is Fit.FOREIGN


def test_each_torn_quote_is_told_by_its_own_neighbours() -> None:
    changes = repair("He said â€œyesâ€ and yesâ€ no").changes

    assert [change.after for change in changes] == ["“", "”", "â€"]


def test_a_lone_letter_is_damage_only_in_a_note_that_is_surely_damaged() -> None:
    note = "â The aim\n\nğŸ˜€ ğŸ‘‹ âœ…\n"

    assert "â" in [change.before for change in repair(note).changes]
    assert "â" not in [change.before for change in repair("Größe\n\n" + note.replace("â The", "pâ The")).changes]


def test_a_lone_letter_of_a_torn_note_is_a_word_where_the_page_is_not_of_the_west() -> None:
    torn = WINDOWS_1251.damage("Привет, Иван! Как дела — И 😀 “И”\n")

    assert [change.before for change in repair(f"{torn}\nв доме\n").changes if change.before == "в"] == []


KNOWN = {
    "a Latin letter that was plainly damaged elsewhere": ("La versiÃ³n, é\n\nRIÃ³ é\n", "La versión, é\n\nRIó é\n"),
    "another Latin letter": ("La versiÃ³n, é\n\nRIÃ¡ é\n", "La versión, é\n\nRIÃ¡ é\n"),
    "another letter of the same script": ("Ð¼Ð¸Ñ€ é\n\na Ñ‚ b é\n", "мир é\n\na т b é\n"),
    "a letter of another script": ("Î±Î²Î³ é\n\na Ñ‚ b é\n", "αβγ é\n\na Ñ‚ b é\n"),
}


@pytest.mark.parametrize(("damaged", "expected"), KNOWN.values(), ids=KNOWN)
def test_what_shows_nothing_beside_intact_letters_is_damage_only_where_it_is_known(damaged: str, expected: str) -> None:
    assert repair(damaged).text == expected


def test_a_note_says_whether_it_is_damaged_throughout() -> None:
    assert repair("fÃ¼r dÃ©jÃ\u00a0").pure
    assert not repair("für dÃ©jÃ\u00a0").pure
    assert not repair("für").pure


LETTERS = st.text("abc XYZ.,\n", max_size=6)
PUNCTUATION = ["“", "”", "’", "–", "—", "…", "€"]
LETTER = ["é", "à", "ü", "ñ", "ç", "ß", "ø", "å", "ž", "ł", "Ł", "ş", "ğ", "ı", "İ", "日本語", "한국", "Привет"]
EMOJI = ["✅", "❌", "⭐", "⭐️", "😀", "🤝", "📝", "🏕️", "🗣️", "🇺🇸", "🧑\u200d💼", "👋🏽"]
WRITTEN = PUNCTUATION + LETTER + EMOJI
FOREIGN = st.lists(st.sampled_from(WRITTEN), min_size=1, max_size=4).map("".join)
NOTES = st.lists(st.tuples(LETTERS, FOREIGN), min_size=1, max_size=6).map(
    lambda pieces: "".join(ascii_text + foreign for ascii_text, foreign in pieces)
)
SKELETON = re.compile("[^\x00-\x7f]+")


@settings(max_examples=40, deadline=None)
@given(NOTES, st.sampled_from(LOSSLESS))
def test_through_a_channel_that_loses_nothing_a_damaged_note_comes_back(note: str, channel: Channel) -> None:
    sure = f"{note}\n\nÄäöü — “quoted” 😀 it’s ✅\n"
    assume(not suspect(sure))

    assert sure == repair(channel.damage(sure)).text


@settings(max_examples=40, deadline=None)
@given(NOTES, st.sampled_from((WINDOWS_1252, WINDOWS_1254)))
def test_through_a_channel_that_loses_bytes_each_stretch_comes_back_or_is_left(note: str, channel: Channel) -> None:
    # A closing mark that opens, with an opening one that closes, would be taken for German.
    assume(not re.search(r"(?<!\w)”\w", note))
    sure = f"{note}\n\nâ — “quoted 😀 it’s ✅\n"
    damaged = channel.damage(sure)
    # A stretch that vanished altogether would join its neighbours; no lead byte is lost, so none does.
    truths, torn, mended = (SKELETON.findall(text) for text in (sure, damaged, repair(damaged).text))

    assert len(truths) == len(torn) == len(mended)
    wrong = [(was, now) for truth, was, now in zip(truths, torn, mended, strict=True) if now not in {truth, was}]
    assert wrong == []


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=40) | st.text("aÃÄÅâ€™œš©ğŸ¤ðï¸é 1«»“”\n\r\x85", max_size=40))
def test_whatever_comes_in_ascii_stays_and_a_second_repair_finds_nothing_to_do(text: str) -> None:
    once = repair(text)

    assert SKELETON.sub("", text) == SKELETON.sub("", once.text)
    assert all(text[change.span.start : change.span.end] == change.before for change in once.changes)
    assert repair(once.text).text == once.text


@settings(max_examples=40, deadline=None)
@given(st.characters(min_codepoint=0x80, exclude_categories=["Cs"]), st.sampled_from((WINDOWS_1252, WINDOWS_1254)))
def test_a_unit_can_always_have_been_what_it_was(char: str, channel: Channel) -> None:
    data = bytes(byte for byte in char.encode() if byte not in channel.lost)

    assert char in set(completions(Unit(data), channel))
    assert all(channel.damage(other) == channel.damage(char) for other in completions(Unit(data), channel))


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_a_channel_leaves_ascii_alone_and_knows_its_bytes(channel: Channel) -> None:
    ascii_text = "".join(map(chr, range(128)))
    kept = channel.losing()

    assert ascii_text == channel.damage(ascii_text)
    assert bytes(range(0x80, 0x100)) == kept.bytes_of(kept.chars_of(range(0x80, 0x100)))


@pytest.mark.parametrize("torn", ["ğŸ", "ğŸ ", "â€œaâ€ ", "ğŸ˜€", "Ã", "é"], ids=ascii)
def test_hostile_text_costs_its_length(torn: str) -> None:
    """The calls are counted, not timed: twice the text, twice the calls and a bit."""
    counts = []
    for size in (450, 900, 1800):
        calls: list[str] = []

        def counted(_frame: object, event: str, _arg: object, calls: list[str] = calls) -> None:
            calls.append(event)

        sys.setprofile(counted)
        try:
            repair(torn * size)
        finally:
            sys.setprofile(None)
        counts.append(len(calls))

    assert counts[2] - counts[1] <= 2.2 * (counts[1] - counts[0]) + 5000


def test_a_healthy_note_pays_for_no_library() -> None:
    script = (
        "import sys\nfrom vaultfix.mojibake.repair import repair\n"
        "repair('Größe, « été », ✅ 🗣️ “so”')\n"
        "sys.exit(any(name in sys.modules for name in ('ftfy', 'emoji')))"
    )

    assert subprocess.run([sys.executable, "-c", script], check=False).returncode == 0


def test_suspicion_never_misses_what_repair_changes() -> None:
    assert all(suspect(damaged) for damaged, _ in MENDED.values())


def test_a_glance_misses_nothing_that_is_suspected() -> None:
    signs = [chr(code) for code in (*range(0x80, 0x800), *range(0x800, 0x10000, 61), *range(0x1F000, 0x20000, 7))]
    for channel in CHANNELS:
        for sign in signs:
            if not "\ud800" <= sign <= "\udfff":
                damaged = channel.damage(f"a{sign}{sign}")
                assert suspect(damaged) == (SIGNS.search(damaged) is not None)
