"""Suspects: a note that the gate lets pass has no link that a rule would object to."""

from itertools import chain

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.passes.links import RULES
from vaultfix.passes.links.oddities import doubtful_links
from vaultfix.rule import Finding
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.links.brackets import NOT_WHOLE, are_whole
from vaultfix.syntax.links.spaced import spaced_links
from vaultfix.syntax.links.unbalanced import cut_links, unclosed_links
from vaultfix.vault import PROFILES, Vault
from vaultfix.vault.anchors import Anchors
from vaultfix.vault.binding import learn_names, loose
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files
from vaultfix.vault.likely import likely_blocks
from vaultfix.vault.quartz import QuartzLinks

PATHS = (
    "n.md",
    "a/n.md",
    "Moon.md",
    "a/Tide.md",
    "b/tide.md",
    "b/v1.2.md",
    "b/p.png",
    "LICENSE",
    ".x/Ebb.md",
    "a/Öd.md",
    "a/c/deep.md",
)
PIECES = (
    *("[[", "]]", "[", "]", "(", ")", "|", "\\", "#", "^", "!", ":", "/", "./", "../", " ", "\n", "%%", "---\n", "`"),
    *(
        "n",
        "Moon",
        "moon",
        "Tide",
        "a/Tide",
        "b/tide",
        "v1.2",
        "p.png",
        "LICENSE",
        "Ebb",
        ".x/Ebb.md",
        "Öd",
        "b",
        "nope",
    ),
    *("[[Moon]]", "[[a/Tide|t]]", "![[p.png]]", "[[b/v1.2]]", "[[Öd.md]]", "[m](Moon.md)", "](https://e.org)", "{{"),
    *("[[Moon|t # 1]]", "[[Moon#Far side|# 1]]", "[[a/n]]", "[[b/v1.2|v]]", "[[Moon#near]]", "[[Moon#Far-side]]"),
    *("[[Moon#Far side]]", "[[#Near]]", "[[Moon#near!#Far]]", "[[Moon#^b]]", "[[p.png#x=1]]", "# Near\n", "\n## far\n"),
    *(
        "](Moon.md#near)",
        "](../Moon.md)",
        "](b/v1.2.md)",
        "](#near)",
        "](a/Tide.md#near)",
        "](<b/v1.2.md>)",
        "](#Near)",
        "](Moon.md#far-side)",
        "](Moon.md#Far%20side)",
        "](Moon.md#near-1)",
        "](Moon.md#near!)",
    ),
    *(
        "](b/p.png",
        "](%C3%96d.md)",
        "](Moon%2Emd)",
        "](100%.md)",
        ' "t")',
        "\n[d]: Moon.md\n",
        "]:",
        "%20",
        "?",
        "&amp;",
    ),
    *("x: '", "'\n---\n", "](.x/Ebb.md)", "](/Moon.md)", "](b)", "](Moon)", "](C:/Moon.md)", "](moon.md)"),
)
MOON = "# Near\n\n## Far side\n\n# near!\n\n### Far\n\nx ^b\n"


def vault_of(text: str, path: str, profiles: tuple[str, ...], ways: QuartzLinks = "shortest") -> tuple[Document, Vault]:
    doc = Document.of(path, text)
    documents = {one: Document.of(one, MOON) for one in PATHS if one.endswith(".md")} | {path: doc}
    return doc, Vault(documents, Files(frozenset(PATHS)), profiles, customs=Customs(quartz_links=ways))


