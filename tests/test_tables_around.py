"""What the tables pass finds at the edges of tables: lines swallowed, cut off or misplaced [B3.2, D4, D5, D9, D10]."""

import pytest

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes.tables import RULES
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

ALL = tuple(rule() for rule in RULES if not rule.off)
OFF = tuple(rule() for rule in RULES if rule.off and rule.__name__ == "NoBlankBeforeTable")
TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


def vault(text: str) -> Vault:
    return Vault({"note.md": Document.of("note.md", text)}, Files(frozenset({"note.md"})))


def found(text: str) -> list[str]:
    return [verdict.rule.name for verdict in judge(vault(text), {"note.md": ALL})]


def mended(text: str, *, unsafe: bool = False) -> str:
    note = mend(vault(text), {"note.md": ALL}, unsafe=unsafe).vault.note("note.md")
    return note.text if note else ""


def inside(mark: str, text: str) -> str:
    return "".join(f"{mark}{line}" for line in text.splitlines(keepends=True))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE + "\nwords | and a pipe\n", id="D5 text with a pipe below is no row"),
        pytest.param(TABLE + "\n|x| is the size of x\n", id="D5 nor is text that begins with one"),
        pytest.param(TABLE + "\n| c |\n|---|\n| 3 |\n", id="D5 the next table is a table"),
        pytest.param(TABLE + "\nwords\n\n| 3 | 4 |\n", id="D5 rows without a table are not ours to judge"),
        pytest.param("| 3 | 4 |\n\n" + TABLE, id="D5 nor are those above one"),
        pytest.param("a | b\n-|-\n1 | 2\n\n| 3 | 4 |\n", id="D5 a table without outer pipes claims no rows with them"),
        pytest.param(TABLE + "\n    | 3 | 4 |\n", id="D10 code below a blank line is code"),
        pytest.param(inside("> ", TABLE) + "\n| 3 | 4 |\n", id="D9 a quote that has ended claims nothing"),
        pytest.param(TABLE + "> | 3 | 4 |\n", id="D9 a row in a quote of its own"),
        pytest.param(TABLE + "- | 3 | 4 |\n", id="D9 a row in an item of its own"),
        pytest.param("| a | b |\n\n---\n", id="D5 a rule below a piped line"),
        pytest.param("words\n\n|---|---|\n", id="D5 dashes below a line without pipes"),
        pytest.param("| a | b |\n\n|---|\n", id="D5 dashes of another width"),
        pytest.param("| a | b |\n\n|---|---|\n|---|---|\n| 1 | 2 |\n", id="D5 dashes that head a table of their own"),
        pytest.param(TABLE + "<br>\n\n| <% x %> |\n| 1 | 2 |", id="D5 no row is bordered by a template"),
        pytest.param("a | b\n-|-\n1 | 2\nwords\n", id="D4 a row without pipes in a table without outer pipes"),
        pytest.param(TABLE + "<!-- a comment -->\n", id="D4 a comment ends a table"),
        pytest.param(TABLE + "# A heading\n", id="D4 so does a heading"),
        pytest.param(TABLE + "- an item\n", id="D4 and an item"),
        pytest.param(TABLE + "<% rows %>\n", id="E6 a template may become rows"),
        pytest.param(TABLE + "\n^id\n", id="B3.2 an id below a blank line"),
        pytest.param(TABLE + "| ^id | 2 |\n", id="B3.2 an id in a cell"),
        pytest.param("- item\n\n" + TABLE, id="D9 a table below the list"),
        pytest.param("- item\n" + inside("  ", TABLE), id="D9 a table in the item"),
        pytest.param("- item\na | b\n- | -\n", id="D9 an item that looks like dashes"),
        pytest.param("> words\n" + TABLE, id="D9 a table below a quote is no matter of lists"),
        pytest.param("~~~\n- item\n" + TABLE + "^id\n\n| 3 | 4 |\nwords\n~~~\n", id="E1 all of it in a fence"),
        pytest.param(
            "<!--\n- item\n" + TABLE + "^id\n\n| 3 | 4 |\n\n| c |\n\n|---|\n-->\n", id="E4 all of it in a comment"
        ),
        pytest.param("| a | b |\n|---|---|\n| x\\|y | x\\\\\\|y |\n", id="D3 an odd number of backslashes is clear"),
    ],
)
def test_what_is_fine_around_a_table(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        pytest.param(TABLE + "\n| 3 |\n", "split-table", id="D5 a row of another width"),
        pytest.param(TABLE + "\n| 3 | 4 |\n| 5 |\n", "split-table", id="D5 one of the rows"),
        pytest.param(TABLE + "\n|---|---|\n| 3 | 4 |\n", "split-table", id="D5 a second line of dashes"),
        pytest.param(TABLE + "    | 3 | 4 |\n", "split-table", id="D10 a row that is indented like code"),
        pytest.param(inside("> ", TABLE) + "| 3 | 4 |\n", "split-table", id="D9 a row without its quote"),
        pytest.param("- x\n\n" + inside("  ", TABLE) + "| 3 | 4 |\n", "split-table", id="D9 a row without its indent"),
        pytest.param("| a | b |\n\n|---|---|\n| 1 |\n", "split-table", id="D5 blank above dashes, and a short row"),
        pytest.param("| a | b |\n|---|---|\nwords\n| 1 | 2 |\n", "swallowed-line", id="D4 text among rows"),
        pytest.param(TABLE + "^id\n| 3 | 4 |\n", "block-id-in-table", id="B3.2 an id among rows"),
        pytest.param("- item\n| a | b |\n|---|---|\n| 1 |\n", "unindented-table-in-list", id="D9 with a short row"),
        pytest.param("- item\n| a | b |\n|---|---|\nwords\n", "unindented-table-in-list", id="D9 with words below"),
        pytest.param("| a | b |\n|---|---|\n| x\\\\|y | z |\n", "ambiguous-escape", id="D3 two backslashes"),
        pytest.param("| a\\\\| b |\n|---|\n| z |\n", "ambiguous-escape", id="D3 in a header"),
        pytest.param("| a |\n|---|\n| $x\\\\|y$ |\n", "ambiguous-escape", id="D3 in math"),
    ],
)
def test_what_is_reported_and_left_to_its_author(text: str, rule: str) -> None:
    assert found(text) == [rule]
    assert mended(text, unsafe=True) == text


