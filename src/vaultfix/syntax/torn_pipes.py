r"""Torn pipes: those that a row of a table takes for a border though they stand inside a wikilink or code [D3, D7]."""

from collections.abc import Collection, Iterator
from itertools import chain

from vaultfix.patterns import pattern
from vaultfix.syntax.rows import BLANKS, Row
from vaultfix.syntax.tables import Table
from vaultfix.text import Span

# A wikilink ends at the first `]]` [A1.1], and an escaped one is text [A1.2].
_WIKILINK = pattern(r"(?<!\\)\[\[(?:[^\[\]]|\](?!\]))*+\]\]")
_TICKS = pattern(r"(?<!`)`++")
_PIPE = pattern(r"(?<!\\)\|")


def torn_links(row: Row) -> tuple[int, ...]:
    """Return the offsets of the unescaped pipes inside the wikilinks and embeds of a row, in order."""
    return _inside(row, _links(row.text)) if "[[" in row.text else ()


def torn_pipes(row: Row) -> tuple[int, ...]:
    """Return the offsets of the unescaped pipes inside the wikilinks, embeds and code spans of a row, in order."""
    return _inside(row, chain(_links(row.text), _codes(row.text)))


def pipes_to_escape(row: Row, width: int) -> tuple[int, ...]:
    """Return the torn pipes of a row that is too wide, if escaping all of them brings it to exactly `width` [D7]."""
    if row.width <= width:
        return ()
    torn = torn_pipes(row)
    return torn if row.width - len(torn) == width else ()


def pipes_to_escape_in_header(near: Table) -> tuple[int, ...]:
    """Return the torn pipes that alone keep `near` from being a table, unless its rows side with the wide header."""
    sided = bool(near.rows) and all(row.width == near.width and not torn_pipes(row) for row in near.rows)
    if sided or near.header.is_template:
        return ()
    return pipes_to_escape(near.header, near.delimiter.width)


def joined(row: Row, pipes: Collection[int]) -> Iterator[str]:
    """Yield the cells that a row has once `pipes` divide it no more, each as it is shown."""
    start = row.span.start + row.opened
    for cell in row.fields:
        if cell.end not in pipes:
            yield row.of(Span(start, cell.end)).strip(BLANKS).replace("\\|", "|")
            start = cell.end + 1


def _inside(row: Row, spans: Iterator[Span]) -> tuple[int, ...]:
    pipes = {pipe.start() for span in spans for pipe in _PIPE.finditer(row.text, span.start, span.end)}
    return tuple(row.span.start + pipe for pipe in sorted(pipes))


def _links(text: str) -> Iterator[Span]:
    return (Span(*link.span()) for link in _WIKILINK.finditer(text))


def _codes(text: str) -> Iterator[Span]:
    """Yield the code spans of a line: a run of backticks up to the next run of the same length [E2]."""
    runs = list(_TICKS.finditer(text))
    partners: dict[int, list[int]] = {}
    for at in reversed(range(len(runs))):
        partners.setdefault(len(runs[at][0]), []).append(at)
    done = 0
    for at, run in enumerate(runs):
        alike = partners[len(run[0])]
        alike.pop()
        # A backslash takes the first backtick of a run that would open a span, so that the run opens none.
        if at >= done and alike and not text.startswith("\\", run.start() - 1):
            yield Span(run.start(), runs[alike[-1]].end())
            done = alike[-1] + 1
