"""The frontmatter pass on the rows of [C1] and [H7], the items of [C2.3] and [H6], and the cases of [C3]: who speaks."""

import pytest

from vaultfix.document import BOM, Document
from vaultfix.engine import judge, mend
from vaultfix.passes.frontmatter import RULES
from vaultfix.rule import Verdict
from vaultfix.syntax.properties import Properties, properties
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

PASS = tuple(rule() for rule in RULES if not rule.off)


def vault_of(text: str) -> Vault:
    notes = {"n.md": Document.of("n.md", text), "Note.md": Document.of("Note.md", "")}
    return Vault(notes, Files(frozenset(notes)))


def verdicts(text: str) -> list[Verdict]:
    return list(judge(vault_of(text), {"n.md": PASS}))


def spoke(text: str) -> list[str]:
    """Return the rules that find something, each with the kind of its fix."""
    found = verdicts(text)
    return [f"{each.rule.name} {each.finding.fix.safety.value if each.finding.fix else '-'}" for each in found]


def mended(text: str, *, unsafe: bool = False) -> str:
    note = mend(vault_of(text), {"n.md": PASS}, unsafe=unsafe).vault.note("n.md")
    assert note is not None
    return note.text


SEEN_BY_OBSIDIAN = {
    "the first line": "---\ntitle: a\n---\n",
    "CRLF": "---\r\ntitle: a\r\n---\r\n",
    "the end of the file closes": "---\ntitle: a\n---",
    "an empty block": "---\n---\n",
    "an indented fence in a block scalar closes nothing [H7]": "---\na: |\n  ---\n  b\n---\n",
    "JSON [C2.7]": '---\n{"title": "a", "tags": ["b"]}\n---\n',
    "JSON over lines that tabs indent [C2.7]": '---\n{\n\t"title": "a",\n\t"tags": ["b"]\n}\n---\n',
    "a nested map [C2.7]": "---\na:\n  b: 1\n---\n",
    "comments [C2.7]": "---\n# one\na: 1 # two\n---\n",
    "no value for a list [C3.1]": "---\ntags:\naliases:\ncssclasses:\n---\n",
    "one text for a list [C3.1]": "---\ntags: a\naliases: b, c\ncssclasses: d\n---\n",
    "a rule of four dashes": "----\n\nText: so\n\n---\n",
    "keys that nobody knows below a rule of four": "----\nMind: the gap\n---\n",
    "a heading that is underlined": "title: a\n---\n",
    "prose with a colon and a rule": "Note: a\nMore: b\n---\n",
    "no frontmatter, but a rule": "---\n\nText\n",
}


@pytest.mark.parametrize("text", SEEN_BY_OBSIDIAN.values(), ids=SEEN_BY_OBSIDIAN)
def test_nobody_speaks_of(text: str) -> None:
    assert spoke(text) == []


