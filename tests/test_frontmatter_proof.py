"""No fix in the frontmatter changes what it does not mean to change: the proof itself, and every rule held to it."""

import re
from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes.frontmatter import RULES
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_proof import Meant, proved
from vaultfix.text import Edit, Fix, Span, splice
from vaultfix.vault import Vault
from vaultfix.vault.files import Files
from vaultfix.vault.schema import Kind, Schema, Schemas, Wanted

NOTE = "---\na: 1 # one\nb: [x, {y: z}]\n# two\nc: |\n  text # no comment\n---\nBody\n"


def edit(before: str, after: str, text: str = NOTE) -> Fix:
    start = text.index(before)
    return Fix((Edit(Span(start, start + len(before)), after),))


def value_of(key: str, text: str = NOTE) -> Span:
    found = properties(Document.of("n.md", text))
    assert isinstance(found, Properties)
    entry = found.get(key)
    assert entry is not None
    return entry.value_span


KEPT = {
    "a value is what is meant": (edit("1", "2"), Meant(changed={value_of("a"): 2})),
    "a key is renamed": (edit("a:", "d:"), Meant(renamed={"a": "d"})),
    "an item is what is meant": (edit("x", "w"), Meant(changed={value_of("b"): ["w", {"y": "z"}]})),
    "a property is added": (edit("comment\n", "comment\nd: e\n"), Meant(added={"d": "e"})),
    "spaces come and go": (edit("[x, {", "[ x,{"), Meant()),
    "the YAML stays, and a fence changes": (edit("---\na", "--- \na"), Meant()),
    "a comment becomes part of a value": (
        edit("1 # one", '"1 # one"'),
        Meant(changed={value_of("a"): "1 # one"}, comment=Span(NOTE.index("# one"), NOTE.index("# one") + 5)),
    ),
}


@pytest.mark.parametrize(("fix", "meant"), KEPT.values(), ids=KEPT)
def test_a_fix_is_proved_where(fix: Fix, meant: Meant) -> None:
    assert proved(Document.of("n.md", NOTE), fix, meant) == fix


REFUSED = {
    "a value is another": (edit("1", "2"), Meant()),
    "a value has another type": (edit("1", "true"), Meant(changed={value_of("a"): 1})),
    "a number is written as text": (edit("1", '"1"'), Meant(changed={value_of("a"): 1})),
    "a whole number becomes a broken one": (edit("1", "1.0"), Meant()),
    "a comment goes": (edit(" # one", ""), Meant()),
    "a comment changes": (edit("# two", "# three"), Meant()),
    "a comment joins a value": (edit("1 # one", '"1 # one"'), Meant(changed={value_of("a"): "1 # one"})),
    "a key goes": (edit("a: 1 ", ""), Meant()),
    "a key comes twice": (edit("a: 1", "a: 1\na: 1"), Meant()),
    "two keys change places": (edit("a: 1 # one\nb: [x, {y: z}]", "b: [x, {y: z}]\na: 1 # one"), Meant()),
    "a key inside changes": (edit("y: z", "w: z"), Meant()),
    "a block text loses a space": (edit("  text", " text"), Meant(changed={value_of("a"): 2})),
    "it can no longer be read": (edit("[x", "[x: : "), Meant()),
    "there is no frontmatter any more": (edit("---\nBody", "Body"), Meant()),
    "the block ends early": (edit("# two", "---"), Meant()),
    "the body changes": (edit("Body", "Bodies"), Meant()),
    "the body moves": (edit("---\nBody", "---\n\nBody"), Meant()),
    "what is added is not what is meant": (edit("comment\n", "comment\nd: f\n"), Meant(added={"d": "e"})),
    "something is added where nothing is meant": (edit("comment\n", "comment\nd: f\n"), Meant()),
}


@pytest.mark.parametrize(("fix", "meant"), REFUSED.values(), ids=REFUSED)
def test_a_fix_is_refused_where(fix: Fix, meant: Meant) -> None:
    assert proved(Document.of("n.md", NOTE), fix, meant) is None


@pytest.mark.parametrize("yaml", ["a: 1\na: 2\n", "a: b: c\n", "Prose\n"], ids=["a key twice", "broken", "prose"])
def test_what_cannot_be_read_before_proves_nothing(yaml: str) -> None:
    text = f"---\n{yaml}z: 1\n---\n"

    assert proved(Document.of("n.md", text), edit("z: 1", "z: 2", text), Meant()) is None


def test_frontmatter_may_be_new() -> None:
    doc = Document.of("n.md", "Body\n")
    fix = Fix((Edit(Span(0, 0), "---\na: 1\n---\n"),))

    assert proved(doc, fix, Meant(added={"a": 1})) == fix
    assert proved(doc, fix, Meant(added={"a": 2})) is None


