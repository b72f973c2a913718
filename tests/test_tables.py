"""The reader of tables, case by case: what is a table [D1, D2, H4], where its rows end [D4, D9, D10], what a cell holds [D3, H5]."""

import pytest

from vaultfix.document import BOM, Document
from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import Table, near_tables, tables

HEADER = "| a | b |\n"
DASHES = "|---|---|\n"


def read(text: str) -> tuple[Table, ...]:
    return tables(Document.of("note.md", text))


def near(text: str) -> tuple[Table, ...]:
    return near_tables(Document.of("note.md", text))


def cells(row: Row) -> list[str]:
    return [cell.text for cell in row.cells]


def rows(text: str) -> list[list[str]]:
    (table,) = read(text)
    return [cells(row) for row in table.rows]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty note"),
        pytest.param("a | b\n", id="a line with a pipe"),
        pytest.param("---\ntitle: x | y\n---\nbody\n", id="frontmatter is fenced by dashes, not by a delimiter"),
        pytest.param("| a |\n---\n", id="dashes without a pipe make a heading [D1]"),
        pytest.param(HEADER + "|---|\n", id="H4 one cell of dashes under two"),
        pytest.param(HEADER + "|---|---|---|\n", id="H4 three cells of dashes under two"),
        pytest.param(HEADER + "|:|:|\n", id="H4 colons without a dash"),
        pytest.param(HEADER + "| - - | --- |\n", id="H4 dashes with a gap"),
        pytest.param(HEADER + "|—|—|\n", id="H4 em dashes"),
        pytest.param("|| a | b |\n" + DASHES, id="H4 a doubled first pipe is a cell more"),
        pytest.param("| [[N|x]] | b |\n" + DASHES, id="H4 an unescaped pipe in the header is a cell more"),
        pytest.param(HEADER + "\n" + DASHES, id="H4 a blank line before the dashes [D5]"),
        pytest.param(HEADER + "> " + DASHES, id="the dashes stand in a quote, the header does not [D9]"),
        pytest.param("> " + HEADER + DASHES, id="the header stands in a quote, the dashes do not [D9]"),
        pytest.param("    " + HEADER + DASHES, id="H4 indent 4 before the header [D10]"),
        pytest.param(HEADER + "    " + DASHES, id="H4 indent 4 before the dashes [D10]"),
        pytest.param("\t" + HEADER + DASHES, id="a tab before the header [D10]"),
        pytest.param("- item\n" + HEADER + DASHES, id="H4 unindented after an item [D9]"),
        pytest.param("> quote\n" + HEADER + DASHES, id="unquoted after a quote [D9]"),
        pytest.param("# a | b\n" + DASHES, id="a heading is no header"),
        pytest.param("a | b\n- | -\n", id="a dash and a space begin a list, not a delimiter"),
        pytest.param("a | b\n---\n" + DASHES, id="an underlined heading is no header"),
        pytest.param("|\n|-|\n", id="a pipe alone is no cell"),
        pytest.param("> | a | b |\n    > |-|-|\n", id="indent 4 before the mark of a quote [D10]"),
        pytest.param("words\n2. | a | b |\n   |-|-|\n", id="only an item numbered 1 breaks into a paragraph"),
        pytest.param("-      | a | b |\n       |-|-|\n", id="six spaces behind the mark of an item begin code"),
    ],
)
def test_no_table(text: str) -> None:
    assert read(text) == ()


