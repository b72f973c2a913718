"""The rule duplicate-block-id."""

from collections import Counter
from collections.abc import Iterator, Sequence

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.patterns import pattern
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.block_ids import BlockId, block_ids
from vaultfix.syntax.zones import zone_at
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "frontmatter", "no final newline", "fence")


# The name in all that looks like a block id from its `^` on.
_LIKE_BLOCK_ID = pattern(rb"\^([A-Za-z0-9-]++)(?=[ \t]*+(?:[\r\n]|\Z))")


def _with_repeats(sheaf: Sheaf, _: Vault) -> Sequence[int]:
    """Leave the notes where two names that may be those of blocks are one but for capitals."""
    return [at for at in sheaf.holding(b"^") if _repeat(_LIKE_BLOCK_ID.findall(sheaf.docs[at].raw))]


def _repeat(names: Sequence[bytes]) -> bool:
    return len(names) > 1 and len({name.lower() for name in names}) < len(names)


@among(_with_repeats)
def named_twice(_doc: Document, _vault: Vault) -> bool:
    """Doubt a note where two names that may be those of blocks are one."""
    return True


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
