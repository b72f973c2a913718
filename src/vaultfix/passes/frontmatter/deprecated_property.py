"""The rule deprecated-property."""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from vaultfix.document import Document
from vaultfix.passes.frontmatter.doubts import setting
from vaultfix.passes.frontmatter.values import PLURALS, is_bare_link, is_template
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Property, Style
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.syntax.yaml_quotes import written
from vaultfix.syntax.zones import Zone
from vaultfix.text import Edit, Fix, Safety
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")

_PARTS: Mapping[str, re.Pattern[str]] = MappingProxyType(
    {"alias": re.compile(r","), "tag": re.compile(r"[, ]"), "cssclass": re.compile(r"[, ]")}
)
"""What parted several values in one text, in the days of these keys."""
_ON_ITS_LINE = frozenset({Style.PLAIN, Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED})


class DeprecatedProperty(Rule):
    """The properties that Obsidian knows are `aliases`, `tags` and `cssclasses`.

    Since version 1.9 it no longer reads `alias`, `tag` and `cssclass`: the note has lost its other names, its tags, its
    looks. The fix renames the key, and makes a list of what stands alone; it is proved that nothing else changes. What
    may have been several values in one text, parted by commas or spaces, is parted by an unsafe fix. Where the note has
    the new key as well, only the author can join the two.
    """

    severity = Severity.WARNING
    doubt = setting(*PLURALS)
    touches = frozenset({Zone.FRONTMATTER})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = properties(doc)
        if not isinstance(found, Properties):
            return
        for entry in found.entries:
            plural = PLURALS.get(entry.key.casefold())
            if plural is None:
                continue
            words = f"Obsidian no longer reads `{entry.key}`; it is `{plural}` now"
            alone = sum(other.key.casefold() in {entry.key.casefold(), plural} for other in found.entries) == 1
            if alone:
                yield Finding(entry.key_span, words, _renamed(doc, entry, plural))
            else:
                yield Finding(entry.key_span, f"{words}, and the note has that, too: put all values there")

    examples = (
        Example("the keys of today", "---\naliases: [Uno]\ntags: a\ncssclasses:\n---\n", dresses=DRESSES),
        Example(
            "a single alias becomes a list",
            "---\nalias: Uno # the first\n---\n",
            after="---\naliases: [Uno] # the first\n---\n",
            dresses=DRESSES,
        ),
        Example(
            "a list keeps its form",
            "---\nTag:\n  - a\n  - b\n---\n",
            after="---\ntags:\n  - a\n  - b\n---\n",
            dresses=DRESSES,
        ),
        Example(
            "several values in one text are parted",
            "---\ntag: a, b\n---\n",
            after="---\ntags: [a, b]\n---\n",
            unsafe=True,
            dresses=DRESSES,
        ),
        Example("both keys need a person", "---\nalias: Uno\naliases: [One]\n---\n", faults=1, dresses=DRESSES),
    )


def _renamed(doc: Document, entry: Property, plural: str) -> Fix | None:
    """Return the fix that gives `entry` its new key, and makes a list of a text."""
    key = Edit(entry.key_span, entry.key_span.of(doc.text).replace(entry.key, plural))
    renamed = {entry.key: plural}
    node = entry.node
    if node.value is None or node.items or is_template(doc, node) or is_bare_link(doc, node):
        return proved(doc, Fix((key,)), Meant(renamed=renamed))
    if node.style not in _ON_ITS_LINE or node.span.of(doc.text).startswith(("&", "!")):
        return None
    text = node.value if isinstance(node.value, str) else node.span.of(doc.text)
    parts = [part.strip(" ") for part in _PARTS[entry.key.casefold()].split(text)]
    items = [part for part in parts if part] if len(parts) > 1 else [text]
    value = Edit(node.span, f"[{', '.join(map(written, items))}]")
    safety = Safety.UNSAFE if len(parts) > 1 else Safety.SAFE
    return proved(doc, Fix((key, value), safety), Meant(changed={node.span: items}, renamed=renamed))
