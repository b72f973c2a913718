"""Retitled: which heading or block of a note is which one of the note as it was before a change."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.syntax.block_ids import BlockId, block_ids
from vaultfix.syntax.headings import Heading, headings
from vaultfix.text import Span
from vaultfix.vault.anchors import stripped

_ALIKE = 0.6
"""From which share of common letters on a new title is taken for the old one, reworded."""
_SHARED = 0.5
"""From which share of common lines on a section is taken for the same."""
_MOST = 2000
"""How many headings on either side are set beside each other, at most."""


class Retitled(NamedTuple):
    """The places of a note then, each with its place now: those that are sure, and those that are only likely."""

    sure: Mapping[Span, Span]
    likely: Mapping[Span, Span]


class _Side(NamedTuple):
    """A note then or now: its headings, and what each is told by."""

    doc: Document
    headings: Sequence[Heading]
    keys: Sequence[tuple[int, str]]
    """Level and title, as Obsidian compares it."""

    @classmethod
    def of(cls, doc: Document) -> "_Side":
        found = headings(doc)
        return cls(doc, found, [(heading.level, stripped(heading.text)) for heading in found])

    @property
    def titles(self) -> list[tuple[int, str]]:
        return [(heading.level, heading.text) for heading in self.headings]

    @property
    def levels(self) -> list[int]:
        return [level for level, _ in self.keys]

    def section(self, at: int) -> frozenset[str]:
        """Return the lines below heading `at`, up to the next one; blank lines say nothing."""
        text = self.doc.text
        end = self.headings[at + 1].span.start if at + 1 < len(self.headings) else len(text)
        lines = text[self.headings[at].span.end : end].replace("\r", "\n").split("\n")
        return frozenset(line.strip(" \t#=-") for line in lines) - {""}


def retitled(then: Document, now: Document, *, repaired: bool) -> Retitled:
    """Compare a note with what it was.

    Headings that were only `repaired` are told by their order. Else a heading is the same where it has the same words;
    where others stand in its place, it is surely retitled if its section or most of its words are still there.
    """
    old, new = _Side.of(then), _Side.of(now)
    if repaired and old.levels == new.levels:
        sure = {at: at for at in range(len(old.keys))}
        likely: dict[int, int] = {}
    else:
        sure, likely = _matched(old, new)
    places = {old.headings[one].span: new.headings[other].span for one, other in sure.items()}
    guesses = {old.headings[one].span: new.headings[other].span for one, other in likely.items()}
    return Retitled({**places, **_same_blocks(then, now, repaired=repaired)}, guesses)


def keeps_places(then: Document, now: Document) -> bool:
    """Whether every heading and block id of a note is still there, with the same words and in the same order."""
    return _Side.of(then).titles == _Side.of(now).titles and [block.name for block in block_ids(then)] == [
        block.name for block in block_ids(now)
    ]


def _matched(old: _Side, new: _Side) -> tuple[dict[int, int], dict[int, int]]:
    """Return which heading is which, by number: those that are sure, and those that are likely."""
    sure: dict[int, int] = {}
    likely: dict[int, int] = {}
    if len(old.keys) <= _MOST and len(new.keys) <= _MOST:
        steps = SequenceMatcher(None, old.keys, new.keys, autojunk=False).get_opcodes()
        for kind, start, end, new_start, new_end in steps:
            if kind == "equal":
                sure.update(zip(range(start, end), range(new_start, new_end), strict=True))
            elif kind == "replace" and old.levels[start:end] == new.levels[new_start:new_end]:
                for one, other in zip(range(start, end), range(new_start, new_end), strict=True):
                    (sure if _is_retitled(old, one, new, other) else likely)[one] = other
    moved = dict(_moved(old, new, sure))
    return {**sure, **moved}, {one: other for one, other in likely.items() if one not in moved}


def _moved(old: _Side, new: _Side, sure: Mapping[int, int]) -> Iterator[tuple[int, int]]:
    """Yield the headings whose words stand elsewhere in the note now, or at another level."""
    free = defaultdict(list)
    for other in sorted(set(range(len(new.keys))) - set(sure.values()), reverse=True):
        free[new.keys[other][1]].append(other)
    for one, (_, words) in enumerate(old.keys):
        if one not in sure and words and free[words]:
            yield one, free[words].pop()


def _is_retitled(old: _Side, one: int, new: _Side, other: int) -> bool:
    """Whether a heading that stands in the place of another is that one, with other words."""
    section, new_section = old.section(one), new.section(other)
    if section == new_section or (section and len(section & new_section) >= _SHARED * len(section)):
        return True
    words, new_words = old.keys[one][1], new.keys[other][1]
    return SequenceMatcher(None, words, new_words, autojunk=False).ratio() >= _ALIKE


def _same_blocks(then: Document, now: Document, *, repaired: bool) -> dict[Span, Span]:
    """Return which block id is which: the one of the same name, else the one behind the same words."""
    old, new = block_ids(then), block_ids(now)
    if repaired and len(old) == len(new):
        return {one.span: other.span for one, other in zip(old, new, strict=True)}
    by_name = {block.name.lower(): block.span for block in reversed(new)}
    by_words: dict[str, list[Span]] = {}
    for block in new:
        by_words.setdefault(_words(now, block), []).append(block.span)
    found = {}
    for block in old:
        behind = by_words.get(_words(then, block), [])
        if place := by_name.get(block.name.lower()) or (behind[0] if len(behind) == 1 else None):
            found[block.span] = place
    return found


def _words(doc: Document, block: BlockId) -> str:
    """Return what a block id stands behind: the words on its line, else those of the line above."""
    number = doc.line_number(block.span.start)
    words = doc.text[doc.line(number).start : block.span.start]
    while not words.strip(" \t>") and number:
        number -= 1
        words = doc.line(number).of(doc.text)
    return words.strip(" \t")
