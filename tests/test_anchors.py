"""Anchors: which fragment finds a place in a note, in Obsidian and on GitHub [B]."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.anchors import TOP, anchors, stripped
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
    pytest.param("A#C", False, id="a chain of headings of one level [B1.2]"),
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


IN_QUARTZ = [
    pytest.param("set-up-b", True, id="an id"),
    pytest.param("Set-up: B?", True, id="words, of which it makes an id [B1.7]"),
    pytest.param("C#X", True, id="the first of a chain [A9.3]"),
    pytest.param("^ID-1", True, id="a block"),
    pytest.param("x-1", True, id="the second of two headings [B4.1]"),
    pytest.param("Setup B", False, id="words that make another id"),
    pytest.param("Y#X", False, id="a chain whose first heading is not there"),
    pytest.param("^id_1", False, id="a block that is not there"),
]


@pytest.mark.parametrize(("fragment", "found"), IN_QUARTZ)
def test_a_fragment_in_quartz(fragment: str, *, found: bool) -> None:
    assert found is anchors(Document.of("n.md", NOTE)).in_quartz(fragment)


PLACES = [
    pytest.param("obsidian", "set-up b", "## Set-up: B?", 0, id="Obsidian, by words [B1.1]"),
    pytest.param("obsidian", "X", "## X", 0, id="the first of two [B1.3]"),
    pytest.param("obsidian", "C#X", "## X", 1, id="the second, by the heading above it [B1.2]"),
    pytest.param("obsidian", "A#X", "## X", 0, id="the first, by the heading above it [B1.2]"),
    pytest.param("obsidian", "^ID-1", "^id-1", 0, id="a block [B3.1]"),
    pytest.param("portable", "x-1", "## X", 1, id="GitHub, by the number of the second [B4.1]"),
    pytest.param("quartz", "X", "## X", 0, id="Quartz, by words"),
    pytest.param("quartz", "C#X", "# C", 0, id="Quartz forgets the rest of a chain [A9.3]"),
]


@pytest.mark.parametrize(("profile", "fragment", "place", "nth"), PLACES)
def test_a_fragment_leads_to_a_place(profile: str, fragment: str, place: str, nth: int) -> None:
    found = anchors(Document.of("n.md", NOTE)).place(profile, fragment)
    starts = [at for at in range(len(NOTE)) if NOTE.startswith(f"{place}\n", at)]

    assert found == Span(starts[nth], starts[nth] + len(place))


@pytest.mark.parametrize(("profile", "fragment"), [("obsidian", "[^1"), ("portable", "l12"), ("obsidian", "!!!")])
def test_what_is_not_judged_leads_to_the_top(profile: str, fragment: str) -> None:
    assert anchors(Document.of("n.md", NOTE)).place(profile, fragment) == TOP


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
    ("a\u00a0 b\u3000c", "a b c"),
    ("ΟΔΟΣ", "οδος"),
    ("[x](y.md)", "x y md"),
]
UNEQUAL = [
    ("D&D", "DD"),
    ("Set-up", "Set up"),
    ("_x_", "x"),
    ("it's", "its"),
    ("my-heading", "My Heading"),
    ("a\x85b", "a b"),
    ("🏡 a", "a"),
]


@pytest.mark.parametrize(("one", "other", "same"), [(*p, True) for p in EQUAL] + [(*p, False) for p in UNEQUAL])
def test_headings_are_compared_as_obsidian_does(one: str, other: str, *, same: bool) -> None:  # H3
    assert same is (stripped(one) == stripped(other))


def test_a_note_that_cannot_be_read_has_no_anchors() -> None:
    vault = Vault({"bytes.md": Document("bytes.md", b"# \xff")}, Files(frozenset({"bytes.md", "gone.md"})))

    assert vault.anchors("gone.md") is None
    assert vault.anchors("bytes.md") is None


@given(st.lists(st.text(st.sampled_from("aB Å\u0301ΣςİK²!:#^-\u00a0\u2003\0")), max_size=4))
@example(["ΟΔΟΣ", "Σ!"])
@example(["a\0b", "c"])
def test_headings_are_compared_alike_one_by_one_and_all_at_once(texts: list[str]) -> None:
    note = anchors(Document.of("n.md", "".join(f"# {text}\n\n" for text in texts)))

    assert note.compared == [stripped(heading.text) for heading in note.headings]
