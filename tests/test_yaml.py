"""Properties as YAML 1.2 has them: every item of [C2.3], which is [H6], and of the core schema [C2.1]."""

import math
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import BOM, Document
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.plain_head import NO_HEAD, PlainHead, plain_head
from vaultfix.syntax.properties import Properties, properties, read_properties
from vaultfix.syntax.yaml_lines import read_lines
from vaultfix.syntax.yaml_nodes import Node, Property, YamlError
from vaultfix.syntax.yaml_quotes import quoted, written
from vaultfix.syntax.yaml_reader import read
from vaultfix.text import Span


def read_text(yaml: str) -> Properties | YamlError:
    return read_properties(yaml, Span(0, len(yaml)))


def values(yaml: str) -> dict[str, object]:
    found = read_text(yaml)
    assert isinstance(found, Properties), found
    return {entry.key: entry.value for entry in found.entries}


def nodes(entries: tuple[Property, ...]) -> list[Node]:
    found: list[Node] = []
    waiting = [entry.node for entry in entries]
    while waiting:
        node = waiting.pop()
        found.append(node)
        waiting += [*node.items, *(entry.node for entry in node.entries)]
    return found


FINE = {
    "an emoji": ("a: 🏡 Home", "🏡 Home"),
    "a pipe inside": ("a: 2024 | x", "2024 | x"),
    "a hash inside a word": ("a: C#", "C#"),
    "a colon inside a word": ("a: a:b", "a:b"),
    "a URL": ("a: https://example.org/x?y=1#z", "https://example.org/x?y=1#z"),
    "an apostrophe": ("a: it's", "it's"),
    "a Templater tag": ("a: <% tp.file.title %>", "<% tp.file.title %>"),
    "trailing spaces": ("a: b   ", "b"),
    "a trailing tab": ("a: b\t", "b"),
    "a tab behind the colon": ("a:\tb", "b"),
    "a tab between words": ("a: b\tc", "b\tc"),
    "a comment behind a tab": ("a: b\t# c", "b"),
    "signs in a list that announce nothing": ("a: [?x, :y, -z]", ["?x", ":y", "-z"]),
    "a colon glued to a key in quotes": ("a: {'b':c}", {"b": "c"}),
    "a question mark in a list": ("a: [x?y, z]", ["x?y", "z"]),
    "U+2028 and U+0085 inside": ("a: x\u2028y\x85z", "x\u2028y\x85z"),
    "a NUL": ("a: x\0y", "x\0y"),
    "a no-break space": ("a: b\xa0c\xa0", "b\xa0c\xa0"),
    "half a character": ("a: b\udcffc", "b\udcffc"),
    "list items without an indent": ("a:\n- b\n- c", ["b", "c"]),
    "no value": ("a:", None),
    "a text over several lines": ("a: b\n  c\n\n  d", "b c\nd"),
    "a list item that only looks like one": ("a: b\n  - c", "b - c"),
    "a literal text": ("a: |\n  b\n  c", "b\nc\n"),
    "a folded text": ("a: >-\n  b\n  c", "b c"),
    "a pair of JSON escapes": (r'a: "\ud83d\ude00"', "😀"),
    "a value that is repeated": ("b: &x 1\na: *x", 1),
    "a tag that changes nothing": ("a: !!str 5", "5"),
}


@pytest.mark.parametrize(("yaml", "value"), FINE.values(), ids=FINE)
def test_is_fine(yaml: str, value: object) -> None:
    assert values(yaml + "\n")["a"] == value


def test_a_key_may_have_spaces() -> None:
    assert values("affiliate link: x\n") == {"affiliate link": "x"}


def test_json_is_yaml() -> None:
    assert values('{"a": 1,"b":[true,null,1e3],\n"c":{"d":"e\\/f"}}\n') == {
        "a": 1,
        "b": [True, None, 1000.0],
        "c": {"d": "e/f"},
    }


SILENT = {
    "a hash behind a space cuts": ("Foo #bar", "Foo"),
    "a leading hash leaves nothing": ("#bar", None),
    "a tag in a list is nothing": ("\n- #tag", [None]),
    "a link without quotes is a list": ("[[Note]]", [["Note"]]),
    "a link with a colon is a map": ("[[A: B]]", [[{"A": "B"}]]),
    "a name without a value": ("&x", None),
    "a template is a map": ("{{date}}", {"{date}": None}),
    "braces are a map": ("{x}", {"x": None}),
}


