"""The rule frontmatter-twice."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.passes.frontmatter.doubts import strange
from vaultfix.passes.frontmatter.likeness import likeness
from vaultfix.passes.frontmatter.values import PLURALS
from vaultfix.patterns import pattern
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.links import live_links
from vaultfix.syntax.properties import Properties, properties, read_properties
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.text import Fix, Safety, Span, delete
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline")

# Directly below, or below blank lines.
_SECOND = pattern(r"(?P<air>(?:[ \t]*+(?:\r\n?|\n))*+)(?P<fence>---)[ \t]*+(?:\r\n?|\n)")
_CLOSING = pattern(r"---[ \t]*+(?:\r\n?|\n|\Z)")


@among(strange)
def fenced_again(doc: Document, _: Vault) -> bool:
    """Doubt a note with another fence right below its frontmatter."""
    first = block(doc)
    return first is not None and _SECOND.match(doc.text, first.span.end) is not None


class FrontmatterTwice(Rule):
    """A note has one block of frontmatter.

    Obsidian, Quartz and GitHub read the first block only; a second one below it is shown as a line and an odd heading,
    and what it sets is lost. The fix joins the two where no key stands in both: it takes away the two lines between
    them. Since that gives the note properties that it did not have, it is unsafe. Where the second has links it is only
    reported, for a link in properties does not lead everywhere.
    """

    severity = Severity.WARNING
    doubt = fenced_again
    touches = PROSE

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        first = block(doc)
        second = _SECOND.match(doc.text, first.span.end) if first else None
        rows = likeness(doc.text, second.end(), gaps=True) if second else None
        closing = _CLOSING.match(doc.text, rows.end) if rows else None
        if first is None or second is None or rows is None or closing is None:
            return
        more = read_properties(doc.text, Span(second.end(), closing.start()))
        if isinstance(more, Properties) and (rows.is_familiar or not second["air"]):
            words = "this second block of frontmatter is read by nobody; put its properties into the first one"
            yield Finding(
                Span(*second.span("fence")),
                words,
                _joined(doc, Span(first.yaml.end, second.end()), more, closing.end()),
            )

    examples = (
        Example("one block", "---\ntitle: One\n---\nText\n", dresses=DRESSES),
        Example("a rule below the frontmatter", "---\ntitle: One\n---\n---\nText\n\n---\n", dresses=DRESSES),
        Example("prose between two rules", "---\ntitle: One\n---\n\n---\nMind: the gap\n\n---\n", dresses=DRESSES),
        Example(
            "the second block joins the first",
            "---\ntitle: One\n---\n---\ntags: [a] # new\n---\nText\n",
            after="---\ntitle: One\ntags: [a] # new\n---\nText\n",
            unsafe=True,
            dresses=DRESSES,
        ),
        Example(
            "a key in both needs a person",
            "---\ntitle: One\n---\n\n---\ntitle: Two\n---\nText\n",
            faults=1,
            dresses=DRESSES,
        ),
        Example(
            "so do links in the second block",
            "---\ntitle: One\n---\n---\nup: '[[two]]'\n---\nText\n",
            faults=1,
            dresses=DRESSES,
        ),
    )


def _joined(doc: Document, between: Span, more: Properties, body: int) -> Fix | None:
    """Return the fix that joins the properties above and below `between`, so that the body begins at `body`."""
    said = properties(doc)
    if not isinstance(said, Properties) or _names(said) & _names(more):
        return None
    if any(between.end <= link.span.start < body for link in live_links(doc)):
        return None
    added = {entry.key: entry.value for entry in more.entries}
    return proved(doc, delete(between, Safety.UNSAFE), Meant(added=added, body=body))


def _names(said: Properties) -> set[str]:
    """Return the keys as Obsidian compares them, those of old by the name that a fix gives them."""
    keys = (entry.key.casefold() for entry in said.entries)
    return {PLURALS.get(key, key) for key in keys}
