"""The rule mojibake."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.encoding.doubts import like_mojibake
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.vault import Vault


class Mojibake(Rule):
    """A note's characters are the ones that its author wrote, not UTF-8 that was read in another code page.

    A program that takes UTF-8 for windows-1252, windows-1254 or another old code page shows each byte as a character
    of its own: `ó` turns into two, an emoji into four. Where every byte is still there, the fix turns them back,
    also where that happened twice, and changes nothing else. It is safe: the characters stand for exactly the bytes
    of the text that is put back.

    A line that also has the mended word intact may talk about the damage, as `cafÃ© is what Excel shows for café` does.
    There the fix is only a guess, made with `--unsafe-fixes`. The text and the target of a link name one thing, and an
    address on the web talks of nothing: they do not count.

    A lone `Å`, `â` or `Ã` is a letter. Code may quote mojibake and is spared, unless everything above ASCII in the
    note is damaged.
    """

    severity = Severity.ERROR
    doubt = like_mojibake
    touches = EVERYWHERE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.encoding.restored import findings  # noqa: PLC0415 - only signs above ASCII can be it

        yield from findings(doc, vault)

    examples = (
        Example("accents are no damage", "Ça va, señor Åström? İyi, «PASSÉ» … naïve à 5 €.\n"),
        Example("neither are emoji", "Ready ✅ steady 🗣️ go 🇺🇸 1️⃣\n"),
        Example(
            "code may speak of it", "In the old file it said `expulsiÃ³n`.\n", dresses=("crlf", "bom", "frontmatter")
        ),
        Example(
            "an accent comes back",
            "La expulsiÃ³n fue rÃ¡pida.\n",
            after="La expulsión fue rápida.\n",
            dresses=("crlf", "bom", "frontmatter", "no final newline", "quote"),
        ),
        Example(
            "so does a flag",
            "# ğŸ‡ºğŸ‡¸ News âœ…\n",
            after="# 🇺🇸 News ✅\n",
            dresses=("crlf", "bom", "frontmatter", "no final newline", "quote"),
        ),
        Example(
            "damage on damage is undone as well",
            "Well â€” that isnÃ¢â‚¬â„¢t it.\n",
            after="Well — that isn’t it.\n",
            dresses=("crlf", "bom", "frontmatter", "no final newline", "quote"),
        ),
        Example(
            "a line may talk about damage",
            'cafÃ© is what Excel shows for "café".\n',
            after='café is what Excel shows for "café".\n',
            unsafe=True,
            dresses=("crlf", "bom", "frontmatter", "no final newline", "quote"),
        ),
        Example(
            "the text of a link does not",
            "[café](https://example.com/cafÃ©)\n",
            after="[café](https://example.com/café)\n",
            dresses=("crlf", "bom", "frontmatter", "no final newline", "quote"),
        ),
    )
