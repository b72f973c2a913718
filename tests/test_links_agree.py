"""The reader of links against two parsers of others: pyromark (pulldown-cmark) and markdown-it-py.

Seen by another parser, seen by us: no link is missed. Seen by us in prose, seen by another: no text is taken for a link.
No difference is known to stand; each that was found became a case below.
"""

import re
from collections.abc import Callable
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

import pyromark
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from vaultfix.document import Document
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.links.brackets import _pairs, pairs
from vaultfix.syntax.links.destination import decoded
from vaultfix.syntax.links.inline import definitions
from vaultfix.syntax.links.link import EXTERNAL
from vaultfix.syntax.zones import Zone, zone_at

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES
COMMONMARK = MarkdownIt("commonmark", {"maxNesting": 200})


class Seen(NamedTuple):
    """A link as a parser sees it: where it starts, and its destination, decoded."""

    start: int
    target: str


def plain(target: str) -> str:
    return unquote(target, errors="surrogateescape")


def inline(text: str, *, live: bool = False) -> set[Seen]:
    doc = Document.of("note.md", text)
    return {
        Seen(pair.start, plain(decoded(pair.tail.span.of(text))))
        for pair in _pairs(text)
        if pair.tail and not (live and zone_at(doc, pair.start) is not Zone.PROSE)
    }


def pyromarks(text: str) -> set[Seen]:
    offsets = list(accumulate((len(sign.encode()) for sign in text), initial=0))
    places = {byte: at for at, byte in enumerate(offsets)}
    seen = set()
    for event, where in pyromark.events_with_range(text, options=OPTIONS):
        if isinstance(event, dict) and isinstance(start := event.get("Start"), dict):
            link = start.get("Link") or start.get("Image")
            if isinstance(link, dict) and link["link_type"] == "Inline":
                seen.add(Seen(places[where["start"]], plain(link["dest_url"])))
    return seen


def walk(tokens: list[Token]) -> list[str]:
    found = []
    for token in tokens:
        if token.type in {"link_open", "image"}:
            found.append(plain(str(token.attrs.get("href") or token.attrs.get("src") or "")))
        found += walk(token.children or [])
    return found


def markdown_its(text: str) -> list[str]:
    return sorted(target for target in walk(COMMONMARK.parse(text)) if not target.startswith("https:"))


def blanked(text: str) -> str:
    """A note without its frontmatter, everything else where it was."""
    head = block(Document.of("note.md", text))
    return text if head is None else re.sub(r"[^\r\n]", " ", text[: head.span.end]) + text[head.span.end :]


CASES = [
    pytest.param("[t](a b.md)", [], id="a space ends the destination [H1]"),
    pytest.param("[t](a(b.md)", [], id="an open parenthesis [H1]"),
    pytest.param("[a]b](x.md)", [], id="a bracket that closes first [H1]"),
    pytest.param("[t](x.md#a b)", [], id="a space in the fragment [H1]"),
    pytest.param("[t](x.md\\)", [], id="an escaped parenthesis [H1]"),
    pytest.param("\\[t](x.md)", [], id="an escaped bracket"),
    pytest.param("[t] (x.md)", [], id="a space before the parenthesis"),
    pytest.param("[t](<a\nb.md>)", [], id="a line end in angle brackets"),
    pytest.param('[t](x.md "T)', [], id="a title that never ends"),
    pytest.param('[t](x.md"T")', ['x.md"T"'], id="no blank before what would be a title"),
    pytest.param("[a\n\nb](x.md)", [], id="a blank line in the text"),
    pytest.param("[a\n- b](x.md)", [], id="a list item ends the paragraph"),
    pytest.param("`[a`](x.md)", [], id="the bracket is code"),
    pytest.param("<a title='[b'>](x.md)", [], id="the bracket is in a tag"),
    pytest.param("[a <https://b.example/](x.md)>", [], id="the destination is in an autolink"),
    pytest.param("[t](a(b).md)", ["a(b).md"], id="balanced parentheses [H1]"),
    pytest.param("[t](a\\(b.md)", ["a(b.md"], id="an escaped open parenthesis"),
    pytest.param("[[t]](x.md)", ["x.md"], id="brackets in brackets [H1]"),
    pytest.param("[a\\]b](x.md)", ["x.md"], id="an escaped bracket in the text [H1]"),
    pytest.param("[t]( x.md )", ["x.md"], id="blanks around the destination [H1]"),
    pytest.param('[t](x.md "T" )', ["x.md"], id="a title [H1]"),
    pytest.param("[t](x.md\n'T')", ["x.md"], id="a title on the next line"),
    pytest.param("[2024 | x](y.md)", ["y.md"], id="a pipe, no table [H1]"),
    pytest.param("![a|100](i.png)", ["i.png"], id="the size of a picture [H1]"),
    pytest.param("[t]()", [""], id="an empty destination [A1.4]"),
    pytest.param("[t](<>)", [""], id="empty angle brackets [A1.4]"),
    pytest.param("[t](<a b.md>)", ["a b.md"], id="a space in angle brackets"),
    pytest.param("[t](a%20b.md)", ["a b.md"], id="an encoded space"),
    pytest.param("[t](a&amp;b.md)", ["a&b.md"], id="an entity"),
    pytest.param("[t](100%.md)", ["100%.md"], id="a percent sign that escapes nothing [A2.7]"),
    pytest.param("[`]`](x.md)", ["x.md"], id="a bracket in code in the text"),
    pytest.param("[![a](b.png)](c.md)", ["b.png", "c.md"], id="a picture in a link"),
    pytest.param("[a [b](c.md) d](e.md)", ["c.md"], id="no link in a link"),
    pytest.param("![a [b](c.md) d](e.md)", ["c.md", "e.md"], id="but a link in a picture's text"),
    pytest.param("a < b [t](x.md) > c", ["x.md"], id="a smaller and a greater sign"),
    pytest.param("<b [t](x.md)>", ["x.md"], id="what only looks like a tag"),
    pytest.param("[a\nb](x.md)", ["x.md"], id="text on two lines"),
    pytest.param("a ` b\n- [c](x.md) ` d", ["x.md"], id="no code from one list item to the next"),
    pytest.param("a ` b\n> [c](x.md) ` d", ["x.md"], id="no code into a quote"),
    pytest.param("a ` b\n===\n[c](x.md) ` d", ["x.md"], id="no code out of a heading"),
    pytest.param("> [a](x.md)\n> [b](<y.md>)", ["x.md", "y.md"], id="in a quote"),
]


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_a_link_is_what_commonmark_calls_one(text: str, expected: list[str]) -> None:
    read = sorted(seen.target for seen in inline(text))

    assert expected == read
    assert expected == markdown_its(text)


