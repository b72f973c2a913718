"""The rule missing-block."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.aims import Aim
from vaultfix.passes.links.oddities import Odd, odd, odd_aims
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.block_ids import invalid_block_ids
from vaultfix.syntax.links import LIVE
from vaultfix.syntax.links.writing import with_fragment
from vaultfix.vault import Vault
from vaultfix.vault.likely import likely_blocks

DRESSES = ("crlf", "bom", "frontmatter", "no final newline")


class MissingBlock(Rule):
    """The block that a link names stands in its note.

    `[[Note#^name]]` leads to the block that ends with ` ^name`. A link to a block that is gone opens the note at its
    top; an embed of it shows nothing, which is an error. Only Obsidian and Quartz know blocks, so nobody else is asked.
    Capitals make no difference. What the block says now, only the author can tell: ids that are almost the same are
    named, and nothing is fixed.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.MISSING_BLOCK)
    touches = LIVE
    heals = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.links.healing import healing, told  # noqa: PLC0415 - only doubtful links pay for it

        for aim in odd_aims(doc, vault, Odd.MISSING_BLOCK):
            near = [f"^{name}" for name in likely_blocks(aim.note, aim.fragment[1:])]
            finding = Finding(
                aim.link.span,
                _message(aim, near),
                severity=Severity.ERROR if aim.link.embed else None,
                choices=tuple(
                    Choice(with_fragment(doc.text, aim.link, aim.written(name)), "a name like it") for name in near
                ),
            )
            yield told(finding, healing(doc, vault, aim.link))

    examples = (
        Example("a block by its id", "[[#^First-1]]\n\nThe first line. ^first-1\n", dresses=DRESSES),
        Example("GitHub knows no blocks", "[a](#^gone)\n", profiles=("portable",)),
        Example("the block is gone", "[[Tides#^neap]]\n", faults=1, others=(("Tides.md", "Spring. ^spring\n"),)),
        Example("so it is in an embed", "![[Tides#^neap]]\n", faults=1, others=(("Tides.md", "Spring. ^spring\n"),)),
        Example("in a Markdown link", "[a](tides.md#^neap)\n", faults=1, others=(("tides.md", "Spring. ^spring\n"),)),
    )


def _message(aim: Aim, near: list[str]) -> str:
    place = f"`{aim.note.doc.path}`" if aim.link.path else "this note"
    fault = f"no block `{aim.fragment}` in {place}"
    wanted = aim.fragment[1:].lower()
    if any(wanted == block.name.lower() for block in invalid_block_ids(aim.note.doc)):
        return f"{fault}: what stands there is no block id, which has only Latin letters, digits and hyphens"
    return f"{fault}; did you mean {' or '.join(f'`#{name}`' for name in near)}?" if near else fault
