"""Kept: the stretches of a note that no edit touched, and where they are now."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from vaultfix.document import Document
from vaultfix.rule import Verdict
from vaultfix.text import Edit, Span, splice


@dataclass(frozen=True)
class Kept:
    """The stretches of a note, in order, that stand in it now as they did, each with how far it has moved.

    They reach from -1 to one behind the text where nothing was put before or behind all of it.
    """

    stretches: tuple[tuple[Span, int], ...]

    @cached_property
    def _starts(self) -> Sequence[int]:
        return [span.start for span, _ in self.stretches]

    def place(self, span: Span) -> Span | None:
        """Return where `span` is now; None where an edit touched it."""
        at = bisect_right(self._starts, span.start) - 1
        if at < 0:
            return None
        stretch, shift = self.stretches[at]
        return Span(span.start + shift, span.end + shift) if stretch.covers(span) else None

    @cached_property
    def back(self) -> "Kept":
        """The same, seen from the note as it is now."""
        return Kept(tuple((Span(span.start + shift, span.end + shift), -shift) for span, shift in self.stretches))

    def after(self, edits: Iterable[Edit]) -> "Kept":
        """Return what `edits`, whose offsets count in the note as it is now, leave of the stretches."""
        left: list[tuple[Span, int]] = []
        ordered = sorted(edits)
        moved = at = 0
        for span, shift in self.stretches:
            start, end = span.start + shift, span.end + shift
            while at < len(ordered) and ordered[at].span.end <= start:
                moved += _growth(ordered[at])
                at += 1
            within, grown = at, moved
            while within < len(ordered) and ordered[within].span.start < end:
                edit = ordered[within].span
                if start < edit.start:
                    left.append((Span(start - shift, edit.start - shift), shift + grown))
                start = max(start, edit.end)
                grown += _growth(ordered[within])
                within += 1
            if start < end:
                left.append((Span(start - shift, end - shift), shift + grown))
        return Kept(tuple(left))


def retraced(before: Document, after: Document, mended: Sequence[Verdict]) -> Kept | None:
    """Return what the fixes in `mended`, round by round, left of a note; None where they do not lead to `after`.

    Args:
        before: The note as it was read.
        after: The note as it would be written.
        mended: What was mended in it, in the order of the rounds, each with the note as its round found it.
    """
    text, at = before.text, 0
    kept = Kept(((Span(-1, len(text) + 1), 0),))
    while at < len(mended):
        doc = mended[at].doc
        if doc.text != text:
            return None
        edits: list[Edit] = []
        while at < len(mended) and mended[at].doc is doc:
            fix = mended[at].finding.fix
            edits += fix.edits if fix else ()
            at += 1
        try:
            text = splice(text, edits)
        except ValueError:
            return None
        kept = kept.after(edits)
    same = all(_within(before.text, span, 0) == _within(text, span, by) for span, by in kept.stretches)
    return kept if same and text.encode("utf-8", "surrogateescape") == after.raw else None


def _within(text: str, span: Span, shift: int) -> str:
    """Return what a stretch holds of a text, without what is before and behind all of it."""
    return text[max(span.start + shift, 0) : max(span.end + shift, 0)]


def _growth(edit: Edit) -> int:
    return len(edit.text) - (edit.span.end - edit.span.start)
