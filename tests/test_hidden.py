"""Invisible characters and parts of emoji: what needs them, and what is reported or mended [E12]."""

import pytest
from emoji import EMOJI_DATA
from hypothesis import given
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.engine import judge, mend
from vaultfix.mojibake.fitting import superfluous
from vaultfix.mojibake.fragments import Kind, fragments
from vaultfix.passes.encoding.broken_emoji import BrokenEmoji
from vaultfix.passes.encoding.hidden_character import HiddenCharacter
from vaultfix.rule import Rule
from vaultfix.vault import Vault
from vaultfix.vault.files import Files


def vault(text: str) -> Vault:
    return Vault({"note.md": Document.of("note.md", text)}, Files(frozenset({"note.md"})))


def messages(text: str, rule: Rule) -> list[str]:
    return [verdict.finding.message for verdict in judge(vault(text), {"note.md": [rule]})]


def mended(text: str, *, unsafe: bool = False) -> str:
    note = mend(vault(text), {"note.md": [BrokenEmoji()]}, unsafe=unsafe).vault.note("note.md")
    return note.text if note else ""


def kinds(text: str) -> list[tuple[int, int, Kind]]:
    return [(fragment.start, fragment.end, fragment.kind) for fragment in fragments(text)]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Naïve café, 5\u00a0km, 10\u202f%, Wo\u00adche\n", id="no-break spaces and soft hyphens"),
        pytest.param("👩‍🍳 👨‍👩‍👧 ❤️‍🔥 🏳️‍🌈 🧑🏽‍🤝‍🧑🏻 ⛓️‍💥\n", id="joiners in emoji"),
        pytest.param("🏴\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f\n", id="tags in a flag"),
        pytest.param("می\u200cخواهم Canvas\u200cها\n", id="Persian, also behind a Latin word"),
        pytest.param("क्\u200dष র\u200d্যান্ডম ක්\u200dෂ\n", id="joiners in Hindi, Bengali and Sinhala"),
        pytest.param("ភាសា\u200bខ្មែរ \u200b \u200b\n", id="Khmer, also between its spaces"),
        pytest.param("ภาษา\u200bไทย ລາວ\u200bລາວ မြန်မာ\u200bစာ\n", id="Thai, Lao and Burmese"),
        pytest.param("OneNote\u200f (.one) שלום\n", id="a direction mark in Hebrew"),
        pytest.param("a \u2067שלום\u2069 b \u202bשלום\u202c c\n", id="directions that are closed"),
        pytest.param("\u2066a \u2067b\u2069\u2069\n", id="one in another"),
        pytest.param(f"{BOM}# One\n", id="a byte order mark has a rule of its own"),
    ],
)
def test_what_a_script_needs_is_left_alone(text: str) -> None:
    assert messages(text, HiddenCharacter()) == []


