"""The rule frontmatter-fence-space."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.passes.frontmatter.doubts import strange
from vaultfix.passes.frontmatter.likeness import likeness
from vaultfix.patterns import pattern
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import Block, block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import walk
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.zones import Zone
from vaultfix.text import Edit, Fix, Safety, Span
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")

_BLANKS = pattern(r"(?<![ \t])[ \t]++(?=[\r\n]|\Z)")


@among(strange)
def padded(doc: Document, _: Vault) -> bool:
    """Doubt a note with a blank behind a fence of its frontmatter."""
    found = block(doc)
    return found is not None and any(doc.text.startswith((" ", "\t"), at + 3) for at in _fences(found))


class FrontmatterFenceSpace(Rule):
    """Nothing stands behind the `---` that opens or closes the frontmatter, not even a space.

    Quartz and GitHub do not mind, but Obsidian then sees no frontmatter at all, and the note has neither aliases nor
    tags. Such spaces come from exports that end every line with two of them. The fix takes them away, and those behind
    the properties too, where no value changes by it. It is unsafe where no key is one that everybody uses, since the
    lines may be prose between two rules.
    """

    severity = Severity.ERROR
    doubt = padded
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = block(doc)
        spaces = _behind_fences(doc, found) if found else ()
        rows = likeness(doc.text, found.yaml.start, gaps=True) if found and spaces else None
        if found is None or rows is None:
            return
        safety, severity = (Safety.SAFE, None) if rows.is_familiar else (Safety.UNSAFE, Severity.WARNING)
        bare = tuple(Edit(span, "") for span in spaces)
        padding = tuple(Edit(span, "") for span in _padding(doc, found.yaml))
        fix = proved(doc, Fix((*bare, *padding), safety), Meant()) or proved(doc, Fix(bare, safety), Meant())
        words = "spaces behind `---` hide all the properties from Obsidian; the line must be exactly `---`"
        yield Finding(spaces[0], words, fix, severity)

    examples = (
        Example("two bare fences", "---\ntitle: One  \n---\nText\n", dresses=DRESSES),
        Example("two rules around prose", "---  \nSome prose.\n\n---  \n", dresses=DRESSES),
        Example(
            "spaces behind a fence go",
            "---\ntitle: One\n---  \nText  \n",
            after="---\ntitle: One\n---\nText  \n",
            dresses=DRESSES,
        ),
        Example(
            "with them go those behind the properties, but none that says something",
            "---  \ntitle: One  \ntext: |\n  a line  \n---  \nText  \n",
            after="---\ntitle: One\ntext: |\n  a line  \n---\nText  \n",
            dresses=DRESSES,
        ),
        Example(
            "keys that nobody knows may be prose",
            "---  \nPatience: a virtue\n---\n",
            after="---\nPatience: a virtue\n---\n",
            unsafe=True,
            dresses=DRESSES,
        ),
    )


def _fences(found: Block) -> tuple[int, int]:
    """Return where the two fences stand."""
    return found.span.start, found.yaml.end


def _behind_fences(doc: Document, found: Block) -> tuple[Span, ...]:
    """Return the blanks behind the two fences, as far as there are any."""
    behind = (_BLANKS.match(doc.text, at + 3) for at in _fences(found))
    return tuple(Span(*blanks.span()) for blanks in behind if blanks)


def _padding(doc: Document, yaml: Span) -> Iterator[Span]:
    """Yield the blanks at the ends of lines that are part of no value."""
    said = properties(doc)
    if isinstance(said, Properties):
        texts = [node.span for entry in said.entries for node in walk(entry.node) if isinstance(node.value, str)]
        blanks = (Span(*found.span()) for found in _BLANKS.finditer(doc.text, yaml.start, yaml.end))
        yield from (span for span in blanks if not any(text.covers(span) for text in texts))