ROWS = {
    "a blank line before [C1]": ("\n---\ntitle: a\n---\n", ["frontmatter-not-first safe"], "---\ntitle: a\n---\n"),
    "a space before [C1]": (" ---\ntitle: a\n---\n", ["frontmatter-not-first safe"], "---\ntitle: a\n---\n"),
    "text before [C1]": ("# A\n---\ntitle: A\n---\n", ["frontmatter-not-first -"], None),
    "trailing spaces on the opening fence [C1.1]": (
        "---  \ntitle: a\n---\n",
        ["frontmatter-fence-space safe"],
        "---\ntitle: a\n---\n",
    ),
    "trailing spaces on the closing fence [C1.1]": (
        "---\r\ntitle: a\r\n--- \t\r\nb  \r\n",
        ["frontmatter-fence-space safe"],
        "---\r\ntitle: a\r\n---\r\nb  \r\n",
    ),
    "an export of hard breaks [C1.1]": (
        '---  \ntitle: "a "  \n# c  \naliases:  \n  - a  \n---  \n',
        ["frontmatter-fence-space safe"],
        '---\ntitle: "a "\n# c\naliases:\n  - a\n---\n',
    ),
    "the same around YAML that is broken [C1.1]": (
        "---  \ntitle: a: b  \n---  \n",
        ["frontmatter-fence-space safe", "invalid-yaml safe"],
        '---\ntitle: "a: b"  \n---\n',
    ),
    "four dashes open nothing [C1]": (
        "----\ntitle: a\n---\n",
        ["frontmatter-unopened safe"],
        "---\ntitle: a\n---\n",
    ),
    "a language opens nothing for Obsidian [C1]": (
        "---yaml\r\ntitle: a\r\n---\r\n",
        ["frontmatter-unopened safe"],
        "---\r\ntitle: a\r\n---\r\n",
    ),
    "a dash of typography opens nothing": (
        "—-\ntitle: a\n---\n",
        ["frontmatter-unopened safe"],
        "---\ntitle: a\n---\n",
    ),
    "no line opens": ("title: a\ntags: [b]\n---\n", ["frontmatter-unopened unsafe"], None),
    "four dashes close nothing [C1]": ("---\ntitle: a\n----\n", ["frontmatter-unclosed unsafe"], None),
    "an indented fence closes nothing [C1]": ("---\ntitle: a\n ---\n", ["frontmatter-unclosed unsafe"], None),
    "three dots close nothing [C1]": ("---\ntitle: a\n...\n", ["frontmatter-unclosed unsafe"], None),
    "never closed [C1]": ("---\ntitle: a\n\nText\n", ["frontmatter-unclosed unsafe"], None),
    "prose that is taken for properties [C1.2]": ("---\nSome prose.\n\n---\n", ["invalid-yaml -"], None),
    "prose that YAML cannot read [C1.2]": ("---\n*Some* prose.\n\n---\n", ["invalid-yaml -"], None),
    "a second block [C1.3]": ("---\na: 1\n---\n---\nb: 2\n---\n", ["frontmatter-twice unsafe"], None),
    "a second block below an empty one [C1.3]": ("---\n---\n---\ntitle: a\n---\n", ["frontmatter-twice unsafe"], None),
}


@pytest.mark.parametrize(("text", "rules", "after"), ROWS.values(), ids=ROWS)
def test_the_block_is_where_obsidian_looks(text: str, rules: list[str], after: str | None) -> None:
    assert spoke(text) == rules
    assert mended(text) == (after or text)


def test_a_byte_order_mark_hides_no_fault() -> None:
    assert spoke(BOM + "---  \ntitle: a\n---\n") == ["frontmatter-fence-space safe"]


JOINED = {
    "---\na: 1 # c\n---\n---\nb: 2 # d\n---\nText\n": "---\na: 1 # c\nb: 2 # d\n---\nText\n",
    "---\n---\n---\ntitle: a\n---": "---\ntitle: a\n---",
    "---\na: 1\n---\n \n---\ntags: [b]\n---\n": "---\na: 1\ntags: [b]\n---\n",
    "---\r\na: 1\r\n---\r\n---\r\nb: 2\r\n---\r\n": "---\r\na: 1\r\nb: 2\r\n---\r\n",
    "---\na: |\n  x\n---\n---\nb: 2\n---\n": "---\na: |\n  x\nb: 2\n---\n",
}


@pytest.mark.parametrize(("text", "after"), JOINED.items(), ids=JOINED)
def test_two_blocks_are_joined(text: str, after: str) -> None:
    assert mended(text, unsafe=True) == after


APART = {
    "a key in both": "---\na: 1\n---\n---\na: 2\n---\n",
    "a key in both, but for case": "---\na: 1\n---\n---\nA: 2\n---\n",
    "a rule and prose": "---\na: 1\n---\n\n---\nProse: yes.\n---\n",
    "a list below": "---\na: 1\n---\n---\n- b\n---\n",
    "JSON above": '---\n{"a": 1}\n---\n---\nb: 2\n---\n',
}


@pytest.mark.parametrize("text", APART.values(), ids=APART)
def test_two_blocks_stay_apart(text: str) -> None:
    assert mended(text, unsafe=True) == text


def test_a_key_of_old_above_and_its_heir_below_never_meet() -> None:
    above = "---\nalias: a\n---\n---\naliases: [b]\n---\n"

    assert mended(above, unsafe=True) == above.replace("alias: a", "aliases: [a]")


