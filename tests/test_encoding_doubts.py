"""What is looked for in bytes misses none of the characters that the rules look for in text."""

import re

import pytest

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.mojibake import fragments
from vaultfix.passes.encoding import hidden
from vaultfix.passes.encoding.doubts import with_emoji, with_unseen
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

VAULT = Vault({}, Files(frozenset()))
EVERY = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)


def signs(*wanted: re.Pattern[str]) -> set[str]:
    return {found[0][-1] for each in wanted for found in each.finditer(EVERY)}


@pytest.mark.parametrize(
    ("doubt", "looked_for"),
    [
        (with_unseen, signs(hidden._HIDDEN, fragments._PART)),
        (with_emoji, signs(hidden._HIDDEN, fragments._PART, fragments._UNQUALIFIED)),
    ],
    ids=["unseen", "emoji"],
)
def test_every_sign_that_is_looked_for_is_doubted(doubt: Doubt, looked_for: set[str]) -> None:
    missed = [char for char in looked_for if not doubt.holds(Document.of("a.md", f"a{char}b"), VAULT)]

    assert len(looked_for) > 130
    assert missed == []


@pytest.mark.parametrize(
    "text", ["plain", "naïve – “so” it’s…", "Це не її речі", "日本語、한국어", "1 × 2 ≤ 3 → ✓", "🌱 🇦"[:1], "ﬁ （）"]
)
def test_what_can_be_seen_is_not(text: str) -> None:
    assert not with_unseen.holds(Document.of("a.md", text), VAULT)
