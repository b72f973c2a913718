"""Suppressions: where an author silenced a rule, and where not."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.syntax.suppressions import silences, suppressed


def silent(text: str, rule: str = "short-row") -> str:
    """Give the letters A to Z of a text at which `rule` is silent."""
    doc = Document.of("n.md", text)
    return "".join(letter for offset, letter in enumerate(text) if letter in "ABCDE" and suppressed(doc, rule, offset))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("A\n", id="nothing is said"),
        pytest.param("vaultfix-ignore\nA\n", id="no comment"),
        pytest.param("<!-- vaultfix-ignore excess-cells -->\nA\n", id="another rule"),
        pytest.param("`<!-- vaultfix-ignore -->`\nA\n", id="quoted in code"),
        pytest.param("```\n<!-- vaultfix-ignore-file -->\n```\nA\n", id="in a fence"),
        pytest.param("%% vaultfix-ignore -->\nA\n", id="a comment that ends as another begins"),
        pytest.param("x %% b %% vaultfix-ignore %% c %% A\n", id="between two comments"),
        pytest.param("<!-- vaultfix-ignored -->\nA\n", id="another word"),
        pytest.param("<!-- vaultfix-ignore short-row: why -->\nA\n", id="what is no name of a rule"),
        pytest.param("---\nvaultfix: {ignore: [excess-cells]}\n---\nA\n", id="another rule in frontmatter"),
        pytest.param("---\nother: {ignore: [short-row]}\n---\nA\n", id="another property"),
        pytest.param("---\na:\n  vaultfix: {ignore: [short-row]}\n---\nA\n", id="a property inside another"),
        pytest.param("vaultfix: {ignore: [short-row]}\n\nA\n", id="the property in the text"),
        pytest.param("A\n<!-- vaultfix-ignore-end -->\nB", id="an end without a start"),
    ],
)
def test_not_suppressed(text: str) -> None:
    assert silent(text) == ""


@pytest.mark.parametrize(
    ("text", "where"),
    [
        pytest.param("A\n\n<!-- vaultfix-ignore short-row -->\nB\nC\n\nD", "BC", id="the block below"),
        pytest.param("%% vaultfix-ignore short-row %%\nA\n\nB", "A", id="said in Obsidian's comment"),
        pytest.param("<!-- vaultfix-ignore short-row -->\n\n\nA\n\nB", "A", id="the next block, blank lines between"),
        pytest.param("<!-- vaultfix-ignore -->\nA\n\nB", "A", id="every rule"),
        pytest.param("<!--vaultfix-ignore excess-cells, short-row-->\nA\n\nB", "A", id="several rules"),
        pytest.param("<!-- vaultfix-ignore -->\n```\nA\n\nB\n```\n\nC", "AB", id="a fence with a blank line in it"),
        pytest.param("> <!-- vaultfix-ignore -->\n> A\n>\n> B", "A", id="in a quote"),
        pytest.param("A <!-- vaultfix-ignore --> B\nC", "AB", id="at a line's end, that line"),
        pytest.param("A\nB %% vaultfix-ignore short-row %%\r\nC", "B", id="at a line's end, with CRLF"),
        pytest.param(
            "A\n\n<!-- vaultfix-ignore-start -->\n\nB\n\n<!-- vaultfix-ignore-end -->\nC", "B", id="from start to end"
        ),
        pytest.param(
            "<!-- vaultfix-ignore-start short-row -->\n\nA\n\n<!-- vaultfix-ignore-end excess-cells -->\n\nB",
            "AB",
            id="the end of another rule is no end",
        ),
        pytest.param(
            "%% vaultfix-ignore-start short-row excess-cells %%\n\nA\n\n%% vaultfix-ignore-end short-row %%\n\nB",
            "A",
            id="the end of one of two",
        ),
        pytest.param("A\n\n<!-- vaultfix-ignore-start -->\n\nB\n\nC", "BC", id="no end: to the end of the note"),
        pytest.param(
            "A\n\nB\n\n<!-- vaultfix-ignore-file short-row -->", "AB", id="the whole file, wherever it is said"
        ),
        pytest.param(
            "---\nvaultfix: {ignore: [excess-cells, short-row]}\n---\nA", "A", id="in frontmatter, in one line"
        ),
        pytest.param("---\r\nvaultfix:\r\n  ignore: ['short-row']\r\n---\r\nA", "A", id="in frontmatter, in two lines"),
        pytest.param(
            '---\na: 1\nvaultfix:\n  ignore:\n    - excess-cells\n    - "short-row"\nb: 2\n---\nA',
            "A",
            id="in frontmatter, as a list",
        ),
        pytest.param("---\nvaultfix:\n  ignore:\n  - short-row\n---\nA", "A", id="in frontmatter, as a flat list"),
    ],
)
def test_suppressed(text: str, where: str) -> None:
    assert silent(text) == where


def test_other_rules_speak_on() -> None:
    text = "<!-- vaultfix-ignore short-row -->\nA\n"

    assert (silent(text, "short-row"), silent(text, "excess-cells")) == ("A", "")


def test_a_finding_at_the_end_of_the_note_is_silenced() -> None:
    text = "<!-- vaultfix-ignore -->\nA"

    assert suppressed(Document.of("n.md", text), "missing-final-newline", len(text))


def test_each_silence_knows_where_it_was_said() -> None:
    text = "---\nvaultfix: {ignore: [a]}\n---\n<!-- vaultfix-ignore b -->\nc %% vaultfix-ignore %%\n"
    said = [(silence.said.of(text), sorted(silence.rules)) for silence in silences(Document.of("n.md", text))]

    assert said == [
        ("vaultfix: {ignore: [a]}", ["a"]),
        ("<!-- vaultfix-ignore b -->", ["b"]),
        ("%% vaultfix-ignore %%", []),
    ]


@given(
    st.lists(
        st.sampled_from(
            [
                "<!-- vaultfix-ignore",
                "%%vaultfix-ignore",
                "-start",
                "-end",
                "-file",
                " a",
                " b-c",
                " -->",
                "%%",
                "\n",
                "> ",
                "`",
                "x",
                "---\n",
                "vaultfix: {ignore: [a]}\n",
            ]
        ),
        max_size=20,
    )
)
@settings(max_examples=200, deadline=None)
def test_any_mixture_is_read(pieces: list[str]) -> None:
    text = "".join(pieces)
    doc = Document.of("n.md", text)

    assert all(
        0 <= silence.span.start <= silence.said.start and silence.span.end <= len(text) + 1 for silence in silences(doc)
    )
    assert {suppressed(doc, "a", offset) for offset in range(len(text) + 1)} <= {True, False}
