"""The ids that GitHub gives to headings, against vectors that were run through github-slugger [B4, H2]."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vaultfix.syntax.slugs import rendered, slug, slug_each, slugs

IDS = [
    pytest.param("high water", "high-water", id="spaces become hyphens"),
    pytest.param("Foo_bar", "foo_bar", id="an underscore stays"),
    pytest.param("日本語 見出し", "日本語-見出し", id="letters of any script stay"),
    pytest.param("C++ & C#", "c--c", id="signs go, the blanks around them stay [B4.1]"),
    pytest.param("Foo / Bar", "foo--bar", id="a slash goes [B4.1]"),
    pytest.param("Part 1: Basics", "part-1-basics", id="a colon goes [B4.1]"),
    pytest.param("D&D WOTC", "dd-wotc", id="an ampersand goes [H2]"),
    pytest.param("100%", "100", id="a percent sign goes [H2]"),
    pytest.param("a – b", "a--b", id="a dash that is no hyphen goes [H2]"),
    pytest.param("A→B", "ab", id="an arrow goes [H2]"),
    pytest.param("it’s", "its", id="an apostrophe goes [H2]"),
    pytest.param("🏡 Home", "-home", id="an emoji in front leaves its blank [B4.2]"),
    pytest.param("Foo 🏡", "foo-", id="an emoji at the end leaves its blank [B4.1]"),
    pytest.param("♾️ x", "\ufe0f-x", id="a variation selector is a mark and stays [B4.1]"),
    pytest.param("cafe\u0301", "cafe\u0301", id="a combining accent stays"),
    pytest.param("Ⓐ b", "ⓐ-b", id="a circled letter is alphabetic"),
    pytest.param("x²", "x", id="a superscript digit is no decimal digit"),
    pytest.param("a\tb", "ab", id="only spaces become hyphens"),
]


@pytest.mark.parametrize(("text", "expected"), IDS)
def test_a_heading_gets_the_id_that_github_gives(text: str, expected: str) -> None:
    assert expected == slug(text)


HEADING = st.text(st.sampled_from("aB Å\u0301ΣςİK²Ⓐ🏡-_.!<[]\n\r\0")) | st.text()


@given(st.lists(HEADING))
@example(["Größe", "a\nb", "", "x²"])
@example(["ΟΔΟΣ", "Σ", "ΑΣ!"])
def test_ids_are_the_same_when_many_are_made_at_once(texts: list[str]) -> None:
    assert slug_each(texts) == [slug(text) for text in texts]


def test_ids_that_are_taken_get_the_next_number() -> None:
    ids = list(slugs(slug_each(["Foo", "Foo", "foo", "Foo-1", "Foo"])))

    assert ids == ["foo", "foo-1", "foo-2", "foo-1-1", "foo-3"]


RENDERED = [
    pytest.param("plain words", "plain words", id="plain words"),
    pytest.param("snake_case_name", "snake_case_name", id="underscores in a word"),
    pytest.param("_a_ b", "a b", id="emphasis with underscores"),
    pytest.param("__a__ b", "a b", id="strong emphasis with underscores"),
    pytest.param("[a](b.md) c", "a c", id="a link shows its text"),
    pytest.param('[a](https://x.example/(b) "t") c', "a c", id="parentheses in the destination"),
    pytest.param("[a][b] c", "a c", id="a reference shows its text"),
    # GitHub's `TableOfContentsFilter` (html-pipeline) takes `node.text`, Quartz's rehype-slug takes hast-util-to-string,
    # "the concatenation of data of all the Text node descendants": neither has the words of a picture.
    pytest.param("Pic ![img](x.png) b", "Pic  b", id="a picture shows no text"),
    pytest.param("![a][b] c", " c", id="nor does one by reference"),
    pytest.param("[![i](p.png) a](b.md)", " a", id="a picture in a link"),
    pytest.param("![i [a](b.md)](p.png) c", " c", id="a link in the words of a picture"),
    pytest.param("\\![a](b.md) c", "!a c", id="a link behind an exclamation mark"),
    pytest.param("a <b>c</b>", "a c", id="tags are not shown"),
    pytest.param("a \\_b\\_", "a _b_", id="escapes are undone"),
    pytest.param("a &amp; b &#38; &lt;T&gt; &eacute;", "a & b & <T> é", id="what stands for a sign is seen as one"),
    pytest.param("R&D &nope; a\\&amp;b", "R&D &nope; a&amp;b", id="what stands for nothing stays"),
    pytest.param("`&amp;`", "`&amp;`", id="code shows what is written"),
    pytest.param("`_a_`", "`_a_`", id="code keeps its underscores"),
]


@pytest.mark.parametrize(("source", "expected"), RENDERED)
def test_an_id_is_made_of_what_a_reader_sees(source: str, expected: str) -> None:
    assert expected == rendered(source)


@pytest.mark.parametrize("piece", ["[", "[a](", "![", "_a", "<a", "[[](", "\\", "](", "_ _"])
def test_a_hostile_heading_is_read(piece: str) -> None:
    assert rendered(piece * 3000)
