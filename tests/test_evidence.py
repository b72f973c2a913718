"""Which code page a note went through, and which bytes were lost on the way, as far as the damage itself tells."""

import pytest

from vaultfix.mojibake.channels import (
    CODE_PAGE_850,
    LATIN_1,
    LATIN_5,
    SOFT_HYPHEN,
    WINDOWS_1250,
    WINDOWS_1251,
    WINDOWS_1252,
    WINDOWS_1253,
    WINDOWS_1254,
    WINDOWS_1257,
    Channel,
)
from vaultfix.mojibake.evidence import diagnoses
from vaultfix.mojibake.stretches import stretches

HYPHENS_KEPT = WINDOWS_1254.losing(*WINDOWS_1254.lost - {SOFT_HYPHEN})
CONTROLS = range(0x80, 0xA0)

LIKELIEST: dict[str, tuple[str, Channel]] = {
    "two pages fit, and the one that loses more is taken": ("VersiÃ³n", WINDOWS_1254),
    "an emoji that begins with ð": ("isnâ€™t ðŸ˜€", WINDOWS_1252),
    "an emoji that begins with ğ": ("isnâ€™t ğŸ˜€", WINDOWS_1254),
    "letters that only one page has": ("Ã©tÃ© Å½ Ãž", WINDOWS_1252),
    "a torn emoji": ("isnâ€™t ğŸ¤", WINDOWS_1254),
    "controls that were kept, and ð": ("ðŸ\x8f•ï¸\x8f Camp", WINDOWS_1252.losing()),
    "controls that were kept, and ğ": ("ğŸ\x8f•ï¸\x8f Camp", WINDOWS_1254.losing()),
    "soft hyphens that were kept": ("isnâ€™t ğŸ˜\xad", HYPHENS_KEPT),
    "soft hyphens that were kept, though others are gone": ("isnâ€™t ğŸ˜\xad ğŸ¤", HYPHENS_KEPT),
    "controls alone": ("isnâ\x80\x99t", LATIN_1),
    "controls alone, and ð": ("ð\x9f\x98\x80 isnâ\x80\x99t", LATIN_1),
    "controls alone, and ğ": ("ğ\x9f\x98\x80 isnâ\x80\x99t", LATIN_5),
    "controls that are gone": ("It costs 5 â¬, Acmeâ¢ isnât Ã§a", LATIN_5.losing(*CONTROLS)),
    "controls that are gone, and ð": ("It costs 5 â¬, Acmeâ¢ isnât Ã§a ðª", LATIN_1.losing(*CONTROLS)),
    "Central Europe": ("Itâ€™s Ĺ‚atwe â€“ ĹĽ", WINDOWS_1250),
    "Cyrillic": ("РјРёСЂ вЂ” РјРёСЂ", WINDOWS_1251),
    "Greek": ("versiΓ³n itβ€™s", WINDOWS_1253),
    "lines of a box, and a letter that many write rather than one that few do": ("mu┼¥i a ┼¥ena, ├ü", CODE_PAGE_850),
    "the Baltic": ("mĆ¤rz", WINDOWS_1257),
    "lines of a box": ("d├®j├á vu, itÔÇÖs", CODE_PAGE_850),
}


@pytest.mark.parametrize(("text", "channel"), LIKELIEST.values(), ids=LIKELIEST)
def test_the_likeliest_page_is_the_one_that_explains_most(text: str, channel: Channel) -> None:
    best, *others = diagnoses(stretches(text))

    assert (best.channel.name, sorted(best.channel.lost)) == (channel.name, sorted(channel.lost))
    assert best.damaged
    assert all(best.weight >= other.weight for other in others)


@pytest.mark.parametrize("text", ["été", "ð hi ð", "isnât â\x80so", "IRMÃ», 5â€ wide"])
def test_what_is_no_plain_damage_has_no_page(text: str) -> None:
    assert diagnoses(stretches(text)) == []
