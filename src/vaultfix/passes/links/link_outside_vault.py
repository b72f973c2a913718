"""The rule link-outside-vault."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.passes.links.rewriting import proved_path
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind
from vaultfix.text import replace
from vaultfix.vault import Vault
from vaultfix.vault.lookup import Fate


class LinkOutsideVault(Rule):
    """A link stays within the vault.

    With a `..` too many it climbs out. Obsidian goes no higher than the root, so that it may open a file all the same;
    then the fix writes the path without the steps too many. It is safe because only one file fits, and the path leads
    to it wherever it is judged. What lies above the vault Obsidian never opens, and nobody here can judge [A3.4, A8.1].
    """

    severity = Severity.WARNING
    doubt = odd(Odd.OUTSIDE)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.OUTSIDE):
            link = trail.link
            if link.kind is Kind.WIKI or not any(reach.fate is Fate.UNKNOWN for reach in trail.reaches):
                continue
            opening = [reach for reach in trail.reaches if reach.opens and reach.path is not None]
            targets = [opening[0].path or "", *opening[0].rivals] if opening else []
            path = proved_path(doc, vault, link, targets)
            where = f"; Obsidian opens `{targets[0]}`" if targets else ""
            yield Finding(
                link.span,
                f"`{link.path}` climbs out of the vault{where}",
                None if path is None else replace(link.path_span, path),
            )

    examples = (
        Example("a path within the vault", "[b](../b.md)\n", path="a/n.md", others=(("b.md", ""),)),
        Example("a step too many", "[b](../../b.md)\n", after="[b](../b.md)\n", path="a/n.md", others=(("b.md", ""),)),
        Example("a file above the vault", "[b](../b.md)\n", faults=1),
    )
