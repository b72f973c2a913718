"""The rule glued-block-id."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, matching
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.links import links
from vaultfix.text import insert
from vaultfix.vault import Vault

_WEB_LINK = pattern(r"\]\((?:[A-Za-z][A-Za-z0-9+.-]+:|//)[^\s()<>]*\)")
# The sign comes first, which lets `re` skip all else at once.
_GLUED = pattern(rb"\^(?<=[\])]\^)")


@among(matching(_GLUED, b"^"))
def glued(_doc: Document, _vault: Vault) -> bool:
    """Doubt a note with a `^` right behind what may end a link."""
    return True


class GluedBlockId(Rule):
    """A blank stands before the name of a block: `![[tide.png]] ^tide`.

    Right behind a link or embed, Obsidian may or may not take `^tide` for a name. The fix puts a space between the two;
    it is safe because a reader sees no difference.
    """

    severity = Severity.INFO
    doubt = glued

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        close = [block.span for block in block_ids(doc) if doc.text.endswith(("]", ")"), 0, block.span.start)]
        ends = {link.span.end for link in links(doc)} if close else set()
        for span in close:
            if span.start in ends or _is_behind_web_link(doc, span.start):
                words = f"a space is missing between the link and the block's name `{span.of(doc.text)}`"
                yield Finding(span, words, insert(span.start, " "))

    examples = (
        Example("a space between", "![[tide.png]] ^tide\n", others=(("tide.png", ""),)),
        Example("a power", "f(x)^2\n"),
        Example(
            "behind a link to the web", "[a](https://example.org/)^tide\n", after="[a](https://example.org/) ^tide\n"
        ),
        Example(
            "no space between",
            "![[tide.png]]^tide\n",
            after="![[tide.png]] ^tide\n",
            others=(("tide.png", ""),),
        ),
    )


def _is_behind_web_link(doc: Document, at: int) -> bool:
    """Whether a link to the web ends at an offset; `links` leaves these out."""
    start = doc.text.rfind("](", doc.line(doc.line_number(at)).start, at)
    return start >= 0 and _WEB_LINK.fullmatch(doc.text, start, at) is not None
