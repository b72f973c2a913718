"""The rule orphan-note."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.rule import EVERYWHERE, Example, Finding, Rule, Severity
from vaultfix.text import Span
from vaultfix.vault import Vault

_ENTRANCES = ("index.md", "_index.md", "README.md")


class OrphanNote(Rule):
    """Some other note links to each note.

    What nothing links to is found by search alone. Indexes and `README.md` are where one comes in, and need no link.
    The rule is off unless asked for, since many vaults live by search.
    """

    severity = Severity.INFO
    touches = EVERYWHERE
    off = True

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.vault.reached import reached  # noqa: PLC0415 - the rule is off by itself

        if doc.path.rpartition("/")[2] not in _ENTRANCES and doc.path not in reached(vault):
            yield Finding(Span(0, 0), "no other note links to this one")

    examples = (
        Example("a note that another links to", "", path="moon.md", others=(("sky.md", "[[Moon]]\n"),)),
        Example("an index", "", path="index.md"),
        Example("a note that links to itself", "[[moon]]\n", faults=1, path="moon.md"),
    )