@pytest.mark.parametrize(
    ("text", "character", "more"),
    [
        pytest.param("a\u200bb\u200bc\n", "U+200B (zero width space)", 1, id="a zero-width space in a word, twice"),
        pytest.param("a\u200cb\n", "U+200C (zero width non-joiner)", 0, id="a non-joiner in English"),
        pytest.param("a\u200db\n", "U+200D (zero width joiner)", 0, id="a joiner in English"),
        pytest.param("a\u200e\n", "U+200E (left-to-right mark)", 0, id="a direction mark in English"),
        pytest.param("a\u202eb\u202c\n", "U+202E (right-to-left override)", 1, id="an override, though it is closed"),
        pytest.param("a \u2067שלום\n", "U+2067 (right-to-left isolate)", 0, id="a direction that is not closed"),
        pytest.param("שלום\u2069\n", "U+2069 (pop directional isolate)", 0, id="one that was never opened"),
        pytest.param(
            "\u202bשלום\u2069\n", "U+202B (right-to-left embedding)", 1, id="one that is closed by another's end"
        ),
        pytest.param("\u202bש\n\u202c\n", "U+202B (right-to-left embedding)", 0, id="one that is closed too late"),
        pytest.param("a\u2028b\n", "U+2028 (line separator)", 0, id="a line separator"),
        pytest.param("a\ufeffb\n", "U+FEFF (zero width no-break space)", 0, id="a byte order mark inside"),
        pytest.param("a\u2060b\n", "U+2060 (word joiner)", 0, id="a word joiner"),
        pytest.param("a\U000e0068\U000e0069\n", "U+E0068 (tag latin small letter h)", 1, id="a message in tags"),
    ],
)
def test_what_nobody_sees_is_told(text: str, character: str, more: int) -> None:
    others = f", and {more} more in this line" if more else ""

    assert messages(text, HiddenCharacter())[0] == (
        f"the invisible character {character} stands here{others}; delete it if nobody needs it"
    )


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("🗣️ ❤️‍🔥 👩🏽‍🍳 🇺🇸🇫🇷 1️⃣ #️⃣ *️⃣ ☑ ☑️ ©️ ™️ ℹ️ ‼️ 〰️ ㊗️ 🅰️\n", id="emoji of all kinds"),
        pytest.param("✓️ ★️ →️\n", id="a selector behind a sign that has no coloured form"),
        pytest.param("☝🏽 ☝️🏽\n", id="a skin tone behind a selector"),
        pytest.param("1⃣ 2⃣\n", id="keycaps without a selector, as old phones write them"),
        pytest.param("🇦 🇧 🇨\n", id="an alphabet"),
        pytest.param("🏻🏼 🏽 🏾 🏿\n", id="a palette"),
        pytest.param("[plan](note.md#plan-\ufe0f)\n", id="B4.1 the id of a heading that ends with an emoji"),
        pytest.param("می\u200dخ क्\u200dष\n", id="joiners of scripts"),
        pytest.param("🤷‍♂ 🏳‍🌈\n", id="sequences without their selectors"),
    ],
)
def test_whole_emoji_are_left_alone(text: str) -> None:
    assert messages(text, BrokenEmoji()) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("❤️\ufe0f\n", "❤️\n", id="a doubled selector"),
        pytest.param("❤️\ufe0f\ufe0f\n", "❤️\n", id="one too many twice"),
        pytest.param("👍🏽\ufe0f\n", "👍🏽\n", id="a selector behind a skin tone"),
        pytest.param("👩‍\ufe0f🍳\n", "👩‍🍳\n", id="a selector behind a joiner"),
        pytest.param("👩‍\u200d🍳\n", "👩‍🍳\n", id="a doubled joiner"),
        pytest.param("🐙\u200d\n", "🐙\n", id="a joiner behind what joins to nothing"),
        pytest.param("🧜‍♀️\u200d.\n", "🧜‍♀️.\n", id="a joiner behind a whole sequence"),
    ],
)
def test_what_can_mean_nothing_is_deleted(text: str, after: str) -> None:
    assert mended(text) == after
    assert messages(after, BrokenEmoji()) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("# \ufe0f Speak\n", "#  Speak\n", id="a selector whose emoji is gone"),
        pytest.param("word\ufe0f\n", "word\n", id="a selector behind a word"),
        pytest.param("👩\u200d\n", "👩\n", id="a joiner whose partner may be gone"),
        pytest.param("a \u200d💻\n", "a 💻\n", id="a joiner whose first partner is gone"),
        pytest.param("a 🏽\n", "a 🏽\n", id="a skin tone"),
        pytest.param("🇺🇸🇫\n", "🇺🇸🇫\n", id="half a flag"),
        pytest.param("a\u20e3\n", "a\u20e3\n", id="a keycap without a digit"),
        pytest.param("[a](❤️\ufe0f.md)\n", "[a](❤️\ufe0f.md)\n", id="the name of a file"),
        pytest.param("a <de\ufe0f>\n", "a <de\ufe0f>\n", id="what would become a tag"),
        pytest.param("<b>a</b> c\ufe0f\n", "<b>a</b> c\n", id="behind a tag"),
        pytest.param("a <\nword\ufe0f\n", "a <\nword\n", id="below an angle bracket"),
    ],
)
def test_what_may_be_all_that_is_left_is_reported(text: str, after: str) -> None:
    assert len(messages(text, BrokenEmoji())) == 1
    assert mended(text) == text
    assert mended(text, unsafe=True) == after


