"""The rule alias-taken."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, by_head
from vaultfix.passes.frontmatter.doubts import may_be_published
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.plain_head import may_set
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault
from vaultfix.vault.claims import Claim, Claims, aliases, claims
from vaultfix.vault.quartz import slug

DRESSES = ("crlf", "bom", "no final newline", "fence")
OTHER = (("tides.md", "---\nshare: true\naliases: [High water]\n---\n"),)


@among(by_head(lambda head, _: head.has("aliases")))
def with_aliases(doc: Document, vault: Vault) -> bool:
    """Doubt a published note that may have aliases."""
    return may_be_published(doc, vault) and may_set(doc, "aliases")


class AliasTaken(Rule):
    """No two published notes have the same alias.

    A site leads a reader who asks for an alias to the note that bears it: with two of them, to either. Quartz makes a
    page of each alias, which takes the place of a note that has its address. Notes that are not published may share
    their aliases, as Obsidian then offers both; which are, `share` says, or else the profile `quartz`. Which of the two
    should give the name up, only the author knows.
    """

    severity = Severity.WARNING
    doubt = with_aliases
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for claim in aliases(doc):
            known = claims(vault)
            if doc.path not in known.paths:
                return
            if words := _shared(doc, known, claim) or _hides(doc, vault, known, claim):
                yield Finding(claim.span, words)

    examples = (
        Example("an alias of its own", "---\nshare: true\naliases: [Low water]\n---\n", others=OTHER, dresses=DRESSES),
        Example("a note that is not published", "---\naliases: [High water]\n---\n", others=OTHER),
        Example(
            "the alias of another note",
            "---\nshare: true\naliases:\n  - Flood\n  - high water\n---\n",
            faults=1,
            others=OTHER,
            dresses=DRESSES,
        ),
        Example(
            "the address of another note, for Quartz",
            "---\nshare: true\naliases: [tides]\n---\n",
            faults=1,
            others=OTHER,
            profiles=("quartz",),
            dresses=DRESSES,
        ),
    )


def _shared(doc: Document, known: Claims, claim: Claim) -> str | None:
    """Return words on the other note that has an alias."""
    other = next((path for path in known.aliases[claim.key] if path != doc.path), None)
    return f"`{other}` has the alias “{claim.said}”, too: a reader is led to one of the two" if other else None


def _hides(doc: Document, vault: Vault, known: Claims, claim: Claim) -> str | None:
    """Return words on the other note whose address an alias has, where Quartz is asked [C3.5]."""
    other = vault.files.slugs.pages.get(slug(claim.said)) if "quartz" in vault.profiles else None
    if other is None or other == doc.path or other not in known.paths:
        return None
    return f"“{claim.said}” is the address of `{other}`: Quartz puts a page in its place that leads here"
