"""The rule link-to-hidden."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.vault import Vault
from vaultfix.vault.files import is_hidden


class LinkToHidden(Rule):
    """A link leads to a file that Obsidian shows.

    Names that start with a dot, such as `.obsidian` and `.trash`, and all that lies below them, are hidden from it: the
    file is on the disk, but the link does not open, and Quartz does not publish it. Nothing is fixed: the file may
    have to move, or the link to go [A7.1].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.HIDDEN)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        if not {"obsidian", "quartz"} & set(vault.profiles):
            return
        for trail in odd_links(doc, vault, Odd.HIDDEN):
            hidden = next((reach.path for reach in trail.reaches if reach.path and is_hidden(reach.path)), None)
            if hidden and trail.link.path:
                yield Finding(trail.link.span, f"`{hidden}` exists, but Obsidian hides what starts with a dot")

    examples = (
        Example("a file that is shown", "[moon](../sky/moon.md)\n", path="a/n.md", others=(("sky/moon.md", ""),)),
        Example(
            "only GitHub is asked",
            "[moon](.sky/moon.md)\n",
            others=((".sky/moon.md", ""),),
            profiles=("portable",),
        ),
        Example("a note in the bin", "[moon](.trash/moon.md)\n", faults=1, others=((".trash/moon.md", ""),)),
    )
