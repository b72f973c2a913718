"""Spans, edits and fixes: what it means to change a text in a few places and nowhere else."""

from collections.abc import Iterable
from enum import Enum
from itertools import pairwise
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of code points, `start <= offset < end`, into a document's text."""

    start: int
    end: int

    def __contains__(self, offset: int) -> bool:  # type: ignore[override]  # it holds offsets, as a range does
        """Whether `offset` lies inside; the offset `end` does not."""
        return self.start <= offset < self.end

    def covers(self, other: "Span") -> bool:
        """Whether every code point of `other` lies inside."""
        return self.start <= other.start and other.end <= self.end

    def touches(self, other: "Span") -> bool:
        """Whether the two overlap or share an edge, so that edits of both could quarrel."""
        return self.start <= other.end and other.start <= self.end

    def of(self, text: str) -> str:
        """Cut this span out of `text`."""
        return text[self.start : self.end]


class Edit(NamedTuple):
    """Put `text` where `span` was. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Safety(Enum):
    """How sure a fix is."""

    SAFE = "safe"
    """Provably what the author had, or a change that no reader can see."""
    UNSAFE = "unsafe"
    """A best guess, or a change of meaning; applied only when asked for."""


class Fix(NamedTuple):
    """Edits that stand or fall together, and how sure they are."""

    edits: tuple[Edit, ...]
    safety: Safety = Safety.SAFE


def insert(offset: int, text: str, safety: Safety = Safety.SAFE) -> Fix:
    """Return the fix that puts `text` in at `offset`."""
    return replace(Span(offset, offset), text, safety)


def delete(span: Span, safety: Safety = Safety.SAFE) -> Fix:
    """Return the fix that takes `span` away."""
    return replace(span, "", safety)


def replace(span: Span, text: str, safety: Safety = Safety.SAFE) -> Fix:
    """Return the fix that writes `text` in place of `span`."""
    return Fix((Edit(span, text),), safety)


def splice_within(text: str, span: Span, edits: Iterable[Edit]) -> str:
    """Return what `span` of `text` holds once `edits`, which all lie in it, are carried out.

    Raises:
        ValueError: two edits overlap, or one lies outside the span.
    """
    moved = (Edit(Span(edit.span.start - span.start, edit.span.end - span.start), edit.text) for edit in edits)
    return splice(span.of(text), moved)


def splice(text: str, edits: Iterable[Edit]) -> str:
    """Carry out all `edits` on `text` at once; their offsets count in the text as it was.

    Raises:
        ValueError: two edits overlap, or one lies outside the text.
    """
    ordered = sorted(edits)
    if any(one.span.end > other.span.start for one, other in pairwise(ordered)):
        raise ValueError("edits overlap")
    pieces: list[str] = []
    done = 0
    for edit in ordered:
        if not 0 <= edit.span.start <= edit.span.end <= len(text):
            raise ValueError(f"{edit.span} lies outside a text of {len(text)} code points")
        pieces += text[done : edit.span.start], edit.text
        done = edit.span.end
    return "".join((*pieces, text[done:]))
