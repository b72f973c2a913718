"""The rule chained-anchor."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.aims import Aim
from vaultfix.passes.links.oddities import Odd, odd, odd_aims
from vaultfix.passes.links.profiles import named
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import Kind
from vaultfix.vault import Vault
from vaultfix.vault.fragments import Fragment, fragment_to

TIDES = (("tides.md", "# Tides\n\n## Ebb\n"),)


class ChainedAnchor(Rule):
    """A link that is published names one heading, not a chain of them.

    `#Tides#Ebb` means the heading “Ebb” below “Tides” to Obsidian alone. GitHub has no such id, Quartz follows a
    Markdown link to the first heading of the chain, and shows a wikilink with two `#` as text; so it does with one
    whose display text has a `#`. The fix names the last heading alone, where that leads Obsidian to the same place: it
    is safe, except where a wikilink has no display text and its words would change.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.CHAIN)

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for aim in odd_aims(doc, vault, Odd.CHAIN):
            deaf = aim.asked - {"obsidian"}
            if deaf:
                better = _better(aim)
                hint = f"; `#{aim.written(better.text)}` means the same" if better else ""
                yield Finding(
                    aim.link.span,
                    f"only Obsidian follows a chain of headings, not {named(deaf)}{hint}",
                    aim.fix(better) if better else None,
                )
        if "quartz" in vault.profiles:
            yield from _hashed_labels(doc, vault)

    examples = (
        Example("one heading", "[a](tides.md#Ebb)\n", others=TIDES),
        Example("a wikilink, which only Obsidian reads", "[[tides#Tides#Ebb]]\n", others=TIDES),
        Example("only Obsidian is asked", "[a](tides.md#Tides#Ebb)\n", others=TIDES, profiles=("obsidian",)),
        Example(
            "a chain in a Markdown link",
            "[a](tides.md#Tides#Ebb)\n",
            after="[a](tides.md#ebb)\n",
            others=TIDES,
        ),
        Example(
            "a chain in a wikilink, for Quartz",
            "[[tides#Tides#Ebb|ebb]]\n",
            after="[[tides#Ebb|ebb]]\n",
            others=TIDES,
            profiles=("obsidian", "quartz"),
        ),
        Example(
            "the last heading alone is another",
            "[a](tides.md#Neap#Ebb)\n",
            faults=1,
            others=(("tides.md", "# Tides\n\n## Ebb\n\n# Neap\n\n## Ebb\n"),),
        ),
        Example(
            "a `#` in the display text, for Quartz",
            "[[tides|tide # 1]]\n",
            faults=1,
            others=TIDES,
            profiles=("obsidian", "quartz"),
        ),
    )


def _better(aim: Aim) -> Fragment | None:
    """Return the fragment that leads to the heading at the end of the chain without naming those above it."""
    place = aim.note.place("obsidian", aim.fragment)
    heading = next((heading for heading in aim.note.headings if heading.span == place), None)
    if heading is None:
        return None
    better = fragment_to(aim.note, heading, aim.agreed, keeping=aim.agreed & {"obsidian"}, like=aim.last)
    return None if "#" in better.text or not better.profiles else better


def _hashed_labels(doc: Document, vault: Vault) -> Iterator[Finding]:
    for trail in vault.trails(doc):
        link = trail.link
        if link.kind is Kind.WIKI and link.label_span and "#" in link.label_span.of(doc.text):
            words = "Quartz shows this as text: the display text of a wikilink may have no `#` there"
            yield Finding(link.span, words)
