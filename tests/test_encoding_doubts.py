"""What is looked for in bytes misses none of the characters that the rules look for in text."""

import pytest

from vaultfix.document import Document
from vaultfix.mojibake import fragments
from vaultfix.passes.encoding import hidden
from vaultfix.passes.encoding.doubts import with_unseen
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

VAULT = Vault({}, Files(frozenset()))
EVERY = "".join(chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000)
UNSEEN = {
    found[0][-1]
    for wanted in (hidden._HIDDEN, fragments._PART, fragments._UNQUALIFIED)
    for found in wanted.finditer(EVERY)
}


def test_every_unseen_sign_is_doubted() -> None:
    missed = [char for char in UNSEEN if not with_unseen.holds(Document.of("a.md", f"a{char}b"), VAULT)]

    assert len(UNSEEN) > 150
    assert missed == []


@pytest.mark.parametrize(
    "text", ["plain", "naïve – “so” it’s…", "Це не її речі", "日本語、한국어", "1 × 2 ≤ 3 → ✓", "ﬁ （）"]
)
def test_what_can_be_seen_is_not(text: str) -> None:
    assert not with_unseen.holds(Document.of("a.md", text), VAULT)
