"""The rule schema-violation."""

from collections.abc import Iterator, Sequence

from vaultfix.document import Document
from vaultfix.doubt import of_vault
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node, Property
from vaultfix.syntax.zones import Zone
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.schema import Schema

DRESSES = ("crlf", "bom", "no final newline", "fence")

RATED = Schema(
    json={"properties": {"rating": {"type": "number", "maximum": 5}}, "required": ["rating"]},
    json_name="schema.json",
)


@of_vault
def under_schema(vault: Vault) -> bool:
    """Doubt every note of a vault that has a JSON Schema."""
    return any(schema.json is not None for schema in vault.schemas.schemas)


class SchemaViolation(Rule):
    """The properties of a note are as the JSON Schema says that its author chose for it.

    A JSON Schema is a file that says which properties there are and what they may hold; editors and other tools read it
    as well. Name it in the configuration, in a table `[[schema]]` with `json-schema = "schema.json"`, for all notes or
    for some. Nothing is fetched from anywhere: references in it lead to other places in the same file. Dates are text,
    as Obsidian reads them, and a key without a value is `null`. What is meant only the author knows, so nothing is
    fixed.
    """

    severity = Severity.ERROR
    doubt = under_schema
    touches = PROSE | {Zone.FRONTMATTER}

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        judging = [schema for schema in vault.schemas.covering(doc.path) if schema.json is not None]
        found = (properties(doc) or Properties(())) if judging else None
        if not isinstance(found, Properties) or found.repeats:
            return
        from vaultfix.syntax.json_schema import violations  # noqa: PLC0415 - only who has a schema pays for jsonschema

        # What our own key says is nobody else's business.
        said = {entry.key: entry.value for entry in found.entries if entry.key != "vaultfix"}
        for schema in judging:
            for each in violations(schema.json, said):
                span = _place(found.entries, each.path, each.extra) or _head(doc)
                yield Finding(span, f"{each.words}, says `{schema.json_name}`")

    examples = (
        Example("without a schema every property is welcome", "---\nrating: high\n---\n", dresses=DRESSES),
        Example(
            "a number is what the schema asks for",
            "---\nrating: 4\n---\n",
            schemas=(RATED,),
            dresses=DRESSES,
        ),
        Example(
            "a text is none, and a rating there must be",
            "---\nrating: high\n---\n",
            faults=1,
            schemas=(RATED,),
            dresses=DRESSES,
        ),
        Example(
            "what the schema asks for is missing", "---\ntitle: One\n---\n", faults=1, schemas=(RATED,), dresses=DRESSES
        ),
    )


def _head(doc: Document) -> Span:
    """Return where to point when something is missing: the fence that opens the properties, or where one would."""
    found = block(doc)
    start = found.span.start if found else doc.body_start
    return Span(start, start + 3 if found else start)


def _place(entries: Sequence[Property], path: Sequence[str | int], extra: str | None) -> Span | None:
    """Return where the value at `path` stands, or the key `extra` in it; None for all properties together."""
    span: Span | None = None
    items: Sequence[Node] = ()
    for step in path:
        entry = next((each for each in entries if each.key == step), None)
        node = entry.node if entry else items[step] if isinstance(step, int) and step < len(items) else None
        if node is None:
            return span
        span = node.span if node.value is not None or entry is None else entry.key_span
        entries, items = node.entries, node.items
    if extra is not None:
        return next((each.key_span for each in entries if each.key == extra), span)
    return span