def let_nothing_pass(patch: pytest.MonkeyPatch) -> None:
    """Let every link be looked at, be it as plain as it may."""
    patch.setattr("vaultfix.vault.suspects.doubting_targets", lambda *_: lambda _: True)
    patch.setattr("vaultfix.vault.suspects.is_plain_destination", lambda *_: False)
    patch.setattr("vaultfix.passes.links.aims._is_found", lambda *_: False)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[Moon]] and ![[p.png]]\n", True, id="names that one file alone has [A3.3]"),
        pytest.param("[[a/Tide|tide]]\n", True, id="a whole path from the root [A3.5]"),
        pytest.param("%% [[nope]] %%\n\n[[Moon]]\n", True, id="what a comment hides is not looked at [E3]"),
        pytest.param("[[Tide]]\n", False, id="a name that two files have [A3.6]"),
        pytest.param("[[moon]]\n", False, id="other capitals [A5.1]"),
        pytest.param("[[LICENSE]]\n", False, id="what is found from one folder only [A3.9]"),
        pytest.param("[[Moon#Far side]]\n", True, id="a heading by its words [B1.1]"),
        pytest.param("[[Moon#near?]]\n", True, id="though signs differ [B1.1]"),
        pytest.param("[[#Here]]\n\n# Here\n", True, id="a heading of the note itself [A2.3]"),
        pytest.param("[[#Here]]\n", False, id="which has none of that name"),
        pytest.param("[[Moon#sea]]\n", False, id="a heading that is missing [B1.1]"),
        pytest.param("[[Moon#^b]]\n", False, id="a block [B3.1]"),
        pytest.param("[[Moon#]]\n", False, id="nothing behind the hash [A2.5]"),
        pytest.param("[[p.png#x=1]]\n", True, id="what a program makes of a picture [A2.4]"),
        pytest.param("[[Moon]](https://example.org)\n", False, id="a wikilink that is also another link [A1.6]"),
        pytest.param('[m](../Moon.md) [v](../b/v1.2.md "x")\n', True, id="paths from the note [A8.1]"),
        pytest.param("[m](../Moon.md#near-1)\n", True, id="an id, whose heading Obsidian would find by no id [B2.1]"),
        pytest.param("[m](../Moon.md#Far%20side)\n", True, id="words, whose heading GitHub would find by no words"),
        pytest.param("[m](../Moon.md#near!)\n", False, id="words, where all would find the heading by its id"),
        pytest.param("[m](../Moon.md#sea)\n", False, id="a heading that nobody finds"),
        pytest.param("[m](../Moon.md#near)\n", True, id="an id that has the words, too [B1.1]"),
        pytest.param("[d]: ../Moon.md\n", True, id="a definition [A1.5]"),
        pytest.param("[m](Moon.md)\n", False, id="a path that is another one to Obsidian [A8.1]"),
        pytest.param("[m](../b/100%.md)\n", False, id="a lone percent sign [A2.7]"),
        pytest.param("[m](%C3%96d.md)\n", True, id="percent escapes [A2.7]"),
        pytest.param("[m](https://e.org/a) [n](mailto:a@e.org)\n", True, id="links to the web [A4.1]"),
    ],
)
def test_what_is_surely_fine(text: str, *, expected: bool) -> None:
    doc, vault = vault_of(text, "a/n.md", ("obsidian", "portable"))

    assert (loose(Sheaf((doc,)), vault) == []) is expected


@pytest.mark.parametrize(
    ("text", "ways", "expected"),
    [
        pytest.param("[[Moon]] and ![[p.png]]\n", "shortest", True, id="names that one file alone has"),
        pytest.param("[[Moon]] and [[a/Tide|tide]]\n", "absolute", True, id="whole paths from the root"),
        pytest.param("[[v1.2]]\n", "absolute", False, id="a name is no path from the root [A9.2]"),
        pytest.param("[[Moon]]\n", "relative", False, id="a name is a path from this folder [A9.2]"),
        pytest.param("[m](../Moon.md)\n", "relative", True, id="a path from this folder"),
        pytest.param("[m](../b/v1.2.md)\n", "absolute", True, id="a step up, which it may take from this folder"),
        pytest.param("[m](c/deep.md)\n", "absolute", False, id="a path from this folder that it takes from the root"),
        pytest.param("[[Moon#Far side]] [[Moon#near]]\n", "shortest", True, id="headings of which it makes the id"),
        pytest.param("[[Moon#Far, side]]\n", "shortest", True, id="though signs differ that no id has"),
        pytest.param("[[Moon#Far,side]]\n", "shortest", False, id="but not blanks"),
        pytest.param("[m](../Moon.md#Far,side)\n", "shortest", False, id="words that Obsidian alone finds"),
        pytest.param("[[Moon#near?#Far]]\n", "shortest", False, id="a chain [A9.3]"),
        pytest.param("[[#Here]]\n\n# Here\n", "shortest", True, id="a heading of the note itself"),
        pytest.param("[[Moon|tide]]\n", "shortest", True, id="other words for it"),
        pytest.param("[[Moon|tide # 1]]\n", "shortest", False, id="words that it would show as text"),
        pytest.param("[m](../Moon.md#far-side)\n", "shortest", True, id="an id, and none serves Obsidian as well"),
        pytest.param("[m](../Moon.md#Far%20side)\n", "shortest", True, id="words, and none serve GitHub as well"),
        pytest.param("[m](../Moon.md#near!)\n", "shortest", False, id="words, where all would find the id"),
    ],
)
def test_what_is_surely_fine_where_quartz_is_asked_as_well(text: str, ways: QuartzLinks, *, expected: bool) -> None:
    doc, vault = vault_of(text, "a/n.md", PROFILES, ways)

    assert (loose(Sheaf((doc,)), vault) == []) is expected


