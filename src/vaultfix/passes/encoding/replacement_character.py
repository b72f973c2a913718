"""The rule replacement-character."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import holding
from vaultfix.rule import CODE, EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.vault import Vault

_LOST = "\ufffd"
_SEEN = ("crlf", "bom", "frontmatter", "no final newline", "quote")


class ReplacementCharacter(Rule):
    """No character of a note was lost to U+FFFD, the sign for bytes that could not be read.

    A program that reads a file in the wrong encoding and saves it writes `\ufffd` for every letter that it did not
    understand. What stood there cannot be told from the note itself. Where the same words stand intact in an earlier
    version that git remembers, or as a heading, a label or the like in another note, the fix puts the letters back;
    it is safe, because everything else in the line is the same. Elsewhere the sign is only reported, once in each line.

    Code may quote the sign on purpose and is spared. Signs that are part of mojibake are left to the rule for it.
    """

    severity = Severity.WARNING
    doubt = holding(_LOST)
    touches = EVERYWHERE - CODE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.encoding.lost import findings  # noqa: PLC0415 - only who lost signs pays for mojibake

        yield from findings(doc, vault)

    examples = (
        Example("letters of every script", "Caf\u00e9, Привет, 日本\n"),
        Example("code may show the sign", "It reads `\ufffd` for what it cannot read.\n", dresses=("crlf", "bom")),
        Example(
            "the same heading elsewhere tells what was lost",
            "# Summer in Malm\ufffd\n",
            after="# Summer in Malmö\n",
            others=(("index.md", "- [Summer in Malmö](note.md)\n"),),
            dresses=_SEEN,
        ),
        Example("nobody knows what was lost", "A caf\ufffd in Malm\ufffd\n", faults=1, dresses=_SEEN),
    )
