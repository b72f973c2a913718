"""The plain reader: right or silent, and seldom silent."""

import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.syntax.dialect import layout
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.headings import headings
from vaultfix.syntax.plain import blocks, plain_zone
from vaultfix.syntax.plain.lines import Known
from vaultfix.syntax.zones import Zone, zone_at, zones

MARK = "§"


@pytest.mark.parametrize(
    ("text", "zone"),
    [
        pytest.param("a `b` §c\n", Zone.PROSE, id="behind code in a line [E2]"),
        pytest.param("a `b §c` d\n", Zone.INLINE_CODE, id="in code in a line [E2]"),
        pytest.param("a ` b\n\n§ c `d`\n", Zone.PROSE, id="below a backtick that nothing closes"),
        pytest.param("a %% b\nc §d\ne %% f\n", Zone.COMMENT, id="in a comment over the lines of a paragraph [E3]"),
        pytest.param("a $b$ {{c}} <% d %> <b>§</b> %%e%%\n", Zone.PROSE, id="between runs of all kinds [E3-E6]"),
        pytest.param("a \\` §b ` c\n", Zone.PROSE, id="behind an escaped backtick [E10]"),
        pytest.param("[[a`b|c]] §d `\n", Zone.PROSE, id="behind a wikilink with a backtick [A1.1]"),
        pytest.param("[a](b.md) `c` [d](<e f.md>) §g `h`\n", Zone.PROSE, id="among links"),
        pytest.param("| `a` | §b |\n|---|---|\n| `c` | d |\n", Zone.PROSE, id="in a table [D3]"),
        pytest.param("```js\n§a\n```\n", Zone.FENCED_CODE, id="in a fence [E1]"),
        pytest.param("```js\na\n```\n§b\n", Zone.PROSE, id="below a fence [E1]"),
        pytest.param("> [!tip] a\n> ```\n> §b\n> ```\n", Zone.FENCED_CODE, id="in a fence in a callout [E1, E8]"),
        pytest.param("> ```\n> a\n\n§b\n", Zone.PROSE, id="below a quote whose fence nothing closes [E1]"),
        pytest.param("1. a\n   ```\n   §b\n   ```\n", Zone.FENCED_CODE, id="in a fence in an item [E1]"),
        pytest.param(
            "1. a\n2. b\n\t```\n\tc\n\t```\n3. §d\n", Zone.PROSE, id="below a fence in an item with tabs [E1]"
        ),
        pytest.param("- a\n\t- b\n\t\t- §c `d`\n", Zone.PROSE, id="in lists in lists, by tabs [E2]"),
        pytest.param("> - a\n> \t- §b `c`\n", Zone.PROSE, id="in lists in lists in a quote, by tabs [E2]"),
        pytest.param("1. a\n\n   > b\n   > \\# c\n\n2. §d `e`\n", Zone.PROSE, id="below a quote of words in an item"),
        pytest.param("- a\n" + "    - b\n" * 300 + "    - §c\n", Zone.PROSE, id="in a long list in an item"),
        pytest.param("1. a\n2. b\n\n\t§c `d`\n", Zone.PROSE, id="below a blank line in an item [E2]"),
        pytest.param(
            "- a\n  ```\n      §b\n   ```\n", Zone.FENCED_CODE, id="in a fence that is closed a little deeper"
        ),
        pytest.param("<div>\n§a\n</div>\n", Zone.HTML, id="in HTML [E4]"),
        pytest.param("<div>\na\n</div>\n\n§b\n", Zone.PROSE, id="below HTML [E4]"),
        pytest.param("a\n<br>\n§b `c`\n", Zone.PROSE, id="below a tag that breaks no paragraph [E4]"),
        pytest.param("<!-- a\n\n§b -->\n", Zone.COMMENT, id="in an HTML comment [E4]"),
        pytest.param("%%\na\n\n§b\n%%\n", Zone.COMMENT, id="in a comment [E3]"),
        pytest.param("$$\n§a\n$$\n", Zone.MATH, id="in math [E5]"),
        pytest.param("[a]: b.md\n\n§c `d`\n", Zone.PROSE, id="below the definition of a reference"),
        pytest.param("`a`\r\n```\r\nb\r\n```\r\n§c\r\n", Zone.PROSE, id="with CRLF"),
        pytest.param("---\na: `\n---\n`b` §c\n", Zone.PROSE, id="below frontmatter"),
        pytest.param(BOM + "`§a`\n", Zone.INLINE_CODE, id="behind a byte order mark"),
    ],
)
def test_what_is_plain_is_not_parsed(text: str, zone: Zone, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vaultfix.syntax.dialect", None)

    assert zone_at(Document.of("n.md", text), text.index(MARK)) is zone


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("a `b\n- c` §d\n", id="code that may end in another item"),
        pytest.param("| `a | b` | §c |\n|---|---|---|\n", id="code that may end in another cell [D3]"),
        pytest.param("a\n\n    §b\n", id="what may be indented code [E2]"),
        pytest.param("- ```\n  a\n  ```\n\n§b\n", id="below a fence that begins an item [E1]"),
        pytest.param('[a](b "`c") §d `e`\n', id="behind a title that holds a backtick"),
        pytest.param("[a]: b 'c\n```\n'\n§d\n", id="below a title that holds a fence"),
        pytest.param("a\f\n\n§b `c`\n", id="among form feeds"),
        pytest.param("- a\n  > b\n>     §c\n", id="what may go on with a quote in an item"),
        pytest.param("- a\n- <div>\n§b `c`\n", id="below HTML in an item [E4]"),
    ],
)
def test_what_is_not_plain_is_left_to_the_parser(text: str) -> None:
    assert plain_zone(Document.of("n.md", text), text.index(MARK)) is None