@pytest.mark.parametrize(
    ("text", "at"),
    [
        pytest.param(HEADER + "|-|-|\n", 0, id="H4 one dash"),
        pytest.param(HEADER + ":-:|-:\n", 0, id="H4 alignments, no outer pipes"),
        pytest.param("a | b\n--|--\n", 0, id="H4 borderless"),
        pytest.param("   " + HEADER + "   |-|-|\n", 3, id="H4 indent 3"),
        pytest.param("| a | b |  \n|---|---|  \n", 0, id="H4 trailing double space"),
        pytest.param(HEADER + "|---|---|", 0, id="H4 header only, no final newline"),
        pytest.param("words\n" + HEADER + DASHES, 6, id="H4 directly after a paragraph [D9]"),
        pytest.param("| a |\n|---|\n", 0, id="H4 one column"),
        pytest.param("a |\n--|\n", 0, id="one column with a pipe behind"),
        pytest.param(HEADER.replace("\n", "\r\n") + DASHES, 0, id="CRLF"),
        pytest.param("x\r\r| a | b |\r|---|---|\r", 3, id="CR alone"),
        pytest.param(BOM + HEADER + DASHES, 1, id="behind a byte order mark"),
        pytest.param("---\na: 1\n---\n" + HEADER + DASHES, 13, id="under frontmatter"),
        pytest.param("> " + HEADER + "> " + DASHES, 2, id="in a quote [D9]"),
        pytest.param("> [!note] T\n> " + HEADER + "> " + DASHES, 14, id="under the title of a callout [D9]"),
        pytest.param("> > " + HEADER + ">> " + DASHES, 4, id="in a quote in a quote"),
        pytest.param("- " + HEADER + "  " + DASHES, 2, id="in an item"),
        pytest.param("- item\n\n  " + HEADER + "  " + DASHES, 10, id="in an item, after a blank line"),
        pytest.param("10. item\n\n    " + HEADER + "    " + DASHES, 14, id="indent 4 is the content of a wide item"),
        pytest.param("- one\n  - two\n\n\t" + HEADER + "\t" + DASHES, 16, id="a tab reaches into a nested item"),
        pytest.param("> - " + HEADER + ">   " + DASHES, 4, id="in an item in a quote"),
        pytest.param("- item\n\n" + HEADER + DASHES, 8, id="after a list and a blank line"),
        pytest.param("> quote\n\n" + HEADER + DASHES, 9, id="after a quote and a blank line"),
        pytest.param("# H\n" + HEADER + DASHES, 4, id="under a heading"),
        pytest.param("| \\| | b |\n" + DASHES, 0, id="an escaped pipe in the header [D3]"),
    ],
)
def test_a_table_begins(text: str, at: int) -> None:
    (table,) = read(text)

    assert table.header.span.start == at


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        pytest.param("| 1 | 2 |", ["1", "2"], id="two cells"),
        pytest.param("1 | 2", ["1", "2"], id="no outer pipes"),
        pytest.param("| 1 |", ["1"], id="H5 short"),
        pytest.param("| 1 | 2 | X |", ["1", "2", "X"], id="H5 long"),
        pytest.param("||", [""], id="H5 two pipes hold one empty cell"),
        pytest.param("| |", [""], id="the same with a space"),
        pytest.param("|||", ["", ""], id="three pipes hold two"),
        pytest.param("| `x|y` | z |", ["`x", "y`", "z"], id="H5 code does not protect a pipe [D3]"),
        pytest.param("| `x\\|y` | z |", ["`x|y`", "z"], id="H5 a backslash does, also in code [D3]"),
        pytest.param("| $|x|$ | z |", ["$", "x", "$", "z"], id="H5 math does not protect a pipe [D3]"),
        pytest.param("| [[N|x]] | z |", ["[[N", "x]]", "z"], id="a wikilink does not either [D3]"),
        pytest.param("| [[N\\|x]] | z |", ["[[N|x]]", "z"], id="a backslash does, in a wikilink [A2.1]"),
        pytest.param("| a\\\\| b | z |", ["a\\| b", "z"], id="two backslashes escape as one does, in cmark-gfm [D3]"),
        pytest.param("| a \\|", ["a |"], id="an escaped pipe at the end closes nothing"),
        pytest.param("text", ["text"], id="H5 a plain line is the first cell [D4]"),
        pytest.param("===", ["==="], id="an underline has nothing to underline"),
        pytest.param("| 1 | 2 |  ", ["1", "2"], id="a hard break behind [D10]"),
        pytest.param("|\t1\t| 2 |", ["1", "2"], id="tabs pad a cell"),
        pytest.param("|\u00a01 | 2 |", ["\u00a01", "2"], id="a no-break space is content"),
        pytest.param("|\x851 | \u20282 |", ["\x851", "\u20282"], id="U+0085 and U+2028 end no line"),
        pytest.param("   | 1 | 2 |", ["1", "2"], id="indent 3"),
        pytest.param("|---|---|", ["---", "---"], id="dashes again"),
        pytest.param("<b>1</b> | 2", ["<b>1</b>", "2"], id="inline HTML"),
        pytest.param("-1 | 2", ["-1", "2"], id="a dash without a space is no list"),
    ],
)
def test_cells(row: str, expected: list[str]) -> None:
    assert rows(HEADER + DASHES + row + "\n") == [expected]


@pytest.mark.parametrize("row", ["| 1 | 2 |", "|1|  |  ", "1 | 2", "||x\\|", "| `a\\|b` |", "|\t", "||"])
def test_a_row_has_as_many_cells_as_it_says_and_each_lies_where_it_says(row: str) -> None:
    text = HEADER + DASHES + row + "\n"
    (table,) = read(text)
    only = table.rows[0] if table.rows else table.header

    assert len(only.cells) == only.width
    assert [cell.span.of(text).replace("\\|", "|") for cell in only.cells] == cells(only)
    assert only.span.of(text) == only.text


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("\n", id="a blank line"),
        pytest.param("  \n", id="a line of spaces"),
        pytest.param("# heading\n", id="a heading"),
        pytest.param("```\n", id="a fence"),
        pytest.param("~~~ md\n", id="a fence of tildes"),
        pytest.param("> quote\n", id="a quote"),
        pytest.param("- item\n", id="an item"),
        pytest.param("-\n", id="an empty item"),
        pytest.param("7) item\n", id="a numbered item"),
        pytest.param("***\n", id="a rule"),
        pytest.param("<div>\n", id="an HTML block"),
        pytest.param("<!-- x -->\n", id="a comment"),
        pytest.param("[^1]: note\n", id="a footnote"),
        pytest.param("    | 3 | 4 |\n", id="H5 indent 4 [D10]"),
        pytest.param("\t| 3 | 4 |\n", id="a tab [D10]"),
        pytest.param("|\n", id="a pipe alone"),
    ],
)
def test_rows_end_at(end: str) -> None:
    assert rows(HEADER + DASHES + "| 1 | 2 |\n" + end) == [["1", "2"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("> | a | b |\n> |---|---|\n> | 1 | 2 |\n| 3 | 4 |\n", id="an unquoted line leaves a quote [D9]"),
        pytest.param("- | a | b |\n  |---|---|\n  | 1 | 2 |\n| 3 | 4 |\n", id="an unindented line leaves an item [D9]"),
        pytest.param("| a | b |\n|---|---|\n| 1 | 2 |\n> | 3 | 4 |\n", id="a quoted line begins a quote"),
        pytest.param("> | a | b |\n> |---|---|\n> | 1 | 2 |\n>\n> | 3 | 4 |\n", id="a blank line in a quote"),
    ],
)
def test_rows_end_with_their_container(text: str) -> None:
    assert rows(text) == [["1", "2"]]


