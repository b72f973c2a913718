"""Zones: what is prose and what only looks like it, checked by tables of cases and against plain mistune."""

import re
import sys
from itertools import pairwise

import mistune
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.syntax.closed import surely_closed
from vaultfix.syntax.dialect import layout
from vaultfix.syntax.zones import Zone, unclosed, zone_at, zones


def parts(text: str) -> list[tuple[str, str]]:
    """Give what is no prose in a text: zone and source."""
    regions = zones(Document.of("n.md", text))
    return [(region.zone.value, region.span.of(text)) for region in regions if region.zone is not Zone.PROSE]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty note"),
        pytest.param("Plain words, *stressed* and [linked](there.md).\n", id="plain words"),
        pytest.param("\\`no code\\`, \\$no math\\$, \\%%no comment\\%%\n", id="escaped marks are text [E10]"),
        pytest.param("a ` alone, and `` two\n", id="backticks without a partner [E2]"),
        pytest.param("It costs $5 and $6, or $ 7 to 8 $.\n", id="prices are no math [E5]"),
        pytest.param("between $5,$6 and 7\n", id="a closer before a digit closes nothing [E5]"),
        pytest.param("100%% sure\n", id="a lone %% in a line is literal [E3]"),
        pytest.param("> quoted\n>     still the paragraph\n", id="indentation inside a paragraph is no code [E2]"),
        pytest.param("- a\n\n    b\n", id="indentation under an item belongs to the item [E2]"),
        pytest.param("[^1]: note\n\n    more of it\n", id="indentation under a footnote is the footnote [E9]"),
        pytest.param("a <b, 1 <2\n", id="less-than signs are no tags"),
        pytest.param("see <https://a.example/x> and <me@a.example>\n", id="autolinks are links"),
        pytest.param("[t](a`b) and [t](c`d)\n", id="backticks in two link targets do not pair"),
        pytest.param("[[a`b]] and [[c`d]]\n", id="nor do those in two wikilinks [A1.1]"),
        pytest.param("[[a $5]]b$ [[%%]] c %%\n", id="a wikilink's dollar or percent opens nothing [A1.1]"),
        pytest.param("{{< youtube x >}} <Component/\n", id="shortcodes and JSX are text [E11]"),
        pytest.param("| `a | b` |\n|---|---|\n| `c | d` |\n", id="a code span ends with its cell [D3]"),
        pytest.param("$$ never closed\n\n[a](b.md)\n", id="display math that is not closed is text"),
        pytest.param("<% never closed\n", id="a template that is not closed is text"),
        pytest.param("``` a`b\ntext\n", id="a backtick in the info makes it no fence [E1]"),
    ],
)
def test_prose(text: str) -> None:
    assert parts(text) == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        pytest.param("```\n[a](b)\n```\nc\n", [("fenced code", "```\n[a](b)\n```\n")], id="a fence [E1]"),
        pytest.param(
            "~~~ md\n```\n~~~~\nc",
            [("fenced code", "~~~ md\n```\n~~~~\n")],
            id="closed by its own kind, as long or longer [E1]",
        ),
        pytest.param("a\n```\nb", [("fenced code", "```\nb")], id="to the end of the note if never closed [E1]"),
        pytest.param(
            "> [!tip] T\n> ```\n> x\n> ```\n> y\n", [("fenced code", "```\n> x\n> ```\n")], id="in a callout [E1, E8]"
        ),
        pytest.param(
            "> ```\n> x\n\ny\n", [("fenced code", "```\n> x\n")], id="to the end of the quote if never closed [E1]"
        ),
        pytest.param("> a\n> ```\n> x\ny\n", [("fenced code", "```\n> x\n")], id="code has no lazy lines [E1]"),
        pytest.param(
            "-\n  `a`\n- \n  `b`\n",
            [("inline code", "`a`"), ("inline code", "`b`")],
            id="in items that begin with an empty line",
        ),
        pytest.param(
            "> - a\n>\n>   \tb\n", [("indented code", "   \tb\n")], id="a tab's width is told from the line's start"
        ),
        pytest.param("- ~~~\n  x\ny\n", [("fenced code", "~~~\n  x\n")], id="nor in a list item [E1]"),
        pytest.param("> <div>\ny\n", [("HTML", "<div>\n")], id="nor has HTML [E4]"),
        pytest.param(
            "1. a\n\n   ~~~\n   x\n   ~~~\n", [("fenced code", "~~~\n   x\n   ~~~\n")], id="in a list item [E1]"
        ),
        pytest.param(
            "- > - ```\n  >   x\n", [("fenced code", "```\n  >   x\n")], id="in a list in a quote in a list [E1]"
        ),
        pytest.param(
            "a\n\n\tb\n    c\n\nd\n", [("indented code", "\tb\n    c\n")], id="indented by a tab or four spaces [E2]"
        ),
        pytest.param("a\n     \n    b\n", [("indented code", "    b\n")], id="after a line of spaces [E2]"),
        pytest.param("- a\n\n      b\n", [("indented code", "    b\n")], id="indented further than its item [E2]"),
        pytest.param(
            "[^1]: a\n\n        b\n", [("indented code", "    b\n")], id="indented further than its footnote [E2, E9]"
        ),
        pytest.param("a `b` ``c`d`` e", [("inline code", "`b`"), ("inline code", "``c`d``")], id="code spans [E2]"),
        pytest.param("> a `b\n> c` d", [("inline code", "`b\n> c`")], id="a code span over two lines of a quote [E2]"),
        pytest.param("# a `b`\n", [("inline code", "`b`")], id="in a heading"),
        pytest.param(
            "[a `b`](c) [[d|`e`]]", [("inline code", "`b`"), ("inline code", "`e`")], id="in what a link shows"
        ),
        pytest.param("| a |\n|---|\n| `b\\|c` |", [("inline code", "`b\\|c`")], id="in a cell [D3]"),
        pytest.param("a %%b%% c", [("comment", "%%b%%")], id="a comment in a line [E3]"),
        pytest.param(
            "%%\na\n\n```\n%%\nb", [("comment", "%%\na\n\n```\n%%")], id="a comment over lines hides a fence [E3]"
        ),
        pytest.param(
            "```\n%%\n```\n[a](b) %%", [("fenced code", "```\n%%\n```\n")], id="a fence hides a comment's start [E3]"
        ),
        pytest.param("a\n%%\nb", [("comment", "%%\nb")], id="an odd one that starts a line hides the rest [E3]"),
        pytest.param(
            "a %% b\n%%\nc `d`",
            [("comment", "%% b\n%%"), ("inline code", "`d`")],
            id="one that starts a line may close [E3]",
        ),
        pytest.param("- a\n%%\nb\n\n- c\n%%\nd", [("comment", "%%\nb\n\n- c\n%%")], id="a comment ends a list [E3]"),
        pytest.param("<!-- a\n\nb -->\nc", [("comment", "<!-- a\n\nb -->")], id="an HTML comment [E4]"),
        pytest.param("a <!-- `b` --> c", [("comment", "<!-- `b` -->")], id="an HTML comment in a line [E4]"),
        pytest.param("<!-->\n\n`a`", [("comment", "<!-->"), ("inline code", "`a`")], id="the shortest HTML comment"),
        pytest.param("a <b>c</b>", [("HTML", "<b>"), ("HTML", "</b>")], id="tags, not the text between [E4]"),
        pytest.param(
            "<div>\n`a`\n\n`b`",
            [("HTML", "<div>\n`a`\n"), ("inline code", "`b`")],
            id="HTML to the next blank line [E4]",
        ),
        pytest.param(
            "<pre>\n\n`a`\n</PRE>\n`b`",
            [("HTML", "<pre>\n\n`a`\n</PRE>"), ("inline code", "`b`")],
            id="preformatted HTML to its end tag",
        ),
        pytest.param("$$\na\n\n|b|\n$$\nc", [("math", "$$\na\n\n|b|\n$$")], id="display math [E5]"),
        pytest.param(
            "a $$b$$ $c_d$ \\$ $e\\$f$",
            [("math", "$$b$$"), ("math", "$c_d$"), ("math", "$e\\$f$")],
            id="math in a line [E5]",
        ),
        pytest.param("$a `b$ c`", [("math", "$a `b$")], id="the leftmost wins: math"),
        pytest.param("`a $b` c$", [("inline code", "`a $b`")], id="the leftmost wins: code"),
        pytest.param("%%a <!-- %% b -->", [("comment", "%%a <!-- %%")], id="the leftmost wins: a comment"),
        pytest.param(
            "<% a\n\nb %>\n{{c}} <%d%>",
            [("template", "<% a\n\nb %>"), ("template", "{{c}}"), ("template", "<%d%>")],
            id="templates [E6]",
        ),
        pytest.param(
            "---\na: `b`\n---\n`c`",
            [("frontmatter", "---\na: `b`\n---\n"), ("inline code", "`c`")],
            id="frontmatter first",
        ),
        pytest.param(BOM + "    a\n", [("indented code", "    a\n")], id="code behind a byte order mark"),
        pytest.param(
            "`a`\r\n~~~\r\nb\r\n~~~\r\n\r\n`c`",
            [("inline code", "`a`"), ("fenced code", "~~~\r\nb\r\n~~~\r\n"), ("inline code", "`c`")],
            id="CRLF",
        ),
        pytest.param(
            "`a`\r~~~\rb\r~~~\r`c`",
            [("inline code", "`a`"), ("fenced code", "~~~\rb\r~~~\r"), ("inline code", "`c`")],
            id="lone CR",
        ),
        pytest.param(
            "\u0085\u2028 `a` \udce9 `b`",
            [("inline code", "`a`"), ("inline code", "`b`")],
            id="odd characters are no line ends",
        ),
    ],
)
def test_hidden(text: str, hidden: list[tuple[str, str]]) -> None:
    assert parts(text) == hidden


