"""Tables that are told to be plain have nothing wrong with them."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.passes.tables import RULES
from vaultfix.passes.tables.doubts import with_odd_tables
from vaultfix.syntax.plain_tables import all_plain
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

VAULT = Vault({}, Files(frozenset()))
JUDGES = [rule() for rule in RULES if rule().doubt is with_odd_tables]

PIECES = st.sampled_from(
    [
        *(
            "| a | b |",
            "|---|---|",
            "| :- | -: |",
            "|a|",
            "|-|",
            "| a\\|b | c |",
            "| a \\| b |",
            "|",
            "||",
            "| a | b",
            "a | b",
            "--|--",
        ),
        *(
            "| [[a\\|b]] | c |",
            "| [[a|b]] |",
            "| [[a]b|c]] |",
            "| `a|b` | c |",
            "| `a` | b | ",
            "| {{a}} |",
            "| a | b |\t",
            "|\\|",
        ),
        *(
            "",
            "",
            "",
            " ",
            "\t",
            "    ",
            "text",
            "# h",
            "> ",
            "> | a | b |",
            "> |---|---|",
            "- a",
            "- ",
            "1. ",
            "  | a | b |",
            " | a | b |",
        ),
        *("^id", "---", "```", "\\", "| \\\\| b |", "[[", "]]", "a", "|--|", "\ufeff"),
    ]
)
LINES = st.lists(st.lists(PIECES, min_size=1, max_size=2).map("".join), max_size=10)
TABLES = st.lists(
    st.sampled_from(
        [
            "| a | b |",
            "| a | b |",
            "|---|---|",
            "|---|---|",
            "| c |",
            "|---|",
            "",
            "",
            "# h",
            "text",
            "    | a | b |",
            "- a",
        ]
    ),
    max_size=10,
)


def faults(text: str) -> list[str]:
    return [rule.name for rule in JUDGES if any(rule.check(Document.of("n.md", text), VAULT))]


@given(LINES | TABLES, st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=500)
@example(["| a | b |", "|---|---|", "", "| c | d |"], "\n")
@example(["| a | b |", "|---|---|", "| c | d |", "text"], "\n")
@example(["- a", "| a | b |", "|---|---|"], "\n")
@example(["| a | b |", "|---|---|", "| c | d | \\|"], "\n")
@example(["| a | b |", "|---|---|", "| [[a]b|c]] |"], "\n")
@example(["| a | b |", "|---|---|", "", "  | c | d |"], "\r\n")
@example(["| a | b |", "|---|---|", "", "| c | d |", "", "| e | f |", "|---|---|"], "\n")
def test_what_is_plain_has_no_fault(lines: list[str], end: str) -> None:
    text = end.join(lines)

    assert not all_plain(Document.of("n.md", text)) or faults(text) == []


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize(
    "lines",
    [
        ["no table"],
        ["a | b"],
        ["| a | b |", "|---|---|", "| 1 | 2 |"],
        ["text", "", "| a | b |", "|:--|--:|", "| 1 | 2 | ", "", "text"],
        ["# Herbs", "| a | [[b\\|c]] |", "|---|---|", "| 1\\|2 | [[3]] |", "", "", "| a |", "|---|", ""],
        ["\ufeff| a |", "|---|", "|---|"],
    ],
)
def test_plain_tables_are_told_by_their_pipes(lines: list[str], end: str) -> None:
    assert all_plain(Document.of("n.md", end.join(lines)))


def test_eight_rules_take_the_word_of_the_glance() -> None:
    assert len(JUDGES) == 8