@pytest.mark.parametrize(
    ("text", "after", "rule"),
    [
        pytest.param(
            TABLE + "\n| 3 | 4 |\n", TABLE + "| 3 | 4 |\n", "split-table", id="D5 a blank line among the rows"
        ),
        pytest.param(
            TABLE + "  \n\t\n| 3 | 4 |\n| 5 | 6 |\n\n",
            TABLE + "| 3 | 4 |\n| 5 | 6 |\n\n",
            "split-table",
            id="D5 two lines of blanks",
        ),
        pytest.param(
            inside("> ", TABLE) + ">\n> | 3 | 4 |\n",
            inside("> ", TABLE) + "> | 3 | 4 |\n",
            "split-table",
            id="D5 a blank line of a quote",
        ),
        pytest.param(
            "- x\n\n" + inside("  ", TABLE) + "\n  | 3 | 4 |\n",
            "- x\n\n" + inside("  ", TABLE) + "  | 3 | 4 |\n",
            "split-table",
            id="D5 a blank line of an item",
        ),
        pytest.param(
            "x\r\n\r\n| a | b |\r\n\r\n|---|---|\r\n| 1 | 2 |\r\n",
            "x\r\n\r\n| a | b |\r\n|---|---|\r\n| 1 | 2 |\r\n",
            "split-table",
            id="D5 a blank line above the dashes, CRLF",
        ),
        pytest.param(TABLE + "words", TABLE + "\nwords", "swallowed-line", id="D4 text below"),
        pytest.param(
            inside("> > ", TABLE) + "> > words\n> > more\n",
            inside("> > ", TABLE) + "> >\n> > words\n> > more\n",
            "swallowed-line",
            id="D4 two lines of text in a quote",
        ),
        pytest.param(
            "- x\n\n" + inside("  ", TABLE) + "  words\n",
            "- x\n\n" + inside("  ", TABLE) + "\n  words\n",
            "swallowed-line",
            id="D4 in an item",
        ),
        pytest.param(
            "1. item\n" + TABLE,
            "1. item\n\n" + inside("   ", TABLE),
            "unindented-table-in-list",
            id="D9 a table at the margin",
        ),
        pytest.param(
            "- a\n  - b\n" + inside(" ", TABLE),
            "- a\n  - b\n\n" + inside("     ", TABLE),
            "unindented-table-in-list",
            id="D9 two lists deep",
        ),
        pytest.param(
            "> - a\n" + inside("> ", TABLE),
            "> - a\n>\n" + inside(">   ", TABLE),
            "unindented-table-in-list",
            id="D9 in a list in a quote",
        ),
        pytest.param(
            "- a\n  | a | b |\n|---|---|\n| 1 | 2 |\n",
            "- a\n  | a | b |\n  |---|---|\n  | 1 | 2 |\n",
            "unindented-table-in-list",
            id="D9 only the header is indented",
        ),
    ],
)
def test_a_guess_is_made_only_when_asked_for(text: str, after: str, rule: str) -> None:
    assert found(text) == [rule]
    assert mended(text) == text
    assert mended(text, unsafe=True) == after
    assert found(after) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param(TABLE + "^id\n", TABLE + "\n^id\n", id="B3.2 below the last row"),
        pytest.param(TABLE + "^id", TABLE + "\n^id", id="B3.2 without a final newline"),
        pytest.param(TABLE + "^id\n# H\n", TABLE + "\n^id\n# H\n", id="B3.2 above a heading"),
        pytest.param(
            (TABLE + "^id\n").replace("\n", "\r\n"), (TABLE + "\n^id\n").replace("\n", "\r\n"), id="B3.2 with CRLF"
        ),
        pytest.param(
            inside("> ", TABLE + "^id\n"), inside("> ", TABLE) + ">\n> ^id\n", id="B3.2 in a quote, with its mark"
        ),
    ],
)
def test_a_block_id_gets_its_blank_line(text: str, after: str) -> None:
    assert found(text) == ["block-id-in-table"]
    assert mended(text) == after
    assert found(after) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (TABLE + "\n| 3 | 4 |\n", "a blank line ends the table above, so this row is shown as text"),
        (TABLE + "\n| 3 |\n| 4 |\n", "a blank line ends the table above, so these 2 rows are shown as text"),
        (
            TABLE + "\t| 3 | 4 |\n",
            "four columns of indentation end the table above, so this row is shown as code",
        ),
        (
            inside("> ", TABLE) + "| 3 | 4 |\n",
            "this row is not in the quote of the table above, and so shown as text",
        ),
        (
            "- " + inside("  ", TABLE)[2:] + "| 3 | 4 |\n",
            "this row is not in the list item of the table above, and so shown as text",
        ),
        (
            "| a |\n\n\n|---|\n",
            "blank lines stand between this header and its dashes, so this is shown as text, not as a table",
        ),
        (TABLE + "x\ny\n", "these 2 lines are taken for rows of the table above; put a blank line between"),
        (
            TABLE + "x\n| 3 | 4 |\n",
            "this line is taken for a row of the table above; text cannot stand among the rows",
        ),
        (TABLE + "^id\n", "the block id `^id` is a row of the table here; it needs a blank line above it"),
        (
            "- i\n" + TABLE,
            "this table is read as text of the list item above it; indent it by 2 columns, or put a blank line before it",
        ),
        (
            "| a |\n|---|\n| x\\\\| |\n",
            "`\\\\|` is a pipe on GitHub and the end of a cell in Quartz; write `\\|` or `\\ |`",
        ),
    ],
)
def test_messages(text: str, message: str) -> None:
    assert [verdict.finding.message for verdict in judge(vault(text), {"note.md": ALL})] == [message]


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("# H\n" + TABLE, "# H\n" + TABLE, id="below a heading"),
        pytest.param("- i\n\n" + TABLE, "- i\n\n" + TABLE, id="below a list"),
        pytest.param("words\n" + TABLE, "words\n\n" + TABLE, id="below a paragraph"),
        pytest.param("> w\r\n> | a |\r\n> |---|\r\n", "> w\r\n>\r\n> | a |\r\n> |---|\r\n", id="in a quote"),
        pytest.param("- w\n  | a |\n  |---|\n", "- w\n  | a |\n  |---|\n", id="in a list it would set items apart"),
    ],
)
def test_a_blank_line_above_a_table_for_those_who_ask(text: str, after: str) -> None:
    """D9"""
    note = mend(vault(text), {"note.md": OFF}).vault.note("note.md")

    assert note is not None
    assert note.text == after


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TABLE + "\n| 3 | 4 |" * 3_000, id="rows each cut off"),
        pytest.param((TABLE + "words\n\n") * 3_000, id="text below each of many tables"),
        pytest.param("- i\n" + "| a |\n|-|\n" * 3_000, id="a table astray that never ends"),
        pytest.param("| a |\n\n|-|\n\n" * 3_000, id="headers and dashes all parted"),
        pytest.param(inside("> ", "| a |\n|-|\n||\n" * 3_000), id="short rows in a long quote"),
    ],
)
def test_hostile_notes_are_judged_in_one_go(text: str) -> None:
    assert [verdict for verdict in judge(vault(text), {"note.md": ALL}) if verdict.finding.span.end > len(text)] == []
