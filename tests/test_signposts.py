"""Signposts: what is told of a note by its bytes alone, or is remembered of it, is what the note itself would tell."""

from collections import Counter
from collections.abc import Iterator

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.passes.links import RULES
from vaultfix.passes.links.oddities import doubtful_links
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.closed import maybe_open
from vaultfix.syntax.headings import headings, sure_headings
from vaultfix.syntax.unfenced import all_shown, unfenced
from vaultfix.syntax.zones import Zone, unclosed, zone_at
from vaultfix.vault import Vault
from vaultfix.vault.binding import loose
from vaultfix.vault.called import all_notes, heard, tell
from vaultfix.vault.files import Files
from vaultfix.vault.plain import is_plain_destination, is_plain_target
from vaultfix.vault.signposts import has_heading, has_id, put_up

LINES = (
    *(
        "# Near",
        "## Far side",
        "### near!",
        "# Far side ^b",
        "## Near #",
        "#tag",
        "# ",
        "####### seven",
        "# Ä_ö [x](y)",
        "# near &amp; far",
    ),
    *(
        "> # Near",
        "- # Near",
        " # Near",
        "    # Near",
        "1. x",
        "- > x",
        "> x",
        "x",
        "",
        "",
        "  y",
        "\ty",
        "# a\\b",
        "# <b>",
    ),
    *("```", "```", "````", "```python", "```a`b", "~~~", "  ```", "\t```", "> ```", "- ```", "x ```", "    ```"),
    *("---", "===", "%%", "%% x %%", "$$", "$$x$$", "<div>", "<b>", "<!-- x", "-->", "</pre>", "<pre>", "x <b> y"),
    *(
        "[d]: x",
        "[d]: x 'a",
        "b'",
        "[^1]: x",
        "[ ] x",
        "[d",
        "]: x",
        "- [d]: x 'a",
        "| a | b |",
        "|---|---|",
        "\v",
        "\f",
    ),
    *("[[nope]]", "[x](nope.md)", "%% [[nope]] %%", "\r", "[[Moon#Near]]", "\x00", "{{x}}", "# {{x}}"),
)
NOTES = st.builds(
    "{}{}{}".format,
    st.sampled_from(
        ["", "", "---\na: 1\n---\n", "---\n", "---\n# x\n--- \n", "\ufeff", "\ufeff---\na: 1\n---\n", "---\n---\n"]
    ),
    st.lists(st.sampled_from(LINES), max_size=10).map("\n".join),
    st.sampled_from(["", "\n"]),
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("# One\n\ntext\n## Two  \n", [b"One", b"Two"], id="at the margin"),
        pytest.param("---\n# no: 1\n---\n# One\n", [b"One"], id="below the properties"),
        pytest.param("```sh\n# no\n```\n# One\n", [b"One"], id="outside fences"),
        pytest.param("# One #\n# Two ^b\n# Three\n", [b"Three"], id="whose words are all that is written there"),
        pytest.param("x <b>y</b>\n# One\n- [ ] x\n[[y]]\n", [b"One"], id="beside what begins no block"),
        pytest.param("[^1]: x\n# One\n", [b"One"], id="below a footnote"),
        pytest.param("```sh\n# no\n", None, id="a fence that is open"),
        pytest.param("%%\n# no\n%%\n", None, id="a comment"),
        pytest.param("<div>\n# no\n", None, id="HTML"),
        pytest.param("One\n---\n", None, id="an underline"),
        pytest.param("> # One\n", None, id="a heading in a quote"),
        pytest.param("# One\r\n", None, id="other line ends"),
    ],
)
def test_headings_that_hardly_anything_could_hide(text: str, expected: list[bytes] | None) -> None:
    assert sure_headings(Document.of("n.md", text)) == expected


@settings(max_examples=1000, deadline=None)
@given(NOTES)
@example("```\n\t```\n# x\n```\n")
@example("````\n```\n# x\n````\n# y")
@example("[d]: x 'a\n# x\n'")
@example("[d\n```\n]: x\n```\n# Near")
def test_sure_headings_are_headings(text: str) -> None:
    sure = sure_headings(Document.of("n.md", text))

    assert {each.decode() for each in sure or ()} <= {heading.text for heading in headings(Document.of("n.md", text))}


