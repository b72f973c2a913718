"""What the rules of the text pass find and mend, case by case [E1, E3-E5, E12]."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.engine import judge, mend
from vaultfix.passes.text.decomposed_text import DecomposedText
from vaultfix.passes.text.mixed_line_endings import MixedLineEndings
from vaultfix.passes.text.trailing_space import TrailingSpace
from vaultfix.passes.text.unclosed_comment import UnclosedComment
from vaultfix.passes.text.unclosed_fence import UnclosedFence
from vaultfix.passes.text.unclosed_math import UnclosedMath
from vaultfix.rule import Rule
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

UNCLOSED = (UnclosedFence(), UnclosedComment(), UnclosedMath())


def vault(text: str) -> Vault:
    return Vault({"note.md": Document.of("note.md", text)}, Files(frozenset({"note.md"})))


def messages(text: str, *rules: Rule) -> list[str]:
    return [verdict.finding.message for verdict in judge(vault(text), {"note.md": rules})]


def mended(text: str, rule: Rule) -> str:
    note = mend(vault(text), {"note.md": [rule]}).vault.note("note.md")
    return note.text if note else ""


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a %% b\n", id="E3 a lone %% inside a line is text"),
        pytest.param("100%%\n\nand 50%%\n", id="E3 so are two, each in its paragraph"),
        pytest.param("a %% b\n%% c\n", id="E3 a %% that starts a line may close"),
        pytest.param("```\n%%\n```\n", id="E3 code opens no comment"),
        pytest.param("    %%\n", id="E3 nor does indented code"),
        pytest.param("a <!-- b\n", id="E4 HTML's comment opens at the start of a line"),
        pytest.param("<!-->\ntext\n", id="E4 the shortest comment is whole"),
        pytest.param("It was $5 and $$6.\n", id="E5 prices"),
        pytest.param("$$$\n", id="E5 three dollars"),
        pytest.param("a $$ b\n", id="E5 dollars inside a line"),
        pytest.param("---\na: |\n  $$\n  %%\n---\n", id="frontmatter is not Markdown"),
        pytest.param("%%\n$$\n```\n%%\n", id="E3 a comment hides what would open"),
        pytest.param("<% a\n", id="E6 a template without an end is text"),
    ],
)
def test_nothing_is_left_open(text: str) -> None:
    assert messages(text, *UNCLOSED) == []


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(
            "a\n\n%%\nb\nc\n",
            "the comment that opens here is never closed, so the 2 lines from there to the end of the note are hidden;"
            " write %% where it ends",
            id="E3 a comment",
        ),
        pytest.param(
            "> <!-- b\n> c\n\nd\n",
            "the comment that opens here is never closed, so the line from there to the end of the quote or list item"
            " is hidden; write --> where it ends",
            id="E4 an HTML comment in a quote",
        ),
        pytest.param(
            "%%",
            "the comment that opens here is never closed, so all that follows it in the note will be hidden;"
            " write %% where it ends",
            id="E3 nothing follows yet",
        ),
        pytest.param(
            "$$\nx\n",
            "the math that opens here is never closed, so the line from there to the end of the note is at stake;"
            " write $$ where it ends",
            id="E5 math",
        ),
        pytest.param(
            "~~~\nx\n",
            "the code fence that opens in line 1 is never closed, so the line from there to the end of the note is code;"
            " add the line ~~~ where the code ends",
            id="E1 a fence",
        ),
        pytest.param(
            "a %% b\n\n%%\nc\n",
            "the comment that opens here is never closed, so the line from there to the end of the note is hidden;"
            " write %% where it ends",
            id="E3 what stands in another paragraph closes nothing",
        ),
    ],
)
def test_what_is_left_open_is_said(text: str, message: str) -> None:
    assert messages(text, *UNCLOSED) == [message]


@pytest.mark.parametrize(
    ("text", "after", "message"),
    [
        ("a\nb\r\nc\n", "a\nb\nc\n", "1 line ends with CRLF, the other 2 with LF"),
        ("a\r\nb\n", "a\r\nb\r\n", "1 line ends with LF, the other 1 with CRLF"),
        ("a\nb\r\n", "a\nb\n", "1 line ends with CRLF, the other 1 with LF"),
        ("a\rb\nc\n", "a\rb\nc\n", "1 line ends with a lone CR, the other 2 with LF"),
        ("a\rb\rc\n", "a\rb\rc\n", "1 line ends with LF, the other 2 with a lone CR"),
        ("a\rb\r\nc\r\nd\n", "a\rb\r\nc\r\nd\r\n", "2 lines end with LF or a lone CR, the other 2 with CRLF"),
        ("a\nb\nc\r\r\n", "a\nb\nc\r\r\n", "2 lines end with CRLF or a lone CR, the other 2 with LF"),
        ("---\r\na: 1\n---\n", "---\na: 1\n---\n", "1 line ends with CRLF, the other 2 with LF"),
    ],
)
def test_line_endings_follow_the_majority_and_a_lone_cr_stays(text: str, after: str, message: str) -> None:
    assert messages(text, MixedLineEndings())[0] == message
    assert mended(text, MixedLineEndings()) == after


@pytest.mark.parametrize("text", ["", "a", "a\nb", "a\r\nb\r\n", "a\rb\r", "a\u2028b\x85\n"])
def test_line_endings_of_one_kind_are_fine(text: str) -> None:
    assert messages(text, MixedLineEndings()) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a  \nb   \n", id="a line break, and a long one"),
        pytest.param("> a  \n> b\n", id="a line break in a quote"),
        pytest.param("a\\ \nb\n", id="a backslash would become a line break"),
        pytest.param("- \n* \n1. \n- [ ] \n  - [x] \n> - \n", id="items and tasks that wait for their text"),
        pytest.param("# \n", id="a heading that does"),
        pytest.param(BOM + "- [ ] \n", id="a task behind a byte order mark"),
        pytest.param("a\u00a0\nb\u3000\n", id="only blanks and tabs are space"),
        pytest.param("---\na: 1 \n---\n", id="frontmatter"),
        pytest.param("~~~\na \n\t\n~~~\n", id="a fence"),
        pytest.param("x\n\n    a \n", id="indented code"),
        pytest.param("`a \nb`\n", id="a code span over two lines"),
        pytest.param("$$\na \n$$\n", id="math"),
        pytest.param("<pre>\na \n</pre>\n", id="HTML"),
    ],
)
def test_space_that_means_something_stays(text: str) -> None:
    assert messages(text, TrailingSpace()) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        pytest.param("a \nb\t\n", "a\nb\n", id="a blank, a tab"),
        pytest.param("a  \t\r\nb\r\n", "a\r\nb\r\n", id="two blanks and a tab are no line break"),
        pytest.param("a\n   \nb\n", "a\n\nb\n", id="a line of blanks"),
        pytest.param("> a\n> \n> b\n", "> a\n>\n> b\n", id="a blank line of a quote"),
        pytest.param("- a \n- [x] b \n# c \n", "- a\n- [x] b\n# c\n", id="behind the text of items and headings"),
        pytest.param("| a | b | \n|-|-| \n", "| a | b |\n|-|-|\n", id="behind a table"),
        pytest.param("a `b` ", "a `b`", id="at the end of the note"),
    ],
)
def test_space_that_means_nothing_goes(text: str, after: str) -> None:
    assert mended(text, TrailingSpace()) == after
    assert messages(after, TrailingSpace()) == []


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Crème brûlée, Ελλάδα, 한국어, नमस्ते\n", id="composed text, and marks that compose with nothing"),
        pytest.param(
            "[e](e\u0301.md) ![[e\u0301.png|x]] <https://a.example/e\u0301>\n", id="A5 names of files, addresses"
        ),
        pytest.param("[a]: e\u0301.md\n\n[a]: https://a.example/e\u0301\n", id="A1.5 definitions"),
        pytest.param("---\na: e\u0301\n---\n`e\u0301` $e\u0301$\n", id="frontmatter, code, math"),
        pytest.param("\uf91d \uf9dc\n", id="compatibility characters of Chinese names"),
        pytest.param("x\u0301 \u0301\n", id="accents that no letter takes"),
    ],
)
def test_text_that_stays_apart(text: str) -> None:
    assert messages("x\n\n" + text if text.startswith("[a]") else text, DecomposedText()) == []


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("e\u0301te\u0301", "été"),
        ("# A\u030angstro\u0308m\r\n", "# Ångström\r\n"),
        ("`e\u0301`e\u0301`e\u0301`", "`e\u0301`é`e\u0301`"),
        ("[e\u0301](e\u0301.md) [[e\u0301|e\u0301]]", "[é](e\u0301.md) [[e\u0301|é]]"),
        ("\u1112\u1161\u11ab", "한"),
        ("a =\u0338 b", "a ≠ b"),
    ],
)
def test_accents_are_joined(text: str, after: str) -> None:
    assert mended(text, DecomposedText()) == after


@given(st.text(alphabet="aeo\u0301\u0308\u0323 é`\n[]()|"))
def test_joining_changes_no_more_than_the_form(text: str) -> None:
    after = mended(text, DecomposedText())

    assert unicodedata.normalize("NFC", after) == unicodedata.normalize("NFC", text)
    assert mended(after, DecomposedText()) == after
