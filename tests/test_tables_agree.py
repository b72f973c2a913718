"""The reader of tables against two parsers of others: pyromark (pulldown-cmark) and markdown-it-py.

Both show a table as a renderer does: short rows filled, what is past the last column cut off. Where they differ from
cmark-gfm, and so from us [D], the comparison steps around it, and `test_where_others_differ` says how.
"""

import re
from bisect import bisect_right
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pyromark
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from vaultfix.document import Document
from vaultfix.syntax.containers import Kind, Nest
from vaultfix.syntax.footing import footing
from vaultfix.syntax.tables import tables

Grid = list[list[str]]
"""The cells of a table as they are shown, header first."""

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
GFM = MarkdownIt("commonmark").enable("table")


class Reading(NamedTuple):
    """What a parser sees: tables by the line of their header, and the lines that are code or HTML."""

    grids: dict[int, Grid]
    opaque: set[int]


def plain(cell: str) -> str:
    return cell.replace("\\|", "|").strip(" \t")


def ours(text: str) -> dict[int, Grid]:
    doc = Document.of("note.md", text)
    grids = {}
    for table in tables(doc):
        shown = [[cell.text for cell in row.cells] + [""] * table.width for row in (table.header, *table.rows)]
        grids[doc.line_number(table.header.span.start)] = [row[: table.width] for row in shown]
    return grids


def pyromarks(text: str) -> Reading:
    raw = text.encode()
    starts = [0, *(end.end() for end in re.finditer(b"\n", raw))]
    seen = Reading({}, set())
    rows: Grid = []
    for event, where in pyromark.events_with_range(text, options=OPTIONS):
        if not isinstance(event, dict) or "Start" not in event:
            continue
        kind = event["Start"]
        name = kind if isinstance(kind, str) else next(iter(kind))
        line, last = (bisect_right(starts, offset) - 1 for offset in (where["start"], where["end"] - 1))
        match name:
            case "CodeBlock" | "HtmlBlock":
                seen.opaque.update(range(line, last + 1))
            case "Table":
                rows = seen.grids.setdefault(line, [])
            case "TableHead" | "TableRow":
                rows.append([])
            case "TableCell":
                rows[-1].append(plain(raw[where["start"] : where["end"]].decode()))
    return seen


def markdown_its(text: str) -> Reading:
    seen = Reading({}, set())
    rows: Grid = []
    tokens = GFM.parse(text)
    for at, token in enumerate(tokens):
        first, last = token.map or (0, 0)
        match token.type:
            case "fence" | "code_block" | "html_block":
                seen.opaque.update(range(first, last))
            case "table_open":
                rows = seen.grids.setdefault(first, [])
            case "tr_open":
                rows.append([])
            case "th_open" | "td_open":
                rows[-1].append(plain(tokens[at + 1].content))
    return seen


def has_lazy_line(text: str) -> bool:
    """Whether a paragraph goes on without the marks of its containers: there the others find headers of their own."""
    nest: Nest = ()
    paragraph = lazy = False
    for line in Document.of("note.md", text).lines:
        foot = footing(text, Document.of("note.md", text).line(line), nest, paragraph=paragraph)
        lazy |= not foot.same and foot.nest == nest and foot.kind is Kind.TEXT
        nest, paragraph = foot.nest, foot.kind is Kind.TEXT
    return lazy


PARSERS = pytest.mark.parametrize("parse", [pyromarks, markdown_its])


@PARSERS
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| herb | soil |\n| --- | --- |\n| thyme | dry |\n", id="a table"),
        pytest.param(
            "| low | mid |\n| :-: | -----------: |\ntea | cup\n", id="alignments, and a row without outer pipes"
        ),
        pytest.param("| h\\|b |\n| --- |\n| a `\\|` b |\n| a **\\|** b |\n", id="escaped pipes in code and emphasis"),
        pytest.param("| a | b |\n| --- | --- |\n| 1 | 2 |\n> a quote\n", id="a quote ends a table"),
        pytest.param("| a | b |\n| --- | --- |\n| 1 | 2 |\nplain\n\nplain\n", id="a line without pipes is a row"),
        pytest.param("| a | b |\n| --- |\n| 1 |\n", id="too few dashes"),
        pytest.param("| a | b |\n| --- | --- |\n| 1 |\n| 1 | 2 | 3 |\n", id="short and long rows"),
        pytest.param("| a | b |\n| --- | --- |\n", id="no rows"),
        pytest.param("words\n| a | b |\n|-|-|\n| 1 | 2 |\n", id="after a paragraph"),
        pytest.param("> | a | b |\n> |-|-|\n> | 1 | 2 |\n| 3 | 4 |\n", id="in a quote, and out of it"),
        pytest.param("- x\n\n  | a | b |\n  |-|-|\n  | 1 | 2 |\n| 3 | 4 |\n", id="in an item, and out of it"),
        pytest.param("- x\n| a | b |\n|-|-|\n| 1 | 2 |\n", id="unindented after an item"),
        pytest.param("> x\n| a | b |\n|-|-|\n", id="unquoted after a quote"),
        pytest.param("1. x\n   - y\n\n     | a |\n     |---|\n     | 1 |\n   | 2 |\n", id="two lists deep"),
        pytest.param("- x\n\n\t| a |\n\t|---|\n\t| 1 |\n", id="a tab in an item"),
        pytest.param("    | a |\n    |---|\n", id="code"),
        pytest.param("```\n| a |\n|---|\n```\n| b |\n|---|\n", id="a fence"),
        pytest.param("<div>\n| a |\n|---|\n\n| b |\n|---|\n", id="HTML"),
        pytest.param("| a |\n|---|\n| 1 |\n***\n| 2 |\n", id="a rule"),
        pytest.param("| a |\n|---|\n| 1 |\n- x\n", id="a list ends a table"),
        pytest.param("> - | a |\n>   |---|\n>   | 1 |\n> | 2 |\n", id="an item in a quote"),
        pytest.param("| a |\n|---|\n| 1 |\n# x\n| 2 |\n", id="a heading ends a table"),
    ],
)
def test_the_same_tables(text: str, parse: Callable[[str], Reading]) -> None:
    seen = parse(text)

    assert {line: grid for line, grid in ours(text).items() if line not in seen.opaque} == seen.grids


