"""The rule property-type-drift."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.passes.frontmatter.values import is_template
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault, whole

DRESSES = ("crlf", "bom", "no final newline", "fence")
RATED = tuple((f"{number}.md", f"---\nrating: {number}\n---\n") for number in range(1, 11))


@frozen
class PropertyTypeDrift(Rule):
    """A property has the same kind of value in every note of the vault.

    To Obsidian a property is of one kind everywhere: where most notes give a `rating` a number, the one that says
    `high` cannot be sorted among them. The kind of most notes is taken for the right one. Off unless asked for, since
    not every vault is kept like a table; nothing is fixed.
    """

    least_notes: int = 5
    """How many notes must have a property before any of them is thought to drift."""
    most_drifting: float = 0.1
    """How large the part of them may be that is of another kind, and is therefore told; if more are, none is."""

    severity = Severity.INFO
    touches = frozenset({Zone.FRONTMATTER})
    off = True
    sees_all = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.frontmatter.kinds import kind_in_obsidian  # noqa: PLC0415 - the rule is off by itself

        found = properties(doc)
        if not isinstance(found, Properties):
            return
        for entry in found.entries:
            kind = None if is_template(doc, entry.node) else kind_in_obsidian(entry.value)
            counts = _habits(vault).get(entry.key.casefold())
            if kind is None or not counts:
                continue
            (usual, often), total = counts.most_common(1)[0], counts.total()
            # A single text may stand where a list could [C3.1].
            if kind == usual or (kind, usual) == ("text", "a list"):
                continue
            if total >= self.least_notes and total - often <= total * self.most_drifting:
                words = f"`{entry.key}` is {kind} here, and {usual} in {often} of the {total} notes that have it"
                yield Finding(entry.value_span, words)

    examples = (
        Example("as everywhere", "---\nrating: 5\n---\n", others=RATED, dresses=DRESSES),
        Example("too few to tell", "---\nrating: high\n---\n", others=RATED[:3], dresses=DRESSES),
        Example("text among numbers", "---\nrating: high\n---\n", faults=1, others=RATED, dresses=DRESSES),
    )


@whole
def _habits(vault: Vault) -> Mapping[str, Counter[str]]:
    """Return how often each property has a value of each kind, by folded key."""
    from vaultfix.passes.frontmatter.kinds import kind_in_obsidian  # noqa: PLC0415 - likewise

    habits: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for path in vault.documents:
        doc = vault.note(path)
        found = properties(doc) if doc and doc.is_utf8 else None
        if doc and isinstance(found, Properties):
            for entry in found.entries:
                kind = None if is_template(doc, entry.node) else kind_in_obsidian(entry.value)
                if kind:
                    habits[entry.key.casefold()][kind] += 1
    return habits
