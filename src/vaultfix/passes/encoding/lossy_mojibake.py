"""The rule lossy-mojibake."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.passes.encoding.doubts import like_mojibake
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.vault import Vault

_MENDED = ("crlf", "bom", "frontmatter", "no final newline", "quote")


@frozen
class LossyMojibake(Rule):
    """Mojibake that lost bytes on the way is not left in a note.

    Some bytes mean nothing in the code page that a note was wrongly read in, and vanish. What is left of an emoji can
    then have been several: `ğŸ¤` was one of 🤍 🤎 🤏 🤐 🤝 🤞 and more.

    The fix is safe where it is proved what stood there. Either one thing alone leaves these bytes, as a variation
    selector behind its emoji does or a joiner within a family; or the same words stand intact elsewhere: as a heading,
    a label, a property or a line of another note, in the name of a file, or in an earlier version of the note that git
    remembers. Everything else is ranked by the words around it, by how often people write it and by what the vault's
    intact notes write. A text that is likelier than not is a guess, made only with `--unsafe-fixes`; below that it
    is left to a person, and all that is possible is listed. Where the line also has the mended word intact, it may talk
    about the damage, and even what is proved is only a guess.
    """

    severity = Severity.ERROR
    doubt = like_mojibake
    touches = EVERYWHERE

    least_chance: float = 0.5
    """How likely a guess must be, from 0 to 1, so that `--unsafe-fixes` makes it. What is below is only listed."""

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.encoding.damaged import damaged  # noqa: PLC0415 - only signs above ASCII can be it

        changes = damaged(doc)
        if any(change.lossy for change in changes):
            from vaultfix.passes.encoding.weighing import findings  # noqa: PLC0415 - only who lost bytes pays for emoji

            yield from findings(doc, vault, changes, self.least_chance)

    examples = (
        Example("letters that damage begins with are letters", "Ångström, âge, naïve, São Tomé, ÎLE\n"),
        Example("so are signs", "† ‡ • … ‰ “quoted” „leise“ ‘so’ — – ™ ½ × ÷\n"),
        Example(
            "a variation selector is all that can be missing",
            "ğŸ—£ï¸ Speak up.\n",
            after="🗣️ Speak up.\n",
            dresses=_MENDED,
        ),
        Example("a joiner between known partners", "ğŸ‘¨â€ğŸ’» codes.\n", after="👨‍💻 codes.\n", dresses=_MENDED),
        Example("a keycap around its digit", "1ï¸âƒ£ First\n", after="1️⃣ First\n", dresses=_MENDED),
        Example("one of many is guessed", "ğŸ¤ A deal.\n", after="🤝 A deal.\n", unsafe=True, dresses=_MENDED),
        Example(
            "the same words in another note are proof",
            "# ğŸ¤ The deal\n",
            after="# 🤝 The deal\n",
            others=(("index.md", "[🤝 The deal](note.md)\n"),),
            dresses=_MENDED,
        ),
        Example("what can have been anything is left to a person", "ğŸ¤ ğŸ¤ ğŸ¤\n", faults=3, dresses=_MENDED),
    )
