"""What screening passes over shows no damage to anyone, and what is mended stays what it was."""

import re
from collections.abc import Container, Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultfix.mojibake.channels import (
    CHANNELS,
    CODE_PAGE_437,
    CODE_PAGE_850,
    LATIN_1,
    MAC_ROMAN,
    WESTERN,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    Channel,
)
from vaultfix.mojibake.evidence import explained
from vaultfix.mojibake.gaps import GAPS, Gap, marks
from vaultfix.mojibake.gaps import _shows as shows_gaps
from vaultfix.mojibake.screening import _suspect, plausible, showing, shows
from vaultfix.mojibake.spaces import SPACED
from vaultfix.mojibake.stretches import Fit, stretches
from vaultfix.mojibake.suspicion import suspect

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


GROUPS = (
    (WESTERN, range(0xC2, 0xDC)),
    ((WINDOWS_1250, WINDOWS_1257), range(0xC2, 0xC6)),
    ((WINDOWS_1251, WINDOWS_1253), range(0xC2, 0xD2)),
    ((MAC_ROMAN,), range(0xC2, 0xC6)),
    ((CODE_PAGE_437, CODE_PAGE_850), range(0xC2, 0xC6)),
)
"""Pages that are much alike, and the bytes that a character of two begins with."""


def is_suspected(text: str) -> bool:
    """Return what `suspect` should, by the bytes that the characters can stand for."""
    return any(_is_suspected(text, at, *group) for at in range(len(text)) for group in GROUPS)


def _is_suspected(text: str, at: int, channels: tuple[Channel, ...], pairs: range) -> bool:
    def reads(*bytes_of: Container[int]) -> bool:
        """Whether the next characters can stand for some of these bytes each."""
        pieces = zip(text[at:].ljust(9), bytes_of, strict=False)
        return all(any(page.stands_for.get(char) in some for page in channels) for char, some in pieces)

    rest, is_everyday = range(0x80, 0xC0), WINDOWS_1251 in channels
    if reads(pairs, rest) and (not is_everyday or "a" <= text[at - 1 : at] <= "z" or reads(pairs, rest, pairs, rest)):
        return True
    is_torn = WINDOWS_1252 in channels and reads({0xE2, 0xEF}, rest)
    return is_torn or reads(range(0xE0, 0xF0), rest, rest) or reads({0xF0}, {0x9F})


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_what_is_suspected_is_what_can_be_the_bytes_of_a_character(channel: Channel) -> None:
    for lead in channel.chars_of(bytes.fromhex("BF C0 C1 C2 C5 C6 D1 D2 DB DC DF E0 E1 E2 E3 EE EF F0 F1")):
        for rest in channel.chars_of((0x80, 0x9F, 0xBF, 0xC0)):
            for text in (f"{lead}{rest}", f"a{lead}{rest}", f"{lead}{rest}{rest}", f"{lead}{rest}{lead}{rest} {lead}"):
                assert suspect(text) == is_suspected(text), text


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_plain_characters_are_no_part_of_a_damaged_one(channel: Channel) -> None:
    two, three, four, rest, emoji = map(channel.page.__getitem__, (0xC2, 0xE2, 0xF0, 0x80, 0x9F))
    for plain in "x0()<>=?[]|":
        for text in (
            *(f"{two}{plain}", f"a{two}{plain}", f"{plain}{two}{rest}", plain + rest * 3),
            *(f"{two}{rest}{two}{plain}", f"{two}{rest}{plain}{rest}"),
            *(f"{three}{plain}", f"{three}{plain}{rest}", f"{three}{rest}{plain}", f"{four}{plain}{emoji}"),
        ):
            # Letters behind it, so that it is looked at.
            assert suspect(f"{text} àé") == is_suspected(text), text


WHOLE = re.compile(rb"(?:[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3})+")
TORN = re.compile("L+R[LR]*")


def is_screened(chars: str) -> bool:
    """Return whether a stretch can be bytes of characters, or has what an emoji begins with, by its bytes."""

    def reads(char: str, some: Container[int], channels: Sequence[Channel]) -> bool:
        return any(page.stands_for.get(char, -1) in some for page in channels)

    def kind(char: str) -> str:
        return (
            "L" if reads(char, range(0xC2, 0xF5), WESTERN) else "R" if reads(char, range(0x80, 0xC0), WESTERN) else "-"
        )

    emoji = any(reads(one, {0xF0}, CHANNELS) and reads(other, {0x9F}, CHANNELS) for one, other in pairwise(chars))
    wholes = (WHOLE.fullmatch(page.bytes_of(chars) or b"") for page in CHANNELS if page not in WESTERN)
    return emoji or TORN.fullmatch("".join(map(kind, chars))) is not None or any(wholes)


@pytest.mark.parametrize("channel", CHANNELS, ids=lambda channel: channel.name)
def test_what_is_screened_is_what_can_be_bytes_of_characters(channel: Channel) -> None:
    pattern = _suspect()
    for lead in channel.chars_of(bytes.fromhex("BF C1 C2 C3 DF E0 EF F0 F1 F4 F5")):
        for rest in channel.chars_of((0x80, 0x9F, 0xBF, 0xC0)):
            for chars in (lead + rest, lead + rest * 2, lead + rest * 3, lead + rest + lead + rest, f"—{lead}{rest}"):
                assert (pattern.match(chars) is not None) == is_screened(chars), ascii(chars)
                assert pattern.match(f"é{chars}", 1) is None


def test_what_nobody_writes_is_no_damage_but_what_stands_for_bytes_again() -> None:
    odd = ("\x84", "\u0378", "\ue000")

    assert [plausible(LATIN_1.damage(char), LATIN_1).fit for char in odd] == [Fit.FOREIGN] * 3
    assert plausible(LATIN_1.damage(LATIN_1.damage("é")), LATIN_1).text == "Ã©"
    assert plausible(WINDOWS_1252.damage("Ã\x81"), LATIN_1).fit is Fit.FOREIGN
    assert plausible(LATIN_1.damage(LATIN_1.damage("Á")), LATIN_1).text == "Ã\x81"
    assert plausible("Ã", LATIN_1).fit is Fit.FOREIGN
    assert plausible("Ã", WINDOWS_1252).fit is Fit.BARE