PREFIXES = st.sampled_from(
    ["", "- ", "* ", "1. ", "2) ", "10. ", "> ", ">", "> > ", ">    ", "> - ", "  ", "   ", "    ", "      ", "\t", "-\t",
     "-     ", ">     ", "> \t", "- [ ] ", "\t- ", "\t\t", "    - "]
)  # fmt: skip
PIECES = st.just("") | st.sampled_from(
    """text  a `b` c  `  ``  `` a ` b``  $x$  $5  $$  $$x$$  %%  %% a %%  a %% b  {{a}}  {{  <b>x</b>  <b  <b a='c' d>
<a x>  <br>  <div>  </div>  <pre>  </pre>  <?  <!X  <plug-in>  <!-- a -->  <!-- a  -->  <% a %>  <% a  %>  <http://a.b>
<a@b.c>  é  # h  ###  ---  ===  ***  ___  | a | b |  |---|---|  | `a | b` |  [[a]]  [[a|b]]  [[a`b]]  [[a$5|b]]  [a](b)
[a](b`c)  [a](<b c.md>)  [a](b "`")  ](b c  ][`  [a]: b  [a]: b 'c  [^1]: n  \\`  \\\\`  \\$  \\%%  \\  ```  ````  ~~~
``` py  ``` a`b  '  (  )  1  2.  -  >  a\tb  \v""".replace("\n", "  ").split("  ")
)
LINE = st.builds(
    lambda prefix, pieces: prefix + "".join(pieces), st.just("") | PREFIXES, st.lists(PIECES, min_size=1, max_size=3)
)
TEXTS = st.lists(LINE, min_size=1, max_size=8).map("\n".join)
LETTERS = st.text(alphabet=" \t\n\r>-*+`~#%$<!{}[]()|=\\1.ab:^/'\"\u00a0\u0085\ufeff\udce9", max_size=60)


def assert_right_or_silent(doc: Document) -> None:
    properties = frontmatter(doc)
    body = properties.span.end if properties else doc.body_start
    for region in zones(doc):
        for offset in range(max(region.span.start, body), region.span.end):
            assert plain_zone(doc, offset) in {None, region.zone}, offset
    assert headings(doc) == layout(doc).headings
    found = blocks(doc)
    if found.is_sure:
        unclosed = sorted((found.span(block.start, block.end), block.zone.value) for block in found.unclosed)
        assert unclosed == [(region.span, region.zone.value) for region in layout(doc).unclosed]


