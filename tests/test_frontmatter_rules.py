"""What the frontmatter pass says and does, case by case; the examples of the rules stand with the rules."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes.frontmatter import RULES
from vaultfix.passes.frontmatter.duplicate_key import DuplicateKey
from vaultfix.passes.frontmatter.frontmatter_not_first import FrontmatterNotFirst
from vaultfix.passes.frontmatter.frontmatter_unclosed import FrontmatterUnclosed
from vaultfix.passes.frontmatter.invalid_yaml import InvalidYaml
from vaultfix.passes.frontmatter.missing_property import MissingProperty
from vaultfix.passes.frontmatter.property_type import PropertyType
from vaultfix.passes.frontmatter.spoken import spoken
from vaultfix.passes.frontmatter.title_mismatch import TitleMismatch
from vaultfix.passes.frontmatter.url_mismatch import UrlMismatch
from vaultfix.rule import Rule, Severity
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import YamlError
from vaultfix.vault import Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files


def vault_of(text: str, path: str = "note.md", **others: str) -> Vault:
    notes = {name: Document.of(name, body) for name, body in {**others, path: text}.items()}
    return Vault(notes, Files(frozenset(notes)))


def published(text: str, path: str = "note.md") -> Vault:
    return replace(vault_of(text, path), customs=Customs(base_url="https://a.example/"))


def mended_in(vault: Vault, rule: Rule, path: str = "note.md", *, unsafe: bool = False) -> str:
    note = mend(vault, {path: [rule]}, unsafe=unsafe).vault.note(path)
    assert note is not None
    return note.text


def words(rule: Rule, text: str, path: str = "note.md", **others: str) -> list[str]:
    return [verdict.finding.message for verdict in judge(vault_of(text, path, **others), {path: [rule]})]


def mended(rule: Rule, text: str, path: str = "note.md", *, unsafe: bool = False, **others: str) -> str:
    note = mend(vault_of(text, path, **others), {path: [rule]}, unsafe=unsafe).vault.note(path)
    assert note is not None
    return note.text


def block_of(yaml: str) -> str:
    return f"---\n{yaml}\n---\n"


UNMENDED = {
    "a comment may be meant": "a: b: c # d",
    "a list may be meant behind a dash": "a: - b",
    "a list may be meant in brackets": "a: [#b, c]",
    "a list that never closes": "a: [b",
    "a map that never closes": "a: {b",
    "a lost quote": 'a: "b',
    "quotes within quotes": 'a: "b "c" d"',
    "a list below a value": "a: One\n- Two",
    "a map in a list": "a:\n  - b: c: d",
    "a value that goes on below": "a: b: c\n  more",
    "another fault that quotes do not mend": "a: b: c\n\td: e",
    "a key twice": "a: b: c\na: d",
    "no value at all": "a:\n\t- b",
    "a text block is not touched": "a: |\n  b: c: d\n e: f",
}


@pytest.mark.parametrize("yaml", UNMENDED.values(), ids=UNMENDED)
def test_no_quotes_are_put_where(yaml: str) -> None:
    assert words(InvalidYaml(), block_of(yaml))
    assert mended(InvalidYaml(), block_of(yaml)) == block_of(yaml)


QUOTED = {
    "a colon and a space": ("title: The Forge: After", 'title: "The Forge: After"'),
    "a colon at the end": ("a: b:", 'a: "b:"'),
    "an at sign": ("a: @b", 'a: "@b"'),
    "a backtick": ("a: `b` c", 'a: "`b` c"'),
    "a percent sign": ("a: %b", 'a: "%b"'),
    "a star": ("a: *b* c", 'a: "*b* c"'),
    "an exclamation mark": ("a: !b c", 'a: "!b c"'),
    "a pipe": ("a: | b", 'a: "| b"'),
    "a greater-than sign": ("a: >b", 'a: ">b"'),
    "a list with text behind it": ("a: [x] more", 'a: "[x] more"'),
    "a Markdown link": ("a: [t](u)", 'a: "[t](u)"'),
    "a wiki link with text behind it": ("a: [[A]] more", 'a: "[[A]] more"'),
    "a quote with text behind it": ('a: "foo" bar', 'a: "\\"foo\\" bar"'),
    "an apostrophe": ("a: 'tis", 'a: "\'tis"'),
    "an apostrophe that another one closes": ("a: 'tis\nb: it's", "a: \"'tis\"\nb: it's"),
    "a backslash": ("a: c:\\d: e", 'a: "c:\\\\d: e"'),
    "an item": ("a:\n  - b\n  - @c  ", 'a:\n  - b\n  - "@c"  '),
    "a nested key": ("a:\n  b: c: d\n  e: f", 'a:\n  b: "c: d"\n  e: f'),
    "several values": ("a: b: c\nd: 1 # x\ne: @f", 'a: "b: c"\nd: 1 # x\ne: "@f"'),
    "a value behind tabs": ("a:\tb: c", 'a:\t"b: c"'),
    "a key with spaces": ("a b: c: d", 'a b: "c: d"'),
}


@pytest.mark.parametrize(("yaml", "after"), QUOTED.values(), ids=QUOTED)
def test_quotes_are_put_around(yaml: str, after: str) -> None:
    assert mended(InvalidYaml(), block_of(yaml)) == block_of(after)


SAID = {
    "a: b: c": (": c", "`: ` inside the value starts a nested map; put the value in quotes"),
    "a: b:": (":", "`:` at the end of the value makes it a key; put the value in quotes"),
    "a:\n- @me": ("@me", "a value may not start with `@`; put it in quotes"),
    "a: 'tis": ("'tis", "the `'` that opens here is never closed"),
    "a: [b": ("[b", "the `[` that opens here is never closed"),
    "a: [t](u)": ("(u)", "the value is over at `]`, but the line goes on; put the whole value in quotes"),
    "a: One\n- Two": (
        "- Two",
        "the key has a value on its own line and a list below it; write every value as a `- ` item",
    ),
    "a:\n\t- b": ("\t- b", "a tab indents this line, and YAML takes only spaces"),
    "title:One\nshare: true": ("title:One", "put a space behind the colon of `title:`; without it this is no property"),
    "title:One": ("title:One", "put a space behind the colon of `title:`; without it this is no property"),
    "a: b\nc\nd: e": ("c", "this line is no `key: value`"),
}


@pytest.mark.parametrize(("yaml", "said"), SAID.items(), ids=SAID)
def test_a_person_learns_what_yaml_tripped_over(yaml: str, said: tuple[str, str]) -> None:
    text = block_of(yaml)
    found = [verdict.finding for verdict in judge(vault_of(text), {"note.md": [InvalidYaml()]})]

    assert [said] == [(finding.span.of(text), finding.message) for finding in found]


def test_prose_between_rules_is_only_a_warning() -> None:
    verdicts = list(judge(vault_of("---\nSome prose.\n---\n"), {"note.md": [InvalidYaml()]}))

    assert [verdict.severity for verdict in verdicts] == [Severity.WARNING]


SOUND_ROWS = st.sampled_from(
    [
        "# note",
        "k{}: one # two",
        "k{}:  'x'  ",
        "k{}:\n  - a\n  -   b # c",
        "k{}: [a,b ]",
        "k{}:",
        "k{}: |\n  t: u: v\n   w",
        'k{}: "y\\"z"',
    ]
)
SICK_VALUES = st.sampled_from(
    ["a: b", "@me", "`x`", "%", "[t](u)", "*e* f", "!no", "a: b: c\\", '"q" r', "x:", "| y", "é: 🏡", "&"]
)


@settings(max_examples=100)
@given(
    st.lists(st.tuples(SOUND_ROWS, st.none() | SICK_VALUES), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"])
)
def test_quotes_leave_every_other_byte_as_it_was(rows: list[tuple[str, str | None]], newline: str) -> None:
    assume(any(sick for _, sick in rows))
    before, after, meant = "", "", {}
    for number, (sound, sick) in enumerate(rows):
        row = sound.replace("{}", str(number)) + "\n"
        before += row
        after += row
        if sick:
            escaped = sick.replace("\\", "\\\\").replace('"', '\\"')
            before += f"s{number}: {sick} \n"
            after += f's{number}: "{escaped}" \n'
            meant[f"s{number}"] = sick
    sound_alone = properties(
        Document.of("n.md", block_of("".join(f"{row.replace('{}', str(n))}\n" for n, (row, _) in enumerate(rows))))
    )
    text = mended(InvalidYaml(), block_of(before).replace("\n", newline))

    assert text == block_of(after).replace("\n", newline)
    found = properties(Document.of("n.md", text.replace("\r\n", "\n")))
    assert isinstance(found, Properties)
    assert isinstance(sound_alone, Properties)
    expected = {entry.key: entry.value for entry in sound_alone.entries} | meant
    assert expected == {entry.key: entry.value for entry in found.entries}


HOSTILE = st.lists(st.sampled_from([*"a:@[]{}\"'`*&!|>-# \t,\n\n", "k: ", "\n- ", ": ", "\n  "]), max_size=14).map(
    "".join
)


@settings(max_examples=200)
@given(HOSTILE)
def test_whatever_is_mended_can_be_read_and_lost_no_character(yaml: str) -> None:
    text = block_of(yaml)
    after = mended(InvalidYaml(), text)

    if after != text:
        assert isinstance(properties(Document.of("n.md", after)), Properties)
        assert re.sub(r'["\\]', "", text) == re.sub(r'["\\]', "", after)


@pytest.mark.parametrize(
    ("yaml", "said"),
    [
        ("a: 1\nb: 2", []),
        ("a: 1\nb:\n  a: 2", []),
        ("a: 1\na: 1", ["`a` is already set on line 2, so no property can be read; keep one of the two"]),
        ("a: 1\n'a': 1", ["`a` is already set on line 2, so no property can be read; keep one of the two"]),
        ("Tags: 1\ntags: 1", ["`tags` and `Tags` on line 2 are one property to Obsidian; keep one of the two"]),
        ("a:\n  - {b: 1, b: 2}", ["`b` is already set on line 3, so no property can be read; keep one of the two"]),
        ("a:\n  B: 1\n  b: 2", []),
    ],
)
def test_a_key_stands_once(yaml: str, said: list[str]) -> None:
    assert words(DuplicateKey(), block_of(yaml)) == said


@pytest.mark.parametrize(
    ("rule", "text", "said"),
    [
        (MissingProperty(), "No frontmatter.\n", []),
        (MissingProperty(), "---\nshare: no\n---\n", []),
        (MissingProperty(), "---\nshare: true\ntitle:\nAliases:\nurl:\n---\n", []),
        (MissingProperty(), "---\nshare: true\na: b: c\n---\n", []),
        (
            MissingProperty(("tags",)),
            "---\nshare: yes\n---\n",
            ["the note is shared, yet `tags` is missing: add `tags: …`"],
        ),
        (
            MissingProperty(),
            "---\nshare: true\n---\n",
            [
                "the note is shared, yet `title`, `aliases` and `URL` are missing: add `title: …`, `aliases: …`, `URL: …`"
            ],
        ),
        (MissingProperty((), ("tags",)), "Text\n", ["`tags` is missing: add `tags: …`"]),
        (MissingProperty((), ("tags",)), "---\na: 1\n---\n", ["`tags` is missing: add `tags: …`"]),
        (MissingProperty((), ("tags",)), "---\ntags:\n---\n", []),
    ],
)
def test_what_is_missing_is_named(rule: Rule, text: str, said: list[str]) -> None:
    assert words(rule, text) == said


RIGHT_KINDS = ["share: false", "share: FALSE", "title: it's 5", "title: yes", "title: 2026-01-31", "aliases: []", "aliases: a, b",
               "aliases:\n- \n- b", "URL: http://a.example/b?c", 'URL: ""', "URL:", "title: {{title}}", "title: <% x %>", "share: &x true",
               "aliases: [a, {{title}}]", "title: [[One]]", "aliases:\n- [[One]]", "Share: true", "views: yes"]  # fmt: skip


@pytest.mark.parametrize("yaml", RIGHT_KINDS)
def test_a_value_is_of_the_right_kind(yaml: str) -> None:
    assert words(PropertyType(), block_of(yaml)) == []


KINDS = {
    "share: yes": "share: true",
    "share: 1 # x": "share: true # x",
    "share: 'True'": "share: true",
    "share: NO": "share: false",
    "share: 0": "share: false",
    "title: 007": 'title: "007"',
    "title: true": 'title: "true"',
    "title: 1e3": 'title: "1e3"',
    "aliases: 1984": 'aliases: "1984"',
    "aliases: [a, 1.10]": 'aliases: [a, "1.10"]',
    "aliases:\n- One: it's two": 'aliases:\n- "One: it\'s two"',
}


@pytest.mark.parametrize(("yaml", "after"), KINDS.items(), ids=KINDS)
def test_a_value_is_rewritten_to_say_the_same(yaml: str, after: str) -> None:
    assert mended(PropertyType(), block_of(yaml)) == block_of(after)


WRONG_KINDS = ["share: maybe", "share: 2", "share: [true]", "share: |-\n  yes", "share: &x yes", "title: [One]", "title:\n  a: b",
               "title: !!int 5", "aliases:\n  a: b", "aliases:\n- a: b\n  c: d", "aliases:\n- a:", "aliases:\n- 'a': b",
               "URL: ftp://a", "URL: a.example", "URL: [http://a]", "URL: 5", "URL: https://"]  # fmt: skip


@pytest.mark.parametrize("yaml", WRONG_KINDS)
def test_a_value_of_the_wrong_kind_is_only_reported(yaml: str) -> None:
    assert len(words(PropertyType(), block_of(yaml))) == 1
    assert mended(PropertyType(), block_of(yaml), unsafe=True) == block_of(yaml)


SPOKEN = {
    "One": "One",
    "[One](https://example.org/a_(b))": "One",
    "[[one|Two]] and [[three]]": "Two and three",
    "**One** _two_ `three` ~~four~~ ==five== snake_case": "One two three four five snake_case",
    "![i](i.png) One <b>two</b> %%not%%": "One two",
    "C\\# \\*": "C# *",
    "Caf\u0065\u0301 &amp; Bar": "Café & Bar",
    "❤\ufe0f One\xa0 two": "❤ One two",
}


@pytest.mark.parametrize(("text", "said"), SPOKEN.items(), ids=SPOKEN)
def test_a_title_is_read_without_its_markup(text: str, said: str) -> None:
    assert spoken(text) == said


AGREEING = {
    "no title": ("---\naliases: [a]\nshare: true\n---\n# B\n", "n.md"),
    "an empty title": ("---\ntitle:\n---\n# B\n", "n.md"),
    "no heading": ("---\ntitle: A\n---\n## B\n", "n.md"),
    "a heading of a section": ("---\ntitle: A\n---\n## B\n# C\n", "n.md"),
    "sections of the first level": ("---\ntitle: A\n---\n# B\n# C\n", "n.md"),
    "a linked heading": ("---\ntitle: A & B\n---\n# [A &amp; B](https://a.example)\n", "n.md"),
    "a count on an index": ("---\ntitle: 🧰 Tools\n---\n# 🧰 Tools (1)\n", "tools/index.md"),
    "a date in front": ("---\ntitle: 2026-01-31 | 🏡 A\n---\n# 🏡 A\n", "n.md"),
    "the home page": ("---\nshare: true\ntitle: A\naliases: [B]\n---\n# C\n", "index.md"),
    "an alias of a private note": ("---\ntitle: A\naliases: [B]\n---\n", "n.md"),
    "an alias that stands alone": ("---\nshare: true\ntitle: A\naliases: B\n---\n", "n.md"),
    "a heading in code": ("---\ntitle: A\n---\n```\n# B\n```\n", "n.md"),
}


@pytest.mark.parametrize(("text", "path"), AGREEING.values(), ids=AGREEING)
def test_titles_agree_with(text: str, path: str) -> None:
    assert words(TitleMismatch(), text, path) == []


RENAMED = {
    "a count on another note": ("---\ntitle: A\n---\n# A (1)\n", "---\ntitle: A (1)\n---\n# A (1)\n"),
    "heading and alias outvote the title": (
        "---\nshare: true\ntitle: 'A'\naliases: [B]\n---\n# [B](https://a.example)\n",
        "---\nshare: true\ntitle: B\naliases: [B]\n---\n# [B](https://a.example)\n",
    ),
    "title and alias outvote the heading": (
        "---\nshare: true\ntitle: A\naliases: [A]\n---\n# B #\n",
        "---\nshare: true\ntitle: A\naliases: [A]\n---\n# A #\n",
    ),
    "a heading with a link is left to a person": (
        "---\nshare: true\ntitle: A\naliases: [A]\n---\n# [B](https://a.example)\n",
        None,
    ),
    "three names are left to a person": ("---\nshare: true\ntitle: A\naliases: [B]\n---\n# C\n", None),
    "the title comes first in a list of one line": (
        "---\nshare: true\ntitle: A, b\naliases: [B]\n---\n",
        '---\nshare: true\ntitle: A, b\naliases: ["A, b", B]\n---\n',
    ),
    "the title comes first in a list of lines": (
        "---\nshare: true\ntitle: A\naliases:\n-   'B'\n---\n",
        "---\nshare: true\ntitle: A\naliases:\n-   A\n-   'B'\n---\n",
    ),
}


@pytest.mark.parametrize(("text", "after"), RENAMED.values(), ids=RENAMED)
def test_titles_disagree_where(text: str, after: str | None) -> None:
    assert words(TitleMismatch(), text)
    assert mended(TitleMismatch(), text) == text
    assert mended(TitleMismatch(), text, unsafe=True) == (after or text)


URLS = [
    ("index.md", "https://a.example", None),
    ("index.md", "https://a.example/", None),
    ("b/c.md", "https://a.example/b/c", None),
    ("b/c.md", "HTTP://A.example/b/c/", None),
    ("b/index.md", "https://a.example/b", None),
    ("b/é c.md", "https://a.example/b/%C3%A9%20c", None),
    ("b/é.md", "https://a.example/b/é", None),
    ("b/c.md", "https://video.example/1", None),
    ("b/c.md", "nowhere", None),
    ("b/c.md", "https://a.example/d/c", "https://a.example/b/c"),
    ("b/index.md", "https://a.example/b/index", "https://a.example/b"),
    ("index.md", "https://a.example/index", "https://a.example"),
    ("b/é c.md", "https://a.example/b/d", "https://a.example/b/%C3%A9%20c"),
    ("b/C.md", "https://a.example/b/c", "https://a.example/b/C"),
]


@pytest.mark.parametrize(("path", "url", "after"), URLS)
@pytest.mark.parametrize("quote", ["", "'", '"'])
def test_a_note_is_published_at_base_and_path(path: str, url: str, after: str | None, quote: str) -> None:
    text = f"---\nURL: {quote}{url}{quote} # c\n---\n"
    vault = published(text, path)

    assert mended_in(vault, UrlMismatch(), path) == text
    assert mended_in(vault, UrlMismatch(), path, unsafe=True) == f"---\nURL: {quote}{after or url}{quote} # c\n---\n"


def test_without_a_base_the_home_page_says_where_the_vault_is_published() -> None:
    stale = "---\nURL: https://a.example/old\n---\n"

    assert words(UrlMismatch(), stale) == []
    assert words(UrlMismatch(), stale, **{"index.md": "---\nURL: https://b.example\n---\n"}) == []
    assert words(UrlMismatch(), stale, **{"index.md": "---\nURL: https://a.example/home\n---\n"}) == []
    assert words(UrlMismatch(), stale, **{"index.md": "---\nURL: https://a.example\n---\n"}) == [
        "the note is published at https://a.example/note, but its `URL` says https://a.example/old"
    ]


NOT_LATE = {
    "frontmatter": "---\ntitle: a\n---\n",
    "a rule and prose": "\n---\n\nProse: yes.\n\n---\n",
    "a rule and a list": "\n---\n- a\n---\n",
    "a heading and a rule": "# A\n\n---\nNote: b\n\n---\n",
    "headings underlined": "A\n---\nB\n---\n",
    "prose among the keys": "\n---\ntitle: a\n\nProse.\n---\n",
    "a second block, which is another matter": "---\na: 1\n---\n---\ntitle: b\n---\n",
    "far below": "a\n" * 30 + "---\ntitle: a\n---\n",
    "in code": "```\n---\ntitle: a\n---\n```\n",
}


@pytest.mark.parametrize("text", NOT_LATE.values(), ids=NOT_LATE)
def test_is_no_frontmatter_that_comes_late(text: str) -> None:
    assert words(FrontmatterNotFirst(), text) == []


LATE = {
    "a blank line": ("\n---\na: 1\n---", "---\na: 1\n---"),
    "blank lines with blanks": ("\r\n \t\r\n---\r\ntitle: a\r\n---\r\n", "---\r\ntitle: a\r\n---\r\n"),
    "a space": (" ---\ntitle: a\n# c\n---\n", "---\ntitle: a\n# c\n---\n"),
    "blank lines inside": ("\n---\ntitle: a\n\ntags:\n- b\n---\n", "---\ntitle: a\n\ntags:\n- b\n---\n"),
}


@pytest.mark.parametrize(("text", "after"), LATE.values(), ids=LATE)
def test_what_is_empty_above_frontmatter_goes(text: str, after: str) -> None:
    assert mended(FrontmatterNotFirst(), text, unsafe=True) == after


CLOSED = {
    "a rule and prose": "---\nProse.\n",
    "a rule and a remark": "---\nNote: b\n\nProse.\n",
    "a rule and a blank line": "---\n\ntitle: a\n",
    "keys without a fence": "title: a\n",
}


@pytest.mark.parametrize("text", CLOSED.values(), ids=CLOSED)
def test_is_no_frontmatter_that_never_ends(text: str) -> None:
    assert words(FrontmatterUnclosed(), text) == []


UNCLOSED = {
    "---\ntitle: a": "---\ntitle: a\n---\n",
    "---\ntitle: a\n ---\nText\n": "---\ntitle: a\n---\nText\n",
    "---\ntitle: a\n...\nText\n": "---\ntitle: a\n---\nText\n",
    "---\ntitle: a\n—\nText\n": "---\ntitle: a\n---\nText\n",
    "---\r\ntags:\r\n- b\r\n# Text\r\n\r\nMore\r\n": "---\r\ntags:\r\n- b\r\n---\r\n# Text\r\n\r\nMore\r\n",
}


@pytest.mark.parametrize(("text", "after"), UNCLOSED.items(), ids=UNCLOSED)
def test_frontmatter_is_closed_where_it_seems_to_end(text: str, after: str) -> None:
    assert mended(FrontmatterUnclosed(), text) == text
    assert mended(FrontmatterUnclosed(), text, unsafe=True) == after


NOTES = st.lists(
    st.sampled_from(
        [
            "---\n",
            "---\n",
            " ---\n",
            "...\n",
            "\n",
            "\r\n",
            " ",
            "share: yes\n",
            "share: true\n",
            "title: A\n",
            "title: A: b\n",
            "title: 5\n",
            "title: [A]\n",
            "aliases: [B, 2]\n",
            "aliases:\n",
            "- B\n",
            "  - C: d\n",
            "Aliases: A\n",
            "URL: https://a.example/x\n",
            "URL: ü\n",
            "tags: @x # y\n",
            "# A\n",
            "# *B* (2)\n",
            "Text\n",
            "x: |\n",
            "&a",
            "*a",
            "\ufeff",
            "```\n",
            "\x85",
        ]
    ),
    max_size=10,
).map("".join)  # fmt: skip - a table of pieces


@settings(max_examples=150)
@given(NOTES, st.booleans())
def test_no_note_makes_a_rule_fall_and_every_fix_settles(text: str, unsafe: bool) -> None:
    rules = [rule() for rule in RULES]
    end = mend(published(text), {"note.md": rules}, unsafe=unsafe)
    note = end.vault.note("note.md")

    assert end.quarrels == ()
    assert note is not None
    assert [verdict.rule.name for verdict in judge(end.vault, {"note.md": rules})] == [v.rule.name for v in end.left]
    assert all(0 <= v.finding.span.start <= v.finding.span.end <= len(v.doc.text) for v in end.left)


def broken(vault: Path) -> list[str]:
    """Return the YAML errors of a whole vault."""
    notes = (Document(path.name, path.read_bytes()) for path in vault.rglob("*.md"))
    return sorted(found.problem for note in notes if isinstance(found := properties(note), YamlError))


def test_the_help_vault_has_no_broken_yaml(corpus: Callable[[str], Path]) -> None:
    assert broken(corpus("obsidian-help")) == []


def test_the_hub_has_the_fifteen_that_are_known(corpus: Callable[[str], Path]) -> None:
    assert broken(corpus("obsidian-hub")) == [
        # A list below a value, and a Templater template with quotes within quotes [C2.2].
        "expected <block end>, but found '-'",
        "expected <block end>, but found '<scalar>'",
        *["found character '@' that cannot start any token"] * 13,
    ]
