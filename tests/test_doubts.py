"""Doubts: where a rule has none about a note, it would find nothing there. The examples of all rules ask that, too."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.bench import arranged
from vaultfix.document import BOM, Document
from vaultfix.doubt import above_ascii, always, holding
from vaultfix.passes import PASSES
from vaultfix.passes.frontmatter.missing_property import MissingProperty
from vaultfix.passes.frontmatter.property_type import PropertyType
from vaultfix.passes.frontmatter.title_mismatch import TitleMismatch
from vaultfix.rule import Rule
from vaultfix.sheaf import Sheaf, sheaves
from vaultfix.syntax.links.targets import CALLED, DEFINITION, REFERENCE, closing, closings
from vaultfix.vault import Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files
from vaultfix.vault.schema import Kind, Schema, Schemas, Wanted

RULES = (
    *(rule() for group in PASSES for rule in group.rules),
    MissingProperty(always=("title",)),
    PropertyType(booleans=("publish",), texts=("permalink", "TAGS"), lists=(), urls=("aliases",)),
)
OTHERS = {
    "index.md": "---\nshare: true\ntitle: Home\nURL: https://e.org\n---\n",
    "tides.md": "---\nshare: true\naliases: [High water]\npermalink: tides\n---\n# Tides\n\nEbb ^ebb\n",
    "a/tides.md": "# Low\n",
    "moon.md": "",
}
SCHEMAS = (
    Schemas(),
    Schemas(in_obsidian={"tags": Kind.LIST, "publish": Kind.CHECKBOX, "permalink": Kind.TEXT, "aliases": Kind.LIST}),
    Schemas((Schema(properties={"publish": Wanted(Kind.TEXT, required=True)}),)),
    Schemas((Schema(json={"required": ["title"]}, json_name="s.json"),)),
)


def vault_of(*texts: str) -> Vault:
    """Return a vault with notes of these texts, `note.md` and what stands behind it."""
    named = zip(("note.md", "notes/b.md", "zebra.md"), texts, strict=False)
    notes = {path: Document.of(path, text) for path, text in (*OTHERS.items(), *named)}
    return Vault(notes, Files(frozenset(notes) | {"p.png", "Moon.md"}))


def missed(docs: Iterable[Document], vault: Vault) -> Iterator[tuple[str, str]]:
    """Yield the notes, with the rules that find something there, of which they had no doubt in a look at all of them."""
    for sheaf in sheaves(docs):
        for rule in RULES:
            for at in frozenset(sheaf.every).difference(rule.doubt.places(sheaf, vault)):
                doc = sheaf.docs[at]
                if (doc.is_utf8 or rule.judges_bytes) and any(rule.check(doc, vault)):
                    yield doc.path, rule.name


def test_rules_that_say_nothing_of_it_doubt_every_note() -> None:
    class Plain(Rule):
        """A rule."""

    assert Plain().doubt is always


def test_doubts_that_say_the_same_are_the_same() -> None:
    assert holding("[^") == holding("[^") != holding("^")
    assert len({holding("[^"), holding("[^"), above_ascii, always}) == 3


def test_a_doubt_is_asked_once_for_all_who_have_a_sort_of_it() -> None:
    one, other = above_ascii.of("one"), above_ascii.of("other")

    first, last = arranged([one, always, other, one, above_ascii])

    assert (first.doubt, first.sharing, first.further) == (above_ascii, [4], {"one": [0, 3], "other": [2]})
    assert last == (always, [1], {})


HEADS = st.sampled_from(
    [
        *("share: true", "share: yes", "share: 1", '"share": true', '"sh\\x61re": true', "SHARE: true", "? share\n: true"),
        *("title: Home", "title: Tides", 'title: "Tides"', "title: 'Tides'", "title: Tides.", "title: [Tides]", "title:\n- Tides", "title: 1984", "title:", "Title: x", "alias: a", "taG: b", "cssclaß: c", "cssclass: d"),
        *("aliases: [High water]", "aliases:\n- High water\n- 1", "aliases: true", "aliases: null", "aliases:", "aliases: {a: b}"),
        *("aliases:\n  - One: two", "aliases: 'true'", 'aliases:\n- "a"\n-', "aliases: [1]", "aliases: [null, a]", "aliases: # x"),
        *("tags: [a, b/c]", "tags: a b", "tags: 1984", "tags:\n- x\n- C++", "taGſ: é!", "tags: true", "tags: [x, 9]", "tags: ⸯ"),
        *("permalink: tides", "permalink: /", "URL: https://e.org/x", "url: nope", "URL: 5", "draft: true", "publish: true"),
        *("publish: yes", "publish: null", "publish: false ", "up: [[moon]]", 'up: "[[moon]]"', "note: a #b", "note: &c d", "n: {a}"),
        *("n: 12345678901234567", "n: a: b", "n: http://e.org#x", "n: it's", "n: 'it''s'", "n: *x", "n: | \n  a", "vaultfix:", "- a"),
        *("  - b", "  b: c", "# c", "", " ", "n:\tb", "n: b\t", "a b: c", "n : c", "---", "--- ", "...", "\ufeff", "n: \udcff"),
    ]
)  # fmt: skip
PIECES = st.sampled_from(
    [
        *("# Tides\n", "# Tides\n", "# *Tides*\n", "# Tides #\n", "Moon\n=\n", "## Low #\n", "#\ttab\n", "Tides\n===\n", "[[moon]]", "[[tides#Ebb]]", "[[tides#^ebb]]", "[[nope]]"),
        *("![[p.png]]", "[t](tides.md)", "[t](a b.md)", "[t](a(b.md)", "[t](a)b.md)", "[t]( a )", "[]()", "[x][y]", "[y]: z.md\n"),
        *("[^1]", "\n[^1]: x\n", "\\[^1]", "[[^1]", "[^1]:", "[^A]", "\n[^a]: x\n", "\n- [^1]: x\n", "]^a\n", " ^a\n", " ^a_b\n", "|a|b|\n|-|-|\n|1|\n", "\n|a|\n|-|-|\n", "|\\\\|", "```\n", "%%\n", "$$\n"),
        *("<!--", "-->", "<!-- vaultfix-ignore -->", "<!-- vaultfix-ignore-end -->", "%% vaultfix-ignore nope %%", "\r", "\r\n", "\n"),
        *("\n\n", "\0", "\x85", "\x7f", "\u200b", "\u00ad", BOM, "é", "Ã©", "â€™", "ðŸ˜€", "\ufffd", "e\u0301", "\udcff", "☺", "👩\u200d"),
        *(" ", "  \n", "---\n", "--- \n", "----\n", "---yaml\n", "title: x\n", "aliases:\n", "- a\n", "> ", "    ", "(", ")", "|", "`", "\\"),
    ]
)  # fmt: skip
NOTES = st.one_of(
    st.lists(PIECES, max_size=12).map("".join),
    st.tuples(st.lists(HEADS, max_size=4), st.lists(PIECES, max_size=5), st.sampled_from(["\n", "\r\n", "\r"])).map(
        lambda parts: parts[2].join(["---", *parts[0], "---", ""]) + "".join(parts[1])
    ),
)


@settings(max_examples=150)
@given(
    st.lists(NOTES, min_size=1, max_size=3),
    st.sampled_from([("obsidian",), ("portable",), ("obsidian", "portable"), ("obsidian", "portable", "quartz")]),
    st.sampled_from(SCHEMAS),
    st.sampled_from(["share", "publish", "it's"]),
)
@example(["---\ntags:\n- a\nAliases:\n- b\naliases: c\n---\n"], ("obsidian",), SCHEMAS[0], "share")
@example(["---\nshare: true\n---\n[m](moon.md)\n"], ("obsidian", "portable"), SCHEMAS[0], "share")
@example(["a\n<!-- open", "b\n-->\n"], ("obsidian",), SCHEMAS[0], "share")
@example(["```\nopen", "```\nb\n```\n"], ("obsidian",), SCHEMAS[0], "share")
@example(["# One\n\n# One\n", "# One\n", "no heading"], ("obsidian",), SCHEMAS[0], "share")
@example(["%% [[nope]] %%\n", "[[nope]] %%\n", "%%\n"], ("obsidian",), SCHEMAS[0], "share")
@example(["[t](tides.md)", "[t](tides.md)", "[t](a/tides.md)"], ("obsidian", "portable"), SCHEMAS[0], "share")
@example(["[[#Ebb]]\n# Ebb\n", "[[#Ebb]]\n", "[[a/tides.md]]"], ("obsidian",), SCHEMAS[0], "share")
@example(["[t](a\u00a0b.md)", "[t](<a b.md>)", "[t](a b.md)"], ("obsidian", "portable"), SCHEMAS[0], "share")
@example(["\r", "a\r", "b\n"], ("obsidian",), SCHEMAS[0], "share")
def test_no_rule_misses_what_it_would_find(
    texts: list[str], profiles: tuple[str, ...], schemas: Schemas, share: str
) -> None:
    vault = replace(vault_of(*texts), profiles=profiles, schemas=schemas, customs=Customs(share_property=share))

    assert list(missed(map(vault.documents.__getitem__, sorted(vault.documents)), vault)) == []


@pytest.mark.parametrize("padding", ["", "\n" * 30_000], ids=["short", "long"])
def test_what_is_found_in_many_notes_is_told_of_those_that_hold_it(padding: str) -> None:
    texts = ["ab", "", "b ^x", "^y\n^x ab $$", f"a{padding}"]
    sheaf = Sheaf([Document.of(f"{at}.md", text) for at, text in enumerate(texts)])

    assert list(sheaf.holding(b"ab")) == [0, 3]
    assert list(sheaf.holding(b"$$")) == [3]
    assert list(sheaf.holding(b"nowhere")) == []
    named = re.compile(rb"\^[a-z][ \t]*(?:[\r\n]|\Z)")
    assert list(sheaf.matching(named)) == list(sheaf.matching(named, b"^")) == [2, 3]
    assert list(sheaf.matching(re.compile(b"ab"), b"a")) == [0, 3]
    assert list(sheaf.foreign) == []


@pytest.mark.parametrize(
    ("text", "stands"),
    [
        ("[[a]]: b [c](d.md) [e]", set()),
        ("x[[a]]:\n[^", set()),
        ("[a][b]", {REFERENCE}),
        ("[[a]][[b]]", {REFERENCE}),
        ("[a]: b.md", {DEFINITION}),
        ("[a\\]]: b.md", {DEFINITION}),
        ("]]: b", set()),
        ("[[a]](b.md) [^1]:", {CALLED, DEFINITION}),
    ],
)
def test_what_a_bracket_is_closed_by_is_told_at_a_glance(text: str, stands: set[bytes]) -> None:
    sheaf = Sheaf([Document.of(f"{at}.md", each) for at, each in enumerate(("", text, "]", ":"))])

    assert closings(sheaf) == stands
    assert {wanted for wanted in (REFERENCE, DEFINITION, CALLED) if list(closing(sheaf, wanted)) == [1]} == stands


def test_notes_are_bound_in_their_order_and_none_is_lost() -> None:
    docs = [Document(f"{at}.md", b"x" * size) for at, size in enumerate([10, 3_000_000, 5, *[2] * 600])]

    bound = list(sheaves(docs))

    assert [doc for sheaf in bound for doc in sheaf.docs] == docs
    assert max(len(sheaf.docs) for sheaf in bound) < len(docs)
    assert all(sheaf.raw == b"\n".join(doc.raw for doc in sheaf.docs) for sheaf in bound)


TITLES = st.sampled_from(
    [
        "title: Tides",
        'title: "Tides"',
        "Title: Tides",
        "title: Low tide.",
        "title: Tides #1",
        "title: [Tides]",
        "title:",
        "share: no",
    ]
)
BODIES = st.sampled_from(
    [
        *("# Tides\n", "# Low tide.\n", "# *Tides*\n", "# Tides #\n", "# Moon\n", "  #\tMoon\n", "> # Moon\n", "- # Moon\n"),
        *("#\n", "## Moon\n", "Moon\n=\n", "> Moon\n> ==\n", "`# x`\n", "```\n# x\n```\n", "    # x\n", "%%\n", "\n", "a\n"),
    ]
)  # fmt: skip


@settings(max_examples=300)
@given(st.lists(TITLES, max_size=2), st.lists(BODIES, max_size=4), st.sampled_from(["\n", "\r\n", "\r"]))
@example(["Title: Moon", "title: Tides"], ["# Tides\n"], "\n")
def test_no_title_is_missed_that_differs_from_the_heading(heads: list[str], body: list[str], newline: str) -> None:
    text = "\n".join(["---", *heads, "---", *body]).replace("\n", newline)
    vault = vault_of(text)
    doc = vault.note("note.md")

    assert doc is not None
    assert TitleMismatch().doubt.holds(doc, vault) or not any(TitleMismatch().check(doc, vault))


@pytest.mark.parametrize("name", ["obsidian-hub", "obsidian-help"])
def test_no_rule_misses_anything_in_a_corpus(name: str, notes: Callable[[str], list[Path]]) -> None:
    chosen = notes(name)
    documents = {path.name: Document(path.name, path.read_bytes()) for path in chosen}
    vault = Vault(documents, Files(frozenset(documents)))

    assert list(missed(documents.values(), vault)) == []
