"""The rule duplicate-block-id."""

from collections import Counter
from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, matching
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.block_ids import LIKE_BLOCK_ID, BlockId, block_ids, possible_names
from vaultfix.syntax.zones import zone_at
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "frontmatter", "no final newline", "fence")


@among(matching(LIKE_BLOCK_ID))
def named_twice(doc: Document, _: Vault) -> bool:
    """Doubt a note where two names that may be those of blocks are one but for capitals."""
    names = [name.lower() for name in possible_names(doc.text)]
    return len(names) > len(set(names))


class DuplicateBlockId(Rule):
    """No two blocks of a note have the same name.

    A link to the name can lead to only one of them. Capitals make no difference. Which of the two should be renamed,
    only the author knows.
    """

    severity = Severity.WARNING
    doubt = named_twice

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        ids = block_ids(doc)
        counts = Counter(block.name.lower() for block in ids)
        if len(counts) == len(ids):
            return
        first: dict[str, BlockId] = {}
        for block in ids:
            name = block.name.lower()
            if counts[name] > 1 and zone_at(doc, block.span.start) in PROSE:
                other = first.setdefault(name, block)
                if other is not block:
                    line = doc.place(other.span.start).line
                    yield Finding(block.span, f"`^{block.name}` is already the name of a block on line {line}")

    examples = (
        Example("two names", "High. ^high\n\nLow. ^low\n", dresses=DRESSES),
        Example("one of the two is code", "High. ^high\n\n```\nHigh. ^high\n```\n", dresses=("crlf", "bom", "quote")),
        Example("the same name twice", "High. ^tide\n\nLow. ^Tide\n", faults=1, dresses=DRESSES),
    )
