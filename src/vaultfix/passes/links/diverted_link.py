"""The rule diverted-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.doubts import changed
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.vault import Vault


class DivertedLink(Rule):
    """A change does not let a link lead elsewhere than before.

    When a note is renamed, moved or deleted, a link to it may find another note of that name, or work in Obsidian and
    no longer on GitHub; when a heading is mended, its id may become that of another. Nobody sees it happen. The fix
    writes where the link led before the change, in the link's own style, and is safe: it is recorded what the change
    renamed. What counts as the change is a repair of the same run, and with `--since` what git records.
    """

    severity = Severity.WARNING
    doubt = changed
    touches = LIVE
    heals = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.links.diversions import diversions  # noqa: PLC0415 - only a change diverts links

        yield from diversions(doc, vault)

    examples = (
        Example("nothing was renamed", "[[Tides]]\n", others=(("bay/Tides.md", ""), ("sea/Tides.md", ""))),
        Example(
            "the link means the other note anyway",
            "[[sea/Tides]]\n",
            others=(("bay/Ebb.md", ""), ("sea/Tides.md", "")),
            renamed=(("bay/Tides.md", "bay/Ebb.md"),),
        ),
        Example(
            "another note has the name that a renamed one had",
            "[[Tides]]\n",
            after="[[Ebb]]\n",
            others=(("bay/Ebb.md", ""), ("sea/Tides.md", "")),
            renamed=(("bay/Tides.md", "bay/Ebb.md"),),
        ),
        Example(
            "Obsidian still finds a note that was moved, GitHub does not",
            "[tides](tides.md)\n",
            after="[tides](sea/tides.md)\n",
            others=(("sea/tides.md", ""),),
            renamed=(("tides.md", "sea/tides.md"),),
        ),
    )
