"""Footing: where a line stands after the one above it.

Only block structure is read, a line at a time, as CommonMark does it; what stands inside code or HTML is read too,
because only a parser of the whole note could tell.
"""

import re
from typing import NamedTuple

from vaultfix.patterns import pattern
from vaultfix.syntax.containers import QUOTE, Footing, Kind, Nest
from vaultfix.text import Span

# cmark stops at 100 nested lists too; without a bound, blank lines under a deep list cost its depth each.
_DEEPEST = 100

_MARKER = pattern(r"(?:[-+*]|(?P<number>[0-9]{1,9})[.)])(?=[ \t]|\Z)")
_RULE = pattern(r"(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)\Z")
_UNDERLINE = pattern(r"(?:=++|-++)[ \t]*+\Z")
_LEAF = pattern(
    r"""
      \#{1,6}+(?=[ \t]|\Z)                                                      # heading
    | `{3,}+[^`]*+\Z | ~{3,}+                                                   # fence
    | \[\^[^\]\s]++\]:                                                          # footnote definition
    | <(?:script|pre|style|textarea)(?=[ \t>]|\Z) | <!-- | <\?                   # HTML blocks, kinds 1 to 5
    | <![A-Z] | <!\[CDATA\[
    | </?(?:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl
        |dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main
        |menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|source|summary|table|tbody|td|tfoot|th
        |thead|title|tr|track|ul)(?=[ \t]|/?>|\Z)                                # kind 6
    """,
    re.VERBOSE | re.IGNORECASE,
)
# Kind 7, a whole tag alone on its line, may not break into a paragraph.
_LONE_TAG = pattern(r"""</?[A-Za-z][A-Za-z0-9-]*+(?:[^<>"']|"[^"]*+"|'[^']*+')*+>[ \t]*+\Z""")
# A line that begins like this, outside any container, is plain text or begins with another sign that does not matter.
_PLAIN = pattern(r"[^ \t\r\n>*+\-0-9#`~<=_\[]")


class _Spot(NamedTuple):
    """A place in a line: the next offset that is not blank, its column, and the columns used up by containers."""

    at: int
    column: int
    used: int

    @property
    def indent(self) -> int:
        """The columns between the containers and the content."""
        return self.column - self.used


def footing(text: str, line: Span, nest: Nest, *, paragraph: bool) -> Footing:
    """Return where `line` stands, after a line that stood in `nest` and was part of a `paragraph`, or not.

    Args:
        text: The whole note.
        line: The line, without its line end.
        nest: The containers of the line above.
        paragraph: Whether the line above left a paragraph open.
    """
    if not nest and _PLAIN.match(text, line.start, line.end):
        return Footing((), line.start, Kind.TEXT)
    kept, spot = _kept(text, line, nest)
    if spot.at == line.end:
        return Footing(nest[:kept], spot.at, Kind.BLANK, same=kept == len(nest))
    goes_on = paragraph and kept == len(nest)
    opened, spot = _opened(text, spot, line.end, kept, goes_on=goes_on)
    same = kept == len(nest) and not opened
    here = Footing(nest[:kept] + opened, spot.at, Kind.TEXT, spot.indent, same)
    if spot.at == line.end:
        return here._replace(kind=Kind.BLANK)
    if spot.indent <= 3 and _begins_block(text, spot.at, line.end, paragraph=paragraph and same):
        return here._replace(kind=Kind.BLOCK)
    if paragraph and not same and not opened:
        return here._replace(nest=nest, missing=nest[kept:])
    return here._replace(kind=Kind.CODE) if spot.indent > 3 and not (paragraph and same) else here


def _kept(text: str, line: Span, nest: Nest) -> tuple[int, _Spot]:
    """Return how many of the containers above hold this line too, and the spot behind their marks."""
    spot = _skipped(text, line.start, 0, 0, line.end)
    for depth, container in enumerate(nest):
        if container == QUOTE:
            if spot.indent > 3 or not text.startswith(">", spot.at, line.end):
                return depth, spot
            spot = _behind_quote(text, spot, line.end)
        elif spot.indent >= container:
            spot = spot._replace(used=spot.used + container)
        elif spot.at < line.end:
            return depth, spot
    return len(nest), spot


def _opened(text: str, spot: _Spot, end: int, depth: int, *, goes_on: bool) -> tuple[Nest, _Spot]:
    """Return the containers that begin on this line, and the spot behind their marks."""
    opened: list[int] = []
    while spot.at < end and spot.indent <= 3 and depth + len(opened) < _DEEPEST:
        if text[spot.at] == ">":
            spot = _behind_quote(text, spot, end)
            opened.append(QUOTE)
            continue
        marker = _MARKER.match(text, spot.at, end)
        if marker is None or _RULE.match(text, spot.at, end):
            break
        behind = _skipped(text, marker.end(), spot.column + len(marker[0]), spot.column + len(marker[0]), end)
        # Only an item with content, numbered 1 if at all, may break into a paragraph.
        if goes_on and not opened and (behind.at == end or int(marker["number"] or 1) != 1):
            break
        padding = behind.indent if behind.at < end and behind.indent <= 4 else 1
        opened.append(spot.indent + len(marker[0]) + padding)
        spot = behind._replace(used=behind.used + padding)
    return tuple(opened), spot


def _behind_quote(text: str, spot: _Spot, end: int) -> _Spot:
    """Return the spot behind a `>` and the one space that belongs to it."""
    used = spot.column + (2 if text.startswith((" ", "\t"), spot.at + 1, end) else 1)
    return _skipped(text, spot.at + 1, spot.column + 1, used, end)


def _skipped(text: str, at: int, column: int, used: int, end: int) -> _Spot:
    """Return the spot of the first offset from `at` that is no space or tab; tabs stop at every fourth column."""
    while at < end and text[at] in " \t":
        column += 1 if text[at] == " " else 4 - column % 4
        at += 1
    return _Spot(at, column, used)


def _begins_block(text: str, at: int, end: int, *, paragraph: bool) -> bool:
    """Whether another block than a paragraph, quote or list begins at `at`."""
    if _LEAF.match(text, at, end) or _RULE.match(text, at, end):
        return True
    return bool((_UNDERLINE if paragraph else _LONE_TAG).match(text, at, end))
