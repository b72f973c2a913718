"""The rule missing-property."""

from collections.abc import Iterator, Sequence
from functools import cached_property

from vaultfix.document import Document
from vaultfix.doubt import Doubt, always, among, by_head
from vaultfix.frozen import frozen
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.plain_head import may_set
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.zones import Zone
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.claims import is_shared

DRESSES = ("crlf", "bom", "no final newline", "fence")


@among(by_head(lambda head, vault: bool(vault.schemas.schemas) or head.has(vault.customs.share_property)))
def shared(doc: Document, vault: Vault) -> bool:
    """Doubt a note that may be shared, and where there are schemas every note."""
    return bool(vault.schemas.schemas) or may_set(doc, vault.customs.share_property)


@frozen
class MissingProperty(Rule):
    """A note has the properties that its readers rely on.

    A shared note without a title is published under its file name, one without aliases cannot be found by its name,
    and one without a URL has no address to quote. A key without a value is there: it counts as present. More can be
    asked of some notes, or of all, in the configuration: see `[[schema]]` there.

    What the note itself says elsewhere, the fix writes down behind its other properties: the first alias is the title,
    the URL is the base of the vault and the note's path. The title is what heading and first alias both say; what only
    the heading says is a guess, and unsafe. No note is given an alias or an address that another one has.
    """

    when_shared: tuple[str, ...] = ("title", "aliases", "URL")
    """Properties that a note with `share: true` must have; `share: yes` and `share: 1` are the same to Enveloppe."""
    always: tuple[str, ...] = ()
    """Properties that every note must have, shared or not, even where it has no frontmatter yet."""

    severity = Severity.ERROR
    touches = PROSE | {Zone.FRONTMATTER}

    @cached_property
    def doubt(self) -> Doubt:
        return always if self.always else shared

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = properties(doc) or Properties(())
        if not isinstance(found, Properties):
            return
        share = found.get(vault.customs.share_property)
        needed = self.when_shared if share and is_shared(doc, vault.customs.share_property) else ()
        absent = [key for key in needed if not found.get(key)]
        if share and absent:
            words = f"the note is shared, yet {_named(absent)} missing"
            yield _finding(doc, vault, share.key_span, words, absent)
        asked = [
            key for schema in vault.schemas.covering(doc.path) for key, one in schema.properties.items() if one.required
        ]
        others = [key for key in dict.fromkeys((*self.always, *asked)) if not found.get(key) and key not in absent]
        if others:
            fences = block(doc)
            start = fences.span.start if fences else doc.body_start
            place = Span(start, start + 3 if fences else start)
            yield _finding(doc, vault, place, f"{_named(others)} missing", others)

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
        Example(
            "the first alias is the title, and the URL is where the note is published",
            "---\nshare: true\ntitle: One\n---\n",
            after="---\nshare: true\ntitle: One\naliases: [One]\nURL: https://example.org/tales/one\n---\n",
            path="tales/one.md",
            others=(("index.md", "---\nURL: https://example.org\n---\n"),),
            dresses=DRESSES,
        ),
        Example(
            "the title is what the heading says, most likely",
            "---\nshare: true\naliases: []\nURL:\n---\n# One: a *tale*\n",
            after='---\nshare: true\naliases: []\nURL:\ntitle: "One: a tale"\n---\n# One: a *tale*\n',
            unsafe=True,
            dresses=DRESSES,
        ),
    )


def _finding(doc: Document, vault: Vault, span: Span, words: str, absent: Sequence[str]) -> Finding:
    from vaultfix.passes.frontmatter.supplied import finding  # noqa: PLC0415 - only who lacks a property pays for it

    return finding(doc, vault, span, words, absent)


def _named(keys: list[str]) -> str:
    names = [f"`{key}`" for key in keys]
    return f"{names[0]} is" if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]} are"
