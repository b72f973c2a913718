"""The rule unquoted-link-value."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import not_plain
from vaultfix.passes.frontmatter.values import is_bare_link, shown
from vaultfix.rule import Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.links import links
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node, walk
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.yaml_quotes import quoted
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix, Safety, replace, splice
from vaultfix.vault import Vault
from vaultfix.vault.lookup import Fate

DRESSES = ("crlf", "bom", "no final newline", "fence")


class UnquotedLinkValue(Rule):
    """A link in a property stands in quotes: `up: "[[Note]]"`.

    Without them YAML reads a list within a list, and Obsidian sees no link there: none to follow, none in the graph,
    and none that it would mend when the note is renamed. The fix puts the quotes; it is proved that the property then
    is the link, to the letter, and every other one what it was. With a comma inside the brackets it is unsafe. A link
    that would lead nowhere stays as it is.
    """

    severity = Severity.WARNING
    doubt = not_plain
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        head = block(doc)
        found = properties(doc) if head and "[[" in head.yaml.of(doc.text) else None
        if not isinstance(found, Properties):
            return
        for entry in found.entries:
            for node in walk(entry.node):
                if is_bare_link(doc, node):
                    yield _finding(doc, vault, node)

    examples = (
        Example("a link in quotes", "---\nup: \"[[One]]\"\nnext: '[[Two|2]]'\n---\n", dresses=DRESSES),
        Example("a list of numbers in a list", "---\nsize: [[3, 4]]\n---\n", dresses=DRESSES),
        Example("a link that leads nowhere needs a person", "---\nup: [[One]]\n---\n", faults=1, dresses=DRESSES),
        Example(
            "a link gets its quotes",
            "---\nup: [[One]] # above\n---\n",
            after='---\nup: "[[One]]" # above\n---\n',
            others=(("One.md", ""),),
            dresses=DRESSES,
        ),
        Example(
            "links in a list get theirs",
            "---\nseen:\n  - [[One, two]]\n  - [[Two|2]]\nnext: [[[Two#Part]], [[Two|II]]]\n---\n",
            after='---\nseen:\n  - "[[One, two]]"\n  - "[[Two|2]]"\nnext: ["[[Two#Part]]", "[[Two|II]]"]\n---\n',
            unsafe=True,
            others=(("One, two.md", ""), ("Two.md", "# Part\n")),
            dresses=("crlf", "bom", "no final newline"),
        ),
    )


def _finding(doc: Document, vault: Vault, node: Node) -> Finding:
    link = node.span.of(doc.text)
    words = f"`{shown(link)}` is a list within a list to YAML, and no link to Obsidian; put it in quotes"
    # A comma may be part of a name, or part two items of a list.
    fix = replace(node.span, quoted(link), Safety.UNSAFE if "," in link else Safety.SAFE)
    choice = Choice(quoted(link), "a link")
    if not _arrives(doc, vault, fix):
        return Finding(node.span, words, choices=(choice,))
    return Finding(node.span, words, proved(doc, fix, Meant(changed={node.span: link})), choices=(choice,))


def _arrives(doc: Document, vault: Vault, fix: Fix) -> bool:
    """Whether the link that `fix` makes of a value leads to one note, and to a place that is there."""
    after = Document.of(doc.path, splice(doc.text, fix.edits))
    start = fix.edits[0].span.start
    made = next((link for link in links(after) if link.span.start == start + 1), None)
    if made is None:
        return False
    for reach in vault.resolve(doc.path, made):
        if reach.fate is not Fate.REACHED or reach.rivals:
            return False
        target = vault.anchors(reach.path) if reach.path and made.fragment else None
        if target and made.fragment and target.place(reach.profile, made.fragment) is None:
            return False
    return True
