"""The rule invalid-block-id."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, matching
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.block_ids import LIKE_INVALID, invalid_block_ids
from vaultfix.vault import Vault


@among(matching(LIKE_INVALID, b"^"))
def misnamed(doc: Document, _: Vault) -> bool:
    """Doubt a note with what may be such a name."""
    return bool(invalid_block_ids(doc))


class InvalidBlockId(Rule):
    """The name of a block has only Latin letters, digits and hyphens.

    Obsidian takes ` ^my_name` at the end of a block for text: readers see it, and no link finds the block. Which name
    it should have, and which links should follow, only the author can say.
    """

    severity = Severity.WARNING
    doubt = misnamed

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for block in invalid_block_ids(doc):
            words = f"`^{block.name}` names no block: only Latin letters, digits and hyphens may stand in it"
            yield Finding(block.span, words)

    examples = (
        Example("letters, digits and hyphens", "High water. ^tide-1\n", dresses=("crlf", "bom", "quote", "fence")),
        Example("a face and a power", "High ^_^\n\n2 ^ n_1 and x^2_1\n"),
        Example("an underscore", "High water. ^high_water\n", faults=1),
        Example("letters that are not Latin, alone on a line", "- High\n- Low\n\n^прилив\n", faults=1),
    )