def test_tables_come_in_order_and_each_with_its_own_rows() -> None:
    text = "|a|\n|-|\n|1|\n\n- x\n\n  |b|\n  |-|\n  |2|\n\nwords\n|c|\n|-|\n|3|\n"

    assert [[cells(t.header), *(cells(row) for row in t.rows)] for t in read(text)] == [
        [["a"], ["1"]],
        [["b"], ["2"]],
        [["c"], ["3"]],
    ]


def test_a_table_spans_from_its_header_to_its_last_row() -> None:
    text = "x\n\n| a |\n|---|\n| 1 |  \n\ny\n"

    assert read(text)[0].span.of(text) == "| a |\n|---|\n| 1 |"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEADER + DASHES, id="a table is not nearly one"),
        pytest.param("words\n|---|---|\n", id="a line without a pipe is no header"),
        pytest.param("a \\| b\n|---|---|\n", id="an escaped pipe is none"),
        pytest.param(HEADER + "\n|---|\n", id="a blank line between"),
        pytest.param("# a | b\n|---|\n", id="a heading"),
        pytest.param(HEADER + DASHES + "|---|\n", id="dashes among the rows are a row"),
        pytest.param("- item\n| a | b |\n|---|\n", id="text of an item"),
    ],
)
def test_nothing_near_a_table(text: str) -> None:
    assert near(text) == ()


@pytest.mark.parametrize(
    ("text", "widths"),
    [
        pytest.param(HEADER + "|---|\n| 1 | 2 |\n", [2, 1, 2], id="too few dashes [D2]"),
        pytest.param(HEADER + "|---|---|---|\n", [2, 3], id="too many [D2]"),
        pytest.param("|| a | b |\n" + DASHES + "| 1 | 2 |\n", [3, 2, 2], id="a doubled first pipe [D2]"),
        pytest.param("> " + HEADER + "> |---|\n> | 1 |\n| 2 |\n", [2, 1, 1], id="in a quote"),
        pytest.param("words\n" + HEADER + "|---|\n", [2, 1], id="after a paragraph"),
    ],
)
def test_nearly_a_table(text: str, widths: list[int]) -> None:
    (table,) = near(text)

    assert [row.width for row in (table.header, table.delimiter, *table.rows)] == widths
    assert read(text) == ()


def test_what_follows_a_near_table_may_be_a_table() -> None:
    text = "| a | b |\n|---|\n| 1 | 2 |\n|---|---|\n| 3 | 4 |\n"

    assert [row.width for row in near(text)[0].rows] == []
    assert [cells(read(text)[0].header), *map(cells, read(text)[0].rows)] == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("|" * 300_000, id="very many pipes"),
        pytest.param("a\n" + "|" * 300_000, id="very many pipes on a second line"),
        pytest.param("|-" * 100_000 + "\n" + "|-" * 100_000, id="very many cells of dashes"),
        pytest.param("|a|b|\n|-|\n" * 10_000, id="near tables in one paragraph"),
        pytest.param("|a|\n|-|\n" * 10_000, id="a table that never ends"),
        pytest.param("-|\n" * 20_000, id="delimiters and nothing else"),
        pytest.param("- x\n\n  |-|\n\n" * 5_000, id="delimiters in a list that never ends"),
        pytest.param(">" * 200_000 + "\n" + "> |-|\n" * 5_000, id="a quote deeper than anyone reads"),
        pytest.param("+ " * 200_000 + "x\n" + "\n" * 50_000 + "a|\n-|\n", id="a list deeper than anyone writes"),
        pytest.param(" " * 100_000 + "|-" + " " * 100_000 + "x\n" + " " * 100_000 + "|-", id="very many spaces"),
        pytest.param("|a|\r|-|\r" * 10_000, id="a table in CR alone"),
    ],
)
def test_hostile_notes_are_read_in_one_go(text: str) -> None:
    doc = Document.of("note.md", text)

    assert all(table.width for table in (*tables(doc), *near_tables(doc)))
