"""Proof: with a fix the frontmatter says what is meant, and else what it said, comments and order included."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node, Property, walk
from vaultfix.text import Edit, Fix, Span, splice

_COMMENT = pattern(r"#[^\r\n]*+")

# Each fault is proved by reading all properties, so that with longer ones many faults would take too long.
_LONGEST = 10_000


class Meant(NamedTuple):
    """What a fix is meant to do to the properties: nothing, but for what stands here."""

    changed: Mapping[Span, object] = MappingProxyType({})
    """New values, by the spans of the old ones."""
    renamed: Mapping[str, str] = MappingProxyType({})
    """New keys, by the old ones."""
    added: Mapping[str, object] = MappingProxyType({})
    """Properties that then stand behind all others."""
    comment: Span | None = None
    """A comment that becomes a value, or the part of it that does."""
    body: int | None = None
    """Where the body begins with the fix, in the note as it is now; None where it begins today."""


def proved(doc: Document, fix: Fix, meant: Meant) -> Fix | None:
    """Return `fix` if it does to the properties of `doc` what is `meant`, and nothing else; None if it does not.

    Every other key keeps its name, its value and its place, every comment its words, and the body its bytes. Without
    properties that can be read there is no proof, unless their text stays as it is; nor is there any where they are
    longer than what a person writes.
    """
    before, said = block(doc), properties(doc) or Properties(())
    body = meant.body or (before.span.end if before else doc.body_start)
    if body > _LONGEST or any(edit.span.end > body for edit in fix.edits):
        return None
    # The body plays no part, however long it is: the block must end where the head of the note does.
    after = Document.of(doc.path, splice(doc.text[:body], fix.edits))
    then = block(after)
    if then is None or then.span.end != len(after.text):
        return None
    if before and before.yaml.of(doc.text) == then.yaml.of(after.text):
        return fix
    if not isinstance(said, Properties) or said.repeats:
        return None
    says = properties(after)
    if not isinstance(says, Properties):
        return None
    kept = [(meant.renamed.get(entry.key, entry.key), _value(entry.node, meant.changed)) for entry in said.entries]
    # `1`, `1.0` and `true` are equal to Python, and three things to a reader.
    is_meant = repr([*kept, *meant.added.items()]) == repr([(entry.key, entry.value) for entry in says.entries])
    comments = [rest for comment in _comments(doc, said) if (rest := _rest(doc, comment, meant.comment))]
    keeps_comments = comments == [comment.of(after.text) for comment in _comments(after, says)][: len(comments)]
    return fix if is_meant and keeps_comments and not says.repeats else None


def keeps_the_text(yaml: str, edits: Sequence[Edit], outcome: Properties) -> bool:
    """Whether each of `edits`, which put quotes in `yaml`, left the text it quotes to the letter, and no key is twice.

    For YAML that could not be read before: `outcome` is what it says with the quotes.
    """
    values = {node.span: node.value for entry in outcome.entries for node in walk(entry.node)}
    shift = 0
    for edit in sorted(edits):
        start = edit.span.start + shift
        if values.get(Span(start, start + len(edit.text))) != edit.span.of(yaml):
            return False
        shift += len(edit.text) - (edit.span.end - edit.span.start)
    return not outcome.repeats


def _value(node: Node, changed: Mapping[Span, object]) -> object:
    """Return the value of `node` with what `changed` changes in it."""
    if node.span in changed:
        return changed[node.span]
    if node.items:
        return [_value(item, changed) for item in node.items]
    if node.entries:
        return {entry.key: _value(entry.node, changed) for entry in node.entries}
    return node.value


def _comments(doc: Document, said: Properties) -> Iterator[Span]:
    """Yield where comments stand: what a `#` begins that is part of no key and no value."""
    found = block(doc)
    at = found.yaml.start if found else 0
    end = found.yaml.end if found else 0
    for leaf in (*sorted(_leaves(said.entries)), Span(end, end)):
        for comment in _COMMENT.finditer(doc.text, at, leaf.start):
            yield Span(comment.start(), comment.start() + len(comment.group().rstrip(" \t")))
        at = max(at, leaf.end)


def _rest(doc: Document, comment: Span, lost: Span | None) -> str:
    """Return what is left of a comment of which `lost` becomes a value."""
    start = lost.end if lost and lost.start == comment.start else comment.start
    return doc.text[start : comment.end].lstrip(" \t")


def _leaves(entries: Sequence[Property]) -> Iterator[Span]:
    """Yield where keys stand, and values that are made of nothing else."""
    for entry in entries:
        yield entry.key_span
        for node in walk(entry.node):
            yield from (inner.key_span for inner in node.entries)
            if not node.items and not node.entries:
                yield node.span
