"""Anchors: the places within a note that a link's fragment can lead to [B]."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from vaultfix.document import Document, fact
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.headings import Heading, headings
from vaultfix.syntax.slugs import rendered, slugs
from vaultfix.vault.files import folded

_STRIPPED = re.compile(r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\s]+""")
_HTML_ID = re.compile(r"""<[A-Za-z][^<>]*?[ \t\r\n](?:id|name)[ \t]*=[ \t]*["']?([^"'\s<>]+)""", re.IGNORECASE)
# What GitHub makes by itself: footnotes, lines of code, the top, text fragments.
_GITHUB_OWN = re.compile(r"user-content-|fn(?:ref)?-?\w|l[0-9]+|top\Z|:~:")


@dataclass(frozen=True, eq=False)
class Anchors:
    """The headings, blocks and ids of one note, read when first asked for."""

    doc: Document

    def in_obsidian(self, fragment: str) -> bool:
        """Whether Obsidian finds `fragment`, written without its first `#`: a block id or a chain of headings."""
        if fragment.startswith("^"):
            return fragment[1:].strip().lower() in self.blocks
        return fragment.startswith("[^") or fragment in self.html_ids or self._walk(fragment)

    def on_github(self, fragment: str) -> bool:
        """Whether GitHub finds `fragment`: the id of a heading or of a tag [B4]."""
        lowered = fragment.lower()
        return lowered in self.slugs or lowered in self.html_ids or _GITHUB_OWN.match(lowered) is not None

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """The headings, in order."""
        return headings(self.doc)

    @cached_property
    def blocks(self) -> frozenset[str]:
        """The block ids without `^`, in small letters [B3.1]."""
        return frozenset(block.name.lower() for block in block_ids(self.doc))

    @cached_property
    def slugs(self) -> dict[str, Heading]:
        """The id that GitHub gives to each heading."""
        return dict(zip(slugs(rendered(heading.text) for heading in self.headings), self.headings, strict=True))

    @cached_property
    def html_ids(self) -> frozenset[str]:
        """The ids and names of HTML tags, as written and in small letters."""
        found = _HTML_ID.findall(self.doc.text) if "<" in self.doc.text else ()
        return frozenset(name for written in found for name in (written, written.lower()))

    @cached_property
    def _stripped(self) -> Sequence[tuple[str, int]]:
        return [(stripped(heading.text), heading.level) for heading in self.headings]

    def _walk(self, fragment: str) -> bool:
        """Whether headings follow one another, each below the last, as the chain `#A#B` says [B1.2]."""
        chain = [segment for segment in map(stripped, fragment.split("#")) if segment]
        depth = 0
        for text, level in self._stripped:
            if chain and text == chain[0] and level > depth:
                depth = level
                chain = chain[1:]
        return not chain


def stripped(heading: str) -> str:
    """Return a heading as Obsidian compares it: punctuation is space, capitals make no difference [B1.1]."""
    return folded(_STRIPPED.sub(" ", heading).strip(" "))


@fact
def anchors(doc: Document) -> Anchors:
    """Return the anchors of a note."""
    return Anchors(doc)