@settings(max_examples=1000, deadline=None)
@given(NOTES)
@example("```\n\t```\n[[nope]]\n```\n")
@example("- ```\n```\n[[nope]]\n```\n")
def test_what_is_left_out_as_code_is_code_and_nothing_is_open(text: str) -> None:
    doc = Document.of("n.md", text)
    left = unfenced(doc.raw)
    if left is None:
        return
    lost = doc.text.count("nope") - b"".join(left).count(b"nope")

    assert lost == sum(zone_at(doc, at) is Zone.FENCED_CODE for at in found(doc.text, "nope"))
    assert unclosed(doc) == ()


@given(st.lists(NOTES, min_size=1, max_size=4))
def test_only_notes_with_something_open_are_doubted_for_it(texts: list[str]) -> None:
    docs = [Document.of(f"{at}.md", text) for at, text in enumerate(texts)]

    assert {at for at, doc in enumerate(docs) if unclosed(doc)} <= {*maybe_open(Sheaf(docs))}


FRAGMENTS = (
    *(
        "Near",
        "near",
        "Far side",
        "far-side",
        "Far%20side",
        "far side",
        "near!",
        "near-1",
        "NEAR",
        "a\\b",
        "ab",
        "",
        " ",
    ),
    *(
        "^b",
        "Far side ^b",
        "Near#Far side",
        "seven",
        "ä_ö-x",
        "Ä_ö [x](y)",
        "%00",
        "Near%00Far",
        "Near%0AFar side",
        "b",
        "<b>",
    ),
    *("{{x}}", "Ä_ö x", "x", "near--far", "near-amp-far"),
)
FRAGMENT = st.sampled_from(FRAGMENTS)
PROFILES = st.sampled_from(
    [
        *(("obsidian",), ("portable",), ("quartz",)),
        *(("obsidian", "portable"), ("obsidian", "quartz"), ("obsidian", "portable", "quartz")),
    ]
)


def vault_of(text: str, profiles: tuple[str, ...] = ("obsidian", "portable")) -> Vault:
    documents = {"Moon.md": Document.of("Moon.md", text), "n.md": Document.of("n.md", "")}
    return Vault(documents, Files(frozenset(documents)), profiles)


@settings(max_examples=500, deadline=None)
@given(NOTES, NOTES, FRAGMENT, st.booleans())
@example("# near &amp; far\n", "", "near-amp-far", False)
def test_what_stands_on_a_signpost_is_found_in_the_note_as_it_is_now(
    text: str, later: str, fragment: str, is_met: bool
) -> None:
    vault = vault_of(text)
    if is_met:
        put_up(vault, vault.documents["Moon.md"])
    for now in (vault, vault.turned([Document.of("Moon.md", later)]), vault):
        anchors = now.anchors("Moon.md")
        said = fragment.encode()

        assert anchors
        assert anchors.in_obsidian(fragment) or not has_heading(now, "Moon.md", said)
        assert anchors.on_github(fragment) or not has_id(now, "Moon.md", said)


@settings(max_examples=500, deadline=None)
@given(NOTES, FRAGMENT, PROFILES)
@example("# Ä_ö [x](y)\n", "Ä_ö x", ("obsidian", "portable"))
@example("# !\n", "", ("portable",))
@example("# Far side\n", "far-side", ("obsidian", "quartz"))
def test_a_link_is_plain_with_signposts_as_it_is_without(text: str, fragment: str, profiles: tuple[str, ...]) -> None:
    told = told_of(vault_of(text, profiles), fragment)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vaultfix.vault.plain.has_heading", lambda *_: False)
        patch.setattr("vaultfix.vault.plain.has_id", lambda *_: False)

        assert told == told_of(vault_of(text, profiles), fragment)


def told_of(vault: Vault, fragment: str) -> tuple[bool, bool]:
    doc = vault.documents["n.md"]
    return is_plain_target(doc, vault, f"Moon#{fragment}"), is_plain_destination(doc, vault, f"Moon.md#{fragment}")


@pytest.mark.parametrize("is_met", [True, False])
def test_an_id_that_takes_long_to_make_is_on_a_signpost_once_it_is_asked_for(*, is_met: bool) -> None:
    vault = vault_of("See [[Moon#Größe]].\n\n# Größe\n\n# A <b>c</b>\n")
    if is_met:
        put_up(vault, vault.documents["Moon.md"])
    wanted = ("größe", "a-c", "gr", "a-bcb")

    for _ in "ab":
        assert has_heading(vault, "Moon.md", "Größe".encode())
        assert [has_id(vault, "Moon.md", name.encode()) for name in wanted] == [True, True, False, False]


