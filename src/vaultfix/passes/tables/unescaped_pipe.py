"""The rule unescaped-pipe."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.rule import Example, Finding, Rule, Severity
from vaultfix.syntax.tables import near_tables, tables
from vaultfix.syntax.torn_pipes import pipes_to_escape, pipes_to_escape_in_header, torn_links
from vaultfix.syntax.zones import Zone
from vaultfix.text import Edit, Fix, Safety, Span
from vaultfix.vault import Vault


class UnescapedPipe(Rule):
    r"""A pipe inside a link or code in a table is written `\|`.

    In a table every plain pipe ends a cell, also inside `[[note|alias]]`, `![[image|100]]` and code: the link breaks
    in two, and the cell past the last column is not shown. In a header it costs the whole table. The fix puts the
    backslash in. It is safe where that gives the row exactly as many cells as the table has columns; where a link
    is split but the count would still be wrong, it is offered as a guess.
    """

    severity = Severity.ERROR
    touches = frozenset({Zone.PROSE, Zone.INLINE_CODE})

    def check(self, doc: Document, vault: Vault) -> Iterator[Finding]:
        for near in near_tables(doc):
            if pipes := pipes_to_escape_in_header(near):
                yield _torn(pipes, Safety.SAFE)
        for table in tables(doc):
            for row in (table.header, *table.rows):
                if row.is_template:
                    continue
                if pipes := pipes_to_escape(row, table.width):
                    yield _torn(pipes, Safety.SAFE)
                elif pipes := torn_links(row):
                    yield _torn(pipes, Safety.UNSAFE)

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
            "a guess where the row is too wide anyway",
            "| who | note |\n|---|---|\n| [[Ada|she]] | y | z |\n",
            after="| who | note |\n|---|---|\n| [[Ada\\|she]] | y | z |\n",
            unsafe=True,
        ),
    )


def _torn(pipes: tuple[int, ...], safety: Safety) -> Finding:
    edits = tuple(Edit(Span(pipe, pipe), "\\") for pipe in pipes)
    message = r"this `|` splits a link or code into two cells; write `\|`"
    return Finding(Span(pipes[0], pipes[0] + 1), message, Fix(edits, safety))
