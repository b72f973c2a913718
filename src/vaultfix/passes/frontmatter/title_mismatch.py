"""The rule title-mismatch."""

import re
from collections.abc import Iterator

from vaultfix.document import Document, line_start
from vaultfix.doubt import among, by_head
from vaultfix.frozen import frozen
from vaultfix.passes.frontmatter.values import cut_off
from vaultfix.patterns import pattern
from vaultfix.rule import PROSE, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.plain_head import plain_head
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.zones import Zone
from vaultfix.vault import Vault

DRESSES = ("crlf", "bom", "no final newline", "fence")

# A title without any markup, which is to be read as it is written. What must stand before it comes behind its key, so
# that `re` skips all else at once.
_PLAIN = pattern(
    r"""title: (?<![^\r\n]title: )(?P<quote>["']?)"""
    r"""(?P<said>[^\W_](?:[^\W_]|[ ,.()?!–-]++(?=[^\W_]))*+)(?P=quote)(?=[\r\n])"""
)
# What may be a heading of the first level, and the underline of one.
_HEADING = pattern(r"#(?<!##)[ \t]++([^\r\n]*+)")
_BEFORE_HEADING = pattern(r"\ufeff?[ \t>*+\-0-9.)]*+")
_UNDERLINE = pattern(r"=(?<!==)=*+[ \t]*+(?![^\r\n])")
_BEFORE_UNDERLINE = pattern(r"[ \t>]*+")


@among(by_head(lambda head, _: head.repeats or head.has("title")))
def unlike(doc: Document, vault: Vault) -> bool:
    """Doubt a note with a title, unless it is not shared and all that can be its heading is that very title."""
    head = plain_head(doc)
    if head is None or head.repeats:
        return True
    if "title" not in head.keys:
        return False
    found = block(doc)
    title = _PLAIN.search(doc.text, found.yaml.start, found.yaml.end) if found else None
    if title is None or vault.customs.share_property.casefold() in head.keys:
        return True
    strange = (found for found in _HEADING.finditer(doc.text) if found[1] != title["said"])
    return any(_follows(doc.text, _BEFORE_HEADING, one) for one in strange) or any(
        _follows(doc.text, _BEFORE_UNDERLINE, line) for line in _UNDERLINE.finditer(doc.text)
    )


def _follows(text: str, before: re.Pattern[str], found: re.Match[str]) -> bool:
    """Whether nothing but what is `before` it stands on its line before what was found."""
    return before.fullmatch(text, line_start(text, found.start()), found.start()) is not None


@frozen
class TitleMismatch(Rule):
    """A note has one title: its `title` and its first heading say the same.

    In a shared note the first of its `aliases` says it, too, so that readers and links find the note by the name it is
    published under. Titles are compared as they are read: links, emphasis and code marks in the heading make no
    difference, nor does a date, an emoji or a subtitle that only one of them has, nor the count behind the heading of
    an `index.md`. What is absent is not compared, and the home page may call itself as it likes.

    The fix is a guess, and unsafe: where two of the three agree, the third follows; where there are but two, the
    heading is believed. A first alias stays, and comes second.
    """

    aliases: bool = True
    """Whether the first alias of a shared note is compared, too."""

    severity = Severity.WARNING
    doubt = unlike
    touches = PROSE | {Zone.FRONTMATTER}

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        found = properties(doc)
        if doc.path == "index.md" or not isinstance(found, Properties) or found.repeats:
            return
        title = found.get("title")
        if title is None or cut_off(doc, title.node):
            return
        from vaultfix.passes.frontmatter.names import quarrels  # noqa: PLC0415 - only who has a title pays for it

        yield from quarrels(doc, vault, found, title, aliases=self.aliases)

    examples = (
        Example("nothing to compare with", "---\ntitle: One\n---\nText\n", dresses=DRESSES),
        Example(
            "all three agree",
            "---\nshare: true\naliases: [One]\ntitle: One\n---\n[Home](index.md)\n# [*One*](https://example.org)\n",
            dresses=DRESSES,
        ),
        Example(
            "other names of a note at home are its own affair", "---\naliases: [1]\ntitle: One\n---\n", dresses=DRESSES
        ),
        Example("an index counts", "---\ntitle: Tools\n---\n# Tools (12)\n", path="tools/index.md", dresses=DRESSES),
        Example(
            "one of them may have an emoji or a subtitle",
            "---\ntitle: 🧰 Tools\n---\n# Tools: what to keep\n",
            dresses=DRESSES,
        ),
        Example("a date may lead", "---\ntitle: 2026-01-31 | One\n---\n# One\n", dresses=DRESSES),
        Example(
            "a key set twice leaves no property to compare",
            "---\ntitle: One\ntitle: One\n---\n# Two\n",
            dresses=DRESSES,
        ),
        Example(
            "several headings of the first level are no title", "---\ntitle: One\n---\n# A\n# B\n", dresses=DRESSES
        ),
        Example(
            "of two the heading is believed",
            "---\ntitle: Uno\n---\n# One: a tale\n",
            after='---\ntitle: "One: a tale"\n---\n# One: a tale\n',
            unsafe=True,
            dresses=DRESSES,
        ),
        Example(
            "the heading follows the other two",
            "---\nshare: true\ntitle: One\naliases:\n  - One\n---\n# Uno\n",
            after="---\nshare: true\ntitle: One\naliases:\n  - One\n---\n# One\n",
            unsafe=True,
            dresses=DRESSES,
        ),
        Example(
            "the title becomes the first alias",
            "---\nshare: true\ntitle: One\naliases:\n  - Uno\n---\n# One\n",
            after="---\nshare: true\ntitle: One\naliases:\n  - One\n  - Uno\n---\n# One\n",
            unsafe=True,
            dresses=DRESSES,
        ),
    )
