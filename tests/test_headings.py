"""Headings: what an anchor can name [B1.5], the same whether the note had to be parsed or not."""

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.syntax.dialect import layout
from vaultfix.syntax.headings import headings


def found(text: str) -> list[tuple[int, str, str]]:
    """Give level, text and source of each heading."""
    return [(heading.level, heading.text, heading.span.of(text)) for heading in headings(Document.of("n.md", text))]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty note"),
        pytest.param("#tag and text\n#1\n", id="a tag [E10]"),
        pytest.param("####### seven\n", id="seven signs"),
        pytest.param("\\# escaped\n", id="an escaped sign"),
        pytest.param("a # b\n", id="a sign inside a line"),
        pytest.param("---\n# a: comment\n---\n", id="a comment in frontmatter"),
        pytest.param("```sh\n# comment\n```\n", id="in a fence [E1]"),
        pytest.param("> ```sh\n> # comment\n> ```\n", id="in a fence in a quote [E1]"),
        pytest.param("a\n\n    # comment\n", id="in indented code [E2]"),
        pytest.param("a\n    # b\n", id="indented in a paragraph"),
        pytest.param("%%\n# hidden\n%%\n", id="in a comment [E3]"),
        pytest.param("<!--\n# hidden\n-->\n", id="in an HTML comment [E4]"),
        pytest.param("<div>\n# text\n</div>\n", id="in HTML [E4]"),
        pytest.param("$$\n# x\n$$\n", id="in math [E5]"),
        pytest.param("<%*\n# x\n%>\n", id="in a template [E6]"),
        pytest.param("a\n\n---\n\nb\n***\n", id="rulers"),
        pytest.param("- a\n---\n", id="a ruler under a list [E10]"),
        pytest.param("| a |\n|---|\n", id="a table"),
        pytest.param("#\u00a0a\n#\u2003b\n", id="a space that Markdown does not count as one"),
    ],
)
def test_no_heading(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# a\n###### b", [(1, "a", "# a"), (6, "b", "###### b")], id="one to six signs"),
        pytest.param("a\n  ## b\n", [(2, "b", "## b")], id="indented a little, right under a paragraph"),
        pytest.param(
            "# a ##  \n# b#\n# ## \n",
            [(1, "a", "# a ##  "), (1, "b#", "# b#"), (1, "", "# ## ")],
            id="closing signs are dropped",
        ),
        pytest.param("#\n##\t\n", [(1, "", "#"), (2, "", "##\t")], id="empty headings"),
        pytest.param(
            "#\ta *b* `c` [d](e)\n", [(1, "a *b* `c` [d](e)", "#\ta *b* `c` [d](e)")], id="the text is the source"
        ),
        pytest.param(
            "# a ^id-1\n# b^2\n", [(1, "a", "# a ^id-1"), (1, "b^2", "# b^2")], id="a block id is not the text"
        ),
        pytest.param(
            BOM + "# a\r\n# b\r# c",
            [(1, "a", "# a"), (1, "b", "# b"), (1, "c", "# c")],
            id="behind a BOM, with all line ends",
        ),
        pytest.param("---\na: 1\n---\n# b\n", [(1, "b", "# b")], id="right under frontmatter"),
        pytest.param("> # a\n> text\n", [(1, "a", "# a")], id="in a quote"),
        pytest.param("- # a\n\n  ## b\n", [(1, "a", "# a"), (2, "b", "## b")], id="in a list"),
        pytest.param("1. a\n\n   # b\n2. c\n\n        # d\n", [(1, "b", "# b")], id="as deep as its item, not deeper"),
        pytest.param("a\n===\nb\n-\n", [(1, "a", "a\n==="), (2, "b", "b\n-")], id="underlined"),
        pytest.param("> a\n> b\n> ---\n", [(2, "a b", "a\n> b\n> ---")], id="underlined, of two lines in a quote"),
        pytest.param("```\n# a\n```\n# b\n", [(1, "b", "# b")], id="below a fence"),
        pytest.param("# Ça 🏡\n", [(1, "Ça 🏡", "# Ça 🏡")], id="any script"),
        pytest.param(
            "# a\u0085b\u2028c\n", [(1, "a\u0085b\u2028c", "# a\u0085b\u2028c")], id="odd characters are no line ends"
        ),
    ],
)
def test_headings(text: str, expected: list[tuple[int, str, str]]) -> None:
    assert found(text) == expected


def test_a_plain_note_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vaultfix.syntax.dialect", None)
    text = "---\na: 1\n---\n# One\n\ntext `code` and <b>tags</b> and $math$\n\n---\n\n- a\n- #tag\n\n## Two\n"

    assert [(level, name) for level, name, _ in found(text)] == [(1, "One"), (2, "Two")]


LINES = st.lists(
    st.text(alphabet="#=-> \t`~%$<a!*1.^|\\\u00a0", max_size=8)
    | st.sampled_from(["# a", "a", "```", "---", "    # b", "> # c", "- # d", "%%", "<!-- ", "-->", "$$"]),
    max_size=8,
)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", BOM, "---\na: 1\n---\n"]))
@settings(max_examples=500, deadline=None)
def test_the_short_way_finds_what_the_parser_finds(lines: list[str], newline: str, head: str) -> None:
    doc = Document.of("n.md", head.replace("\n", newline) + newline.join(lines))

    assert headings(doc) == layout(doc).headings
