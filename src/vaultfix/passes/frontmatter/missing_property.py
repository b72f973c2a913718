"""The rule missing-property."""

from collections.abc import Iterator
from dataclasses import dataclass

from vaultfix.document import Document
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.zones import Zone
from vaultfix.text import Span
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")


@dataclass(frozen=True)
class MissingProperty(Rule):
    """A note has the properties that its readers rely on.

    A shared note without a title is published under its file name, one without aliases cannot be found by its name,
    and one without a URL has no address to quote. A key without a value is there: it counts as present. What a
    missing value should be only the author knows, so nothing is fixed.
    """

    when_shared: tuple[str, ...] = ("title", "aliases", "URL")
    """Properties that a note with `share: true` must have; `share: yes` and `share: 1` are the same to Enveloppe."""
    always: tuple[str, ...] = ()
    """Properties that every note must have, shared or not, even where it has no frontmatter yet."""

    severity = Severity.ERROR
    touches = PROSE | {Zone.FRONTMATTER}

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = properties(doc) or Properties(())
        if not isinstance(found, Properties):
            return
        absent = [key for key in self.always if not found.get(key)]
        if absent:
            fences = block(doc)
            start = fences.span.start if fences else doc.body_start
            yield Finding(
                Span(start, start + 3 if fences else start), f"{_named(absent)} missing: add {_lines(absent)}"
            )
        share = found.get("share")
        if share and found.is_shared:
            absent = [key for key in self.when_shared if not found.get(key)]
            if absent:
                words = f"the note is shared, yet {_named(absent)} missing: add {_lines(absent)}"
                yield Finding(share.key_span, words)

    examples = (
        Example("a note that is not shared needs nothing", "---\nshare: false\n---\nText\n", dresses=DRESSES),
        Example(
            "a shared note that has it all",
            "---\nshare: true\ntitle: One\naliases: [One]\nURL:\n---\n",
            dresses=DRESSES,
        ),
        Example(
            "a shared note without a title", "---\nshare: true\naliases: [One]\nURL:\n---\n", faults=1, dresses=DRESSES
        ),
        Example("what is missing is said at once", "---\nshare: true\n---\n", faults=1, dresses=DRESSES),
    )


def _named(keys: list[str]) -> str:
    names = [f"`{key}`" for key in keys]
    return f"{names[0]} is" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} are"


def _lines(keys: list[str]) -> str:
    return ", ".join(f"`{key}: …`" for key in keys)