@pytest.mark.parametrize(
    ("heading", "name", "other"),
    [
        ("A <b>c</b>", b"a-c", b"a-bcb"),
        ("a [x](y)", b"a-x", b"a-xy"),
        ("_a_ b", b"a-b", b"_a_-b"),
        ("a \\_b", b"a-_b", b"a-b"),
    ],
)
def test_what_a_heading_is_written_with_is_no_part_of_its_id(heading: str, name: bytes, other: bytes) -> None:
    vault = vault_of(f"# {heading}\n")

    assert [has_id(vault, "Moon.md", each) for each in (name, other)] == [True, False]


def test_neither_two_headings_nor_two_ids_are_one() -> None:
    vault = vault_of("# Near\n\n# Far\n")

    assert not has_heading(vault, "Moon.md", b"Near\nFar")
    assert not has_id(vault, "Moon.md", b"near\0far")
    assert not has_id(vault, "Moon.md", b"")


def test_a_fragment_alone_is_looked_for_in_each_note_anew() -> None:
    documents = {path: Document.of(path, text) for path, text in (("a.md", "# Near\n"), ("b.md", "# Far\n"))}
    vault = Vault(documents, Files(frozenset(documents)))

    assert [is_plain_destination(doc, vault, "#near") for doc in documents.values()] == [True, False]
    assert [is_plain_target(doc, vault, "#Near") for doc in documents.values()] == [True, False]


def test_what_programs_read_differently_is_never_plain_whatever_files_there_are() -> None:
    documents = {path: Document.of(path, "") for path in ("n.md", " a.md", "a .md", "a:b.md", "a^b.md", "\udcff.md")}
    vault = Vault(documents, Files(frozenset(documents)))
    doc = documents["n.md"]

    assert [each for each in (" a", "a ", "a:b", "a^b", "\ta") if is_plain_target(doc, vault, each)] == []
    assert not is_plain_destination(doc, vault, "%FF.md")


def test_no_more_signposts_are_kept_than_there_is_room_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("vaultfix.vault.signposts._Posts.room", 10)
    vault = vault_of("# Near\n\n# Far side\n")
    reads = Counter[str]()

    def note(vault: Vault, path: str) -> Document:
        reads[path] += 1
        return vault.documents[path]

    monkeypatch.setattr(Vault, "note", note)

    assert [has_heading(vault, "Moon.md", b"Near") for _ in "ab"] == [True, True]
    assert reads == {"Moon.md": 2}


