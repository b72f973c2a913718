"""What screening passes over shows no damage to anyone, and what is mended stays what it was."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultfix.mojibake.channels import CHANNELS, LATIN_1, WINDOWS_1252, WINDOWS_1254, Channel
from vaultfix.mojibake.evidence import explained
from vaultfix.mojibake.gaps import GAPS, Gap, marks
from vaultfix.mojibake.gaps import _shows as shows_gaps
from vaultfix.mojibake.screening import showing, shows
from vaultfix.mojibake.spaces import SPACED
from vaultfix.mojibake.stretches import stretches

WORDS = (
    "été là “so” – it’s… «É» IRMÃ» São Âge Ã  Â  Å² â² ï ð ğ naïve œuvre",
    "Doğru şeker İstanbul’da ığdır ĞÜŞİÖÇ",
    "Zażółć gęślą jaźń mężą Příliš žluťoučký kůň",
    "дії своєї нії лінії Її «СССР» рџ срџба ЋђЖ ёлка её",
    "Η «Ελλάδα» Έργο ’21 πΓ² ώρα",
    "🗣️ ✅ 👨‍💻 1️⃣ ❤️ ☑ 日本語 한국어 שלום עולם ┌─┐ ≡ƒÿ ∑≤",
    "✅ ✍️ ❌ ⏏️ ’ … — 𠀀 𐍈 ☎",
    "a b ? \ufffd \ufeff \xa0 \xad \x85 \x81 \x9d",
)
GAPPED = tuple(channel.showing(gap) for channel in (WINDOWS_1252, WINDOWS_1254) for gap in GAPS)
ROUTES = (
    *CHANNELS,
    *(channel.losing() for channel in CHANNELS),
    *GAPPED,
    *SPACED,
    LATIN_1.losing(*range(0x80, 0xA0)),
)
words = st.sampled_from([word for line in WORDS for word in line.split(" ") if word])
letters = st.sampled_from(sorted({char for channel in ROUTES for char in channel.page} | set("".join(WORDS))))


@st.composite
def damaged_words(draw: st.DrawFn) -> str:
    text = draw(st.lists(words, min_size=1, max_size=3).map(" ".join))
    for channel in draw(st.lists(st.sampled_from(ROUTES), min_size=1, max_size=2)):
        text = channel.damage(text)
    return text


texts = st.lists(words | damaged_words() | st.text(letters, max_size=6), max_size=8).map
joined = texts(" ".join) | texts("".join) | texts("\n".join) | texts(lambda parts: "\ufeff" + " ".join(parts))


def evident(text: str, channels: tuple[Channel, ...]) -> list[Channel]:
    found = stretches(text)
    return [channel for channel in channels if explained(channel, found).evident]


@given(joined)
def test_what_shows_nothing_is_evident_to_no_channel(text: str) -> None:
    if not shows(text):
        assert evident(text, CHANNELS) == []


@given(joined)
def test_no_channel_that_finds_evidence_is_screened_out(text: str) -> None:
    assert set(evident(text, CHANNELS)) <= set(showing(stretches(text), CHANNELS))


@pytest.mark.parametrize("channel", ROUTES, ids=range(len(ROUTES)))
def test_nor_is_the_one_that_did_the_damage(channel: Channel) -> None:
    for word in " ".join(WORDS).split(" "):
        text = channel.damage(f"a{word} {word}b")
        for seen in (text, marks(text)[0]):
            assert set(evident(seen, (channel,))) <= set(showing(stretches(seen), (channel,)))


@given(joined)
def test_a_text_without_torn_signs_has_no_gaps(text: str) -> None:
    pages = (WINDOWS_1252, WINDOWS_1254)
    if marks(text)[2] is Gap.NONE and "\uffff" not in text:
        found = [shows_gaps(text, page.showing(gap)) for page in pages for gap in GAPS if gap in text]
        assert set(found) <= {Gap.NONE}


def test_the_byte_order_mark_belongs_to_no_stretch() -> None:
    assert shows("\ufeffâ€™s")


def test_an_emoji_is_seen_among_what_is_intact() -> None:
    assert shows("✅ğŸ˜€")


def test_intact_words_show_nothing() -> None:
    assert not shows("\n".join(line for line in WORDS if "Å²" not in line and "рџ" not in line and "≡ƒ" not in line))
