"""What text looks like behind each code page, letter by letter as people have seen it, and back."""

import pickle

import pytest

from vaultfix.mojibake.channels import (
    CODE_PAGE_437,
    CODE_PAGE_850,
    LATIN_1,
    LATIN_5,
    MAC_ROMAN,
    MARK,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    Channel,
)
from vaultfix.mojibake.completions import MOST_TRIED, completions, is_letter, is_sign
from vaultfix.mojibake.stretches import Unit

KEPT = WINDOWS_1252.losing()
GAPPED = WINDOWS_1254.showing("?")

SEEN: list[tuple[Channel, str, str, str]] = [
    (WINDOWS_1252, "windows-1252", "plain ASCII\r\n", "plain ASCII\r\n"),
    (WINDOWS_1252, "windows-1252", "it’s “so” Î Þ ©®", "itâ€™s â€œsoâ€ ÃŽ Ãž Â©Â®"),
    (WINDOWS_1252, "windows-1252", "Á Í Ï Ð Ý à í î", "Ã Ã Ã Ã Ã Ã\xa0 Ã Ã®"),
    (WINDOWS_1254, "windows-1254", "it’s “so” Î Þ ğ 😀", "itâ€™s â€œsoâ€ Ã Ã ÄŸ ğŸ˜€"),
    (WINDOWS_1254, "windows-1254", "Á Í Ï Ð Ý à í î", "Ã Ã Ã Ã Ã Ã\xa0 Ã Ã®"),
    (LATIN_1, "ISO 8859-1", "é ’ ð 😀 í", "Ã© â\x80\x99 Ã° ð\x9f\x98\x80 Ã\xad"),
    (LATIN_5, "ISO 8859-9", "é ’ 😀 í", "Ã© â\x80\x99 ğ\x9f\x98\x80 Ã\xad"),
    (WINDOWS_1250, "windows-1250", "Łódź ’ ö à", "ĹĂłdĹş â€™ Ă¶ Ă\xa0"),
    (WINDOWS_1251, "windows-1251", "мир И ’", "РјРёСЂ Р вЂ™"),
    (WINDOWS_1253, "windows-1253", "ó ê ’", "Γ³ Γ β€™"),
    (WINDOWS_1257, "windows-1257", "ö å ’", "Ć¶ Ć ā€™"),
    (MAC_ROMAN, "Mac Roman", "é ’ Á", "√© ‚Äô √Å"),
    (CODE_PAGE_437, "code page 437", "é ’ Á", "├⌐ ΓÇÖ ├ü"),
    (CODE_PAGE_850, "code page 850", "é ’ Á", "├® ÔÇÖ ├ü"),
    (KEPT, "windows-1252", "Á ” í", "Ã\x81 â€\x9d Ã\xad"),
    (WINDOWS_1252.losing(0x9D), "windows-1252", "Á ” í", "Ã\x81 â€ Ã\xad"),
    (GAPPED, "windows-1254", "Á ” í Î Þ à ’", "Ã? â€? Ã\xad Ã? Ã? Ã\xa0 â€™"),
    (WINDOWS_1254.spacing(), "windows-1254", "à ” \xa0", "Ã  â€ Â "),
]  # fmt: skip


@pytest.mark.parametrize(("channel", "name", "text", "seen"), SEEN)
def test_what_people_have_seen_is_what_a_channel_makes(channel: Channel, name: str, text: str, seen: str) -> None:
    assert (channel.name, channel.damage(text)) == (name, seen)


