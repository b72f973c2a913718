"""The rule delimiter-mismatch."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.passes.tables.promises import Line, Promise, Role, colons, kept, lines_of
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.rows import Row, is_delimiter
from vaultfix.syntax.tables import Table, near_tables
from vaultfix.syntax.torn_pipes import pipes_to_escape, pipes_to_escape_in_header, torn_links
from vaultfix.syntax.zones import Zone
from vaultfix.text import Fix, Span, delete, insert
from vaultfix.vault import Vault


class DelimiterMismatch(Rule):
    """The header of a table and the dashes under it have as many cells as each other.

    If they have not, nothing is a table: the whole of it is shown as text, pipes and dashes and all. The fix gives
    the dashes the width of the header, and keeps every alignment, where all rows agree with the header; otherwise
    only the author knows which of them is right. A header that is too wide because a pipe inside a link or code
    splits it is left to the rule unescaped-pipe.
    """

    severity = Severity.ERROR
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, _mismatches(doc))

    examples = (
        Example("as wide as each other", "| herb | soil |\n|---|:-:|\n| thyme | dry |\n"),
        Example("one dash will do", "herb | soil\n-|-\nthyme | dry\n"),
        Example(
            "dashes are added where the rows agree with the header",
            "| herb | soil | light |\n| :-- | --: |\n| thyme | dry | sun |\n",
            after="| herb | soil | light |\n| :-- | --: | --- |\n| thyme | dry | sun |\n",
        ),
        Example(
            "and taken away",
            "herb | soil\n:--|---|---\nthyme | dry\n",
            after="herb | soil\n:--|---\nthyme | dry\n",
        ),
        Example("a pipe at one end may be an empty cell", "||\n--|--\nthyme |\nmint |\n", faults=1),
        Example("the rows say something else", "| herb | soil |\n|---|\n| thyme |\n", faults=1),
        Example("no row says anything", "| herb | soil |\n|---|\n", faults=1),
    )


def _mismatches(doc: Document) -> Iterator[Promise]:
    """Yield what would be a table if its delimiter were as wide as its header."""
    for near in near_tables(doc):
        if near.header.is_template or pipes_to_escape_in_header(near):
            continue
        has = near.delimiter.width
        finding = Finding(
            near.delimiter.span,
            f"{has} {'cell' if has == 1 else 'cells'} of dashes under a header of {near.width}:"
            " this is shown as text, not as a table",
            _fitted(near),
        )
        aligned = (*colons(near.delimiter), *("--",) * near.width)[: near.width]
        yield Promise(finding, {**lines_of(near), near.delimiter.span.start: Line(Role.DELIMITER, aligned)})


def _fitted(near: Table) -> Fix | None:
    """Return the fix that fits the delimiter to the header, where every row is as wide as that [D8]."""
    if not near.rows or not all(_agrees(row, near.width) for row in near.rows):
        return None
    missing = near.width - near.delimiter.width
    if missing > 0:
        return _widened(near.delimiter, missing)
    # With a pipe at one end only, `| a` or `a |`, nobody can tell a border from an empty cell.
    if any(row.opened != row.closed for row in (near.header, *near.rows)):
        return None
    return _narrowed(near.delimiter, near.width)


def _widened(delimiter: Row, missing: int) -> Fix:
    """Return the fix that adds cells like the last one, but aligned as the renderer likes."""
    last = delimiter.fields[-1]
    dashes = delimiter.of(last).replace(":", "-")
    pipe = " |" if dashes.startswith(" ") and not delimiter.closed else "|"
    return insert(last.end, (pipe + dashes) * missing)


def _narrowed(delimiter: Row, width: int) -> Fix | None:
    """Return the fix that takes the last cells away, unless a line of dashes alone would be left."""
    end = delimiter.fields[-1].end
    start = delimiter.fields[width - 1].end if delimiter.closed else delimiter.cells[width - 1].span.end
    kept = delimiter.of(Span(delimiter.span.start, start)) + delimiter.of(Span(end, delimiter.span.end))
    return delete(Span(start, end)) if is_delimiter(kept) else None


def _agrees(row: Row, width: int) -> bool:
    """Whether a row has, or will have once its pipes are escaped, `width` cells."""
    if row.is_template or not row.is_piped:
        return False
    if row.width == width:
        return not torn_links(row)
    return bool(pipes_to_escape(row, width))
