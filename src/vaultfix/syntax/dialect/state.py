"""State: mistune's state of one container, with a memory of where its text comes from.

mistune gives no positions. But it parses every quote and list item from a text of its own whose lines are, one to
one and in order, lines of the text around it, with only a prefix cut off or its tabs widened. So the number of a line
and the distance from its end survive every nesting, and lead back into the note (see `ground`).
"""

import re
from dataclasses import dataclass, field
from typing import Self, cast

from mistune import BlockState

from vaultfix.patterns import pattern
from vaultfix.syntax.dialect.lazy import OpenText
from vaultfix.syntax.ground import Ground
from vaultfix.syntax.regions import Heading, Region, Zone
from vaultfix.text import Span

_MARKER = pattern(r"[ \t]*(?:[*+-]|\d{1,9}[.)])")


@dataclass(slots=True)
class Leaf:
    """A paragraph or heading: where its text stands in the text of the container it was found in."""

    ground: Ground
    start: int
    end: int
    marks: dict[str, int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Its text, with the prefixes of its containers cut off."""
        return self.ground.source[self.start : self.end]


@dataclass(slots=True)
class Found:
    """What the block parser has found so far."""

    regions: list[Region] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    unclosed: list[Region] = field(default_factory=list)
    leaves: list[Leaf] = field(default_factory=list)


class State(BlockState):
    """mistune's state of one container, which also knows where the container's text comes from."""

    def __init__(self, parent: Self | None = None) -> None:
        """Start empty, inside `parent`."""
        super().__init__(parent)
        self.ground: Ground
        self.blocks: Found = parent.blocks if parent else Found()
        self.gathering = False
        self._leaf: Leaf | None = None
        self._opening = 0
        self._item: int | None = None
        self._read_item = 0, OpenText()
        self._barren: set[re.Pattern[str]] = set()

    @classmethod
    def of(cls, ground: Ground) -> Self:
        """Return the state of a whole note."""
        state = cls()
        state.process(ground.source)
        state.ground = ground
        return state

    def opens(self, position: int, *, item: bool = False) -> None:
        """Remember that the next child, or the next list of them, starts with the line at `position`."""
        self._opening = position
        self._item = position if item else None

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> Self:
        """Return the state of a container inside this one."""
        child = cast("Self", super().child_state(src, lazy_line_starts))
        # mistune keeps a memo of one source there, which parent and child would wrest from each other.
        child.env = dict(self.env)
        if self._item is not None:
            self._next_item(self._item)
        child.ground = Ground(self.ground.doc, src, self.ground.number(self._opening))
        return child

    def _next_item(self, item: int) -> None:
        """Set the opening to where the text of the item at `item` starts, and find the item behind it."""
        line = self.src[item : self.find_line_end_at(item)]
        marker = _MARKER.match(line)
        empty = marker is not None and not line[marker.end() :].strip()
        # A first line that holds nothing but the marker is left out of the item's text.
        self._opening = self.find_line_end_at(item) if empty else item
        # By now mistune has read the first line of the next item.
        self._item = self.src.rfind("\n", 0, self.cursor - 1) + 1

    def add_paragraph(self, text: str) -> None:
        """Begin a paragraph at the cursor, or add to the one that is open."""
        if not self.is_paragraph_open():
            self.tokens.append({"type": "paragraph"})
            self._leaf = None
        self._hold(self.cursor, self.cursor + len(text))

    def append_paragraph(self) -> int | None:
        """Add the line at the cursor to the open paragraph; None where none is open."""
        if not self.is_paragraph_open():
            return None
        end = self.find_line_end()
        self._hold(self.cursor, end)
        return end

    def is_paragraph_open(self) -> bool:
        """Whether the text at the cursor could go on with a paragraph."""
        return bool(self.tokens) and self.tokens[-1]["type"] == "paragraph"

    def _hold(self, start: int, end: int) -> None:
        if self._leaf is None or self._leaf.end != start:
            self._leaf = Leaf(self.ground, start, start)
            self.blocks.leaves.append(self._leaf)
        self._leaf.end = end
        for mark in ("%%", "$$"):
            self._leaf.marks[mark] = self._leaf.marks.get(mark, 0) + self.src.count(mark, start, end)

    def owes(self, mark: str) -> bool:
        """Whether the open paragraph has opened `mark` and not closed it."""
        return self.is_paragraph_open() and self._leaf is not None and self._leaf.marks.get(mark, 0) % 2 == 1

    def find(self, closer: re.Pattern[str], start: int) -> re.Match[str] | None:
        """Return where `closer` first matches from `start` on; what was missing once is not searched for again."""
        found = None if closer in self._barren else closer.search(self.src, start)
        if found is None:
            self._barren.add(closer)
        return found

    def item_text(self) -> OpenText:
        """Return what the item that is being gathered has left open before the cursor."""
        start, text = self._read_item
        if self._item is not None and start <= self._item:
            start, text = self._item, OpenText()
        while start < self.cursor:
            end = self.find_line_end_at(start)
            text = text.after(self.src[start:end])
            start = end
        self._read_item = start, text
        return text

    def follows_footnote(self) -> bool:
        """Whether the last thing but blank lines is a footnote's definition, or more of it."""
        above = [token["type"] for token in self.tokens[-3:] if token["type"] != "blank_line"]
        return above[-1:] == ["footnote"] or above[-2:] == ["footnote", "paragraph"]

    def block(self, zone: Zone, start: int, end: int) -> None:
        """Record that the block from `start` to `end` is of `zone`."""
        self.tokens.append({"type": "opaque"})
        self.blocks.regions.append(self._region(zone, start, end))

    def lost(self, zone: Zone, start: int) -> None:
        """Record that what opens at `start` is never closed."""
        self.blocks.unclosed.append(self._region(zone, start, self.cursor_max))

    def _region(self, zone: Zone, start: int, end: int) -> Region:
        return Region(self.span(start, end), zone)

    def span(self, start: int, end: int) -> Span:
        """Return where in the note the text from `start` to `end` stands."""
        return Span(self.ground.offset(start), self.ground.end(end))

    @property
    def leaf(self) -> Leaf | None:
        """The last paragraph."""
        return self._leaf