@pytest.mark.parametrize(
    ("text", "left_open"),
    [
        pytest.param("```\na\n```\n%%\nb\n%%\n$$\nc\n$$\n", [], id="all closed"),
        pytest.param("> ~~~\n> a\n\nb\n", [("fenced code", "~~~\n> a\n")], id="a fence, to the end of its quote"),
        pytest.param("a\n\n%% b\nc", [("comment", "%% b\nc")], id="a comment"),
        pytest.param("<!-- b\nc", [("comment", "<!-- b\nc")], id="an HTML comment"),
        pytest.param("$$\nb\n", [("math", "$$\nb\n")], id="display math"),
        pytest.param("```\n$$\n", [("fenced code", "```\n$$\n")], id="only the outermost"),
    ],
)
def test_unclosed(text: str, left_open: list[tuple[str, str]]) -> None:
    found = unclosed(Document.of("n.md", text))

    assert [(region.zone.value, region.span.of(text)) for region in found] == left_open


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("```\n%%\n```\n", id="a fence hides a comment's start"),
        pytest.param("%%\n```\n%%\n", id="a comment hides a fence's start"),
        pytest.param("a %% b %% c\n\n%% d %%\n", id="comments in a line"),
        pytest.param("> ```\n> a\n>\n> ```\n", id="a fence in a quote"),
        pytest.param("- a\n\n  ```\n\n  b\n  ```\n", id="a fence in an item"),
        pytest.param("<!-- a\n\n```\n-->\n", id="a fence in an HTML comment"),
        pytest.param("<div>\na\n</div>\n\n```\nb\n```\n", id="HTML, and a fence below the blank line"),
        pytest.param("$$\na\n$$\n", id="math"),
        pytest.param("1. a\n\t```\n\tb\n\t```\n2. c\n", id="a fence that a tab puts in an item"),
        pytest.param(">  ```\n> a\n>```\n", id="a fence in a quote that is closed a space to the left"),
        pytest.param("Write `%%`.\n\n%%\na\n%%\n", id="a sign that is spoken of"),
    ],
)
def test_what_is_plainly_closed_is_not_parsed(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vaultfix.syntax.dialect", None)

    assert unclosed(Document.of("n.md", text)) == ()


PIECE = st.sampled_from(
    [
        "```",
        "````",
        "~~~",
        "``` sh",
        "%%",
        "%% a %%",
        "$$",
        "$$x$$",
        "<!-- a -->",
        "<!-- a",
        "-->",
        "<div>",
        "</div>",
        "<pre>",
        "<b>x</b>",
        "text",
        "a `b`",
        "- ",
        "- a",
        "  ",
        "   ",
        "    ",
        "> ",
        ">",
        "1. a",
        "# h",
        "",
        "\t",
        "<% x",
        "%>",
        "$5",
        "[a]: b",
        "[^1]: n",
        "---",
        "\\$$",
        "``` a`b",
        "a %% b",
        "===",
    ]
)
LINES = st.lists(st.lists(PIECE, min_size=1, max_size=3).map("".join), max_size=9)


@given(LINES, st.sampled_from(["\n", "\r\n", "\r"]))
@settings(max_examples=600)
@example(["<b>", "```", "", "```"], "\r\n")
@example(["$$", "\\$$"], "\n")
@example(["<div>", "> ", "%% a %%", "```", "", "````"], "\n")
@example(["> <!-- a", "", "-->"], "\n")
@example(["%%", "<!-- %%", "-->", "%%"], "\n")
@example(["[a]: /b 'c", "```", "'", "```"], "\n")
@example(["[^1]: n", "    ```", "", "    ```"], "\n")
@example(["a %% b", "%%"], "\n")
@example(["a %% b", "", "%%"], "\n")
@example(["````%%`", "", "`%%`"], "\n")
@example([">    ```", ">```"], "\n")
@example(["> - a", ">   ```", "> ```"], "\n")
def test_what_is_left_open_is_told_as_by_the_parser(lines: list[str], end: str) -> None:
    doc = Document.of("n.md", end.join(lines))

    assert unclosed(doc) == layout(doc).unclosed
    assert not surely_closed(doc) or layout(doc).unclosed == ()


def test_the_end_of_the_text_belongs_to_the_last_region() -> None:
    doc = Document.of("n.md", "a `b`")

    assert [zone_at(doc, offset) for offset in (0, 1, 2, 4, 5)] == [Zone.PROSE] * 2 + [Zone.INLINE_CODE] * 3
    assert zone_at(Document.of("n.md", ""), 0) is Zone.PROSE


def test_a_note_without_a_mark_is_not_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vaultfix.syntax.dialect", None)

    assert parts("# Plain\n\nwords, a [link](b.md), 50% and a ~tilde~\n\n- a list\n  - in a list\n") == []


def test_quotes_and_lists_in_turn_are_no_recursion() -> None:
    text = "> a\n- b\n" * 2000 + "`c`\n"

    assert parts(text) == [("inline code", "`c`")]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(">" * 10_000 + " `a`", id="quotes"),
        pytest.param("- " * 10_000 + "`a`", id="lists"),
        pytest.param("[" * 10_000 + "`a`", id="brackets"),
        pytest.param("`` ` " * 10_000 + "`a`", id="backticks"),
        pytest.param("<a <!-- $ %% {{ <% " * 2_000 + "`a`", id="openings of all kinds"),
        pytest.param("\\" * 10_001 + "`a`", id="backslashes"),
    ],
)
def test_deep_notes_are_read_to_their_end(text: str) -> None:
    regions = zones(Document.of("n.md", text))

    assert regions[-1].span.end == len(text)


