"""The rule undefined-reference."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.links.targets import REFERENCE, closing
from vaultfix.vault import Vault


@among(lambda sheaf, _: closing(sheaf, REFERENCE))
def with_references(_doc: Document, _vault: Vault) -> bool:
    """Doubt a note in which a bracket is opened right behind another one."""
    return True


class UndefinedReference(Rule):
    """A reference has its definition: `[words][label]` and, on a line of its own, `[label]: note.md`.

    Without one, readers see the brackets. A single `[word]` is never judged: mostly it is just that [A1.5].
    """

    severity = Severity.WARNING
    doubt = with_references

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.syntax.links.references import defined_labels, references  # noqa: PLC0415 - only references pay for it

        for reference in references(doc):
            if reference.label not in defined_labels(doc):
                yield Finding(reference.span, f"no line defines `[{reference.written}]:`")

    examples = (
        Example(
            "a definition",
            "[the moon][m] ![Moon][]\n\n[M]: moon.md\n[moon]: moon.png\n",
            others=(("moon.md", ""), ("moon.png", "")),
        ),
        Example("a word in brackets, a task, a footnote, an index", "[sic] row[i][j]\n\n- [ ] [x][^1]\n\n[^1]: one\n"),
        Example("wikilinks in a row", "[[a]][[b]] [[a]][1]\n", others=(("a.md", ""), ("b.md", ""))),
        Example("no definition", "[the moon][m] and [sun][]\n", faults=2),
    )