@pytest.mark.parametrize(("value", "meaning"), SILENT.values(), ids=SILENT)
def test_is_read_but_not_as_it_was_meant(value: str, meaning: object) -> None:
    assert values(f"a: {value}\n") == {"a": meaning}


@pytest.mark.parametrize("yaml", ["key:value\n", "key:\xa0v\n", "Some prose.\n", "- a\n", "[a]\n"])
def test_what_has_no_keys_is_no_frontmatter(yaml: str) -> None:
    found = read_text(yaml)

    assert isinstance(found, YamlError)
    assert found.problem == "not a map"


@pytest.mark.parametrize("yaml", ["", "\n", "# only a comment\n", "~\n", "null\n"])
def test_what_is_empty_has_no_properties(yaml: str) -> None:
    assert read_text(yaml) == Properties(())


BROKEN = {
    "a colon and a space": "a: b: c",
    "a colon at the end": "a: b:",
    "starts with an at sign": "a: @b",
    "starts with a backtick": "a: `b`",
    "starts with a percent sign": "a: %b",
    "starts with a star": "a: *b* c",
    "starts with an exclamation mark, which Quartz cannot read": "a: !b",
    "starts with a pipe": "a: |b",
    "starts with a quote mark": "a: > b",
    "starts with a dash": "a: - b",
    "starts with a question mark": "a: ? b",
    "goes on behind a list": "a: [x] more",
    "a Markdown link": "a: [t](u)",
    "goes on behind a wiki link": "a: [[A]] more",
    "two wiki links": "a: [[A]], [[B]]",
    "goes on behind a quote": 'a: "foo" bar',
    "an apostrophe that opens a quote": "a: 'tis",
    "a tag in a list": "a: [#a, b]",
    "a comment glued to a quote": 'a: "b"#c',
    "a tab that indents": "a:\n\tb: c",
    "indented without reason": "a: b\n  c: d",
    "indented too little": "a:\n    - b\n  - c",
    "a list below a value": "aliases: One\n- Two",
    "two documents": "a: b\n--- c\n",
    "an escape that does not exist": r'a: "\d"',
    "an escape that is no character": r'a: "\UFFFFFFFF"',
    "a list that never ends": "a: [b\nc: d",
    "a name that nothing has": "a: *b",
    "a name that repeats itself": "a: &b [*b]",
    "an item with a handle": "a:\n- @b",
    "a Templater tag in quotes within quotes": 'a: "[[<% f("x") %>]]"',
}


@pytest.mark.parametrize("yaml", BROKEN.values(), ids=BROKEN)
def test_is_broken(yaml: str) -> None:
    found = read_text(f"ok: 1\n{yaml}\nend: 2\n")

    assert isinstance(found, YamlError)
    assert 0 <= found.span.start <= len(f"ok: 1\n{yaml}\nend: 2\n")


MEANINGS = {
    "yes": "yes", "no": "no", "on": "on", "off": "off", "y": "y", "No": "No",
    "true": True, "True": True, "TRUE": True, "tRUE": "tRUE", "false": False, "False": False, "FALSE": False,
    "null": None, "Null": None, "NULL": None, "~": None, "nULL": "nULL",
    "2024-01-31": "2024-01-31", "2024-01-31T10:30:00": "2024-01-31T10:30:00", "10:30": "10:30", "1:2:3": "1:2:3",
    "010": 10, "0o10": 8, "0x1F": 31, "+7": 7, "-7": -7, "1_000": "1_000", "0b1": "0b1", "0o8": "0o8",
    "1.50": 1.5, ".5": 0.5, "5.": 5.0, "1e3": 1000.0, "-1.5E-2": -0.015, ".": ".", "1.2.3": "1.2.3", "e3": "e3",
    ".inf": math.inf, "-.INF": -math.inf, "inf": "inf", "<<": "<<", "=": "=", "+": "+",
    "20240101123456789": 20240101123456789, "9" * 5000: math.inf, "٣": "٣",
}  # fmt: skip