ERRORS = {
    "contains a colon and a space": ("a: b", '"a: b"'),
    "ends in a colon": ("a:", '"a:"'),
    "starts with an at sign": ("@a", '"@a"'),
    "starts with a backtick": ("`a`", '"`a`"'),
    "starts with a percent sign": ("%a", '"%a"'),
    "starts with a star": ("*a* b", '"*a* b"'),
    "starts with an exclamation mark, which eemeli only warns of": ("!a", '"!a"'),
    "a pipe and text": ("| a", '"| a"'),
    "a greater-than sign and text": ("> a", '"> a"'),
    "a dash": ("- a", None),
    "a question mark": ("? a", None),
    "a box and text": ("[x] more", '"[x] more"'),
    "a Markdown link": ("[t](u)", '"[t](u)"'),
    "a wikilink and text": ("[[A]] more", '"[[A]] more"'),
    "two wikilinks": ("[[A]], [[B]]", '"[[A]], [[B]]"'),
    "a quote and text": ('"foo" bar', '"\\"foo\\" bar"'),
    "an apostrophe": ("'tis", '"\'tis"'),
    "a tag in a list": ("[#a, b]", None),
    "a wikilink to a heading of the note": ("[[#a b]]", '"[[#a b]]"'),
    "a list in a list that cannot be read": ("[[#a, b]]", None),
    "a tab that indents": ("\n\tb: c", None),
    "a list indented badly": ("\n    - b\n  - c", None),
    "a second document": ("b\n--- c", None),
}


@pytest.mark.parametrize(("value", "quoted"), ERRORS.values(), ids=ERRORS)
def test_an_error_is_found_and_quoted_where_that_is_proved(value: str, quoted: str | None) -> None:
    """[C2.3, C2.4, H6]."""
    text = f"---\nk: {value}\nz: 1\n---\n"

    assert [each.rule.name for each in verdicts(text)] == ["invalid-yaml"]
    assert mended(text) == (f"---\nk: {quoted}\nz: 1\n---\n" if quoted else text)


def test_a_key_twice_is_an_error_without_a_fix() -> None:
    text = "---\nk: 1\nk: 2\n---\n"

    assert spoke(text) == ["duplicate-key -"]
    assert mended(text, unsafe=True) == text


LONG = "word " * 40


@pytest.mark.parametrize(
    "yaml", [f"a: {LONG}#x", f"a: &x {LONG}", f"a: {{{LONG}}}", f"tags: {LONG}", f"share: {LONG}", f"URL: {LONG}"]
)
def test_a_message_is_short_where_a_value_is_long(yaml: str) -> None:
    assert [len(each.finding.message) < 200 for each in verdicts(f"---\n{yaml}\n---\n")] == [True]


def test_a_text_over_several_lines_is_cut_off_without_a_fix() -> None:
    (verdict,) = verdicts("---\na: one\n  two #three\n---\n")

    assert (verdict.finding.fix, verdict.finding.choices) == (None, ())


DAMAGED = {
    "a hash cuts": ("Foo #bar", "truncated-value -", None),
    "a hash at the beginning": ("#bar", "truncated-value unsafe", '"#bar"'),
    "a hash in an item": ("\n- #tag", "truncated-value unsafe", '\n- "#tag"'),
    "a wikilink": ("[[Note]]", "unquoted-link-value safe", '"[[Note]]"'),
    "a wikilink with a colon": ("[[A: B]]", "unquoted-link-value -", None),
    "a mark": ("&x", "truncated-value unsafe", '"&x"'),
    "a mark and text": ("&x and y", "truncated-value unsafe", '"&x and y"'),
    "braces": ("{x}", "truncated-value unsafe", '"{x}"'),
    "too many digits [C2.1]": ("20240101123456789", "truncated-value unsafe", '"20240101123456789"'),
}


@pytest.mark.parametrize(("value", "rule", "after"), DAMAGED.values(), ids=DAMAGED)
def test_silent_damage_is_told(value: str, rule: str, after: str | None) -> None:
    """[C2.3, C2.5, H6]."""
    text = f"---\nk: {value}\nz: 1 # c\n---\n"

    assert spoke(text) == [rule]
    assert mended(text, unsafe=True) == (f"---\nk: {after}\nz: 1 # c\n---\n" if after else text)


@pytest.mark.parametrize("yaml", ["key:value", "key:\xa0v", "key:value\nother: 1"])
def test_a_colon_without_a_space_makes_no_property(yaml: str) -> None:
    """[C2.3]: the whole is a text, or an error."""
    assert spoke(f"---\n{yaml}\n---\n") == ["invalid-yaml -"]


