"""Other parsers as oracles: pyromark letter by letter, markdown-it-py line by line, on a suite and on two vaults.

Every difference must be one of the kinds listed here, each with its reason.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import pyromark
import pytest
from markdown_it import MarkdownIt

from vaultfix.document import Document
from vaultfix.syntax.dialect import layout
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.zones import Region, Zone, zones

PYROMARK = pyromark.Markdown(options=pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES)
MARKDOWN_IT = MarkdownIt("commonmark").enable("table")


class Difference(NamedTuple):
    """A place where a parser sees another zone than we do."""

    doc: Document
    offset: int
    theirs: Zone
    region: Region

    @property
    def ours(self) -> Zone:
        return self.region.zone

    def starts(self, *marks: str) -> bool:
        return self.region.span.of(self.doc.text).startswith(marks)

    @property
    def line(self) -> str:
        return self.doc.line(self.doc.line_number(self.offset)).of(self.doc.text)


def in_wikilink(difference: Difference) -> bool:
    start = difference.offset - difference.doc.line(difference.doc.line_number(difference.offset)).start
    return any(link.start() < start < link.end() for link in re.finditer(r"\[\[[^\]\n]*\]\]", difference.line))


DIFFERENCES: dict[str, Callable[[Difference], bool]] = {
    "an HTML comment is HTML to CommonMark, a comment to us": lambda d: (
        d.ours is Zone.COMMENT and d.starts("<!--") and d.theirs is Zone.HTML
    ),
    "only Obsidian knows %% comments [E3]": lambda d: d.ours is Zone.COMMENT and d.starts("%%"),
    "only Obsidian knows math [E5]": lambda d: d.ours is Zone.MATH and d.starts("$"),
    "only Obsidian knows templates [E6]": lambda d: d.ours is Zone.TEMPLATE and d.starts("<%", "{{"),
    "only we read frontmatter": lambda d: d.ours is Zone.FRONTMATTER,
    "a wikilink's target is read as a whole [A1.1]": lambda d: d.ours is Zone.PROSE and in_wikilink(d),
    "cells past the last column are dropped by GitHub, and read by us": lambda d: (
        d.ours in {Zone.INLINE_CODE, Zone.HTML} and d.theirs is Zone.PROSE and "|" in d.line
    ),
}


def reason(difference: Difference) -> str | None:
    return next((why for why, holds in DIFFERENCES.items() if holds(difference)), None)


# --- What pyromark sees ---


def code_points(text: str) -> list[int]:
    """Give for each byte of a text, and its end, the code point it belongs to."""
    return [index for index, letter in enumerate(text) for _ in letter.encode()] + [len(text)]


def pyromark_zones(text: str) -> list[Zone]:
    """Give the zone of each code point as pyromark sees it."""
    seen = [Zone.PROSE] * len(text)
    at = code_points(text)
    for event, place in PYROMARK.events_with_range(text):
        zone = pyromark_zone(event)
        if zone:
            start, end = at[place["start"]], at[place["end"]]
            seen[start:end] = [zone] * (end - start)
    return seen


def pyromark_zone(event: object) -> Zone | None:
    match event:
        case {"Start": {"CodeBlock": {"Fenced": _}}}:
            return Zone.FENCED_CODE
        case {"Start": {"CodeBlock": _}}:
            return Zone.INDENTED_CODE
        case {"Start": "HtmlBlock"} | {"Html": _} | {"InlineHtml": _}:
            return Zone.HTML
        case {"Code": _}:
            return Zone.INLINE_CODE
    return None


def pyromark_headings(text: str) -> list[int]:
    """Give where the headings start that pyromark sees."""
    at = code_points(text)
    return [at[place["start"]] for event, place in PYROMARK.events_with_range(text) if begins_heading(event)]


def begins_heading(event: object) -> bool:
    match event:
        case {"Start": {"Heading": _}}:
            return True
    return False


# --- Comparing ---


def body_of(doc: Document) -> int:
    properties = frontmatter(doc)
    return properties.span.end if properties else doc.body_start


def differences(doc: Document) -> Iterator[Difference]:
    """Yield where pyromark and we disagree about a letter or digit, once for each of our regions."""
    start = body_of(doc)
    theirs = pyromark_zones(doc.text[start:])
    for region in zones(doc):
        for offset in range(max(region.span.start, start), region.span.end):
            if doc.text[offset].isalnum() and theirs[offset - start] is not region.zone:
                difference = Difference(doc, offset, theirs[offset - start], region)
                if not reason(difference):
                    yield difference
                    break


def hidden(doc: Document, offset: int) -> bool:
    """Whether what stands at an offset is hidden by something only Obsidian knows."""
    ours = next(region.zone for region in zones(doc) if offset in region.span)
    return ours in {Zone.COMMENT, Zone.MATH, Zone.TEMPLATE}


def heading_differences(doc: Document) -> set[int]:
    start = body_of(doc)
    theirs = {start + offset for offset in pyromark_headings(doc.text[start:])}
    ours = {heading.span.start for heading in layout(doc).headings}
    return {offset for offset in theirs ^ ours if not hidden(doc, offset)}


def line_differences(doc: Document) -> set[tuple[str, int]]:
    """Give the fences and headings, by their first line, that only one of markdown-it-py and us sees."""
    start = body_of(doc)
    first = doc.line_number(start)
    kinds = {"fence": "fence", "heading_open": "heading"}
    theirs = {
        (kinds[token.type], first + token.map[0])
        for token in MARKDOWN_IT.parse(doc.text[start:])
        if token.type in kinds and token.map
    }
    ours = {("fence", doc.line_number(region.span.start)) for region in zones(doc) if region.zone is Zone.FENCED_CODE}
    ours |= {("heading", doc.line_number(heading.span.start)) for heading in layout(doc).headings}
    return {(kind, line) for kind, line in theirs ^ ours if not hidden(doc, doc.line(line).end - 1)}


def readable(paths: Iterable[Path]) -> Iterator[Document]:
    """Yield notes that both parsers can be given: UTF-8, and of one kind of line end."""
    for path in paths:
        doc = Document(path.name, path.read_bytes())
        if doc.is_utf8 and "\r" not in doc.text and doc.text.strip():
            yield doc


def of(markdown: str) -> Document:
    return Document.of("n.md", markdown)


def test_zones_agree_with_pyromark_on_commonmark(commonmark: list[tuple[int, str]]) -> None:
    found = [(number, difference) for number, text in commonmark for difference in differences(of(text))]

    assert found == []


def test_headings_agree_with_pyromark_on_commonmark(commonmark: list[tuple[int, str]]) -> None:
    assert [(number, places) for number, text in commonmark if (places := heading_differences(of(text)))] == []


def test_lines_agree_with_markdown_it_on_commonmark(commonmark: list[tuple[int, str]]) -> None:
    assert [(number, lines) for number, text in commonmark if (lines := line_differences(of(text)))] == []


@pytest.mark.parametrize("vault", ["obsidian-help", "obsidian-hub"])
def test_parsers_agree_on_a_vault(vault: str, notes: Callable[[str], list[Path]]) -> None:
    for doc in readable(notes(vault)):
        assert list(differences(doc)) == []
        assert heading_differences(doc) == set(), doc.path
        assert line_differences(doc) == set(), doc.path


OURS = [
    pytest.param("a `b` ``c ` d`` \\`e` f\n", id="code spans"),
    pytest.param("# a `b`\n\nc\nd\n---\n\n> # e\n", id="headings"),
    pytest.param("- a\n\n  ```x\n  b\n  ```\n\n      c\n- d\n", id="code in a list"),
    pytest.param("> a\nb\n> ~~~\n> c\n> ~~~\n> d\n\n    e\n", id="code in a quote"),
    pytest.param("> ```\n> a\nb\n", id="an open fence in a quote"),
    pytest.param("> a\n- b\n> c\n- d\n    e `f\n", id="quotes and lists in turn"),
    pytest.param("1. a\n2) b\n3) c\n\n\n   d\n10. e\n\n     f\n", id="numbered lists"),
    pytest.param("-\n  a\n- \n      b\n-\n\n  c\n", id="items that begin with an empty line"),
    pytest.param("-\ta\n\n\t\tb\n>\tc\n>\n>\t\td\n", id="tabs"),
    pytest.param("- > - a `b\n  >   c` d\n  >\n  >       e\n", id="deep containers"),
    pytest.param("a\n     \n    b\n", id="a line of five spaces"),
    pytest.param("<b>a</b> <c d='e'> <f\ng>\n\n<div>\n`h`\n\n`i`\n", id="HTML"),
    pytest.param("<pre>\n\na</pre>\nb\n\n<?c\n\nd ?>\ne\n", id="HTML that ends with its own mark"),
    pytest.param("> a\n<div>\nb\n</div>\n\nc\n", id="HTML ends a quote"),
    pytest.param("| a | `b` |\n|---|---|\n| `c\\|d` | e |\n| `f | g` |\n", id="tables"),
    pytest.param("[a]: b\n\n[a] `c` [d](e`f) `g`\n[h]: i\n", id="links and references"),
    pytest.param("[^a]: b `c`\n\n    d `e`\n\n        f\n\ng[^a]\n", id="footnotes"),
    pytest.param("Ça 🏡 `é𝄞` ok\n", id="letters of many bytes"),
]


@pytest.mark.parametrize("text", OURS)
def test_parsers_agree_on_our_own_notes(text: str) -> None:
    doc = Document.of("n.md", text)

    assert list(differences(doc)) == []
    assert heading_differences(doc) == set()


@pytest.mark.parametrize("text", [case for case in OURS if case.id != "footnotes"])
def test_markdown_it_agrees_on_our_own_notes(text: str) -> None:
    assert line_differences(Document.of("n.md", text)) == set()
