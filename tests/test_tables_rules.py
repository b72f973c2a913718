"""What the rules of the tables pass find and mend, case by case [D2, D5-D8, D11]."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes.tables import RULES
from vaultfix.rule import Severity
from vaultfix.syntax.rows import Row
from vaultfix.syntax.tables import tables
from vaultfix.syntax.torn_pipes import torn_pipes
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

ALL = tuple(rule() for rule in RULES if not rule.off)
CHARGES = {"note.md": ALL}
HEADER = "| a | b |\n|---|---|\n"


def vault(text: str) -> Vault:
    return Vault({"note.md": Document.of("note.md", text)}, Files(frozenset({"note.md"})))


def found(text: str) -> list[str]:
    return [verdict.rule.name for verdict in judge(vault(text), CHARGES)]


def mended(text: str, *, unsafe: bool = False) -> str:
    note = mend(vault(text), CHARGES, unsafe=unsafe).vault.note("note.md")
    return note.text if note else ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(HEADER + "| 1 | 2 |\n", id="a plain table"),
        pytest.param(HEADER + "| [[N\\|x]] | ![[p.png\\|100]] |\n", id="Obsidian's own escape [A2.1]"),
        pytest.param("| [[N\\|x]] | b |\n|---|---|\n", id="the same in a header"),
        pytest.param(HEADER + "| `x\\|y` | z |\n", id="an escaped pipe in code [D3]"),
        pytest.param(HEADER + "| <% x %> |\n| {{y}} | 1 | 2 |\n", id="rows with templates [E6]"),
        pytest.param("| {{y}} | b |\n|---|\n| 1 | 2 |\n", id="a header with a template [E6]"),
        pytest.param("[[N|x]] and `a|b` outside a table\n", id="no table"),
        pytest.param("costs | gains\n\n---\n", id="a rule under a blank line"),
        pytest.param(HEADER + "| 1 | 2 |  \n| 3 | 4 |  \n", id="hard breaks behind rows [D10]"),
        pytest.param("a | b\n-|-\n1 | 2\n", id="no outer pipes"),
    ],
)
def test_a_healthy_table_is_left_in_peace(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param(HEADER + "| 1 | 2 | 3 |\n", ["excess-cells"], id="D6 excess"),
        pytest.param(HEADER + "| $|x|$ | z |\n", ["excess-cells"], id="H5 math is no excuse"),
        pytest.param(HEADER + "| [x|y](z) | 2 |\n", ["excess-cells"], id="nor is the text of a Markdown link"),
        pytest.param(HEADER + "| \\[[N|x]] | 2 |\n", ["excess-cells"], id="nor an escaped wikilink [A1.2]"),
        pytest.param(HEADER + "| `a | b | c |\n", ["excess-cells"], id="nor a backtick alone"),
        pytest.param(HEADER + "| \\`a|b` | c |\n", ["excess-cells"], id="nor an escaped one"),
        pytest.param("| a | b |\n|---|\n| 1 |\n", ["delimiter-mismatch"], id="D8 the rows side with the dashes"),
        pytest.param("| a | b |\n|---|\n| 1 | 2 |\n| 3 |\n", ["delimiter-mismatch"], id="D8 the rows disagree"),
        pytest.param("| a | b |\n|---|\n| 1 | 2 |\nwords\n", ["delimiter-mismatch"], id="D8 a swallowed line"),
        pytest.param("| a | b |\n|---|\n", ["delimiter-mismatch"], id="D8 no row"),
        pytest.param("| a | b |\n|---|\n| {{x}} | 2 |\n", ["delimiter-mismatch"], id="D8 a template"),
        pytest.param("|| a | b |\n|---|---|\n| 1 | 2 |\n", ["delimiter-mismatch"], id="H4 a doubled first pipe"),
        pytest.param("a\\| | b |\n--|---|---\n1 | 2\n", ["delimiter-mismatch"], id="a pipe at one end only"),
        pytest.param("| a |\n|---|---|\nwords\n", ["delimiter-mismatch"], id="a row without pipes says nothing"),
        pytest.param("| a |\n--|--\n| 1 |\n", ["delimiter-mismatch"], id="dashes alone would make a heading [D1]"),
        pytest.param(HEADER + "| [[N|x]] | b | c |\n", ["unescaped-pipe", "excess-cells"], id="D7 too wide even so"),
        pytest.param("a | b\n-|-|-\n[[N|x]]\n", ["delimiter-mismatch"], id="a torn link says nothing about a width"),
    ],
)
def test_what_is_not_certain_is_reported_and_not_touched(text: str, rules: list[str]) -> None:
    assert found(text) == rules
    assert mended(text) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param(HEADER + "| 1 |\n", HEADER + "| 1 |  |\n", id="D5 short"),
        pytest.param("|a|b|\n|-|-|\n|1|\n", "|a|b|\n|-|-|\n|1| |\n", id="D5 short and tight"),
        pytest.param("|a|b|\n|-|-|\n||\n", "|a|b|\n|-|-|\n|| |\n", id="H5 two pipes"),
        pytest.param("a | b | c\n-|-|-\n1 | 2\n", "a | b | c\n-|-|-\n1 | 2 |  |\n", id="D5 no outer pipes"),
        pytest.param("a|b|c\n-|-|-\n1|2\n", "a|b|c\n-|-|-\n1|2 | |\n", id="D5 no outer pipes, tight"),
        pytest.param(HEADER + "| 1\n", HEADER + "| 1 |  |\n", id="D5 a pipe in front only"),
        pytest.param(HEADER + "| 1 |  \n", HEADER + "| 1 |  |  \n", id="D11 the hard break stays behind"),
        pytest.param(HEADER + "| 1\\\\\n", HEADER + "| 1\\\\ |  |\n", id="a backslash does not eat the new pipe"),
        pytest.param(HEADER + "| 1 \\|\n", HEADER + "| 1 \\| |  |\n", id="an escaped pipe at the end"),
        pytest.param(
            "> " + HEADER.replace("\n|", "\n> |") + "> | 1 |\n",
            "> " + HEADER.replace("\n|", "\n> |") + "> | 1 |  |\n",
            id="D11 in a quote",
        ),
        pytest.param(
            "- " + HEADER.replace("\n|", "\n  |") + "  | 1 |\r\n",
            "- " + HEADER.replace("\n|", "\n  |") + "  | 1 |  |\r\n",
            id="D11 in an item",
        ),
        pytest.param(HEADER + "| [[N|x]] | z |\n", HEADER + "| [[N\\|x]] | z |\n", id="D7 alias"),
        pytest.param(HEADER + "| `a|b` | z |\n", HEADER + "| `a\\|b` | z |\n", id="D7 code"),
        pytest.param(HEADER + "| ``a|`|b`` | z |\n", HEADER + "| ``a\\|`\\|b`` | z |\n", id="D7 code with a backtick"),
        pytest.param(
            HEADER + "| ![[p|alt|9]] | z |\n", HEADER + "| ![[p\\|alt\\|9]] | z |\n", id="D7 two pipes in an embed"
        ),
        pytest.param(
            HEADER + "| `[[N|x]]` | z |\n", HEADER + "| `[[N\\|x]]` | z |\n", id="D7 a link in code is one pipe"
        ),
        pytest.param(
            HEADER + "| [[N\\|x]] | [[M|y]] |\n",
            HEADER + "| [[N\\|x]] | [[M\\|y]] |\n",
            id="D7 one of two is right already",
        ),
        pytest.param(
            "| [[N|x]] | b |\n|---|---|\n| 1 | 2 |\n", "| [[N\\|x]] | b |\n|---|---|\n| 1 | 2 |\n", id="D7 in a header"
        ),
        pytest.param(
            "| [[N|x]] | b |\n|---|---|\n| [[M|y]] | 2 |\n",
            "| [[N\\|x]] | b |\n|---|---|\n| [[M\\|y]] | 2 |\n",
            id="D7 in header and row",
        ),
        pytest.param("| a | b |\n|---|\n| 1 | 2 |\n", "| a | b |\n|---|---|\n| 1 | 2 |\n", id="D8 one cell of dashes"),
        pytest.param(
            "| a | b |\n| :-: |\n| 1 | 2 |\n", "| a | b |\n| :-: | --- |\n| 1 | 2 |\n", id="D8 an alignment stays"
        ),
        pytest.param("a | b\n---|\n1 | 2\n", "a | b\n---|---|\n1 | 2\n", id="D8 a pipe behind"),
        pytest.param(
            "a | b | c\n| --- | :--\n1 | 2 | 3\n", "a | b | c\n| --- | :-- | ---\n1 | 2 | 3\n", id="D8 a pipe in front"
        ),
        pytest.param(
            "| a | b |\n|:--|--:|---|  \n| 1 | 2 |\n", "| a | b |\n|:--|--:|  \n| 1 | 2 |\n", id="D8 a cell too many"
        ),
        pytest.param(
            "a | b\n:-- | --- | ---\n1 | 2\n", "a | b\n:-- | ---\n1 | 2\n", id="D8 a cell too many, no outer pipes"
        ),
        pytest.param(
            "| a | b |\n|---|\n| [[N|x]] | 2 |\n",
            "| a | b |\n|---|---|\n| [[N\\|x]] | 2 |\n",
            id="D8 after which D7 holds",
        ),
        pytest.param(
            "| [[N|x]] | b |\n|---|---|\n| 1 | 2 | 3 |\n",
            "| [[N|x]] | b |\n|---|---|---|\n| 1 | 2 | 3 |\n",
            id="D8 where all rows side with a wide header",
        ),
    ],
)
def test_what_is_certain_is_mended(text: str, after: str) -> None:
    assert mended(text) == after
    assert mended(after) == after


def test_a_torn_link_in_a_row_that_is_short_is_a_guess() -> None:
    text = HEADER + "| [[N|x]] |\n"

    assert found(text) == ["unescaped-pipe"]
    assert mended(text) == text
    assert mended(text, unsafe=True) == HEADER + "| [[N\\|x]] |  |\n"


def test_a_short_row_with_a_torn_pipe_is_not_filled() -> None:
    text = "| a | b | c |\n|---|---|---|\n| [[N|x]] |\n"

    assert found(text) == ["short-row", "unescaped-pipe"]
    assert mended(text) == text


def test_empty_cells_past_the_last_column_lose_nothing_and_are_a_quieter_finding() -> None:
    (verdict,) = judge(vault(HEADER + "| 1 | 2 | |\n"), CHARGES)

    assert verdict.rule.name == "excess-cells"
    assert verdict.severity is Severity.INFO


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (HEADER + "| 1 |\n", "1 of 2 cells is missing in this row"),
        ("|a|b|c|\n|-|-|-|\n|1|\n", "2 of 3 cells are missing in this row"),
        (HEADER + "| 1 | 2 | 3 |\n", "3 cells under 2 columns: the last one is not shown"),
        ("|a|\n|-|\n|1|2|3|\n", "3 cells under 1 column: the last 2 are not shown"),
        (HEADER + "| 1 | 2 | |\n", "3 cells under 2 columns: the last one is empty and not shown"),
        (HEADER + "| [[N|x]] | 2 |\n", r"this `|` splits a link or code into two cells; write `\|`"),
        ("|a|b|\n|-|\n", "1 cell of dashes under a header of 2: this is shown as text, not as a table"),
    ],
)
def test_messages(text: str, message: str) -> None:
    assert [verdict.finding.message for verdict in judge(vault(text), CHARGES)] == [message]


def test_a_row_with_very_many_backticks_and_brackets_is_read_in_one_go() -> None:
    text = "|" + "".join("`" * (run % 300 + 1) + "|" for run in range(3000)) + "[[|" * 30_000
    (table,) = tables(Document.of("note.md", f"|a|\n|-|\n{text}\n"))

    assert len(torn_pipes(table.rows[0])) > 0


SNIPPETS = st.lists(
    st.sampled_from(
        [
            "|",
            "|",
            " | ",
            "a",
            "1 ",
            "\\",
            "\\|",
            "[[",
            "]]",
            "[[N|x]]",
            "![[p|9]]",
            "`",
            "``",
            "`a|b`",
            "-",
            ":-:",
            "$",
        ]
    ),
    max_size=10,
).map("".join)
TABLES = st.builds(
    lambda mark, header, dashes, rows: "".join(f"{mark}{line}\n" for line in (header, dashes, *rows)),
    st.sampled_from(["", "> ", "  "]),
    SNIPPETS,
    st.sampled_from(["|-|", "|-|-|", ":-:|--", "| --- | :-- | - |", "--|"]),
    st.lists(SNIPPETS, max_size=4),
)


def letters(text: str) -> str:
    """Strip a note of all that a fix of a table may add or take away."""
    return text.translate(dict.fromkeys(map(ord, "\\| -:")))


def shown(row: Row, width: int) -> list[str]:
    """Give the cells of a row that a renderer shows."""
    return [cell.text for cell in row.cells[:width]] + [""] * (width - row.width)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_mending_settles_adds_nothing_but_signs_and_loses_no_row(text: str) -> None:
    after = mended(text)
    before, now = (tables(Document.of("note.md", note)) for note in (text, after))

    assert mended(after) == after
    assert letters(after) == letters(text)
    assert sum(1 + len(table.rows) for table in now) >= sum(1 + len(table.rows) for table in before)


@settings(max_examples=60, deadline=None)
@given(TABLES)
def test_every_cell_that_was_shown_is_still_shown(text: str) -> None:
    """D11: a fix keeps all cells but those that a torn pipe had split, which it joins."""
    before, now = (tables(Document.of("note.md", note)) for note in (text, mended(text)))

    for old, new in zip(before, now, strict=False):
        assert old.width == new.width
        for one, other in zip(old.rows, new.rows, strict=True):
            if torn_pipes(one):
                assert letters(one.text) == letters(other.text)
            else:
                assert shown(one, old.width) == shown(other, new.width)
