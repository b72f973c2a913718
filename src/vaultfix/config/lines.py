"""Where a key stands in a TOML file; the parser of the standard library does not say."""

from collections.abc import Iterator, Mapping, Sequence

from vaultfix.patterns import pattern

_PART = r"""(?:[A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_DOTTED = rf"{_PART}(?:[ \t]*\.[ \t]*{_PART})*"
_TABLE = pattern(rf"[ \t]*\[\[?[ \t]*({_DOTTED})[ \t]*\]")
_ENTRY = pattern(rf"[ \t]*({_DOTTED})[ \t]*=")
_PARTS = pattern(_PART)


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
    """Yield each line, from 1, that opens a table or sets a key, with the whole path of it.

    In the path of what stands in one of several tables of a name, such as `[[schema]]`, that name is followed by the
    number of the table, from 0.
    """
    table: tuple[str, ...] = ()
    counts: dict[tuple[str, ...], int] = {}
    for number, line in enumerate(lines, 1):
        if opened := _TABLE.match(line):
            parts = _split(opened.group(1))
            if opened.group().lstrip(" \t").startswith("[["):
                counts[parts] = counts.get(parts, -1) + 1
            table = tuple(_numbered(parts, counts))
            yield number, table
        elif entry := _ENTRY.match(line):
            yield number, (*table, *_split(entry.group(1)))


def _split(dotted: str) -> tuple[str, ...]:
    """Return the parts of a dotted key, without quotes."""
    return tuple(part.strip("\"'") for part in _PARTS.findall(dotted))


def _numbered(parts: Sequence[str], counts: Mapping[tuple[str, ...], int]) -> Iterator[str]:
    """Yield the parts of a table's name, each that has several tables followed by the number of the last one."""
    for length, part in enumerate(parts, 1):
        yield part
        if (several := tuple(parts[:length])) in counts:
            yield str(counts[several])


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many parts two paths have in common from the beginning."""
    return next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
