"""The reader of links: wikilinks, properties, and what surrounds a link [A1, A2]."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.syntax.links import Kind, Link, links, live_links
from vaultfix.syntax.links.references import footnotes, references
from vaultfix.syntax.links.spaced import spaced_links
from vaultfix.syntax.links.unbalanced import cut_links, unclosed_links
from vaultfix.syntax.links.writing import as_destination, with_fragment, with_path


def read(text: str) -> list[Link]:
    return list(links(Document.of("note.md", text)))


def told(text: str) -> list[tuple[str, str | None, str | None]]:
    """Path, fragment and label of every link."""
    return [
        (link.path, link.fragment, link.label_span.of(text) if link.label_span else None)
        for link in read(text)
        if link.kind is Kind.WIKI
    ]


WIKI = [
    pytest.param("[a] [[]] [[a\nb]] [[a]b", [], id="no wikilink [A1.1]"),
    pytest.param("\\[[a]] \\[\\[a]]", [], id="behind a backslash [A1.2]"),
    pytest.param("[[{{date}}]] [[<% tp.date %>]] [x]({{url}})", [], id="a template [E6]"),
    pytest.param("[[https://a.example]]", [], id="the web [A4.1]"),
    pytest.param("[[a]]", [("a", None, None)], id="a name"),
    pytest.param("[[ a b ]]", [("a b", None, None)], id="blanks around it [A2.2]"),
    pytest.param("[[a|b]]", [("a", None, "b")], id="an alias [A2.1]"),
    pytest.param("[[a\\|b]]", [("a", None, "b")], id="an alias in a table [A2.1]"),
    pytest.param("[[a|b|c]]", [("a", None, "b|c")], id="the first bar separates [A2.6]"),
    pytest.param("[[a#b]]", [("a", "b", None)], id="a heading [A2.2]"),
    pytest.param("[[a#b#c|d # e]]", [("a", "b#c", "d # e")], id="a chain, and a hash in the alias"),
    pytest.param("[[#b]]", [("", "b", None)], id="the note itself [A2.3]"),
    pytest.param("[[#^b]]", [("", "^b", None)], id="a block [A2.4]"),
    pytest.param("[[a#]]", [("a", "", None)], id="an empty fragment [A2.5]"),
    pytest.param("[[|a]]", [("", None, "a")], id="an empty path"),
    pytest.param("[[[a]], b]", [("a", None, None)], id="brackets around it"),
    pytest.param("[[a]b]]", [("a]b", None, None)], id="up to the first two closing brackets [A1.1]"),
    pytest.param("[[a [[b]]", [("b", None, None)], id="the inner one"),
    pytest.param("\\\\[[a]]", [("a", None, None)], id="behind an escaped backslash"),
    pytest.param("[[a%20b]]", [("a%20b", None, None)], id="percent signs are letters"),
]


@pytest.mark.parametrize(("text", "expected"), WIKI)
def test_a_wikilink_says_where_it_leads(text: str, expected: list[tuple[str, str | None, str | None]]) -> None:
    assert expected == told(text)


EMBEDS = [
    pytest.param("[[a]]", False, id="a link"),
    pytest.param("![[a]]", True, id="an embed"),
    pytest.param("\\![[a]]", False, id="an escaped exclamation mark"),
    pytest.param("\\\\![[a]]", True, id="an escaped backslash"),
    pytest.param("[a](b.md)", False, id="a Markdown link"),
    pytest.param("![a](b.png)", True, id="a picture"),
    pytest.param("[a]: b.png", False, id="a definition"),
]


@pytest.mark.parametrize(("text", "embed"), EMBEDS)
def test_an_exclamation_mark_embeds(text: str, *, embed: bool) -> None:
    assert [link.embed for link in read(text)] == [embed]
    assert read(text)[0].span.end == len(text)


MIXED = [
    pytest.param("[[a]] (b)", {Kind.WIKI: False}, id="a blank between"),
    pytest.param("[[a]](see there for b)", {Kind.WIKI: False}, id="words in parentheses"),
    pytest.param("[[a]](b.md)", {Kind.WIKI: True, Kind.INLINE: True}, id="both readings"),
    pytest.param("[[1]](https://a.example)", {Kind.WIKI: True}, id="the web keeps its wikilink from being judged"),
]


@pytest.mark.parametrize(("text", "expected"), MIXED)
def test_what_two_parsers_read_differently_is_marked(text: str, expected: dict[Kind, bool]) -> None:  # A1.6
    assert expected == {link.kind: link.mixed for link in read(text)}


PROPERTIES = [
    pytest.param("up: [[a]]", [], id="a list in a list, no link [C2.3]"),
    pytest.param("up: [[[a]], [[b]]]", [], id="more lists"),
    pytest.param("# up: '[[a]]'", [], id="a comment"),
    pytest.param("up: b # [[a]]", [], id="a comment behind a value"),
    pytest.param("'[a]: b.md'", [], id="a definition is none here"),
    pytest.param('up: "[[a]]"', [True], id="a quoted value [A1.7]"),
    pytest.param("up:\n  - '[[a]]'", [True], id="an item of a list"),
    pytest.param('up: ["[[a]]", "[[b]]"]', [False, False], id="a list in brackets"),
    pytest.param("up: see [[a]]", [False], id="among other words"),
    pytest.param('up: "see [[a]]"', [False], id="among other quoted words"),
    pytest.param('"up": "# [[a]]"', [False], id="a hash in quotes is no comment"),
    pytest.param("up: '[a](b.md)'", [True], id="a Markdown link"),
]


@pytest.mark.parametrize(("yaml", "expected"), PROPERTIES)
def test_a_property_holds_a_link_where_it_is_a_string(yaml: str, expected: list[bool]) -> None:
    found = read(f"---\n{yaml}\n---\n")

    assert expected == [link.whole_value for link in found]
    assert all(link.in_property for link in found)


COMMENTS = [
    pytest.param("%% [[a]] %%\n", 0, id="a line that is a comment"),
    pytest.param("b\r\n%% [[a]] %%\r\n%% [[c]] %%", 0, id="two of them"),
    pytest.param("%%\nb\n%% [[a]] %%\n", 1, id="a line that closes one"),
    pytest.param("b %% [[a]] %%\n", 1, id="words in front: the zones will tell"),
    pytest.param("100 %% [[a]]\n", 1, id="no comment"),
]


@pytest.mark.parametrize(("text", "expected"), COMMENTS)
def test_a_line_that_is_a_comment_needs_no_parser(text: str, expected: int) -> None:  # E3
    assert expected == len(read(text))


LIVE = [
    pytest.param("`[[nope]]` and ``[x](nope.md)``", 0, id="inline code"),
    pytest.param("%% [[nope]] %%", 0, id="a comment"),
    pytest.param("<!-- [x](nope.md) -->", 0, id="an HTML comment"),
    pytest.param("$[[a]]|b|$", 0, id="math"),
    pytest.param("> ~~~\n> [x](nope.md)\n> ~~~", 0, id="a fence in a quote"),
    pytest.param("    [[nope]]", 0, id="indented code"),
    pytest.param("```dataview\nFROM [[nope]]\n```", 0, id="a query"),
    pytest.param("- [ ] task\n- [?] odd\n\n> [!weird]- T\n\n[^1]\n\n[^1]: note", 0, id="tasks, callouts, footnotes"),
    pytest.param("[x]", 0, id="a reference without its definition"),
    pytest.param("key:: [[nope]]", 1, id="the value of an inline field [E7]"),
    pytest.param("costs $5 and $6 [x](nope.md)", 1, id="prices are no math [E5]"),
    pytest.param("> [!note] T\n> ![[nope]]", 1, id="an embed in a callout"),
    pytest.param("| a |\n|---|\n| [[b\\|c]] |", 1, id="a cell of a table"),
    pytest.param("# [[nope]]", 1, id="a heading"),
    pytest.param("[^1]\n\n[^1]: [[nope]]", 1, id="a footnote"),
    pytest.param("---\nup: '[[nope]]'\n---\n", 1, id="a property"),
]


@pytest.mark.parametrize(("text", "expected"), LIVE)
def test_a_link_lives_outside_code_comments_and_math(text: str, expected: int) -> None:  # E-examples
    assert expected == len(live_links(Document.of("note.md", text)))


SPACED = [
    pytest.param("[a](b.md) [a](<b c.md>) [a](b.md 'c d')", [], id="links"),
    pytest.param("[a] (b c.md)", [], id="parentheses of their own"),
    pytest.param("a](b c.md)", [], id="no opening bracket"),
    pytest.param("[a](b\nc.md)", [], id="two lines"),
    pytest.param("[a](b c.md)", ["b c.md"], id="a space"),
    pytest.param("[a]( b c.md )", ["b c.md"], id="spaces around it as well"),
    pytest.param('[a](b c.md "d e")', ["b c.md"], id="a title"),
    pytest.param("[a](b (c) d.md)", ["b (c) d.md"], id="parentheses in the name"),
    pytest.param("[a](it's b.md)", ["it's b.md"], id="an apostrophe"),
]


@pytest.mark.parametrize(("text", "expected"), SPACED)
def test_a_destination_with_spaces_is_seen(text: str, expected: list[str]) -> None:
    doc = Document.of("note.md", text)

    assert expected == [link.path_span.of(text) for link in spaced_links(doc)]


PIECES = st.sampled_from(
    [*"[]()!|#\\`%^<>-: ab\n", "[[", "]]", "](", "]:", "---\n", "%%", "\r\n", "\r", "'", '"', "\ufeff"]
)


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=30).map("".join) | st.text())
@example("---\n- [[a]]\n---\n")
def test_every_span_lies_in_the_text_and_says_what_the_link_says(text: str) -> None:
    for link in read(text):
        spans = [span for span in (link.path_span, link.fragment_span, link.label_span) if span]

        assert all(link.span.covers(span) for span in spans)
        assert with_path(text, link, link.path_span.of(text)) == link.span.of(text)
        if link.fragment_span:
            assert with_fragment(text, link, link.fragment_span.of(text)) == link.span.of(text)


TEXT = st.text(min_size=1).filter(lambda path: max(path) < "\ud800" or max(path) > "\udfff")


@given(path=TEXT.filter(lambda path: "{{" not in path and "[[" not in path), angled=st.booleans())  # E6
def test_a_path_that_is_written_reads_the_same(path: str, *, angled: bool) -> None:
    written = as_destination(path, angled=angled)
    found = read(f"[a](<./{written}>)" if angled else f"[a](./{written})")

    assert [(link.path, link.fragment) for link in found] == [(f"./{path}", None)]


@pytest.mark.parametrize(
    "piece",
    [
        "[",
        "[[",
        "](",
        "[a](",
        "![[",
        "[[a|",
        "[a](<",
        '[a](b "',
        "[a](b '",
        "](((",
        "[a]:",
        "[a]: <",
        "`[",
        "<a ",
        "\\",
        "\n>",
        "[a](b c ",
        "<a b='",
        "%%",
        "%% a %%\n",
        "[[a]](",
        "[]",
        "- [",
        "a ` b `` c ",
        "]:",
        "\n[a]: b\n",
        " ",
        "[a](b\n",
        "[a](b(",
        "[a](b)c",
        "[a][",
        "[^",
        "[^a]",
        "[a][b]",
    ],
)
def test_hostile_input_is_read_in_steps_that_grow_with_it(piece: str) -> None:
    text = piece * (120_000 // len(piece))  # anything that grows with the square would not come back

    read(text)
    doc = Document.of("note.md", text)
    for reader in (spaced_links, unclosed_links, cut_links, references, footnotes):
        assert list(reader(doc)) is not None


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("text", "paths"),
    [
        pytest.param("[a\nb](c.md)\n", ["c.md"], id="a text that goes on in the next line [A1.3]"),
        pytest.param("[a\n\nb](c.md)\n", [], id="brackets in two paragraphs"),
        pytest.param("`a\n[x](y.md)` [z](w.md)\n", ["w.md"], id="code that goes on in the next line"),
        pytest.param("# [a\nb](c.md)\n", [], id="brackets in a heading and below it"),
        pytest.param("> - ## [a\n> b](c.md)\n", [], id="brackets in a heading in a list in a quote"),
        pytest.param("# ` b\n[x](y.md)` z\n", ["y.md"], id="no code goes on behind a heading"),
        pytest.param("# `[x](y.md)` [z](w.md)\n", ["w.md"], id="code in a heading"),
        pytest.param('[foo]: c.md "a\nb"\n', ["c.md"], id="a title that goes on in the next line [A1.5]"),
        pytest.param('[foo]: c.md "a\n\nb"\n', [], id="a title in two paragraphs"),
    ],
)
def test_a_link_goes_on_over_lines_however_they_end(text: str, paths: list[str], end: str) -> None:
    assert [link.path for link in live_links(Document.of("note.md", text.replace("\n", end)))] == paths
