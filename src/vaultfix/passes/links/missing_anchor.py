"""The rule missing-anchor."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.aims import Aim
from vaultfix.passes.links.oddities import Odd, odd, odd_aims
from vaultfix.passes.links.profiles import neither
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE
from vaultfix.syntax.links.writing import with_fragment
from vaultfix.vault import Vault
from vaultfix.vault.fragments import fragment_to
from vaultfix.vault.likely import likely_headings


class MissingAnchor(Rule):
    """The heading that a link names stands in its note.

    A link to a heading that is gone opens the note at its top; an embed of it shows nothing, which is an error.
    Wikilinks are matched as Obsidian does; a Markdown link is reported only where no profile finds its heading, so
    that `#my-heading` for GitHub and `#My%20Heading` for Obsidian are both left alone. The fix is made where just one
    heading has the words or the id of the fragment: safe, except where it changes the words that a reader sees. A
    heading that is merely like it is only named. Where a change has retitled the heading, the link follows it safely.
    """

    severity = Severity.WARNING
    doubt = odd(Odd.MISSING_ANCHOR)
    touches = LIVE
    heals = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.links.healing import healing, told  # noqa: PLC0415 - only doubtful links pay for it

        for aim in odd_aims(doc, vault, Odd.MISSING_ANCHOR):
            yield told(_finding(doc, aim), healing(doc, vault, aim.link))

    examples = (
        Example("a heading by its words", "[[#High water]]\n\n# High: water?\n"),
        Example("a chain of headings", "[[#Tides#Ebb]]\n\n# Tides\n\n## Ebb\n"),
        Example("either spelling of a Markdown link", "[a](#high-water) [b](#High%20water)\n\n# High water\n"),
        Example("pages and sizes are no headings", "![[tides.pdf#page=3]]\n", others=(("tides.pdf", ""),)),
        Example("the heading is gone", "[[Tides#Neap]]\n", faults=1, others=(("Tides.md", "# Spring\n"),)),
        Example("so it is in an embed", "![[Tides#Neap]]\n", faults=1, others=(("Tides.md", "# Spring\n"),)),
        Example("a link that works nowhere", "[a](tides.md#neap)\n", faults=1, others=(("tides.md", "# Spring\n"),)),
        Example(
            "the id of a heading, in a wikilink",
            "[[Tides#spring-tide|springs]]\n",
            after="[[Tides#Spring tide|springs]]\n",
            others=(("Tides.md", "# Spring tide\n"),),
        ),
        Example(
            "the id of a heading, where only Obsidian is asked",
            "[a](tides.md#spring-tide)\n",
            after="[a](tides.md#Spring%20tide)\n",
            others=(("tides.md", "# Spring tide\n"),),
            profiles=("obsidian",),
        ),
        Example(
            "the words of a heading, where only GitHub is asked",
            "[a](tides.md#Ebb%20Flow)\n",
            after="[a](tides.md#ebb--flow)\n",
            others=(("tides.md", "# Ebb & Flow\n"),),
            profiles=("portable",),
        ),
        Example(
            "what the reader sees would change",
            "[[Tides#spring-tide]]\n",
            after="[[Tides#Spring tide]]\n",
            unsafe=True,
            others=(("Tides.md", "# Spring tide\n"),),
        ),
    )


def _finding(doc: Document, aim: Aim) -> Finding:
    near = likely_headings(aim.note, aim.fragment)
    spelled = [fragment_to(aim.note, each.heading, aim.agreed, like=aim.last) for each in near]
    choices = dict(zip((aim.written(fragment.text) for fragment in spelled), near, strict=True))
    return Finding(
        aim.link.span,
        _message(aim, list(choices)),
        aim.fix(spelled[0]) if near and near[0].sure else None,
        severity=Severity.ERROR if aim.link.embed else None,
        choices=tuple(Choice(with_fragment(doc.text, aim.link, name), each.why) for name, each in choices.items()),
    )


def _message(aim: Aim, written: list[str]) -> str:
    place = f"`{aim.note.doc.path}`" if aim.link.path else "this note"
    hint = f"; did you mean {' or '.join(f'`#{name}`' for name in written)}?" if written else ""
    return f"no heading `{aim.fragment}` in {place}{neither(aim.asked)}{hint}"
