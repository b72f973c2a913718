"""The rule unresolved-embed."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.vault import Vault


class UnresolvedEmbed(Rule):
    """An embed shows a file of the vault.

    A note, image or sound that is not there leaves a hole in the page. Pictures on the web, and the videos that
    Obsidian shows from their address, are not judged. Where just one file has a name like it, the unsafe fix writes
    that name. Where a change renamed the file, the new name is written safely.
    """

    severity = Severity.ERROR
    doubt = odd(Odd.MISSING_EMBED)
    touches = LIVE
    heals = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.links.nowhere import nowhere  # noqa: PLC0415 - only doubtful links pay for it

        yield from nowhere(doc, vault, embed=True)

    examples = (
        Example(
            "a picture of the vault", "![[moon.png|100x100]] ![moon](img/moon.png)\n", others=(("img/moon.png", ""),)
        ),
        Example("a video on the web", "![how tides work](https://youtu.be/tides)\n"),
        Example("a page of a document", "![[tides.pdf#page=3]]\n", others=(("tides.pdf", ""),)),
        Example("no picture has this name", "![[moon.png]]\n", faults=1),
        Example("no picture lies at this path", "![moon](img/moon.png)\n", faults=1),
        Example(
            "the picture was renamed",
            "![[moon.png|100]]\n",
            after="![[full moon.png|100]]\n",
            others=(("img/full moon.png", ""),),
            renamed=(("img/moon.png", "img/full moon.png"),),
        ),
        Example(
            "the extension was forgotten",
            "![[moon]]\n",
            after="![[moon.png]]\n",
            unsafe=True,
            others=(("img/moon.png", ""),),
        ),
    )
