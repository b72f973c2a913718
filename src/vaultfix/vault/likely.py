"""Likely: which heading or block a fragment that leads nowhere may have meant [B2.1]."""

from collections.abc import Collection
from itertools import pairwise
from posixpath import commonprefix
from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.syntax.regions import Heading
from vaultfix.vault.anchors import Anchors, stripped

_MOST = 3
_SHORTEST_PREFIX = 4
_MANY = 500
"""Where there are more names than this, none is looked for that is merely like another."""


class Likely(NamedTuple):
    """A heading that may have been meant, and why; `sure` where it is the only one and little else can be meant."""

    heading: Heading
    why: str
    sure: bool


def likely_headings(note: Anchors, fragment: str) -> tuple[Likely, ...]:
    """Return the headings that `fragment` may have meant, the best first; for a chain those like its last part."""
    known = _known(note.doc)
    if fragment not in known:
        known[fragment] = _likely_headings(note, fragment)
    return known[fragment]


@fact
def _known(_: Document) -> dict[str, tuple[Likely, ...]]:
    """Return what was likely of a note before: many links name the same heading, and miss it."""
    return {}


def _likely_headings(note: Anchors, fragment: str) -> tuple[Likely, ...]:
    last = fragment.rpartition("#")[2]
    same = note.alike(last)
    if same:
        sure = len(same) == 1 and last == fragment
        return tuple(Likely(heading, "the same words", sure) for heading in same[:_MOST])
    if spelled := note.of_letters(last):
        return tuple(Likely(heading, "the same letters", sure=False) for heading in spelled[:_MOST])
    near = _nearest(stripped(last.replace("-", " ")), note.by_words)
    return tuple(Likely(note.by_words[words][0], "a name like it", sure=False) for words in near)


def likely_blocks(note: Anchors, name: str) -> tuple[str, ...]:
    """Return the ids of blocks, in small letters, that are almost `name`."""
    return _nearest(name.lower(), note.blocks)


def _nearest(word: str, known: Collection[str]) -> tuple[str, ...]:
    """Return what differs from `word` by two letters at most, the nearest first, else the only one it begins."""
    if len(known) > _MANY:
        return ()
    most = min(2, len(word) // 3)
    # Of so many parts one stays as it is: where none is found, the changes need not be counted.
    parts = _parts(word, most + 1)
    possible = (each for each in known if abs(len(each) - len(word)) <= most and any(part in each for part in parts))
    distances = ((_edits(word, each, most), each) for each in possible)
    if near := sorted(pair for pair in distances if pair[0] <= most):
        return tuple(each for _, each in near[:_MOST])
    longer = [each for each in known if each.startswith(word)] if len(word) >= _SHORTEST_PREFIX else []
    return tuple(longer) if len(longer) == 1 else ()


def _parts(word: str, number: int) -> list[str]:
    """Cut a word into so many parts."""
    ends = [len(word) * part // number for part in range(number + 1)]
    return [word[start:end] for start, end in pairwise(ends)]


def _edits(one: str, other: str, most: int) -> int:
    """Return how many letters of `one` must change, come or go to make `other` of it; `most + 1` stands for more.

    Only what can be reached with `most` changes is counted out, so that a long name costs no more than its length;
    what both begin or end with needs none.
    """
    start = len(commonprefix((one, other)))
    end = len(commonprefix((one[start:][::-1], other[start:][::-1])))
    one, other = one[start : len(one) - end], other[start : len(other) - end]
    far = most + 1
    row = {column: column for column in range(far)}
    for at, letter in enumerate(one, 1):
        below: dict[int, int] = {}
        for column in range(max(at - most, 0), min(at + most, len(other)) + 1):
            change = row.get(column - 1, far) + (column > 0 and other[column - 1] != letter)
            below[column] = min(
                row.get(column, far) + 1, below.get(column - 1, far) + 1, change if column else far, far
            )
        if min(below.values()) > most:
            return far
        row = below
    return row.get(len(other), far)
