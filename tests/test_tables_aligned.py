"""The rule unaligned-table: what it pads, what it leaves, and that nothing a reader sees is changed [D11]."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from wcwidth import wcswidth

from vaultfix.document import Document
from vaultfix.engine import mend
from vaultfix.passes.tables.promises import lines_of
from vaultfix.passes.tables.unaligned_table import UnalignedTable
from vaultfix.syntax.tables import tables
from vaultfix.vault import Vault
from vaultfix.vault.files import Files


def aligned(text: str, rule: UnalignedTable | None = None) -> str:
    vault = Vault({"note.md": Document.of("note.md", text)}, Files(frozenset({"note.md"})))
    note = mend(vault, {"note.md": [rule or UnalignedTable()]}).vault.note("note.md")
    return note.text if note else ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("| a   |\n| --- |\n", id="it is aligned"),
        pytest.param("a|b\n\nno table\n", id="there is no table"),
        pytest.param("|a|\n|-|\n|\x1b|\n", id="a control character has no width"),
        pytest.param("|a|\n|-|\n|x\ty|\n", id="a tab inside a cell has none that all agree on"),
        pytest.param("|a|b|\n|-|-|\n1|2\n", id="some lines begin with a pipe, some do not"),
        pytest.param("~~~\n|a|\n|-|\n~~~\n", id="it stands in code"),
        pytest.param("|a|b|\n|-|\n|1|2|\n", id="it is none [D2]"),
    ],
)
def test_a_table_is_left_alone_where(text: str) -> None:
    assert aligned(text) == text


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("|a|bcde|\n|-|-|\n|1|2|\n", "| a   | bcde |\n|-----|------|\n| 1   | 2    |\n", id="padded"),
        pytest.param("| ab |\n| -- |\n", "| ab  |\n| --- |\n", id="dashes keep the space around them, and are three"),
        pytest.param(
            "|a|b|c|\n|:-|:-:|-:|\n|long|long|long|\n",
            "| a    |  b   |    c |\n|:-----|:----:|-----:|\n| long | long | long |\n",
            id="the marks of alignment stay, and cells follow them",
        ),
        pytest.param("|a|  \n|-|\n|1|  \n", "| a   |  \n|-----|\n| 1   |  \n", id="hard breaks stay [D11]"),
        pytest.param("|a|\r\n|-|\r\n", "| a   |\r\n|-----|\r\n", id="CRLF stays"),
        pytest.param("> - |a|\n>   |-|\n", "> - | a   |\n>   |-----|\n", id="marks of containers stay [D9]"),
        pytest.param("   |a|\n  |-|\n", "   | a   |\n  |-----|\n", id="indentation stays"),
        pytest.param("a|b\n-|-\n1|22\n", "a   | b\n----|----\n1   | 22\n", id="no pipe is added outside"),
        pytest.param("a|b\n-:|-:\nlong|x\n", "a    |   b\n----:|---:\nlong |   x\n", id="no line is indented"),
        pytest.param(
            "|a|b|\n|-|-|\n|long|\n", "| a    | b   |\n|------|-----|\n| long |\n", id="a short row is as short"
        ),
        pytest.param(
            "|a|\n|-|\n|1|  2|3  |\n", "| a   |\n|-----|\n| 1   | 2 | 3 |\n", id="what has no column is not padded"
        ),
        pytest.param("|a|\n|-|\n||\n", "| a   |\n|-----|\n|     |\n", id="an empty cell"),
        pytest.param("|x\\\\ |\n|-|\n|\\||\n", "| x\\\\ |\n|-----|\n| \\|  |\n", id="backslashes and escaped pipes"),
        pytest.param(
            "|👨‍👩‍👧|🇺🇸|\n|-|-|\n|1️⃣|👍🏽|\n",
            "| 👨‍👩‍👧  | 🇺🇸  |\n|-----|-----|\n| 1️⃣  | 👍🏽  |\n",
            id="emoji of several parts",
        ),
        pytest.param(
            "|e\u0301|日本|\n|-|-|\n|a|한국어|\n",
            "| e\u0301   | 日本   |\n|-----|--------|\n| a   | 한국어 |\n",
            id="marks and wide signs",
        ),
    ],
)
def test_a_table_is_padded(text: str, after: str) -> None:
    assert aligned(text) == after
    assert aligned(after) == after


def test_a_table_that_would_be_too_wide_is_left_alone() -> None:
    text = "|a|b|\n|-|-|\n|12345|1|\n"

    assert aligned(text, UnalignedTable(widest=14)) == text
    assert aligned(text, UnalignedTable(widest=15)) == "| a     | b   |\n|-------|-----|\n| 12345 | 1   |\n"


CELL = st.text(alphabet=st.sampled_from("ab \t`\\é日🗣\ufe0f\u200d🏽e\u0301🇺🇸-:[]*\u00a0"), max_size=6)
LINE = st.lists(CELL, min_size=1, max_size=4).map("|".join)
NOTE = st.builds(
    lambda mark, style, header, dashes, rows: "".join(
        f"{mark}{style.format(line)}\n" for line in (header, "|".join(dashes), *rows)
    ),
    st.sampled_from(["", "> ", "  ", ">"]),
    st.sampled_from(["|{}|", "{}", "|{}", "{}|", "| {} |  "]),
    LINE,
    st.lists(st.sampled_from(["-", ":-", "-:", ":-:", " --- "]), min_size=1, max_size=4),
    st.lists(LINE, max_size=3),
)


@settings(max_examples=150)
@given(NOTE)
def test_aligning_changes_no_cell_and_is_done_once(text: str) -> None:
    after = aligned(text)
    before, now = (
        [list(lines_of(table).values()) for table in tables(Document.of("note.md", note))] for note in (text, after)
    )

    assert before == now
    assert aligned(after) == after
    assert after.count("\n") == text.count("\n")


@settings(max_examples=100)
@given(st.lists(st.lists(st.sampled_from(["a", "bc def", "", "日本", "🗣️", "é"]), min_size=3, max_size=3), min_size=1))
def test_pipes_stand_one_below_the_other(rows: list[list[str]]) -> None:
    after = aligned("|a|b|c|\n|-|:-:|-:|\n" + "".join(f"|{'|'.join(row)}|\n" for row in rows))
    places = {
        tuple(wcswidth(line[:at]) for at, char in enumerate(line) if char == "|") for line in after[:-1].split("\n")
    }

    assert len(places) == 1
