"""A rule for those who collect poems."""

from collections.abc import Iterator
from dataclasses import dataclass

from vaultfix.plugin import (
    Document,
    Example,
    Finding,
    Properties,
    Rule,
    Safety,
    Severity,
    Vault,
    Zone,
    insert,
    properties,
)


@dataclass(frozen=True)
class UnsignedPoem(Rule):
    """A poem says who wrote it.

    A note with the tag `poem` has a property that names the poet. The fix writes `anonymous`, which only a person
    can know to be right, and so is unsafe.
    """

    property: str = "poet"
    """The property that names the poet."""
    anonymous: str = "anonymous"
    """What the fix writes."""

    severity = Severity.WARNING
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        """Yield a finding on the tag of a poem without a poet."""
        said = properties(doc)
        if not isinstance(said, Properties) or said.get(self.property):
            return
        tags = said.get("tags")
        if tags and "poem" in (tags.value if isinstance(tags.value, list) else [tags.value]):
            line = f"{self.property}: {self.anonymous}{doc.newline}"
            fix = insert(tags.key_span.start, line, Safety.UNSAFE)
            yield Finding(tags.key_span, f"a poem without a `{self.property}`", fix)

    examples = (
        Example(
            "a signed poem",
            "---\ntags: poem\npoet: Sappho\n---\nSome men say\n",
            dresses=("crlf", "bom", "no final newline", "fence"),
        ),
        Example(
            "an unsigned one",
            "---\ntags: [poem, spring]\n---\nSumer is icumen in\n",
            after="---\npoet: anonymous\ntags: [poem, spring]\n---\nSumer is icumen in\n",
            unsafe=True,
            dresses=("crlf", "bom", "no final newline", "fence"),
        ),
    )
