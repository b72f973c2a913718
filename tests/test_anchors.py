"""Anchors: which fragment finds a place in a note, in Obsidian and on GitHub [B]."""

import pytest

from vaultfix.document import Document
from vaultfix.syntax.block_ids import block_ids
from vaultfix.vault import Vault
from vaultfix.vault.anchors import anchors, stripped
from vaultfix.vault.files import Files

NOTE = "# A\n\n## Set-up: B?\n\n## X\n\n# C\n\n## X\n\ntext ^id-1\n"

IN_OBSIDIAN = [
    pytest.param("A", True, id="a heading by its words"),
    pytest.param("set-up b", True, id="punctuation and capitals make no difference [B1.1]"),
    pytest.param("Set up B", False, id="a hyphen does [B1.1]"),
    pytest.param("set-up-b", False, id="an id for GitHub does not find it [B1.7]"),
    pytest.param("X", True, id="the first of two headings [B1.3]"),
    pytest.param("C#X", True, id="a chain [B1.2]"),
    pytest.param("A#X", True, id="a chain that skips a heading [B1.2]"),
    pytest.param("X#A", False, id="a chain that climbs [B1.2]"),
    pytest.param("A#Y", False, id="half a chain is none [B1.2]"),
    pytest.param("A##X", True, id="an empty link in the chain [B1.2]"),
    pytest.param("^ID-1", True, id="a block, whatever the capitals [B3.1]"),
    pytest.param("^id_1", False, id="a block that is not there [B3.3]"),
    pytest.param("[^1", True, id="footnotes are not judged [A2.4]"),
]


@pytest.mark.parametrize(("fragment", "found"), IN_OBSIDIAN)
def test_a_fragment_in_obsidian(fragment: str, *, found: bool) -> None:
    assert found is anchors(Document.of("n.md", NOTE)).in_obsidian(fragment)


ON_GITHUB = [
    pytest.param("a", True, id="an id"),
    pytest.param("set-up-b", True, id="an id of several words"),
    pytest.param("x-1", True, id="the second of two headings [B4.1]"),
    pytest.param("Set-Up-B", True, id="capitals are overlooked, as the page's script does"),
    pytest.param("L12", True, id="a line"),
    pytest.param("user-content-fn-1", True, id="a footnote"),
    pytest.param("set-up b", False, id="words are no id"),
    pytest.param("x-2", False, id="a third that is not there"),
]


@pytest.mark.parametrize(("fragment", "found"), ON_GITHUB)
def test_a_fragment_on_github(fragment: str, *, found: bool) -> None:
    assert found is anchors(Document.of("n.md", NOTE)).on_github(fragment)


@pytest.mark.parametrize("note", ['<a id="here"></a>\n', "<h2 class=x id=here>H</h2>\n", "<a\nname='here'>\n"])
def test_the_id_of_a_tag_is_an_anchor(note: str) -> None:
    found = anchors(Document.of("n.md", note))

    assert found.on_github("here")
    assert found.in_obsidian("here")
    assert not found.on_github("there")


EQUAL = [
    ("What is the Obsidian Hub?", "what is the obsidian hub"),
    ("Part 1: Basics", "Part 1 Basics"),
    ("D&D WOTC", "D D WOTC"),
    ("`x` y", "x y"),
    ("**b** c", "b c"),
    ("E\u0301tude", "étude"),
]
UNEQUAL = [("D&D", "DD"), ("Set-up", "Set up"), ("_x_", "x"), ("it's", "its"), ("my-heading", "My Heading")]


@pytest.mark.parametrize(("one", "other", "same"), [(*p, True) for p in EQUAL] + [(*p, False) for p in UNEQUAL])
def test_headings_are_compared_as_obsidian_does(one: str, other: str, *, same: bool) -> None:  # H3
    assert same is (stripped(one) == stripped(other))


BLOCKS = [
    pytest.param("no id here\n", [], id="nothing"),
    pytest.param("a^b\n", [], id="no blank in front"),
    pytest.param("a ^b c\n", [], id="not at the line's end"),
    pytest.param("a ^my_id\n", [], id="a sign that no id has [B3.3]"),
    pytest.param("2 ^\n", [], id="no name"),
    pytest.param("a ^b-1\n", ["b-1"], id="at the line's end"),
    pytest.param("a ^b  \r\nc ^d", ["b", "d"], id="before blanks, CRLF and the end of the text"),
    pytest.param("- a\n\n^b\n", ["b"], id="alone on a line [B3.1]"),
    pytest.param("> a\n> ^b\n", ["b"], id="in a quote"),
    pytest.param("![[a.png]]^b\n", ["b"], id="glued to an embed [B3.1]"),
    pytest.param("\ufeff^b\n", ["b"], id="behind a byte order mark"),
]


@pytest.mark.parametrize(("text", "expected"), BLOCKS)
def test_a_block_id_stands_at_the_end_of_a_line(text: str, expected: list[str]) -> None:
    doc = Document.of("n.md", text)
    found = block_ids(doc)

    assert expected == [block.name for block in found]
    assert [block.span.of(text) for block in found] == [f"^{name}" for name in expected]


def test_a_note_that_cannot_be_read_has_no_anchors() -> None:
    vault = Vault({"bytes.md": Document("bytes.md", b"# \xff")}, Files(frozenset({"bytes.md", "gone.md"})))

    assert vault.anchors("gone.md") is None
    assert vault.anchors("bytes.md") is None
