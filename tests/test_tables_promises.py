"""D11: a fix of a table is offered only where a second reading finds what it promised, and every other line as before."""

import pytest

from vaultfix.document import Document
from vaultfix.passes.tables import promises
from vaultfix.passes.tables.delimiter_mismatch import DelimiterMismatch
from vaultfix.passes.tables.promises import Line, Promise, Role, kept
from vaultfix.rule import Finding
from vaultfix.syntax.tables import Table, tables
from vaultfix.text import Edit, Fix, Span
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

TABLE = "| a | b |\n|---|---|\n| 1 | 2 |\n"


def offered(text: str, *edits: tuple[int, int, str], **lines: tuple[str, ...]) -> list[bool]:
    """Tell of each edit, a fix of its own, whether it is still offered; `lines` are rows promised, by their offset."""
    doc = Document.of("note.md", text)
    promised = {int(start[1:]): Line(Role.ROW, cells) for start, cells in lines.items()}
    found = [
        Promise(Finding(Span(start, end), "x", Fix((Edit(Span(start, end), new),))), promised)
        for start, end, new in edits
    ]
    return [finding.fix is not None for finding in kept(doc, found)]


def test_a_fix_that_changes_no_cell_is_kept() -> None:
    assert offered(TABLE, (22, 22, " ")) == [True]


@pytest.mark.parametrize(
    "edit",
    [
        pytest.param((22, 23, "9"), id="a cell is another"),
        pytest.param((20, 20, "\n"), id="a row is lost"),
        pytest.param((29, 29, "x\n"), id="a row is won"),
        pytest.param((10, 10, "\n"), id="the table is lost"),
        pytest.param((13, 14, ":"), id="a column is aligned in another way"),
        pytest.param((24, 24, "|"), id="a cell is won"),
    ],
)
def test_a_fix_that_does_more_than_it_says_is_dropped(edit: tuple[int, int, str]) -> None:
    assert offered(TABLE, edit) == [False]


def test_a_fix_that_does_what_it_says_is_kept() -> None:
    assert offered(TABLE, (22, 23, "9"), r20=("9", "2")) == [True]
    assert offered(TABLE, (22, 23, "9"), r20=("8", "2")) == [False]


def test_one_broken_promise_among_many_spoils_no_other() -> None:
    text = TABLE + "| 1 | 2 |\n" * 40
    edits = [(20 + 10 * row + 2, 20 + 10 * row + 2, "") for row in range(41)]
    edits[17] = (edits[17][0], edits[17][0] + 1, "9")

    assert offered(text, *edits) == [row != 17 for row in range(41)]


def test_with_very_many_broken_promises_the_search_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    text = TABLE + "| 1 | 2 |\n" * 200
    readings: list[str] = []

    def counted(doc: Document) -> tuple[Table, ...]:
        readings.append(doc.path)
        return tables(doc)

    monkeypatch.setattr(promises, "tables", counted)

    assert not any(offered(text, *((22 + 10 * row, 23 + 10 * row, "9") for row in range(201))))
    assert len(readings) <= promises.MOST_READINGS + 1


def test_a_table_that_would_swallow_the_next_is_not_mended() -> None:
    """D8 would fit the dashes, but what follows is a table of its own, and would be rows."""
    text = "| a | b |\n|---|\n| 1 | 2 |\n| c | d |\n|---|---|\n| 3 | 4 |\n"
    doc = Document.of("note.md", text)
    (finding,) = DelimiterMismatch().check(doc, Vault({"note.md": doc}, Files(frozenset({"note.md"}))))

    assert finding.fix is None


def test_a_finding_without_a_fix_passes() -> None:
    doc = Document.of("note.md", TABLE)
    bare = Finding(Span(0, 1), "x")

    assert list(kept(doc, [Promise(bare)])) == [bare]
