"""The rules of the encoding pass, beyond their examples."""

import re
from itertools import pairwise

import pytest

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.mojibake.channels import WINDOWS_1254
from vaultfix.passes.encoding import RULES
from vaultfix.passes.encoding.lossy_mojibake import LossyMojibake
from vaultfix.rule import Verdict
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

# A note in our own words, and what a chardet that calls it windows-1254 makes of it.
DIARY = """---
share: true
title: 🗓️ Günlük
---
# 🏡 The garden diary

It’s “spring” again — the 🐝 are back. İyi günler, aşkım Çağla!

- ✔️ Sow the peas
- 🌱 Water the *naïve* seedlings (30 °C…)
- 🧑‍🌾 Ask Łukasz 🇵🇱 for compost

`café` and [a walk](büyük%20yol.md)
"""


def vault_of(raw: bytes) -> Vault:
    return Vault({"note.md": Document("note.md", raw)}, Files(frozenset({"note.md"})))


def found(raw: bytes) -> list[Verdict]:
    return list(judge(vault_of(raw), {"note.md": [rule() for rule in RULES]}))


def mended(raw: bytes, *, unsafe: bool = False) -> bytes:
    note = mend(vault_of(raw), {"note.md": [rule() for rule in RULES]}, unsafe=unsafe).vault.note("note.md")
    assert note is not None
    return note.raw


def said(raw: bytes) -> list[str]:
    return [f"{verdict.rule.name}: {verdict.finding.message}" for verdict in found(raw)]


def test_a_whole_note_comes_back_but_for_what_a_person_must_choose() -> None:
    torn = WINDOWS_1254.damage(DIARY)
    left = mended(torn.encode()).decode()

    choices = {verdict.finding.span.of(torn): verdict.finding.choices for verdict in found(torn.encode())}
    torn_parts = {"ğŸ¡": "🏡", "ğŸ": "🐝", "Å": "Ł"}
    assert torn_parts.keys() == {part for part, ways in choices.items() if ways}
    assert all(truth in [choice.text for choice in choices[part]] for part, truth in torn_parts.items())
    for part, truth in torn_parts.items():
        left = re.sub(rf"{part}(?=[ u])", truth, left)
    assert left == DIARY


def test_a_note_damaged_throughout_is_mended_in_frontmatter_code_and_links_too() -> None:
    raw = mended(WINDOWS_1254.losing().damage(DIARY).encode())

    assert raw == DIARY.encode()


def test_code_that_quotes_mojibake_is_spared() -> None:
    note = "It says `Ã©` for `é`, and `â€™` for `’`.\n\n    Ã©\n\n```\nğŸ¤\n```\n"

    assert found(note.encode()) == []


def test_code_alone_never_proves_a_note_damaged() -> None:
    note = "Three cases: `Ã©`, `Ã¼`, `â€™`, `ğŸ˜€`.\n"

    assert found(note.encode()) == []


def test_messages_show_nothing_invisible() -> None:
    messages = "".join(said("ðŸ\x8f•ï¸\x8f Ã\u00a0 Ã©\n\x85\n5â€ ğŸ¤\n".encode()))

    assert not any(ord(char) < 32 or 0x7F <= ord(char) <= 0xA0 or char in "\u200e\u200f" for char in messages)


def test_the_candidates_are_ranked_said_and_given() -> None:
    (verdict,) = found("A ğŸ¤ deal\n".encode())
    best, *others = verdict.finding.choices

    assert "`ğŸ¤` lost bytes" in verdict.finding.message
    assert "most likely 🤝" in verdict.finding.message
    assert best.text == "🤝"
    assert {"🤍", "🤎", "🤏", "🤐", "🤞", "🎤"} <= {choice.text for choice in others}
    assert all(
        one.chance >= other.chance for one, other in pairwise(verdict.finding.choices) if one.chance and other.chance
    )
    assert sum(choice.chance or 0 for choice in verdict.finding.choices) <= 1.001
    assert ("channel", "windows-1254") in verdict.finding.details
    assert ("bytes", "f0 9f a4") in verdict.finding.details


def test_a_guess_is_made_only_when_asked_for_and_only_when_likely_enough() -> None:
    note = "A ğŸ¤ deal\n".encode()

    assert note == mended(note)
    assert mended(note, unsafe=True).decode() == "A 🤝 deal\n"
    strict = {"note.md": [LossyMojibake(least_chance=1.0)]}
    (verdict,) = judge(vault_of(note), strict)
    assert verdict.finding.fix is None


def test_controls_inside_mojibake_belong_to_it() -> None:
    assert [verdict.rule.name for verdict in found("ðŸ\x8f• Camp\n".encode())] == ["mojibake"]


CONTROLS = {
    "NUL": ("a\0b", "U+0000 (NUL)"),
    "next line": ("a\x85b", "U+0085 (NEL)"),
    "delete": ("a\x7fb", "U+007F (DEL)"),
    "the last of C1": ("a\x9fb", "U+009F (APC)"),
    "escape, twice": ("\x1b[1mx\x1b[0m", "U+001B (ESC) stands here, and 1 more in this line"),
}


@pytest.mark.parametrize(("text", "words"), CONTROLS.values(), ids=CONTROLS)
def test_a_control_character_is_named(text: str, words: str) -> None:
    (message,) = said(text.encode())

    assert words in message


UTF8 = {
    "Western European": ("Café, größer, señor".encode("cp1252"), "windows-1252", "Café, größer, señor"),
    "typographic quotes": ("He said “yes” – fine…".encode("cp1252"), "windows-1252", "He said “yes” – fine…"),
    "Polish": ("Zażółć gęślą jaźń".encode("cp1250"), "windows-1250", "Zażółć gęślą jaźń"),
    "Russian": ("Привет, как дела сегодня".encode("cp1251"), "windows-1251", "Привет, как дела сегодня"),
    "one byte among UTF-8": ("日本 ✅ ".encode() + b"caf\xe9", "windows-1252", "日本 ✅ café"),
    "an emoji written in two halves": (b"so \xed\xa0\xbd\xed\xb8\x80!", "CESU-8", "so 😀!"),
}


@pytest.mark.parametrize(("raw", "words", "text"), UTF8.values(), ids=UTF8)
def test_bytes_that_are_not_utf8_are_explained_and_only_unsafely_mended(raw: bytes, words: str, text: str) -> None:
    (message,) = said(raw)

    assert words in message
    assert raw == mended(raw)
    assert text.encode() == mended(raw, unsafe=True)


WIDE = {
    "little-endian": "\ufeff# Grüße\n".encode("utf-16-le"),
    "big-endian": "\ufeff# Grüße\n".encode("utf-16-be"),
    "binary": b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff",
}


@pytest.mark.parametrize("raw", WIDE.values(), ids=WIDE)
def test_what_is_no_text_is_reported_and_left(raw: bytes) -> None:
    (verdict,) = found(raw)

    assert verdict.rule.name == "not-utf8"
    assert raw == mended(raw, unsafe=True)


def test_line_ends_and_bytes_around_a_repair_stay() -> None:
    torn = "\ufeff\tA \r\n\rğŸ—£ï¸\r\nfÃ¼r \u2028\n"

    assert mended(torn.encode()) == "\tA \r\n\r🗣️\r\nfür \u2028\n".encode()