def test_emoji_without_colour_are_told_to_those_who_ask() -> None:
    text = "🛡 and 🛡️, ✔ and ™\n"

    assert messages(text, BrokenEmoji()) == []
    assert messages(text, BrokenEmoji(colourless=True)) == [
        "`🛡` lacks the selector (U+FE0F) that asks for its coloured form"
    ]


def test_beside_plain_characters_every_part_of_an_emoji_stands_alone() -> None:
    before_selectors, before_keycaps = "-#*0123456789", "#*0123456789"
    for code in range(0x20, 0x7F):
        char = chr(code)
        assert kinds(f"{char}\ufe0f") == ([] if char in before_selectors else [(1, 2, Kind.SELECTOR)])
        assert kinds(f"{char}\ufe0f\ufe0f")[-1:] == [(2, 3, Kind.DOUBLED)]
        assert kinds(f"🐙\u200d{char}") == [(1, 2, Kind.BEHIND)]
        assert kinds(f"{char}\u200d🐙") == [(1, 2, Kind.BEFORE)]
        assert kinds(f"{char}\u200d{char}") == []
        assert kinds(f"{char}🏽{char}") == [(1, 2, Kind.TONE)]
        assert kinds(f"{char}🇫{char}") == [(1, 2, Kind.FLAG)]
        assert kinds(f"{char}🇺🇸{char}") == []
        assert kinds(f"{char}🇺🇸🇫{char}") == [(3, 4, Kind.FLAG)]
        assert kinds(f"{char}\u20e3") == ([] if char in before_keycaps else [(1, 2, Kind.KEYCAP)])


SUPERFLUOUS = {
    "a selector behind one that has it": ("❤️\ufe0f", True),
    "a selector twice behind a sign that is no emoji": ("⟶\ufe0f\ufe0f", False),
    "a joiner twice in a sequence": ("👩\u200d\u200d🌾", True),
    "a joiner twice in a sequence that has a tone": ("👩\u200d\u200d🤝‍👨🏽", False),
    "a joiner twice between what is not known together": ("👩\u200d\u200d🐳", False),
    "a joiner twice behind a sign that is no emoji": ("⟶\u200d\u200d🌾", False),
    "a joiner behind what joins to nothing": ("🐙\u200d", True),
    "a joiner behind what joins": ("👩\u200d", False),
    "a joiner behind a sign that is no emoji": ("⟶\u200d", False),
    "a keycap behind an emoji": ("🐙\u20e3", False),
    "half a flag behind an emoji": ("🐙🇫", False),
    "a selector alone": ("a\ufe0f", False),
}


@pytest.mark.parametrize(("text", "expected"), SUPERFLUOUS.values(), ids=SUPERFLUOUS)
def test_nothing_can_be_missing_beside(text: str, expected: bool) -> None:
    assert list(superfluous(text, fragments(text))) == [expected]


def test_no_emoji_that_there_is_holds_a_fragment() -> None:
    broken = [emoji for emoji in sorted(EMOJI_DATA) if list(fragments(f"a {emoji} b"))]

    assert broken == ["🏻", "🏼", "🏽", "🏾", "🏿"]


@given(st.text(alphabet="a1 #🐙👩❤🍳\ufe0f\u200d\u20e3🏽🇺🇸\n"))
def test_mending_settles_and_takes_away_only_what_nobody_sees(text: str) -> None:
    after = mended(text)

    assert mended(after) == after
    assert after.translate({0xFE0F: None, 0x200D: None}) == text.translate({0xFE0F: None, 0x200D: None})
