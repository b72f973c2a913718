"""The rule damaged-name."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.frozen import frozen
from vaultfix.passes.encoding.names import are_damaged, homes, suspects
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.vault import Vault


@among(lambda sheaf, vault: sheaf.every if suspects(vault) else ())
def telling(doc: Document, vault: Vault) -> bool:
    """Doubt a note that tells of a name that may be damaged."""
    return bool(suspects(vault)) and doc.path in homes(vault)


@frozen
class DamagedName(Rule):
    """The name of a file or folder is the one that its author gave it, not mojibake.

    What damages notes damages their names as well: an archive that was unpacked in the wrong code page, a disk that
    took names for another encoding. A name cannot be mended within a note, so it is only reported, where it is read
    first: on the note that bears it, on the first note in a folder, and for a picture or another file on the first
    note that links to it.

    With `--fix --rename-files` the name is mended on disk together with every link to it, in the same run, where it is
    proved what it was; `--unsafe-fixes` adds the likeliest guesses, and names that may talk about damage, as they have
    the mended word intact too: `cafÃ© for café.md`. No file is ever renamed onto another one. Canvases are not read:
    one that names such a file must be mended by hand.
    """

    severity = Severity.ERROR
    doubt = telling
    touches = EVERYWHERE

    least_chance: float = 0.5
    """How likely a guess must be, from 0 to 1, so that `--unsafe-fixes` makes it. What is below is only listed."""

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if are_damaged(vault):
            from vaultfix.passes.encoding.naming import findings  # noqa: PLC0415 - only damaged names pay for emoji

            yield from findings(doc, vault, self.least_chance)

    examples = (
        Example("accents are no damage", "# São Tomé\n", path="Ångström – naïve.md"),
        Example("neither are emoji", "# Deals\n", path="🤝 Deals/🗣️ News.md"),
        Example("a name that went through windows-1252", "# Café\n", path="CafÃ©.md", faults=1),
        Example("a folder and a note in it", "# A\n", path="ğŸ“š Books/CafÃ©.md", faults=2),
        Example("a picture, where it is shown", "![[rÃ©sumÃ©.png]]\n", others=(("rÃ©sumÃ©.png", ""),), faults=1),
    )
