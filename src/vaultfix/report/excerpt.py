"""The line of a note where a finding starts, cut to fit, and where on it the finding stands."""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from wcwidth import wcswidth

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.report.visible import BRACKET, visible
from vaultfix.text import Span

_CLUSTER = pattern(
    r"(?P<command>(?<=##)\[)"
    "|(?:[\U0001f1e6-\U0001f1ff]{2}|.)"
    "(?:[\u0300-\u036f\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff\U000e0020-\U000e007f]|\u200d(?!\u200d).)*",
    re.DOTALL,
)
_CUT = "…"
_TAB = "    "

# Code points for each column that are looked at: an emoji may take five or more, and is not to be cut.
_REACH = 6


class Excerpt(NamedTuple):
    """A printable piece of one line; `indent` and `width` place the finding, in columns of a terminal."""

    text: str
    indent: int
    width: int


class _Cell(NamedTuple):
    """What a reader takes for one character, as it is printed, and how many columns it fills."""

    text: str
    width: int


def excerpt(doc: Document, span: Span, columns: int) -> Excerpt:
    """Return what to show of the line where `span` starts: no wider than `columns`, with the words in view.

    Only as much of a long line is looked at as can be shown.
    """
    line = doc.line(doc.line_number(span.start))
    start = min(span.start, line.end)
    end = max(start, min(span.end, line.end))
    reach = columns * _REACH
    words = _cells(doc.text, start, min(end, start + reach))
    before = _cells(doc.text, max(line.start, start - reach), start)
    after = _cells(doc.text, end, min(line.end, end + reach))
    room = columns * 2 // 3
    if end - start > reach or _width(words) > room:
        words, after = [*_head(words, room - 1), _Cell(_CUT, 1)], []
    room = columns - _width(words)
    is_cut = start - reach > line.start
    if is_cut or _width(before) + _width(after) > room:
        left = max(room // 3, room - _width(after) - 1)
        if is_cut or _width(before) > left:
            before = [_Cell(_CUT, 1), *reversed(_head(reversed(before), left - 1))]
    room -= _width(before)
    if _width(after) > room or end + reach < line.end:
        after = [*_head(after, room - 1), _Cell(_CUT, 1)]
    return Excerpt(_text((*before, *words, *after)), _width(before), max(1, _width(words)))


def _cells(text: str, start: int, end: int) -> list[_Cell]:
    """Cut a piece of `text` into what a reader takes for characters, each made visible and measured."""
    shown = (
        BRACKET if each["command"] else _TAB if each[0] == "\t" else visible(each[0])
        for each in _CLUSTER.finditer(text, start, end)
    )
    return [_Cell(cluster, max(0, wcswidth(cluster))) for cluster in shown]


def _head(cells: Iterable[_Cell], room: int) -> list[_Cell]:
    """Return as many of the first `cells` as have `room`."""
    head = []
    for cell in cells:
        room -= cell.width
        if room < 0:
            break
        head.append(cell)
    return head


def _width(cells: Sequence[_Cell]) -> int:
    """Return how many columns `cells` fill."""
    return sum(cell.width for cell in cells)


def _text(cells: Iterable[_Cell]) -> str:
    """Return `cells` as they are printed."""
    return "".join(cell.text for cell in cells)
