"""Anchors: the places within a note that a link's fragment can lead to [B]."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

from vaultfix.document import Document, fact
from vaultfix.frozen import frozen
from vaultfix.patterns import pattern
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.headings import Heading, headings
from vaultfix.syntax.slugs import rendered, slug, slug_each, slugs
from vaultfix.text import Span
from vaultfix.vault.files import folded

# What JavaScript calls white space goes with the punctuation.
_STRIPPED = pattern(
    r"""[!"#$%&()*+,.:;<=>?@^`{|}~/\[\]\\\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff]+"""
)
_HTML_ID = pattern(r"""<[A-Za-z][^<>]*?[ \t\r\n](?:id|name)[ \t]*=[ \t]*["']?([^"'\s<>]+)""", re.IGNORECASE)
# What GitHub and Quartz make by themselves: footnotes, lines of code, the top, text fragments.
_MADE = pattern(r"user-content-|fn(?:ref)?-?\w|l[0-9]+|top\Z|:~:")

_PARTED = "\0"
"""What may stand between the words of two headings: no punctuation, so that it stays."""

TOP = Span(0, 0)
"""Where a fragment leads whose place is not in the note's text, or not judged."""


@frozen
class Anchors:
    """The headings, blocks and ids of one note, read when first asked for."""

    doc: Document

    def place(self, profile: str, fragment: str) -> Span | None:
        """Return where `fragment`, written without its first `#`, leads in a profile; None where it leads nowhere.

        That is the span of a heading, a block id or a tag, or `TOP`.
        """
        if profile == "obsidian":
            return self._in_obsidian(fragment)
        return self._in_quartz(fragment) if profile == "quartz" else self._on_github(fragment)

    def in_obsidian(self, fragment: str) -> bool:
        """Whether Obsidian finds `fragment`: a block id or a chain of headings [B1.2, B3.1]."""
        return self._in_obsidian(fragment) is not None

    def on_github(self, fragment: str) -> bool:
        """Whether GitHub finds `fragment`: the id of a heading or of a tag [B4]."""
        return self._on_github(fragment) is not None

    def in_quartz(self, fragment: str) -> bool:
        """Whether Quartz finds `fragment`: it makes an id of its first part [B1.7, A9.3]."""
        return self._in_quartz(fragment) is not None

    def is_divided(self, fragment: str) -> bool:
        """Whether either Obsidian or GitHub finds a fragment, and surely none of its heading that both would find.

        GitHub looks for the id alone, whatever the capitals, and Obsidian for the words. Where it does not find the id
        that the fragment is, nor finds the heading of its words by the id of that, no spelling serves both.
        """
        if not fragment.isascii():
            return False
        heading = self._in_obsidian(fragment)
        if heading is None:
            return self._on_github(fragment) is not None
        ids = [name for name, named in self.slugs.items() if named.span == heading]
        return self._on_github(fragment) is None and not any(
            not name.isascii() or self._in_obsidian(name) == heading for name in ids
        )

    @cached_property
    def headings(self) -> Sequence[Heading]:
        """The headings, in order."""
        return headings(self.doc)

    @cached_property
    def words(self) -> frozenset[str]:
        """The headings' own words, of those that Obsidian surely finds by them; what else it finds is not told."""
        return frozenset(
            heading.text for heading in self.headings if "#" not in heading.text and heading.text[:1] != "^"
        )

    @cached_property
    def blocks(self) -> Mapping[str, Span]:
        """Where each block id stands first: by its name without `^`, in small letters [B3.1]."""
        return {block.name.lower(): block.span for block in reversed(block_ids(self.doc))}

    @cached_property
    def slugs(self) -> Mapping[str, Heading]:
        """The headings by the ids that GitHub and Quartz give them [B4.1]."""
        return dict(zip(slugs(self._plain_ids), self.headings, strict=True))

    @cached_property
    def html_ids(self) -> Mapping[str, Span]:
        """The tags by their ids and names, as written and in small letters."""
        found = reversed(html_tags(self.doc))
        return {name: Span(*tag.span()) for tag in found for name in (tag[1].lower(), tag[1])}

    @cached_property
    def by_words(self) -> Mapping[str, Sequence[Heading]]:
        """The headings by their words, as Obsidian compares them."""
        return _grouped(zip(self.compared, self.headings, strict=True))

    def alike(self, words: str) -> Sequence[Heading]:
        """Return the headings, in order, that have these very words, or the id that would be made of them."""
        found = {*self.by_words.get(stripped(words), ()), *self._by_slug.get(slug(words), ())}
        return sorted(found, key=lambda heading: heading.span)

    def of_letters(self, words: str) -> Sequence[Heading]:
        """Return the headings, in order, that have the letters and digits of `words`; other signs may differ."""
        letters = _letters(words)
        return self._by_letters.get(letters, ()) if letters in self._all_letters else ()

    @cached_property
    def _all_letters(self) -> str:
        """The letters and digits of all headings, one behind the other, which are told sooner than those of each."""
        return _letters("\n".join(self._rendered))

    @cached_property
    def _by_letters(self) -> Mapping[str, Sequence[Heading]]:
        return _grouped(zip(map(_letters, self._rendered), self.headings, strict=True))

    @cached_property
    def _by_slug(self) -> Mapping[str, Sequence[Heading]]:
        return _grouped(zip(self._plain_ids, self.headings, strict=True))

    @cached_property
    def _plain_ids(self) -> Sequence[str]:
        return slug_each(self._rendered)

    @cached_property
    def _rendered(self) -> Sequence[str]:
        return [rendered(heading.text) for heading in self.headings]

    @cached_property
    def compared(self) -> Sequence[str]:
        """The headings' words, as Obsidian compares them; they are told sooner of all headings at once."""
        texts = [heading.text for heading in self.headings]
        evened = stripped(_PARTED.join(texts)).split(_PARTED)
        if len(evened) != len(texts):
            return [*map(stripped, texts)]
        return [words.strip(" ") for words in evened]

    def _in_obsidian(self, fragment: str) -> Span | None:
        if fragment.startswith("^"):
            return self.blocks.get(fragment[1:].strip(" \t").lower())
        if fragment.startswith("[^"):
            return TOP
        return self.html_ids.get(fragment) or self._walk(fragment)

    def _on_github(self, fragment: str) -> Span | None:
        wanted = fragment.lower()
        heading = self.slugs.get(wanted) if wanted else None
        return heading.span if heading else self.html_ids.get(wanted) or (TOP if _MADE.match(wanted) else None)

    def _in_quartz(self, fragment: str) -> Span | None:
        if fragment.startswith("^"):
            return self._in_obsidian(fragment)
        first = fragment.partition("#")[0].strip(" \t")
        return self._on_github(slug(first)) or self._on_github(first)

    def _walk(self, fragment: str) -> Span | None:
        """Return the heading at the end of a chain `#A#B`: they follow one another, each below the last [B1.2]."""
        chain = [segment for segment in map(stripped, fragment.split("#")) if segment]
        if not chain:
            return TOP
        if len(chain) == 1:
            same = self.by_words.get(chain[0])
            return same[0].span if same else None
        depth = 0
        for heading, text in zip(self.headings, self.compared, strict=True):
            if text == chain[0] and heading.level > depth:
                depth = heading.level
                chain = chain[1:]
                if not chain:
                    return heading.span
        return None


def html_tags(doc: Document) -> Sequence[re.Match[str]]:
    """Return the tags that have an id or a name, in order."""
    return tuple(_HTML_ID.finditer(doc.text)) if "<" in doc.text else ()


def _grouped(named: Iterable[tuple[str, Heading]]) -> Mapping[str, Sequence[Heading]]:
    """Return the headings that have the same name together; those without one are left out."""
    groups: dict[str, list[Heading]] = {}
    for name, heading in named:
        if name:
            groups.setdefault(name, []).append(heading)
    return groups


def _letters(words: str) -> str:
    return "".join(filter(str.isalnum, folded(words)))


def stripped(heading: str) -> str:
    """Return a heading as Obsidian compares it: punctuation is space, capitals make no difference [B1.1]."""
    return folded(_STRIPPED.sub(" ", heading).strip(" "))


@fact
def anchors(doc: Document) -> Anchors:
    """Return the anchors of a note."""
    return Anchors(doc)