FINE = ["🏡 Home", "2024 | x", "C#", "a:b", "https://a.example/b#c", "it's", "<% tp.file.title %>", "{{date}}", "b   ",
        "b # a comment", "# a comment", "#!", "[a, b]", "{a: 1}", "{}", "\n- b\n- c", '"#b"', "'&b'", "AT&T", "a & b", "[[1, 2]]",
        "[[{{x}}]]", "9007199254740992", "[]", "\n- [[1, 2], [3, 4]]", "|\n  a #b &c {d}", '"[[Note]]"', "a #", "!!str 5"]  # fmt: skip


@pytest.mark.parametrize("value", FINE)
def test_is_fine(value: str) -> None:
    """[C2.3, H6]."""
    assert spoke(f"---\nk: {value}\naffiliate link: z\n---\n") == []


def test_a_mark_that_is_repeated_is_one() -> None:
    assert spoke("---\na: &x one\nb: *x\n---\n") == []


@pytest.mark.parametrize("key", ["R&D", "Rock &Roll", "a [&b"])
def test_a_key_with_an_ampersand_is_no_mark(key: str) -> None:
    assert spoke(f"---\n{key}:\nz: 1\n---\n") == []


DEPRECATED = {
    "alias: X": ("safe", "aliases: [X]"),
    "alias: 'X' # c": ("safe", "aliases: [X] # c"),
    "alias: 1984": ("safe", 'aliases: ["1984"]'),
    "alias:": ("safe", "aliases:"),
    "alias: [a, b]": ("safe", "aliases: [a, b]"),
    "alias: a, b": ("unsafe", "aliases: [a, b]"),
    "ALIAS: X": ("safe", "aliases: [X]"),
    '"alias": X': ("safe", '"aliases": [X]'),
    "tag: a": ("safe", "tags: [a]"),
    "tag: a b": ("unsafe", "tags: [a, b]"),
    "tag:\n- a": ("safe", "tags:\n- a"),
    "cssclass: wide": ("safe", "cssclasses: [wide]"),
    "alias: |\n  X": ("-", None),
    "alias: X\naliases: [Y]": ("-", None),
    "alias: X\nAlias: Y": ("- -", None),
    "tag: a\nTags:": ("-", None),
    '{"alias": "X"}': ("safe", '{"aliases": [X]}'),
}


@pytest.mark.parametrize(("yaml", "fate"), DEPRECATED.items(), ids=DEPRECATED)
def test_a_key_of_old_is_renamed(yaml: str, fate: tuple[str, str | None]) -> None:
    """[C3.2]."""
    text = f"---\n{yaml}\nz: 1 # c\n---\n" if yaml[0] != "{" else f"---\n{yaml}\n---\n"
    kinds, after = fate
    found = [each for each in spoke(text) if each.startswith("deprecated-property")]

    assert found == [f"deprecated-property {kind}" for kind in kinds.split(" ")]
    assert mended(text, unsafe=True) == (text.replace(yaml, after) if after else text)
    if "unsafe" not in kinds and after:
        assert mended(text) == text.replace(yaml, after)


TAGS = ["a", '"#a"', "a/b", "a_b-c", "2026-plans", "été", "日本語", "🏷️", "👩‍🌾", "y1984", "[a, b]", "{{x}}", ""]


@pytest.mark.parametrize("tag", TAGS)
def test_is_a_tag(tag: str) -> None:
    """[C3.4]."""
    assert spoke(f"---\ntags: {tag}\n---\n") == []


NO_TAGS = {
    "1984": None,
    "'1984'": None,
    '"#1984"': None,
    "two words": "[two, words]",
    "a, b": "[a, b]",
    "a, 5": None,
    "C++": None,
    "[a b]": None,
    "[C++, a]": None,
    "\n- 7": None,
    "\n- a: b": None,
    "true story": '["true", story]',
    "“a”": None,
}


@pytest.mark.parametrize(("value", "after"), NO_TAGS.items(), ids=NO_TAGS)
def test_is_no_tag(value: str, after: str | None) -> None:
    """[C3.1, C3.4]."""
    text = f"---\ntags: {value}\n---\n"

    assert [each.rule.name for each in verdicts(text)] == ["invalid-tag"]
    assert mended(text) == text
    assert mended(text, unsafe=True) == (f"---\ntags: {after}\n---\n" if after else text)


@pytest.mark.parametrize("text", [text for text, _, after in ROWS.values() if after])
def test_what_is_mended_can_be_read(text: str) -> None:
    assert isinstance(properties(Document.of("n.md", mended(text))), Properties)