@pytest.mark.parametrize(
    ("channel", "chars", "data"),
    [
        (WINDOWS_1252, "â€™", b"\xe2\x80\x99"),
        (WINDOWS_1252, "\x81\x9d\xad\xa0", b"\x81\x9d\xad\xa0"),
        (WINDOWS_1252, "â–Ş", None),
        (WINDOWS_1252, "a", None),
        (WINDOWS_1252, MARK, None),
        (GAPPED, f"â€{MARK}", b"\xe2\x80\x1a"),
        (GAPPED, "\x7f", None),
        (WINDOWS_1254.spacing(), "Ã\xa0", b"\xc3\xa0"),
        (MAC_ROMAN, "√©", b"\xc3\xa9"),
    ],
)
def test_bytes_are_known_by_what_they_are_shown_as(channel: Channel, chars: str, data: bytes | None) -> None:
    assert channel.bytes_of(chars) == data


@pytest.mark.parametrize("channel", [KEPT, GAPPED, WINDOWS_1254.spacing(), WINDOWS_1252])
def test_a_channel_that_is_sent_to_a_worker_is_the_same_there(channel: Channel) -> None:
    there = pickle.loads(pickle.dumps(channel))  # noqa: S301 - what was pickled one call before

    assert there == channel
    assert there.damage("Á ” à") == channel.damage("Á ” à")


WORN = LATIN_1.losing(*range(0x80, 0xA0))
TORN: dict[str, tuple[bytes, Channel, str]] = {
    "nothing is missing": (b"\xc3\xa9", WINDOWS_1254, "é"),
    "nothing was lost, and it is no character": (b"\xe2\x80", KEPT, ""),
    "two bytes out of 32, which could be anything": (b"\xe2", WORN, ""),
    "one byte out of 32": (b"\xc3", WORN, "".join(map(chr, range(0xC0, 0xE0)))),
    "the only byte behind the first": (b"\xc3", WINDOWS_1252, "ÁÍÏÐÝí"),
    "likewise, where two more are lost": (b"\xc3", WINDOWS_1254, "ÁÍÎÏÐÝÞí"),
    "before or behind the other": (b"\xe2\x80", WINDOWS_1252, "⁀⍀⏀␀❀⭀\u2001\u200d\u200f‐”\u202d"),
    "where its gap is shown": (b"\xe2\x80\x1a", GAPPED, "\u2001\u200d\u200e\u200f‐”„"),
    "where its gap is shown, in the middle": (b"\xe2\x1a\x93", GAPPED, "⁓⍓⎓⏓␓❓➓"),
    "no gap is shown": (b"\xe2\x80\x93", GAPPED, "–"),
}


@pytest.mark.parametrize(("data", "channel", "every"), TORN.values(), ids=TORN)
def test_a_torn_character_can_have_been_whatever_leaves_the_same(data: bytes, channel: Channel, every: str) -> None:
    found = list(completions(Unit(data), channel))

    assert sorted(found) == sorted(every)


def test_as_many_ways_as_are_gone_through_are_gone_through() -> None:
    assert len(WINDOWS_1254.lost) ** 3 == MOST_TRIED
    assert "\U0001004d" in completions(Unit(b"\xf0"), WINDOWS_1254)


LETTERS = "\xa0\xadé\u1ffe\u3000ア㍻一鿿ꥠ힣！￮𝐀𝞿"
NO_LETTERS = "a\x7f\x80\u0378\u1fff\u2000→ㄅ㌀㐀䷿ꀀꥃﷺ\ud7b0\ue000\ufff0𝟀𝟎😀"


@pytest.mark.parametrize("chars", [LETTERS, NO_LETTERS])
def test_letters_are_those_of_the_scripts_that_people_write_in(chars: str) -> None:
    assert "".join(filter(is_letter, chars)) == (chars if chars is LETTERS else "")


SIGNS = "‐”⁰⃀℀⋿─⛿✓⌘❯"
NO_SIGNS = "a\u206f\u2072\u20c1\u20ff⌀⓿✀é😀"


@pytest.mark.parametrize("chars", [SIGNS, NO_SIGNS])
def test_signs_are_those_in_common_use(chars: str) -> None:
    assert "".join(filter(is_sign, chars)) == (chars if chars is SIGNS else "")
