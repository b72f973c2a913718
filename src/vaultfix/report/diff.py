"""A change of a note as a patch that `git apply` takes."""

from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern

_CONTEXT = 3
_LINE = pattern(r"[^\n]*\n|[^\n]+")
_NEEDS_QUOTES = pattern(r'["\\\x00-\x1f\x7f]')
_NO_END = "\n\\ No newline at end of file\n"


class _Change(NamedTuple):
    """Lines `start` to `end` of the old note became `new_start` to `new_end` of the new one."""

    start: int
    end: int
    new_start: int
    new_end: int


def diff(path: str, before: Document, after: Document) -> Iterator[str]:
    """Yield a unified diff between two states of the note at `path`, relative to where it is to be applied.

    Lines end where git ends them, at a line feed. Encode with `surrogateescape` to get the very bytes.
    """
    if before.raw != after.raw:
        yield f"--- {_name(f'a/{path}')}\n+++ {_name(f'b/{path}')}\n"
        yield from _body(before, after)


def moved(old: str, new: str, change: tuple[Document, Document] | None = None) -> Iterator[str]:
    """Yield the patch that renames the file `old` to `new`, and `change`s it where that is given."""
    yield f"diff --git {_quoted(f'a/{old}')} {_quoted(f'b/{new}')}\n"
    yield f"similarity index {_similarity(change)}%\nrename from {_quoted(old)}\nrename to {_quoted(new)}\n"
    if change:
        yield f"--- {_name(f'a/{old}')}\n+++ {_name(f'b/{new}')}\n"
        yield from _body(*change)


def _body(before: Document, after: Document) -> Iterator[str]:
    """Yield the hunks between two states of a note."""
    old, new = _LINE.findall(before.text), _LINE.findall(after.text)
    for hunk in _hunks(_changes(old, new)):
        yield from _shown(hunk, old, new)


def _similarity(change: tuple[Document, Document] | None) -> int:
    """Return how much of a file stays, in per cent; git takes it for a remark."""
    if change is None:
        return 100
    old, new = (_LINE.findall(doc.text) for doc in change)
    kept = sum((Counter(old) & Counter(new)).values())
    return min(99, 100 * kept // max(len(old), len(new), 1))


def _changes(old: Sequence[str], new: Sequence[str]) -> list[_Change]:
    """Return what changed: line by line where the number of lines is the same, which is linear, else by difflib."""
    if len(old) != len(new):
        opcodes = SequenceMatcher(None, old, new).get_opcodes()
        return [_Change(*lines) for kind, *lines in opcodes if kind != "equal"]
    same = [one == other for one, other in zip(old, new, strict=True)]
    turns = [0, *(i for i in range(1, len(same)) if same[i] != same[i - 1]), len(same)]
    return [_Change(start, end, start, end) for start, end in pairwise(turns) if not same[start]]


def _hunks(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Yield the changes in groups whose context would meet."""
    hunk = [changes[0]]
    for change in changes[1:]:
        if change.start - hunk[-1].end > 2 * _CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    yield hunk


def _shown(hunk: Sequence[_Change], old: Sequence[str], new: Sequence[str]) -> Iterator[str]:
    """Yield one hunk with its context, its head first."""
    lead = min(_CONTEXT, hunk[0].start)
    tail = min(_CONTEXT, len(old) - hunk[-1].end)
    start, new_start = hunk[0].start - lead, hunk[0].new_start - lead
    ranges = _range(start, hunk[-1].end + tail), _range(new_start, hunk[-1].new_end + tail)
    yield f"@@ -{ranges[0]} +{ranges[1]} @@\n"
    for change in hunk:
        yield from (_line(" ", line) for line in old[start : change.start])
        yield from (_line("-", line) for line in old[change.start : change.end])
        yield from (_line("+", line) for line in new[change.new_start : change.new_end])
        start = change.end
    yield from (_line(" ", line) for line in old[start : start + tail])


def _range(start: int, end: int) -> str:
    """Return a hunk's range of lines; an empty one names the line in front of it."""
    return f"{start + 1 if end > start else start},{end - start}"


def _line(sign: str, line: str) -> str:
    """Return a line of a hunk; git wants to know of a missing line end."""
    return f"{sign}{line}" if line.endswith("\n") else f"{sign}{line}{_NO_END}"


def _name(path: str) -> str:
    """Return a file name as the head of a patch has it: with a tab behind spaces, or quoted."""
    return f"{path}\t" if " " in path and not _NEEDS_QUOTES.search(path) else _quoted(path)


def _quoted(path: str) -> str:
    """Return a file name as git reads it: quoted like a C string where it must be."""
    if not _NEEDS_QUOTES.search(path):
        return path
    escaped = _NEEDS_QUOTES.sub(lambda sign: f"\\{ord(sign.group()):03o}", path)
    return f'"{escaped}"'
