"""Where a key stands in a TOML file; the parser of the standard library does not say."""

import re
from collections.abc import Iterator, Sequence

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_TABLE = re.compile(rf"[ \t]*\[\[?[ \t]*({_DOTTED})[ \t]*\]")
_ENTRY = re.compile(rf"[ \t]*({_DOTTED})[ \t]*=")
_PARTS = re.compile(_PART)


def line_of(text: str, keys: Sequence[str], item: str | None = None) -> int | None:
    """Return the line, from 1, that sets the value at `keys`; of the text `item` within it where that is given.

    Where the value stands inside another, as in an inline table, it is the line of the outer one. None where nothing
    like it is found.
    """
    best = 0
    found = None
    lines = text.split("\n")
    for number, path in _paths(lines):
        shared = _shared(path, keys)
        if shared == min(len(path), len(keys)) and shared > best:
            best, found = shared, number
    if found is None or item is None:
        return found
    quoted = (f'"{item}"', f"'{item}'")
    after = range(found, len(lines) + 1)
    return next((number for number in after if any(each in lines[number - 1] for each in quoted)), found)


def _paths(lines: Sequence[str]) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Yield each line, from 1, that opens a table or sets a key, with the whole path of it."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        if opened := _TABLE.match(line):
            table = _split(opened.group(1))
            yield number, table
        elif entry := _ENTRY.match(line):
            yield number, (*table, *_split(entry.group(1)))


def _split(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, without quotes."""
    return tuple(part.strip("\"'") for part in _PARTS.findall(dotted))


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many parts two paths have in common from the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