@pytest.mark.parametrize("text", [f"{BOM}---\na: 1\n---\nb\n", f"{BOM}b\n", "---\na: 1\n---\n", BOM])
def test_of_what_stands_before_the_text_each_offset_is_in_its_region(text: str) -> None:
    doc = Document.of("n.md", text)

    assert [zone_at(doc, at) for at in range(len(text))] == [
        region.zone for region in zones(doc) for _ in range(region.span.start, region.span.end)
    ]


MARKUP = st.text(alphabet=" \t\n\r>-*+`~#%$<!{}[]()|=\\1.ab:^/\u0085\ufeff\udce9", max_size=60)


@given(MARKUP)
@settings(max_examples=400, deadline=None)
def test_zones_tile_any_text(text: str) -> None:
    regions = zones(Document.of("n.md", text))

    assert "".join(region.span.of(text) for region in regions) == text
    assert all(one.span.end == other.span.start for one, other in pairwise(regions))
    assert all(region.span.start < region.span.end for region in regions)


@given(MARKUP)
@settings(max_examples=200, deadline=None)
def test_line_ends_make_no_difference(text: str) -> None:
    plain = text.replace("\r", "")
    dos = plain.replace("\n", "\r\n")
    ours = [region.zone for region in zones(Document.of("n.md", plain)) for _ in region.span.of(plain)]
    theirs = [region.zone for region in zones(Document.of("n.md", dos)) for _ in region.span.of(dos).replace("\r", "")]

    assert ours == theirs


