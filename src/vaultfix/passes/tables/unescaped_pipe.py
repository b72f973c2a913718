"""The rule unescaped-pipe."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.passes.tables.promises import Line, Promise, Role, filled, kept, lines_of, shown
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import near_tables, tables
from vaultfix.syntax.torn_pipes import joined, pipes_to_escape, pipes_to_escape_in_header, torn_links
from vaultfix.syntax.zones import Zone
from vaultfix.text import Edit, Fix, Safety, Span
from vaultfix.vault import Vault


class UnescapedPipe(Rule):
    r"""A pipe inside a link or code in a table has a backslash before it.

    In a table every plain pipe ends a cell, also inside `[[note|alias]]`, `![[image|100]]` and code: the link breaks
    in two, and the cell past the last column is not shown. In a header it costs the whole table. The fix puts the
    backslash in. It is safe where that gives the row exactly as many cells as the table has columns; where a link
    is split but the count would still be wrong, it is offered as a guess.
    """

    severity = Severity.ERROR
    doubt = with_odd_tables
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        return kept(doc, (*_in_headers(doc), *_in_rows(doc)))

    examples = (
        Example("as Obsidian wants it", "| who | note |\n|---|---|\n| [[Ada\\|she]] | ![[a.png\\|100]] |\n"),
        Example("outside a table a pipe needs nothing", "[[Ada|she]] and `a|b`\n"),
        Example("nor does one in code that fits", "| a | b |\n|---|---|\n| `x\\|y` | z |\n"),
        Example(
            "an alias gets its backslash",
            "| who | note |\n|---|---|\n| [[Ada|she]] | z |\n",
            after="| who | note |\n|---|---|\n| [[Ada\\|she]] | z |\n",
        ),
        Example(
            "and so does the size of an embed, and code",
            "who | note\n--|--\n![[a.png|100]] | `a|b`\n",
            after="who | note\n--|--\n![[a.png\\|100]] | `a\\|b`\n",
        ),
        Example(
            "in a header it brings the table back",
            "| [[Ada|she]] | note |\n|---|---|\n| 1 | 2 |\n",
            after="| [[Ada\\|she]] | note |\n|---|---|\n| 1 | 2 |\n",
        ),
        Example(
            "but not where text would go on with it",
            "| [[Ada|she]] | note |\n|---|---|\n| 1 | 2 |\nso much for that\n",
            faults=1,
        ),
        Example(
            "nor where text with pipes in it would",
            "| [[Ada|she]] | note |\n|---|---|\n| 1 | 2 |\nWrite `|---|` here.\n",
            faults=1,
        ),
        Example(
            "a guess where the row is too wide anyway",
            "| who | note |\n|---|---|\n| [[Ada|she]] | y | z |\n",
            after="| who | note |\n|---|---|\n| [[Ada\\|she]] | y | z |\n",
            unsafe=True,
        ),
    )


def _in_headers(doc: Document) -> Iterator[Promise]:
    """Yield the headers that are too wide for their dashes; mended, each begins a table."""
    for near in near_tables(doc):
        if pipes := pipes_to_escape_in_header(near):
            header = filled(joined(near.header, pipes), 0)
            rows = {row.span.start: Line(Role.ROW, shown(row, len(header))) for row in near.rows}
            lines = {**lines_of(near), **rows, near.header.span.start: Line(Role.HEADER, header)}
            torn = _torn(pipes, Safety.SAFE)
            # Text right below would become a row of the table that then begins.
            are_rows = all(_is_row(row, len(header)) for row in near.rows)
            yield Promise(torn if are_rows else torn._replace(fix=None), lines)


def _is_row(row: Row, width: int) -> bool:
    """Whether a line is meant as a row of a table so wide, and no text with pipes in it."""
    is_open = not row.text.lstrip().startswith("|")
    return row.is_piped and not (is_open and len(row.cells) > width and not pipes_to_escape(row, width))


def _in_rows(doc: Document) -> Iterator[Promise]:
    """Yield the rows with links or code in pieces; mended, these are whole."""
    for table in tables(doc):
        if not table.header.is_template and (pipes := torn_links(table.header)):
            # The dashes count the halves as columns, so with the link made whole this would be no table.
            yield Promise(_torn(pipes, Safety.UNSAFE)._replace(fix=None))
        for row in table.rows:
            if row.is_template:
                continue
            pipes = pipes_to_escape(row, table.width)
            safety = Safety.SAFE if pipes else Safety.UNSAFE
            if pipes := pipes or torn_links(row):
                whole = Line(Role.ROW, filled(joined(row, pipes), table.width))
                yield Promise(_torn(pipes, safety), {row.span.start: whole})


def _torn(pipes: tuple[int, ...], safety: Safety) -> Finding:
    edits = tuple(Edit(Span(pipe, pipe), "\\") for pipe in pipes)
    message = r"this `|` splits a link or code into two cells; write `\|`"
    return Finding(Span(pipes[0], pipes[0] + 1), message, Fix(edits, safety))