@pytest.mark.parametrize(
    ("text", "is_known"),
    [
        pytest.param("[[Moon#Near]]\n\n# Near\n", True, id="where notes link to headings"),
        pytest.param("[x](Moon.md#near)\n\n# Near\n", True, id="in either way"),
        pytest.param("[[Moon]]\n\n# Near\n", False, id="not where they hardly do"),
        pytest.param("[[Moon#Near]]\n\n> # Near\n", False, id="nor where it takes a parser to tell them"),
    ],
)
def test_what_others_have_heard_is_known_without_a_look_at_the_notes(
    text: str, *, is_known: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    documents = {path: Document.of(path, text) for path in ("Moon.md", "n.md")}
    vault, other = (Vault(documents, Files(frozenset(documents))) for _ in "ab")
    tell(vault, [heard(other, [path]) for path in documents])
    reads = []

    def note(_: Vault, path: str) -> None:
        reads.append(path)

    monkeypatch.setattr(Vault, "note", note)

    assert has_heading(vault, "Moon.md", b"Near") is is_known
    assert bool(reads) is not is_known


def test_what_stood_in_a_note_before_it_was_turned_is_not_told_of_it() -> None:
    vault = vault_of("[[n#Far]]\n\n# Far\n").turned([Document.of("Moon.md", "[[n#Far]]\n\n# Near\n")])
    tell(vault, [heard(vault, all_notes(vault))])

    assert has_heading(vault, "Moon.md", b"Near")
    assert not has_heading(vault, "Moon.md", b"Far")


def test_a_note_that_is_no_text_has_no_signpost() -> None:
    documents = {"Moon.md": Document("Moon.md", b"# Near\n\xff\n")}
    vault = Vault(documents, Files(frozenset(documents)))
    put_up(vault, documents["Moon.md"])

    assert not has_heading(vault, "Moon.md", b"Near")


PATHS = (
    "n.md",
    "a/m.md",
    "a/Moon.md",
    "b/Tide rip.md",
    "b/100%25.md",
    "Ebb.md.md",
    "b/v1.md",
    "v1",
    "a/n.md",
    "p.png",
    "b/Öd.md",
)
LINKS = (
    *(
        "[[Moon]]",
        "[[Moon#Near]]",
        "[[a/Moon#Near]]",
        "[[Moon.md#Near]]",
        "[[Moon#near]]",
        "[[Moon#sea]]",
        "[[Moon#]]",
        "[[#Near]]",
    ),
    *(
        "[[n]]",
        "[[n#Near]]",
        "[[Tide rip#Far side|x]]",
        "[[p.png#x]]",
        "[[Öd#Near]]",
        "[[v1#Near]]",
        "[[Ebb.md#Near]]",
        "[[nope]]",
    ),
    *(
        "[x](Moon.md)",
        "[x](a/Moon.md#near)",
        "[x](../a/Moon.md#Near)",
        "[x](../a/Moon.md#sea)",
        "[x](./Moon.md#far-side)",
    ),
    *(
        "[x](../b/Tide%20rip.md#far-side)",
        "[x](../b/Tide%20rip.md#far%20side)",
        "[x](../b/100%25.md)",
        "[x](../b/100%2525.md)",
    ),
    *(
        "[x](/a/Moon.md)",
        "[x](../b/../a/Moon.md)",
        "[x](../../a/Moon.md)",
        "[x](../b/v1.md)",
        "[x](../b/v1)",
        "[x](../Ebb.md)",
    ),
    *(
        "[x](../Ebb.md.md)",
        "[x](../a/Moon.md#)",
        "[x](#near)",
        "[x](a:Moon.md)",
        "[x](Moon.md&)",
        "[x](../a//Moon.md)",
        "[x](n.md)",
    ),
    *(
        "[x](../n.md)",
        "[d]: ../a/Moon.md#sea",
        "![x](../p.png)",
        "```\n[[nope]]\n```",
        "%% [[nope]] %%",
        "```",
        "[[Moon]](Moon.md)",
    ),
)

ASKED_OF_DOUBTFUL = [rule for rule in (kind() for kind in RULES) if rule.doubt.first is doubtful_links]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.lists(st.sampled_from(LINKS), max_size=3).map("\n\n".join), min_size=3, max_size=3), PROFILES)
@example(["[[Moon]]", "[x](Moon.md)", ""], ("obsidian", "portable"))
@example(["[x](Moon.md)", "[x](Moon.md)", ""], ("obsidian", "portable"))
@example(["[[b/Moon]]", "[[b/Moon.md#Near]]", "[[p.png.md]]"], ("obsidian",))
@example(["[x](b/100%25.md)", "[x](../b/100%25.md)", ""], ("portable",))
def test_rules_find_nothing_in_notes_that_are_let_pass_together(texts: list[str], profiles: tuple[str, ...]) -> None:
    texts = [f"{text}\n" for text in texts]
    others = {path: Document.of(path, "# Near\n\n## Far side\n\n# !\n") for path in PATHS if path.endswith(".md")}
    docs = [Document.of(path, text) for path, text in zip(("n.md", "a/m.md", "b/v1.md"), texts, strict=True)]
    vault = Vault(others | {doc.path: doc for doc in docs}, Files(frozenset(PATHS)), profiles)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vaultfix.vault.binding._MANY", 1)
        doubted = loose(Sheaf(docs), vault)
        patch.setattr("vaultfix.vault.suspects.doubting_targets", lambda *_: lambda _: True)
        patch.setattr("vaultfix.vault.suspects.is_plain_destination", lambda *_: False)
        patch.setattr("vaultfix.passes.links.aims._is_found", lambda *_: False)
        faulty = {at for at, doc in enumerate(docs) for rule in ASKED_OF_DOUBTFUL if any(rule.check(doc, vault))}

    assert faulty <= {*doubted}


def test_a_link_in_code_is_no_reason_to_look_at_a_note() -> None:
    docs = [Document.of("n.md", "```\n[[nope]] [x](nope.md)\n```\n%% [[nope]] %%\n"), Document.of("m.md", "[[n]]\n")]
    vault = Vault({doc.path: doc for doc in docs}, Files(frozenset({"n.md", "m.md"})))

    assert loose(Sheaf(docs), vault) == []
    assert b"nope" not in b"".join(all_shown(Sheaf(docs)))


def found(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)