# --- True zones: a mark put anywhere among words comes out of plain mistune in the kind of token that zones say. ---

MARK = "\ue000"
WORDS = st.sampled_from(
    ["word", "two words", "`code`", "``a ` b``", "<b>bold</b>", "[t](u)", "*x `y`*", "a\nb `c\nd`", "é𝄞"]
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=4).map(
    lambda words: ["x " + line for line in " ".join(words).split("\n")]
)
LEAF = st.one_of(
    PARAGRAPH,
    PARAGRAPH.map(lambda lines: [f"## {lines[0]} ##"]),
    PARAGRAPH.map(lambda lines: [*lines, "==="]),
    PARAGRAPH.map(lambda lines: ["```py", *lines, "", *lines, "```"]),
    PARAGRAPH.map(lambda lines: ["~~~", "```", *lines, "~~~"]),
    PARAGRAPH.map(lambda lines: ["<div>", *lines, "</div>"]),
    PARAGRAPH.map(lambda lines: ["<!-- a", "", *lines, "-->"]),
    # Tabs are left to pyromark: in a quote plain mistune counts their columns from the quote, not the line.
    st.just(["    code", "", "     code"]),
)


def quoted(blocks: list[list[str]]) -> list[str]:
    return [f"> {line}".rstrip(" ") for line in joined(blocks)]