LINKS = st.builds(
    "".join,
    st.tuples(
        st.sampled_from(["[[", "![[", "[m](", "[m](../", "[m](./", "\n[d]: "]),
        st.sampled_from(["Moon", "moon", "a/Tide", "Tide", "b/v1.2", "v1.2", "a/n", "n", "p.png", "b", "..", "", "a/../Moon", "c/deep", "a/c/deep"]),
        st.sampled_from(["", "", ".md", "#Near", "#far-side", "#Far%20side", "#Far side", "#Far,side", "#Far,%20side", "#near!", "#Near#Far", "#x ", ".md#Near"]),
        st.sampled_from(["]]", "|t]]", "|t # 1]]", "\\|t]]", ")", ' "t")', "\n"]),
    ),
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(
    st.lists(LINKS, min_size=1, max_size=3).map(" ".join),
    st.sampled_from(["n.md", "a/n.md"]),
    st.sampled_from([("obsidian", "portable"), PROFILES, ("obsidian", "quartz"), ("portable", "quartz"), ("quartz",)]),
    st.sampled_from(["shortest", "absolute", "relative"]),
    st.booleans(),
)
@example("[[Moon|t # 1]]", "n.md", PROFILES, "shortest", False)
@example("[m](../Moon.md#far-side)", "a/n.md", ("obsidian", "quartz"), "shortest", False)
@example("[[v1.2]]", "n.md", PROFILES, "absolute", True)
@example("[m](c/deep.md)", "a/n.md", PROFILES, "absolute", False)
@example("[[Moon#Far,side]]", "n.md", ("obsidian", "quartz"), "shortest", False)
@example("[m](Moon.md#Far,side)", "n.md", PROFILES, "shortest", False)
def test_no_rule_objects_to_a_note_whose_links_are_surely_fine(
    text: str, path: str, profiles: tuple[str, ...], ways: QuartzLinks, knows_names: bool
) -> None:
    doc, vault = vault_of(text, path, profiles, ways)
    if knows_names:
        learn_names(vault)
    if loose(Sheaf((doc,)), vault) == []:
        with pytest.MonkeyPatch.context() as patch:
            let_nothing_pass(patch)
            doc, vault = vault_of(text, path, profiles, ways)
            rules = [rule() for rule in RULES if rule().doubt.first is doubtful_links]

            assert [rule.name for rule in rules if any(rule.check(doc, vault))] == []


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), max_size=12).map("".join),
    st.sampled_from(["n.md", "a/n.md"]),
    st.sampled_from(
        [
            ("obsidian",),
            ("portable",),
            ("obsidian", "portable"),
            ("obsidian", "portable", "quartz"),
            ("obsidian", "quartz"),
        ]
    ),
)
def test_rules_find_the_same_whether_or_not_notes_are_let_pass(text: str, path: str, profiles: tuple[str, ...]) -> None:
    doc, vault = vault_of(text, path, profiles)
    gated = found(doc, vault)
    with pytest.MonkeyPatch.context() as patch:
        let_nothing_pass(patch)
        every = found(*vault_of(text, path, profiles))

    assert every == gated


SAID = (
    "[[Tide]]",
    "![[Tide#Far]]",
    "[[moon]]",
    "[[a/Tide]]",
    "[[./Tide]]",
    "[[b]]",
    "[[#Far]]",
    "[t](Tide.md#x)",
    "[[ Tide]]",
    "[[..]]",
    "[[Moon]]",
)


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(["n.md", "a/n.md", "a/c/n.md", "b/n.md"]), st.lists(st.sampled_from(SAID), max_size=4)
    ),
    st.sampled_from([("obsidian", "portable"), ("obsidian", "portable", "quartz")]),
    st.sampled_from(["shortest", "absolute", "relative"]),
)
@example({"n.md": ["[[../Moon]]"], "a/c/n.md": ["[[../Moon]]"]}, PROFILES, "shortest")
def test_what_the_same_link_came_to_in_other_notes_makes_no_difference(
    notes: dict[str, list[str]], profiles: tuple[str, ...], ways: QuartzLinks
) -> None:
    docs = [Document.of(path, "\n".join(said)) for path, said in notes.items()]
    together = vault_of("", "n.md", profiles, ways)[1].turned(docs)

    for doc in docs:
        alone = vault_of("", "n.md", profiles, ways)[1].turned(docs)

        assert found(doc, together) == found(doc, alone)


TAILS = (
    "](",
    "]",
    "[a",
    "(",
    ")",
    "<",
    ">",
    " ",
    "\\",
    '"t"',
    ' "t")',
    "b.md",
    "b.md)",
    "https://e.org",
    "\x01",
    "\n",
    "%",
    "\u00a0",
    "\u3000",
    "Â‿ツ",
)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(TAILS), max_size=12).map("".join))
@example("[a](b.md)x)")
@example("[a](b c.md)")
@example("[a](b\u2003c.md)")
def test_where_destinations_are_whole_no_link_is_broken(text: str) -> None:
    doc = Document.of("n.md", text)
    broken = [*spaced_links(doc), *unclosed_links(doc), *cut_links(doc)]

    assert not (are_whole(text) and broken)
    assert are_whole(text) or NOT_WHOLE.search(text.encode())


WORDS = st.text("abc-", max_size=9)


@settings(max_examples=200)
@given(WORDS, st.sets(WORDS, max_size=6))
def test_ids_that_share_no_part_are_not_almost_the_same(word: str, known: set[str]) -> None:
    note = Anchors(Document.of("n.md", "".join(f"x ^{one}\n" for one in sorted(known))))
    near = likely_blocks(note, word)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("vaultfix.vault.likely._parts", lambda *_: [""])

        assert near == likely_blocks(note, word)


def found(doc: Document, vault: Vault) -> list[Finding]:
    return list(chain.from_iterable(rule().check(doc, vault) for rule in RULES))