@pytest.mark.parametrize(("text", "meaning"), MEANINGS.items(), ids=lambda value: repr(value)[:20])
def test_a_plain_scalar_means_what_the_core_schema_says(text: str, meaning: object) -> None:
    plain = values(f"a: {text}\n")["a"]
    parsed = values(f"a: !!str x\nb: {text}\n")["b"]

    assert (meaning, type(meaning)) == (plain, type(plain)) == (parsed, type(parsed))


def test_not_a_number_is_one_of_the_numbers() -> None:
    assert math.isnan(float(str(values("a: .nan\n")["a"])))


DOC = (
    "---\r\ntitle: \"Ünï 🏡\"\r\naliases: [one, 'two']\r\nlist:\r\n  - x # c\r\n  - y: z\r\nnone:\r\n"
    "text: |\r\n  t\r\nmany: a\r\n  b\r\n---\r\n"
)


@pytest.mark.parametrize("head", ["", BOM], ids=["plain", "behind a byte order mark"])
def test_every_span_counts_in_the_note(head: str) -> None:
    doc = Document.of("n.md", head + DOC)
    found = properties(doc)

    assert isinstance(found, Properties)
    spans = {entry.key_span.of(doc.text): entry.value_span.of(doc.text) for entry in found.entries}
    assert spans == {
        "title": '"Ünï 🏡"',
        "aliases": "[one, 'two']",
        "list": "- x # c\r\n  - y: z",
        "none": "",
        "text": "|\r\n  t\r\n",
        "many": "a\r\n  b",
    }
    assert [item.span.of(doc.text) for item in found.entries[1].node.items] == ["one", "'two'"]
    assert [item.span.of(doc.text) for item in found.entries[2].node.items] == ["x", "y: z"]


def test_a_key_is_found_whatever_its_case() -> None:
    found = read_text("URL: x\nTags: y\n")

    assert isinstance(found, Properties)
    assert [entry and entry.value for entry in map(found.get, ("url", "tags", "none"))] == ["x", "y", None]


BOMBS = {
    "lists in lists": "a: " + "[" * 50_000 + "\n",
    "maps in maps": "a: " + "{a: " * 20_000 + "\n",
    "keys of keys": "? " * 20_000 + "\n",
    "items of items": "- " * 20_000 + "\n",
    "indents": "".join(" " * depth + "a:\n" for depth in range(300)),
    "laughs": "a0: &a0 [x, x]\n" + "".join(f"a{n + 1}: &a{n + 1} [{f'*a{n}, ' * 9}x]\n" for n in range(12)),
    "a chain of names": "a0: &a0 [x]\n" + "".join(f"a{n + 1}: &a{n + 1} [*a{n}]\n" for n in range(3000)),
}