@pytest.mark.parametrize(
    ("text", "parse"),
    [
        pytest.param("a\n|-|\n", pyromarks, id="a header without any pipe: cmark-gfm takes it"),
        pytest.param("a\n|-|\n", markdown_its, id="a header without any pipe: cmark-gfm takes it, this one neither"),
        pytest.param("| a |\n:-:\n", markdown_its, id="a delimiter without any pipe: we follow D1"),
        pytest.param("| a |\n|---|\n|\n", markdown_its, id="a pipe alone: no row for cmark-gfm"),
        pytest.param("| a |\n|---|\n    | 1 |\n", pyromarks, id="indent 4: code for cmark-gfm [D10]"),
        pytest.param("a | b\n- | -\n", pyromarks, id="a dash and a space: a list for cmark-gfm"),
        pytest.param("> | a |\n|-|-|\n", markdown_its, id="unquoted dashes: text of the quote for cmark-gfm [D9]"),
        pytest.param("> w\n| a |\n> |---|\n", pyromarks, id="a header that lacks its quote mark: cmark-gfm takes it"),
    ],
)
def test_where_others_differ(text: str, parse: Callable[[str], Reading]) -> None:
    assert ours(text) != parse(text).grids


# In each of these the other of the two parsers reads as we do, and as cmark-gfm does.
ALONE: dict[Callable[[str], Reading], dict[str, str]] = {
    pyromarks: {
        "Wrong alignment symbol position:": "takes `-::-` for dashes [D1]",
        "Allow tabs as a separator on 2nd line": "knows no tabs in a delimiter",
        "Should terminate paragraph:": "wants a blank line above a header [D9]",
        "Tables should not be indented more than 4 spaces (3rd line):": "takes a deeply indented row [D10]",
        "A list takes precedence in case of ambiguity": "takes `- | -` for dashes, not for an item",
    },
    markdown_its: {
        "This is parsed as one big table:": "takes an item for a header",
        "`\\` in tables should not count as escaped backtick": "takes a heading for a header",
        "Tables should handle escaped backticks": "takes a heading for a header",
        "Allow one-column tables (issue #171):": "wants no pipe in a delimiter of one cell [D1]",
        "Escape before escaped Pipes inside backticks don't split cells:": "lets `\\\\|` lose both backslashes [D3]",
    },
}


@PARSERS
def test_the_same_tables_in_the_examples_of_gfm(gfm_tables: dict[str, str], parse: Callable[[str], Reading]) -> None:
    differing = []
    for title, text in gfm_tables.items():
        seen = parse(text)
        if {line: grid for line, grid in ours(text).items() if line not in seen.opaque} != seen.grids:
            differing.append(title)

    assert differing == [title for title in gfm_tables if title in ALONE[parse]]


@PARSERS
@pytest.mark.parametrize("name", ["obsidian-help", "obsidian-hub"])
def test_the_same_tables_in_a_vault(
    name: str, notes: Callable[[str], list[Path]], parse: Callable[[str], Reading]
) -> None:
    differing = []
    for path in notes(name):
        text = path.read_bytes().decode().replace("\r\n", "\n")
        if "|" not in text:
            continue
        seen = parse(text)
        if {line: grid for line, grid in ours(text).items() if line not in seen.opaque} != seen.grids:
            differing.append(path.name)

    assert differing == []


CELL = st.text(st.sampled_from("ab \\`$[]:-é"), max_size=5).map(lambda cell: cell.replace("\\", "\\|"))
ROW = st.builds(
    lambda cells, opened, closed: opened + "|".join(cells) + closed,
    st.lists(CELL, min_size=2, max_size=4),
    st.sampled_from(["|", ""]),
    st.sampled_from(["|", "", "| "]),
)
OTHER = st.sampled_from(
    ["", "words", "# h", "> q", "- i", "2. i", "---", "***", "===", "~~~", "<div>", "     | y | z |"]
)
MARK = st.sampled_from(["", "", "> ", "- ", "  ", "    ", "1. ", "   ", ">", "\t"])
DELIMITER = st.sampled_from(["|-|-|", ":-:|--|-", "| - | - | -"])
NOTE = st.lists(st.tuples(MARK, ROW | OTHER | DELIMITER).map("".join), max_size=9).map("\n".join)


@settings(max_examples=120, deadline=None)
@given(NOTE)
@example("|a|b|\n|-|-|\n|1|2|")
def test_the_same_tables_where_the_two_agree(text: str) -> None:
    one, other = pyromarks(text), markdown_its(text)
    assume(one.grids == other.grids and not has_lazy_line(text))

    assert {line: grid for line, grid in ours(text).items() if line not in one.opaque | other.opaque} == one.grids


@settings(max_examples=80, deadline=None)
@given(st.lists(ROW, min_size=1, max_size=5), DELIMITER)
def test_the_same_cells_in_any_row(rows: list[str], delimiter: str) -> None:
    text = "\n".join((rows[0], delimiter, *rows[1:]))

    assert ours(text) == pyromarks(text).grids