SCALARS = st.sampled_from(
    ["1", "1984", "true", "yes", '"yes"', "no", "0", "a", "it's", "C#", '"q: r"', "'s'", "Foo #bar", "#bar", "#fff", "&x", "&y z",
     "{x}", "{date}", "[[Note]]", "[[Note|N]]", "[[Gone]]", "[[1, 2]]", "2026-1-5", "2026/01/31", "2026-01-31 10:30", '"5"', "a, b",
     "two words", "C++", "{{x}}", "20240101123456789", "https://a.example/x", "x y  ", "~", "", "[a, 1]", "[]", "{a: 1}", "Done"]
)  # fmt: skip
LISTS = st.lists(SCALARS, min_size=1, max_size=3).map(lambda items: "".join(f"\n  - {item}" for item in items))
BLOCKS = st.sampled_from(["|\n  a # b\n  c: d  ", ">-\n  e\n\n  f", "\n  in: 1\n  deep: [x] # c", "'l\n  m'"])
COMMENTS = st.sampled_from(["", "", " # c", "   # d: e", "  ", "\t# tab"])
ABOVE = st.sampled_from(["", "", "# above\n", "\n"])
FENCES = st.sampled_from([("---", "---"), ("---", "---"), ("---  ", "---"), ("---", "--- \t")])
BODIES = st.sampled_from(["", "# Foo #bar\n", "# It\n", "Body  \n"])
KEYS = (
    "share",
    "title",
    "aliases",
    "alias",
    "tag",
    "tags",
    "cssclass",
    "URL",
    "rating",
    "day",
    "moment",
    "status",
    "up",
    "K",
)


@st.composite
def notes(draw: st.DrawFn) -> str:
    """Draw a note whose frontmatter has each key at most once, now and then with a comment or a blank line."""
    keys = draw(st.lists(st.sampled_from(KEYS), min_size=1, max_size=6, unique=True))
    rows = []
    for key in keys:
        value = draw(st.one_of(SCALARS, SCALARS, LISTS, BLOCKS))
        tail = "" if "\n" in value else draw(COMMENTS)
        gap = "" if value.startswith("\n") or not value else " "
        rows.append(f"{draw(ABOVE)}{key}:{gap}{value}{tail}\n")
    yaml, (opening, closing), body = "".join(rows), draw(FENCES), draw(BODIES)
    return f"{opening}\n{yaml}{closing}\n{body}".replace("\n", draw(st.sampled_from(["\n", "\n", "\r\n"])))


WANTED = Schemas(
    (
        Schema(
            properties={
                "rating": Wanted(Kind.NUMBER, required=True),
                "status": Wanted(one_of=("done", "todo")),
                "title": Wanted(required=True),
            }
        ),
    ),
    {"day": Kind.DATE, "moment": Kind.DATETIME, "k": Kind.CHECKBOX},
)
JUDGES = tuple(rule() for rule in RULES if not rule.off)
MEANT_KEYS = {"alias": "aliases", "tag": "tags", "cssclass": "cssclasses"}


def vault_of(text: str) -> Vault:
    notes = {"n.md": Document.of("n.md", text), "Note.md": Document.of("Note.md", "")}
    notes["index.md"] = Document.of("index.md", "---\nURL: https://a.example\n---\n")
    return Vault(notes, Files(frozenset(notes)), schemas=WANTED)


def said(doc: Document) -> Mapping[str, str] | None:
    """Return each value under the key it has today, in a form that tells `1` from `true` and `1.0`."""
    found = properties(doc)
    if not isinstance(found, Properties) or found.repeats:
        return None
    return {MEANT_KEYS.get(entry.key, entry.key): repr(entry.value) for entry in found.entries}


def comments(doc: Document) -> list[str]:
    """Return what looks like a comment with a space behind its hash: no fix may touch one."""
    found = block(doc)
    return [] if found is None else re.findall(r"(?<!\S)#[ ]\S[^\r\n]*?(?=[ \t]*[\r\n])", found.yaml.of(doc.text))


@settings(max_examples=100)
@given(notes())
def test_each_fix_changes_one_thing_and_nothing_beside_it(text: str) -> None:
    vault = vault_of(text)
    doc = vault.documents["n.md"]
    before = said(doc)

    for verdict in judge(vault, {"n.md": JUDGES}):
        fix = verdict.finding.fix
        if fix is None:
            continue
        after = Document.of("n.md", splice(text, fix.edits))
        now = said(after)
        assert now is not None
        assert comments(doc) == comments(after)
        if verdict.rule.name != "title-mismatch":
            assert after.text[body_start(after) :] == text[body_start(doc) :]
        if before is not None:
            lasting = [key for key in now if key in before]
            assert lasting == list(before)
            changed = [key for key in before if before[key] != now[key]]
            assert len(changed) <= 1


def body_start(doc: Document) -> int:
    found = block(doc)
    return found.span.end if found else 0


@settings(max_examples=60)
@given(notes(), st.booleans())
def test_all_fixes_together_come_to_rest_and_keep_every_key(text: str, unsafe: bool) -> None:
    vault = vault_of(text)
    end = mend(vault, {"n.md": JUDGES}, unsafe=unsafe)
    note = end.vault.note("n.md")
    assert note is not None
    before, after = said(vault.documents["n.md"]), said(note)

    assert end.quarrels == ()
    if before is not None:
        assert after is not None
        assert [key for key in after if key in before] == list(before)
        assert comments(vault.documents["n.md"]) == comments(note)
    again = mend(end.vault, {"n.md": JUDGES}, unsafe=unsafe)
    assert again.fixed == ()


def test_what_is_longer_than_a_person_writes_is_only_reported() -> None:
    rows = "".join(f"k{number}: #x\n" for number in range(2000))
    found = list(judge(vault_of(f"---\n{rows}---\n"), {"n.md": JUDGES}))
    told = [verdict for verdict in found if verdict.rule.name == "truncated-value"]

    assert len(told) == 2000
    assert {verdict.finding.fix for verdict in told} == {None}
