"""The rule anchor-style."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.aims import Aim
from vaultfix.passes.links.oddities import Odd, odd, odd_aims
from vaultfix.passes.links.profiles import named
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.syntax.regions import Heading
from vaultfix.vault import Vault
from vaultfix.vault.fragments import fragment_to

TIDES = (("tides.md", "# Tides!\n\n## High water\n"),)


class AnchorStyle(Rule):
    """A link spells its heading in the way that most readers of it understand.

    Obsidian looks for the words of a heading, GitHub for its id, and Quartz makes an id of the words: `#My%20Heading`
    is found by the first and the last, `#my-heading` by the last two. A link is reported where another spelling leads
    to the very same heading for every profile that finds it now, and for one more. The fix writes that spelling; it is
    safe, except in a wikilink whose words a reader sees. Where no spelling serves everyone, the author's is left alone.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.DIVIDED_ANCHOR)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for aim in odd_aims(doc, vault, Odd.DIVIDED_ANCHOR):
            heading = _heading(aim)
            if heading is None:
                continue
            better = fragment_to(aim.note, heading, aim.asked, keeping=aim.served, like=aim.last)
            if better.profiles > aim.served:
                deaf = named(aim.asked - aim.served)
                words = f"this heading is found by {named(aim.served)}, not by {deaf}"
                yield Finding(
                    aim.link.span,
                    f"{words}; `#{aim.written(better.text)}` is found by {named(better.profiles)}",
                    aim.fix(better),
                )

    examples = (
        Example("one spelling for both", "[a](tides.md#tides)\n", others=TIDES),
        Example("no spelling for both", "[a](tides.md#High%20water) [b](tides.md#high-water)\n", others=TIDES),
        Example("the heading is gone for everyone", "[a](tides.md#ebb!)\n", others=TIDES),
        Example(
            "a sign that no id has, and that Obsidian does not need",
            "[a](tides.md#Tides!)\n",
            after="[a](tides.md#tides)\n",
            others=TIDES,
        ),
        Example(
            "an id, where Obsidian and Quartz are asked",
            "[a](tides.md#high-water)\n",
            after="[a](tides.md#High%20water)\n",
            others=TIDES,
            profiles=("obsidian", "quartz"),
        ),
        Example(
            "words, where GitHub and Quartz are asked",
            "[a](tides.md#High%20water)\n",
            after="[a](tides.md#high-water)\n",
            others=TIDES,
            profiles=("portable", "quartz"),
        ),
    )


def _heading(aim: Aim) -> Heading | None:
    """Return the heading that all profiles lead to that find one; None where they differ, or it is none."""
    places = {place for _, _, place in aim.found if place}
    if len(places) != 1 or aim.agreed != aim.asked:
        return None
    return next((heading for heading in aim.note.headings if heading.span in places), None)
