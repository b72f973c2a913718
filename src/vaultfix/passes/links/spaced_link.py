"""The rule spaced-link."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.links.oddities import Odd, odd, odd_links
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links import LIVE, Kind, Link
from vaultfix.text import Edit, Fix, Span
from vaultfix.vault import Vault


class SpacedLink(Rule):
    """The name in a wikilink stands close to its brackets: `[[Note]]`, not `[[Note ]]`.

    Obsidian opens the note all the same, other programs look for a name with a space at its end. The fix takes the
    blanks away. It is safe because a file with the bare name exists, and readers see no difference [A2.2].
    """

    severity = Severity.INFO
    doubt = odd(Odd.SPACED)
    touches = LIVE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for trail in odd_links(doc, vault, Odd.SPACED):
            link = trail.link
            strays = _strays(doc.text, link) if link.kind is Kind.WIKI and link.path else ()
            if strays:
                exists = any(reach.path is not None for reach in trail.reaches)
                yield Finding(
                    link.span,
                    f"blanks stand around the name `{link.path}`",
                    Fix(tuple(Edit(stray, "") for stray in strays)) if exists else None,
                )

    examples = (
        Example("no blanks", "[[my moon]] [[moon| the moon ]]\n", others=(("moon.md", ""), ("my moon.md", ""))),
        Example("a heading may have them", "[[moon# Far side ]]\n", others=(("moon.md", "# Far side\n"),)),
        Example(
            "blanks around a name",
            "[[moon ]]\n\n![[ moon#Far side]]\n\n[[ moon | dark ]]\n",
            after="[[moon]]\n\n![[moon#Far side]]\n\n[[moon| dark ]]\n",
            others=(("moon.md", "# Far side\n"),),
        ),
        Example("a note that is not there", "[[sun ]]\n", faults=1),
    )


def _strays(text: str, link: Link) -> tuple[Span, ...]:
    """Return the blanks before and behind the path of a wikilink."""
    start = link.span.start + (3 if link.embed else 2)
    end = link.path_span.end
    if start == link.path_span.start and text[end] not in " \t":
        return ()
    while text[end] in " \t":
        end += 1
    return tuple(
        stray for stray in (Span(start, link.path_span.start), Span(link.path_span.end, end)) if stray.start < stray.end
    )
