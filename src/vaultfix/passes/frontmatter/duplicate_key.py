"""The rule duplicate-key."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.doubt import among, by_head
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.plain_head import plain_head
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Property, walk
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")


@among(by_head(lambda head, _: head.repeats))
def repeating(doc: Document, _: Vault) -> bool:
    """Doubt a note where two keys seem to be one, or that is not plain."""
    head = plain_head(doc)
    return head is None or head.repeats


class DuplicateKey(Rule):
    """A property is set once.

    YAML forbids a key twice: Obsidian then reads no property of the note at all. Keys that differ only by case can be
    read, but are one property to Obsidian, which shows one of the two values; that is a warning. Which value is meant
    only the author knows, so nothing is fixed.
    """

    severity = Severity.ERROR
    doubt = repeating
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = properties(doc)
        if not isinstance(found, Properties):
            return
        for entries in _maps(found.entries):
            yield from _twins(doc, entries)
        yield from _variants(doc, found.entries)

    examples = (
        Example("keys of different maps may be the same", "---\na:\n  x: 1\nb:\n  x: 2\n---\n", dresses=DRESSES),
        Example(
            "the second one is reported", "---\ntags: [a]\ntitle: One\ntags: [b]\n---\n", faults=1, dresses=DRESSES
        ),
        Example("inside a nested map, too", "---\na:\n  x: 1\n  x: 2\n---\n", faults=1, dresses=DRESSES),
        Example("case makes no second property", "---\nTags: [a]\ntags: [b]\n---\n", faults=1, dresses=DRESSES),
    )


def _maps(entries: tuple[Property, ...]) -> Iterator[tuple[Property, ...]]:
    """Yield the entries of each map, nested ones too."""
    yield entries
    yield from (node.entries for entry in entries for node in walk(entry.node) if node.entries)


def _twins(doc: Document, entries: tuple[Property, ...]) -> Iterator[Finding]:
    first: dict[str, Property] = {}
    for entry in entries:
        if twin := first.get(entry.key):
            line = doc.place(twin.key_span.start).line
            words = f"`{entry.key}` is already set on line {line}, so no property can be read; keep one of the two"
            yield Finding(entry.key_span, words)
        first.setdefault(entry.key, entry)


def _variants(doc: Document, entries: tuple[Property, ...]) -> Iterator[Finding]:
    first: dict[str, Property] = {}
    for entry in entries:
        twin = first.setdefault(entry.key.casefold(), entry)
        if twin.key != entry.key:
            line = doc.place(twin.key_span.start).line
            words = f"`{entry.key}` and `{twin.key}` on line {line} are one property to Obsidian; keep one of the two"
            yield Finding(entry.key_span, words, severity=Severity.WARNING)
