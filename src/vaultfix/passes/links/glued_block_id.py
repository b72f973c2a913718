"""The rule glued-block-id."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.links import links
from vaultfix.text import insert
from vaultfix.vault import Vault


class GluedBlockId(Rule):
    """A blank stands before the name of a block: `![[tide.png]] ^tide`.

    Right behind a link or embed, Obsidian may or may not take `^tide` for a name. The fix puts a space between the two;
    it is safe because a reader sees no difference.
    """

    severity = Severity.INFO

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        glued = [block.span for block in block_ids(doc) if doc.text.endswith(("]", ")"), 0, block.span.start)]
        ends = {link.span.end for link in links(doc)} if glued else set()
        for span in glued:
            if span.start in ends:
                words = f"a space is missing between the link and the block's name `{span.of(doc.text)}`"
                yield Finding(span, words, insert(span.start, " "))

    examples = (
        Example("a space between", "![[tide.png]] ^tide\n", others=(("tide.png", ""),)),
        Example("a power", "f(x)^2\n"),
        Example(
            "no space between",
            "![[tide.png]]^tide\n",
            after="![[tide.png]] ^tide\n",
            others=(("tide.png", ""),),
        ),
    )