@pytest.mark.parametrize("yaml", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_put_down(yaml: str) -> None:
    assert isinstance(read_text(yaml), YamlError)


@pytest.mark.parametrize("filler", ["a" * 99 + " ", "a: b\n", "- a\n", "# c\n", " ", "\n", "'' ", ": "], ids=repr)
def test_long_frontmatter_is_read_in_one_go(filler: str) -> None:
    yaml = "x: " + filler * (200_000 // len(filler)) + "\n"

    assert isinstance(read_text(yaml), Properties | YamlError)


PIECES = st.sampled_from(
    [
        *"a1-?:,[]{}#&*!|>%@`'\"~\\._= \t\0\x85\xa0\u2028\ue000",
        BOM, "\n", "\r\n", "\r", "\n  ", "\n- ", "\n  - ", ": ", " #", "- ", "? ", "''", "b c", "key", "é", "🏡", "true",
        "0o7", "1.5", "[a, b]", "[]", "...", "---", "<<", "!!str ", "&x ", "*x", "\\U", "\udcff", "%YAML 9", "|\n", ">-\n ",
    ]
)  # fmt: skip
YAML = st.lists(PIECES, max_size=20).map(lambda pieces: "".join(pieces) + "\n")


@settings(max_examples=200)
@given(YAML)
@example("%YAML " + "9" * 5000 + ".1\n--- a\n")
@example("a: !<tag:x,%FF> b\n")
def test_no_text_makes_the_reader_fall(yaml: str) -> None:
    found = properties(Document.of("n.md", f"---\n{yaml}---\n"))

    assert isinstance(found, Properties | YamlError)


@settings(max_examples=200)
@given(st.text(alphabet=st.characters(codec=None), max_size=30))
def test_no_character_makes_the_reader_fall(text: str) -> None:
    doc = Document.of("n.md", f"---\na: {text.encode('utf-8', 'ignore').decode()}\n---\n")

    assert isinstance(properties(doc), Properties | YamlError)


@settings(max_examples=200)
@given(YAML)
def test_spans_lie_inside_the_block(yaml: str) -> None:
    doc = Document.of("n.md", f"---\n{yaml}---\nText\n")
    found, fences = properties(doc), block(doc)

    assert fences is not None
    spans = [found.span] if isinstance(found, YamlError) else []
    if isinstance(found, Properties):
        spans = [node.span for node in nodes(found.entries) if node.style.name != "ALIAS"]
    assert [span for span in spans if not fences.yaml.covers(span)] == []


LINES = st.lists(
    st.sampled_from(
        [
            "a: b", "b:", "c: it's # x", "- d", "  - e", "  - f: g", "- ", "-", 'h: "i: j"', "k: 'l''m' ", "n: [o, p-q, 1]",
            "r: []", "", "  ", "# s", "  # t", "u: 010", "v: -1", "w: x:y", "x: :y", "y: z:", "  more", "- - a", "a b: c", "'q': r",
            "- 's'", '- "t" ', "- [u]", "é: 🏡 ü", "a: b #c", "a: b# c", "a:b", "a : b", "...", "a: b\t", "- \xa0", "n: [o, , p]",
        ]
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=300)
@given(
    st.one_of(LINES.map(lambda lines: "".join(f"{line}\n" for line in lines)), YAML),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@example("a: b c\n  d: e\n", "\n")
@example("null: a\ntrue: b\n", "\n")
def test_the_quick_reader_reads_what_the_parser_reads(yaml: str, newline: str) -> None:
    text = "xx" + yaml.replace("\n", newline)
    quick = read_lines(text, Span(2, len(text)))

    if quick is not None:
        root = read(text[2:], 2)
        assert not isinstance(root, YamlError)
        assert (root.entries if root else ()) == quick


PLAIN_LINES = st.lists(
    st.sampled_from(
        [
            "a: b", "a:", "A: x", "tags: [a, b/c]", "tags:", "taGſ: d", "- e", "- f g", "  - h", "  -", "-", "tags: i j", "tags: null",
            "tags: ⸯ", "- 1984", "publish: true", "publish: false ", "publish: True", "k: null", "k: Null", "k: nullx", "k: true-ish",
            "l: it's", "l: 'it''s'", 'l: "m"', 'l: ""', "n: 1", "n: 0x1F", "n: .inf", "o: p: q", "o: p:q", "o: p #q", "o: p# q", "o: {r}",
            "o: &s t", "o: t &s", "u: [[v]]", "w: [x]", "w: [true]", "w: []", "w: [y,]", "é: 🏡", "z: ☺ z", "ª: b", "a b: c", "n:\tb",
            "k: 2024-01-31", "k: 2024-1-31T10:00:00Z", "k: 2024-01-31 10:00", "- 2024-01-31", "n: 12", "n: 007", "k: 1-2", "k: 1e-5", "k: 0", "n: 123 ", "n: 1 #",
            "k: 0skater0", "k: 2fa", "k: 0x1", "k: 1e5", "k: 0o7", "k: 1.5", "k: 1d", "- 9E3", "- 7up", "tags: 2fa", "k: /a/b", "k: /",
        ]
    ),
    max_size=6,
)  # fmt: skip


@settings(max_examples=400)
@given(
    st.one_of(PLAIN_LINES.map(lambda lines: "".join(f"{line}\n" for line in lines)), YAML),
    st.sampled_from(["\n", "\r\n", "\r"]),
)
@example("tags:\n- a\n-\naliases:\n- B c\n- 'd'\npublish: true\nTags: e\n", "\n")
def test_what_looks_plain_is_read_so_by_the_parser(yaml: str, newline: str) -> None:
    doc = Document.of("n.md", f"---\n{yaml}---\n".replace("\n", newline))
    head, found = plain_head(doc), block(doc)

    if head and found:
        root = read(found.yaml.of(doc.text), found.yaml.start)
        assert not isinstance(root, YamlError)
        assert_plain(head, root.entries if root else ())


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("---\ntags: [a, b/c]\nShare: true\naliases:\n  - \"B c\"\n  - 'It''s'\nn: 12 \nup:\nx: y: z\n---\n", None),
        (
            "---\ntags: [a, b/c]\nShare: true\naliases:\n  - \"B c\"\n  - 'It''s'\nn: 12 \nup:\n---\n",
            PlainHead(
                frozenset({"tags", "share", "aliases", "n", "up"}),
                frozenset({"share", "n"}),
                frozenset({"tags", "aliases"}),
            ),
        ),
        ("---\na: b\nA: c\n---\n", PlainHead(frozenset({"a"}), repeats=True)),
        ("---\n", NO_HEAD),
        ("a: b\n", NO_HEAD),
    ],
)
def test_what_is_read_at_a_glance(text: str, head: PlainHead | None) -> None:
    assert plain_head(Document.of("n.md", text)) == head


@pytest.mark.parametrize("sign", ["\0", "\t", "\f", "\x1f", "\x7f", "\x85", "\u2028", BOM, "\udcff"])
def test_a_head_with_a_sign_that_readers_take_for_this_or_that_is_not_plain(sign: str) -> None:
    assert plain_head(Document.of("n.md", f"---\na: b{sign}c\n---\n")) is None


def assert_plain(head: PlainHead, entries: tuple[Property, ...]) -> None:
    keys = [entry.key.casefold() for entry in entries]
    assert head == PlainHead(
        frozenset(keys),
        frozenset(entry.key.casefold() for entry in entries if isinstance(entry.value, int)),
        frozenset(entry.key.casefold() for entry in entries if isinstance(entry.value, list)),
        len(set(keys)) < len(keys),
    )
    for entry in entries:
        values = entry.value if isinstance(entry.value, list) else [entry.value]
        if entry.key.casefold() == "tags":
            assert all(value is None or re.fullmatch(r"[A-Za-z][\w/-]*", str(value), re.ASCII) for value in values)
        elif not isinstance(entry.value, int):
            assert all(isinstance(value, str | None) for value in values)


@pytest.mark.parametrize("name", ["obsidian-hub", "obsidian-help"])
def test_the_heads_of_a_corpus_are_read_at_a_glance_as_the_parser_reads_them(
    name: str, notes: Callable[[str], list[Path]]
) -> None:
    documents = [Document(path.name, path.read_bytes()) for path in notes(name)]
    heads = [(head, found, doc.text) for doc in documents if (head := plain_head(doc)) and (found := block(doc))]

    assert len(heads) > len(documents) * 0.8
    for head, found, text in heads:
        root = read(found.yaml.of(text), found.yaml.start)
        assert isinstance(root, Node)
        assert_plain(head, root.entries)


def test_ordinary_frontmatter_never_meets_the_parser() -> None:
    text = (
        "share: true\ntitle: 🏡 One | 2026, it's C#\naliases:\n  - 'It''s'\n  - \"Two: three\"\nURL: https://example.org/a?b#c\n"
        'tags: [a, b/c-d]\nAuthor: "[[ada]]"\nempty:\n\n# a comment\nupdated: 2026-01-31T10:30:00Z # today\n'
    )

    assert read_lines(text, Span(0, len(text))) is not None


ONE_LINE = st.text(alphabet=st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=20)


@settings(max_examples=60)
@given(st.one_of(ONE_LINE, YAML.map(lambda text: text.translate({10: None, 13: None}))))
@example("")
@example("a: b")
@example("1984")
@example("a, b")
def test_a_text_that_is_written_is_the_text_that_is_read(text: str) -> None:
    for yaml in (quoted(text), written(text)):
        assert values(f"a: {yaml}\n") == {"a": text}
        assert values(f"a: [b, {yaml}, c]\n") == {"a": ["b", text, "c"]}