@given(
    st.one_of(TEXTS, LETTERS),
    st.sampled_from(["\n", "\n", "\r\n", "\r"]),
    st.sampled_from(["", BOM, "---\na: 1\n---\n"]),
)
@settings(max_examples=400)
@example("- d\n</pre>\n", "\n", "")
@example('- $$$$\n<a b="">\n', "\n", "")
@example("\v\n    `", "\n", "")
@example(">  ```\n>     ```\n> `a\n", "\n", "")
@example("a%%\na%%\n-|", "\n", "")
@example("><\n>b\n<n>\n", "\n", "")
@example("- <\n  a %% b\nc %% d\n", "\n", "")
@example("a\n    >\n-", "\n", "")
@example("-    %% x %%\n    a `b`\n", "\n", "")
def test_the_plain_reader_is_right_or_silent(text: str, newline: str, head: str) -> None:
    assert_right_or_silent(Document.of("n.md", (head + text).replace("\n", newline)))


def test_the_plain_reader_is_right_or_silent_on_commonmark(commonmark: list[tuple[int, str]]) -> None:
    for _, text in commonmark:
        assert_right_or_silent(Document.of("n.md", text))


def test_the_plain_reader_is_right_or_silent_on_tables(gfm_tables: dict[str, str]) -> None:
    for text in gfm_tables.values():
        assert_right_or_silent(Document.of("n.md", text))


@pytest.mark.parametrize("name", ["obsidian-help", "obsidian-hub"])
def test_the_plain_reader_is_right_on_two_vaults(name: str, notes: Callable[[str], list[Path]]) -> None:
    asked = answered = 0
    for path in notes(name):
        doc = Document(path.name, path.read_bytes())
        properties = frontmatter(doc)
        body = properties.span.end if properties else doc.body_start
        for region in zones(doc):
            start, end = max(region.span.start, body), region.span.end
            for offset in {start, (start + end) // 2, end - 1} if start < end else set():
                plain = plain_zone(doc, offset)
                assert plain in {None, region.zone}, (path, offset)
                asked += 1
                answered += plain is not None
        assert headings(doc) == layout(doc).headings, path

    assert answered > 0.99 * asked


@pytest.mark.parametrize(
    "line",
    [
        "- `a` [b](c) `d\n",
        "> $$ a `b\n",
        "[a](b `c`\n",
        "[a](<b c.md>) `\n",
        "<% a\n",
        "| `a|b` |\n",
        "\t- `a`\n",
        "[[a`b]] `\n",
        "<a b=\n",
        "a <!-- `\n",
    ],
    ids=re.escape,
)
def test_a_long_note_is_read_in_one_go(line: str) -> None:
    """A look at each line must not look at all the others: 20,000 lines would be 400 million looks."""
    doc = Document.of("n.md", line * 20_000)

    assert {plain_zone(doc, doc.line_starts[number]) for number in range(0, 20_000, 40)} <= {None, Zone.PROSE}


@pytest.mark.parametrize(
    "text",
    [
        "- item\n\n  >     code\n  >\n  >      code\n\nend\n",
        "1. x\n   >>    >    \t    \t  1. x``````   >\n",
        "- \n- item\n  >  - a>     c \n>     c      >  >- item\n",
        "1. x>  - a# hcode\n   >~~~- item>  - a- \n  >     code1. x\n",
        "- item\n  > ~~~\n>  - a  >     codecode```  \n\n\n\n   >\n",
        "1. x- item\n-       code\t# h- item\n\n  > text- item\n>     c\n",
        "$$\n- a\n\t>b\n   > ```\n>      code\n",
    ],
)
def test_a_quote_in_an_item_is_for_the_parser_to_read(text: str) -> None:
    read = [
        region.zone for region in zones(Document.of("n.md", text)) for _ in range(region.span.start, region.span.end)
    ]
    asked = Document.of("n.md", text)

    assert [zone_at(asked, offset) for offset in range(len(text))] == read


@given(st.lists(st.sampled_from(["a", "bc", ""]), min_size=1, max_size=6), st.lists(st.integers(0, 20), max_size=12))
def test_the_line_of_a_place_is_the_same_whatever_was_asked_about_before(lines: list[str], places: list[int]) -> None:
    source = "".join(f"{line}\n" for line in lines)
    known = Known({}, [0, -1])

    for place in (place for place in places if place < len(source)):
        assert known.start(source, place) == source[:place].rfind("\n") + 1