# Pieces that join to links, half links and what hides them; a table or footnote would change the parsers' own rules.
PIECES = st.sampled_from(
    [
        *"[]()!`<>\\ ab\n",
        "](",
        "![",
        "[a](b)",
        "[[a]]",
        "``",
        "(c d)",
        "<e f>",
        '"t"',
        "\n\n",
        "%20",
        "&amp;",
        "'",
        "é",
        "\t",
        "<a b='c'>",
        "<i>",
        "</i>",
        "<https://x.example/y>",
        "\n- ",
        "\n> ",
        "\n# ",
    ],
)


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=25).map("".join))
@example("![[a](b)](c)")
@example("[a`](b)`](c)")
@example("[[a]](\n\n)")
@example("[a](\n)")
def test_no_link_is_missed_and_no_text_is_taken_for_one(text: str) -> None:
    found = pyromarks(text)

    assert found - inline(text) == set()
    assert inline(text, live=True) - found == set()


WEB = st.sampled_from(
    ["[a](https://x.example)", '[a](mailto:b "c")', "[a](//x.example/b c)", "[a](b:c)", "[a](<https://x>)"]
)


@settings(max_examples=100, deadline=None)
@given(st.lists(WEB | PIECES, max_size=8).map("".join))
def test_brackets_are_paired_wherever_one_leads_into_the_vault(text: str) -> None:
    inward = [pair for pair in _pairs(text) if pair.tail is None or not EXTERNAL.match(text, pair.tail.span.start)]

    assert inward == list(pairs(Document.of("note.md", text)))


def test_the_examples_of_commonmark(commonmark: list[tuple[int, str]]) -> None:
    differing = [
        number
        for number, text in commonmark
        if pyromarks(text) - inline(text) or inline(text, live=True) - pyromarks(text)
    ]

    assert differing == []


@pytest.mark.parametrize("name", ["obsidian-help", "obsidian-hub"])
def test_the_notes_of_real_vaults(name: str, notes: Callable[[str], list[Path]]) -> None:
    differing = []
    for path in notes(name):
        text = blanked(path.read_bytes().decode("utf-8", "replace"))
        found = pyromarks(text)
        ours = inline(text)
        if found - ours or (ours - found and inline(text, live=True) - found):
            differing.append(path.name)

    assert differing == []


DEFINITIONS = [
    pytest.param("[a]: b.md\n", ["b.md"], id="alone"),
    pytest.param("[a]: <b c.md> 'T'\n", ["b c.md"], id="angle brackets and a title"),
    pytest.param("[a]:\n  b.md\n  'T'\n", ["b.md"], id="on three lines"),
    pytest.param("[a]: b.md\n[c]: d.md\n", ["b.md", "d.md"], id="one below the other"),
    pytest.param("# H\n[a]: b.md\n", ["b.md"], id="below a heading"),
    pytest.param("> [a]: b.md\n", ["b.md"], id="in a quote"),
    pytest.param("- [a]: b.md\n", ["b.md"], id="in a list"),
    pytest.param("text\n> [a]: b.md\n", ["b.md"], id="in a quote that begins"),
    pytest.param("> text\n> > [a]: b.md\n", ["b.md"], id="in a quote within one"),
    pytest.param("<!-- c -->\n[a]: b.md\n", ["b.md"], id="below a comment"),
    pytest.param("> <!-- c --> d\n> [a]: b.md\n", ["b.md"], id="below a comment in a quote"),
    pytest.param("<?php ?>\n[a]: b.md\n", ["b.md"], id="below an instruction"),
    pytest.param("text\n[a]: b.md\n", [], id="a paragraph goes on"),
    pytest.param("text <!-- c -->\n[a]: b.md\n", [], id="a paragraph with a comment goes on"),
    pytest.param("<!-- c\n[a]: b.md\n", [], id="a comment goes on"),
    pytest.param("<br>\n[a]: b.md\n", [], id="HTML goes on"),
    pytest.param("> text\n> [a]: b.md\n", [], id="a paragraph in a quote goes on"),
    pytest.param("a | b\n|\n[a]: b.md\n", [], id="a paragraph with pipes goes on"),
    pytest.param("[a]: b.md and more\n", [], id="more words on the line"),
    pytest.param("[a] : b.md\n", [], id="a blank before the colon"),
    pytest.param("[ ]: b.md\n", [], id="no label"),
    pytest.param("[a]:\n", [], id="no destination"),
]


@pytest.mark.parametrize(("text", "expected"), DEFINITIONS)
def test_a_definition_is_what_commonmark_calls_one(text: str, expected: list[str]) -> None:
    other = pyromark.reference_definitions(text)

    assert expected == [link.path for link in definitions(text)]
    assert expected == [plain(found["dest"]) for found in other.values()]
