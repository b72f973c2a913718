"""The rule property-type."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from vaultfix.document import Document
from vaultfix.doubt import Doubt, by_head
from vaultfix.frozen import frozen
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.plain_head import PlainHead, plain_head
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault
from vaultfix.vault.schema import Kind

DRESSES = ("crlf", "bom", "no final newline", "fence")


@frozen
class PropertyType(Rule):
    """A property has a value of the kind that its readers expect.

    `share: "yes"` is text where a checkbox belongs, `title: 1984` a number, and an alias that is no text is none to
    Obsidian. A key without a value is always fine, as is a single alias that stands where a list could.

    What is expected can also be said in the configuration, for some notes or for all: see `[[schema]]` there. Where
    neither says anything, the kinds count that were chosen in Obsidian (`.obsidian/types.json`); what is not of them is
    a warning.

    The fix changes how a value is written, never what it says: a word for yes or no becomes `true` or `false`, a date
    is written as Obsidian writes it, a number loses its quotes, and what belongs to be text, but reads as a number or
    as a map of one line, gets them. It is proved that no other property changes.
    """

    booleans: tuple[str, ...] = ("share",)
    """Properties that are `true` or `false`."""
    texts: tuple[str, ...] = ("title",)
    """Properties that are text."""
    lists: tuple[str, ...] = ("aliases", "cssclasses")
    """Properties that are text, or a list of texts."""
    urls: tuple[str, ...] = ("URL",)
    """Properties that are the address of a web page, `http://` or `https://`."""

    severity = Severity.ERROR
    touches = frozenset({Zone.FRONTMATTER})

    @cached_property
    def doubt(self) -> Doubt:
        return Doubt(self._may_find, by_head(self._may_be_unfit))

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        from vaultfix.passes.frontmatter.unfit import unfit  # noqa: PLC0415 - only a doubtful value pays for it

        yield from unfit(doc, vault, self._kinds)

    def _may_find(self, doc: Document, vault: Vault) -> bool:
        """Whether a note may have a value of the wrong kind."""
        head = plain_head(doc)
        return head is None or self._may_be_unfit(head, vault)

    def _may_be_unfit(self, head: PlainHead, vault: Vault) -> bool:
        """Whether a plain head may have such a value: all but its switches and lists are texts."""
        if vault.schemas.schemas:
            return True
        for key in head.keys:
            match self._kinds.get(key) or vault.schemas.in_obsidian.get(key):
                case None:
                    continue
                case Kind.LIST if key not in head.switches:
                    continue
                case Kind.TEXT if key not in head.switches and key not in head.lists:
                    continue
            return True
        return False

    @cached_property
    def _kinds(self) -> Mapping[str, Kind]:
        """Return the kinds of properties that the options name, by folded key."""
        named = (
            (self.booleans, Kind.CHECKBOX),
            (self.texts, Kind.TEXT),
            (self.lists, Kind.LIST),
            (self.urls, Kind.URL),
        )
        return {key.casefold(): kind for keys, kind in named for key in keys}

    examples = (
        Example(
            "a value of each kind",
            '---\nshare: true\ntitle: One\naliases:\n  - Uno\n  - "1"\nURL: https://example.org/one\n---\n',
            dresses=DRESSES,
        ),
        Example("no value is no wrong value", "---\nshare:\ntitle:\naliases:\nURL:\n---\n", dresses=DRESSES),
        Example("a single alias may stand alone", "---\naliases: Uno, dos\n---\n", dresses=DRESSES),
        Example(
            "a word for yes is true",
            '---\nshare: "yes" # soon\n---\n',
            after="---\nshare: true # soon\n---\n",
            dresses=DRESSES,
        ),
        Example(
            "numbers get quotes where text belongs",
            "---\ntitle: 1984\naliases: [1.10, Big Brother]\n---\n",
            after='---\ntitle: "1984"\naliases: ["1.10", Big Brother]\n---\n',
            dresses=DRESSES,
        ),
        Example(
            "a colon makes no map of an alias",
            "---\naliases:\n  - The Forge: After # book\n---\n",
            after='---\naliases:\n  - "The Forge: After" # book\n---\n',
            dresses=DRESSES,
        ),
        Example("a word that is neither yes nor no", "---\nshare: maybe\n---\n", faults=1, dresses=DRESSES),
        Example("a list is no title", "---\ntitle: [One]\n---\n", faults=1, dresses=DRESSES),
        Example("an address needs its scheme", "---\nURL: example.org/one\n---\n", faults=1, dresses=DRESSES),
    )