def listed(blocks: list[list[str]]) -> list[str]:
    # Code that begins an item is told by the width of its marker, which is a case of its own.
    first, *rest = joined([["item"], *blocks])
    return [f"- {first}", *(f"  {line}".rstrip(" ") for line in rest)]


def joined(blocks: list[list[str]]) -> list[str]:
    return [line for block in blocks for line in (*block, "")][:-1]


BLOCKS = st.recursive(
    LEAF,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(quoted), st.lists(inner, max_size=3).map(listed)
    ),
    max_leaves=8,
)
NOTES = st.lists(BLOCKS, min_size=1, max_size=4).map(lambda blocks: "\n".join(joined([*blocks, ["end"]])) + "\n")

READ = mistune.create_markdown(renderer=None)


def kind_of_mark(tokens: object) -> set[str]:
    """Tell in which kinds of token the mark comes out."""
    if isinstance(tokens, list):
        return {kind for token in tokens for kind in kind_of_mark(token)}
    assert isinstance(tokens, dict)
    raw = tokens.get("raw", "") + str(tokens.get("attrs", "") if tokens["type"] == "block_code" else "")
    here = {tokens["type"] + tokens.get("style", "")} if MARK in raw else set()
    return here | kind_of_mark(tokens.get("children", []))


KIND = {
    "block_codefenced": Zone.FENCED_CODE,
    "block_codeindent": Zone.INDENTED_CODE,
    "codespan": Zone.INLINE_CODE,
    "block_html": Zone.HTML,
    "inline_html": Zone.HTML,
    "text": Zone.PROSE,
}


@given(NOTES, st.data())
@settings(max_examples=200, deadline=None)
def test_zones_are_true(text: str, data: st.DataObject) -> None:
    doc = Document.of("n.md", text)
    words = re.sub(r"</?\w+>|```py|\]\(u\)", lambda syntax: " " * len(syntax.group()), text)
    places = [offset for offset, letter in enumerate(words) if letter.isalpha()]
    place = data.draw(st.sampled_from(places))
    marked = text[:place] + text[place] + MARK + text[place + 1 :]
    zone = zone_at(doc, place)

    assert {KIND[kind] for kind in kind_of_mark(READ(marked))} == {Zone.HTML if zone is Zone.COMMENT else zone}


def test_the_layout_is_read_once() -> None:
    doc = Document.of("n.md", "`a`")

    assert layout(doc) is layout(doc)
