"""Where frontmatter lies: the rows of [C1] and the vectors of [H7], byte for byte."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties

NO_BLOCK = {
    "a blank line stands before it": "\n---\na: 1\n---\n",
    "a space stands before it": " ---\na: 1\n---\n",
    "text stands before it": "# One\n---\na: 1\n---\n",
    "four dashes open nothing": "----\na: 1\n---\n",
    "four dashes close nothing": "---\na: 1\n----\n",
    "an indented fence closes nothing": "---\na: 1\n ---\n",
    "three dots close nothing": "---\na: 1\n...\n",
    "a language opens nothing": "---yaml\na: 1\n---\n",
    "it never ends": "---\na: 1\n",
    "there is but one fence": "---\n",
    "and no line end": "---",
    "U+0085 ends no line": "---\x85a: 1\n---\n",
    "U+2028 ends no line": "---\na: 1\u2028---\n",
    "nothing at all": "",
}


@pytest.mark.parametrize("text", NO_BLOCK.values(), ids=NO_BLOCK)
def test_there_is_no_frontmatter_where(text: str) -> None:
    assert block(Document.of("n.md", text)) is None


BLOCKS = {
    "at the first byte": ("---\na: 1\n---\nText\n", "---\na: 1\n---\n", "a: 1\n"),
    "at the end of the note": ("---\na: 1\n---", "---\na: 1\n---", "a: 1\n"),
    "with CRLF": ("---\r\na: 1\r\n---\r\nText", "---\r\na: 1\r\n---\r\n", "a: 1\r\n"),
    "with lone CR": ("---\ra: 1\r---\rText", "---\ra: 1\r---\r", "a: 1\r"),
    "with nothing in it": ("---\n---\nText\n", "---\n---\n", ""),
    "with nothing in it, CRLF": ("---\r\n---\r\nText\n", "---\r\n---\r\n", ""),
    "behind a byte order mark": (BOM + "---\na: 1\n---\n", "---\na: 1\n---\n", "a: 1\n"),
    "with blanks behind its fences": ("---  \na: 1\n--- \t\nText", "---  \na: 1\n--- \t\n", "a: 1\n"),
    "up to the first fence of two": ("---\na: 1\n---\n---\nb: 2\n---\n", "---\na: 1\n---\n", "a: 1\n"),
    "over a block text with an indented fence": (
        "---\na: |\n  ---\n  b\n---\n",
        "---\na: |\n  ---\n  b\n---\n",
        "a: |\n  ---\n  b\n",
    ),
    "over prose between two rules": ("---\nSome prose.\n\n---\nMore\n", "---\nSome prose.\n\n---\n", "Some prose.\n\n"),
}


@pytest.mark.parametrize(("text", "whole", "yaml"), BLOCKS.values(), ids=BLOCKS)
def test_there_is_frontmatter(text: str, whole: str, yaml: str) -> None:
    found = block(Document.of("n.md", text))

    assert found is not None
    assert (whole, yaml) == (found.span.of(text), found.yaml.of(text))


def test_an_indented_fence_belongs_to_the_text_around_it() -> None:
    found = properties(Document.of("n.md", "---\na: |\n  ---\n  b\n---\n"))

    assert isinstance(found, Properties)
    assert [entry.value for entry in found.entries] == ["---\nb\n"]


@pytest.mark.parametrize(
    "line",
    ["\r", "-- \n", "---" + " " * 500 + "x\n", "\t---\n", "----\n"],
    ids=["lone CRs", "short fences", "fences with a tail", "indented fences", "long fences"],
)
def test_a_note_of_megabytes_that_never_closes_is_read_once(line: str) -> None:
    text = "---\n" + line * (3_000_000 // len(line))

    assert block(Document.of("n.md", text)) is None


@given(st.lists(st.sampled_from(["---", "--", "a: 1", " ", "\n", "\r", "\r\n", "\x85", BOM, "..."]), max_size=12))
@example(["---", "\r", "\r\n", "---"])
def test_a_block_starts_and_ends_with_fences_and_its_yaml_with_a_line_end(pieces: list[str]) -> None:
    doc = Document.of("n.md", "".join(pieces))
    found = block(doc)

    if found:
        yaml = found.yaml.of(doc.text)
        assert found.span.covers(found.yaml)
        assert found.span.start == doc.body_start
        assert yaml == "" or yaml.endswith(("\n", "\r"))
        assert not any(
            doc.line(n).of(doc.text).rstrip(" \t") == "---" for n in lines_of(doc, found.yaml.start, found.yaml.end)
        )


def lines_of(doc: Document, start: int, end: int) -> range:
    return range(doc.line_number(start), doc.line_number(end))
