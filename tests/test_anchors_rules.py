"""The rules on anchors: what they say in each set of profiles, and that their fixes serve everyone they did before."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.opening import Settings, open_vaults
from vaultfix.passes import PASSES
from vaultfix.rule import Rule, Verdict
from vaultfix.vault import PROFILES, Vault
from vaultfix.vault.anchors import anchors
from vaultfix.vault.files import Files
from vaultfix.vault.fragments import copied, fragment_to
from vaultfix.vault.likely import likely_blocks, likely_headings

KINDS = {kind().name: kind for group in PASSES for kind in group.rules}
NAMES = ("missing-anchor", "missing-block", "anchor-style", "chained-anchor", "duplicate-heading")
RULES: list[Rule] = [KINDS[name]() for name in NAMES]
BOTH = ("obsidian", "portable")

SEA = "# Sea\n\n## High & low: tides!\n\n# Bay\n\n## Ebb\n\n# Sound\n\n## Ebb\n\nLow. ^id-1\n"


TRAPS = '\n# Say "ebb"\n\n# A [tide]\n'


def vault_of(text: str, profiles: tuple[str, ...] = BOTH) -> Vault:
    documents = {path: Document.of(path, body) for path, body in (("n.md", text), ("sea.md", SEA + TRAPS))}
    return Vault(documents, Files(frozenset({*documents, "sea.pdf", "sea.png"})), profiles)


def found(text: str, profiles: tuple[str, ...] = BOTH) -> list[Verdict]:
    return list(judge(vault_of(text, profiles), {"n.md": RULES}))


@pytest.mark.parametrize("profiles", [BOTH, ("obsidian",), ("portable",), PROFILES], ids=str)
@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[[sea]] [a](sea.md) [b](#) [[sea#]]\n", id="no anchor"),
        pytest.param("[[sea.pdf#page=3]] ![[sea.png#icon]]\n", id="what is not Markdown [A2.4]"),
        pytest.param("[[gone#x]] [a](gone.md#x)\n", id="a note that is gone is for another rule [B1.4]"),
        pytest.param("`[[sea#x]]` $[[sea#x]]$ %%[[sea#x]]%%\n", id="what is hidden [A1.2]"),
        pytest.param("[[sea#[^1]]] [a](https://a.example/b#c)\n", id="footnotes and the web [A2.4, A4.1]"),
        pytest.param("[[{{date}}#x]] [[sea#<% tp.x %>]]\n", id="templates [E6]"),
        pytest.param("[a](sea.md#sea) [[sea#Sea]] [b](sea.md#bay)\n", id="one word, found by all"),
    ],
)
def test_nothing_to_say(text: str, profiles: tuple[str, ...]) -> None:
    assert found(text, profiles) == []


@pytest.mark.parametrize(
    ("link", "profiles", "rule"),
    [
        pytest.param("[a](sea.md#high--low-tides)", BOTH, None, id="an id is for GitHub [B1.7]"),
        pytest.param("[a](sea.md#High%20low%20tides)", BOTH, None, id="words are for Obsidian [B1.7]"),
        pytest.param("[a](sea.md#high--low-tides)", ("obsidian",), "missing-anchor", id="an id, Obsidian alone [B1.7]"),
        pytest.param("[a](sea.md#High%20%26%20low)", ("portable",), "missing-anchor", id="words, GitHub alone [B4]"),
        pytest.param("[a](sea.md#Sea!)", BOTH, "anchor-style", id="a sign that Obsidian does not need [B1.1]"),
        pytest.param("[a](sea.md#sea)", PROFILES, None, id="one spelling for all three"),
        pytest.param("[a](sea.md#high--low-tides)", ("obsidian", "quartz"), "anchor-style", id="Quartz reads words"),
        pytest.param("[[sea#High low tides]]", ("obsidian", "quartz"), "anchor-style", id="but wants all their signs"),
        pytest.param("[[sea#High low tides]]", BOTH, None, id="GitHub reads no wikilinks [A8.1]"),
        pytest.param("[[sea#Bay#Ebb]]", BOTH, None, id="a chain, for Obsidian [B1.2]"),
        pytest.param("[[sea#Ebb#Bay]]", BOTH, "missing-anchor", id="a chain that climbs [B1.2]"),
        pytest.param("[[sea#Bay#Ebb]]", ("obsidian", "quartz"), "chained-anchor", id="a chain, for Quartz [A9.3]"),
        pytest.param("[a](sea.md#Bay#Ebb)", BOTH, "chained-anchor", id="a chain, for GitHub [A9.3]"),
        pytest.param("[a](sea.md#Bay#Flood)", BOTH, "missing-anchor", id="a chain that breaks off [B1.2]"),
        pytest.param("[[sea|a # b]]", PROFILES, "chained-anchor", id="a `#` in the display text [A9.3]"),
        pytest.param("[[sea#^id-1]]", PROFILES, None, id="a block [B3.1]"),
        pytest.param("[[sea#^id_1]]", BOTH, "missing-block", id="a block that is not there [B3.3]"),
        pytest.param("[a](sea.md#^gone)", ("portable",), None, id="GitHub knows no blocks [B3.3]"),
    ],
)
def test_who_speaks(link: str, profiles: tuple[str, ...], rule: str | None) -> None:
    assert [rule] * (rule is not None) == [each.rule.name for each in found(f"{link}\n", profiles)]


@pytest.mark.parametrize(
    ("link", "profiles", "severity", "message"),
    [
        ("[[sea#Floods]]", BOTH, "warning", "no heading `Floods` in `sea.md`"),
        ("![[sea#Floods]]", BOTH, "error", "no heading `Floods` in `sea.md`"),
        ("[[#Floods]]", BOTH, "warning", "no heading `Floods` in this note"),
        ("[[sea#Bey]]", BOTH, "warning", "no heading `Bey` in `sea.md`; did you mean `#Bay`?"),
        (
            "[x](n.md#dice)\n\n# 🎲 Dice",
            BOTH,
            "warning",
            "no heading `dice` in `n.md`, neither for Obsidian nor for GitHub; did you mean `#-dice`?",
        ),
        ("[[n#dice]]\n\n# 🎲 Dice", BOTH, "warning", "no heading `dice` in `n.md`; did you mean `#🎲 Dice`?"),
        ("[[sea#Soun]]", BOTH, "warning", "no heading `Soun` in `sea.md`; did you mean `#Sound`?"),
        (
            "[a](sea.md#floods)",
            PROFILES,
            "warning",
            "no heading `floods` in `sea.md`, neither for Obsidian nor for GitHub nor for Quartz",
        ),
        (
            "[a](sea.md#Sea!)",
            BOTH,
            "warning",
            "this heading is found by Obsidian, not by GitHub; `#sea` is found by Obsidian and GitHub",
        ),
        (
            "[a](sea.md#Bay#Ebb)",
            PROFILES,
            "warning",
            "only Obsidian follows a chain of headings, not GitHub and Quartz; `#ebb` means the same",
        ),
        (
            "[a](sea.md#Sound#Ebb)",
            BOTH,
            "warning",
            "only Obsidian follows a chain of headings, not GitHub",
        ),
    ],
)
def test_what_is_said(link: str, profiles: tuple[str, ...], severity: str, message: str) -> None:
    said = [(each.severity.name.lower(), each.finding.message) for each in found(f"{link}\n", profiles)]

    assert [(severity, message)] == said


MENDED = [
    pytest.param("[a](sea.md#floods)", BOTH, None, id="nothing like it"),
    pytest.param("[a](sea.md#bey)", BOTH, None, id="something like it is only named [B2.1]"),
    pytest.param("[a](sea.md#Sound#Ebb)", BOTH, None, id="the last of the chain alone is another heading [B1.3]"),
    pytest.param("[a](sea.md#Sound#Ebb)", PROFILES, None, id="nor is Obsidian outvoted"),
    pytest.param("[a](sea.md#Flood#Ebb)", BOTH, None, id="a chain that is broken [B2.1]"),
    pytest.param("[[sea#Bay#Ebb]]", ("obsidian", "quartz"), None, id="the words of a wikilink would change"),
    pytest.param("[a](sea.md#ebb)", ("obsidian",), None, id="two headings have the words, the first is found"),
    pytest.param("[[sea#high--low-tides|t]]", BOTH, "[[sea#High & low tides!|t]]", id="an equal id [B2.1]"),
    pytest.param("![[sea#high--low-tides]]", BOTH, "![[sea#High & low tides!]]", id="in an embed"),
    pytest.param(
        "[a](sea.md#high-low-tides)", ("portable",), None, id="an id that lacks a hyphen is only like it [B4.1]"
    ),
    pytest.param(
        "[a](sea.md#high%20low%20tides)", ("portable",), "[a](sea.md#high--low-tides)", id="equal words [B2.1]"
    ),
    pytest.param("[a](<sea.md#Sea!>)", BOTH, "[a](<sea.md#sea>)", id="angle brackets stay"),
    pytest.param(
        "[a](<sea.md#high--low-tides>)",
        ("obsidian",),
        "[a](<sea.md#High & low tides!>)",
        id="in angle brackets blanks stay",
    ),
    pytest.param("[[sea#Bay#Ebb|e]]", ("obsidian", "quartz"), "[[sea#Ebb|e]]", id="a chain [A9.3]"),
    pytest.param(
        '---\nup: "[[sea#high--low-tides|t]]"\n---',
        BOTH,
        '---\nup: "[[sea#High & low tides!|t]]"\n---',
        id="in a property",
    ),
    pytest.param('---\nup: "[[sea#say-ebb|t]]"\n---', BOTH, None, id="not where a quote would end the property"),
    pytest.param("[[sea#a-tide|t]]", BOTH, None, id="not where a bracket would end the link"),
    pytest.param(
        "[a](sea.md#SEA#high%20low%20tides)",
        BOTH,
        "[a](sea.md#high%20low%20tides)",
        id="a chain, in its author's words",
    ),
    pytest.param("[a]: sea.md#Sea!\n\n[a]", BOTH, "[a]: sea.md#sea\n\n[a]", id="in a definition"),
]


@pytest.mark.parametrize(("link", "profiles", "expected"), MENDED)
def test_what_is_mended_safely(link: str, profiles: tuple[str, ...], expected: str | None) -> None:
    mended = mend(vault_of(f"{link}\n", profiles), {"n.md": RULES}).vault.note("n.md")

    assert mended is not None
    assert f"{expected or link}\n" == mended.text


@pytest.mark.parametrize(
    ("fragment", "expected"),
    [
        pytest.param("Floods", [], id="nothing like it"),
        pytest.param("x", [], id="too short to be like anything"),
        pytest.param("high low tides", ["High & low: tides!"], id="equal words"),
        pytest.param("high--low-tides", ["High & low: tides!"], id="an equal id"),
        pytest.param("floodmark", ["🌊 Flood-mark"], id="an emoji and a hyphen left out [B4.2]"),
        pytest.param("Sae", [], id="two of three letters"),
        pytest.param("Soundz", ["Sound"], id="one letter more"),
        pytest.param("high low tid", ["High & low: tides!"], id="two letters less"),
        pytest.param("high", ["High & low: tides!"], id="the only one that begins so"),
        pytest.param("Flood#Ebb", ["Ebb", "Ebb"], id="the last of a chain"),
    ],
)
def test_headings_that_may_have_been_meant(fragment: str, expected: list[str]) -> None:  # B2.1
    note = anchors(Document.of("sea.md", f"{SEA}\n# 🌊 Flood-mark\n"))

    assert expected == [each.heading.text for each in likely_headings(note, fragment)]


def test_only_equal_words_or_ids_of_one_heading_are_sure() -> None:  # B2.1
    note = anchors(Document.of("n.md", "# One & two\n\n# Three\n\n# One  two\n"))

    assert [each.sure for each in likely_headings(note, "Three!")] == [True]
    assert [each.sure for each in likely_headings(note, "Threes")] == [False]
    assert [each.sure for each in likely_headings(note, "one two")] == [False, False]
    assert [each.sure for each in likely_headings(note, "One#Three")] == [False]


def test_blocks_that_may_have_been_meant() -> None:
    note = anchors(Document.of("n.md", "a ^tide-1\n\nb ^tide-22\n\nc ^ebb\n"))

    assert likely_blocks(note, "Tide-2") == ("tide-1", "tide-22")
    assert likely_blocks(note, "flow") == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("What is *odd*?", "What is *odd*?"),
        ("Part 1: Basics", "Part 1 Basics"),
        ("a | b ^ c # d \\ e", "a b c d e"),
        ("%% a %% [[b]]", "a b"),
    ],
)
def test_what_obsidian_copies(text: str, expected: str) -> None:  # B1.6
    assert expected == copied(text)


WORDS = st.lists(
    st.sampled_from(
        ["Ebb", "ebb", "&", "tide!", "a: b", "*x*", "`y`", "[l](u)", "[y]", "🌊", "it’s", "é", "-", "_z_", "1"]
    ),
    min_size=1,
    max_size=3,
).map(" ".join)
ASKED_WORDS = WORDS.filter(lambda words: "[" not in words)
HEADINGS = st.lists(st.tuples(st.integers(1, 3), WORDS), min_size=1, max_size=5)
ASKED = st.sets(st.sampled_from(PROFILES), min_size=1).map(lambda asked: tuple(p for p in PROFILES if p in asked))


def note_of(headed: list[tuple[int, str]]) -> str:
    return "".join(f"{'#' * level} {words}\n\n" for level, words in headed)


@given(HEADINGS, ASKED, st.sampled_from(["", "ebb", "Ebb & tide!", "-ebb"]))
@settings(max_examples=150)
def test_a_fragment_leads_where_it_is_said_to(headed: list[tuple[int, str]], asked: tuple[str, ...], like: str) -> None:
    note = anchors(Document.of("n.md", note_of(headed)))
    for heading in note.headings:
        fragment = fragment_to(note, heading, asked, like=like)
        leading = {profile for profile in asked if note.place(profile, fragment.text) == heading.span}

        assert fragment.profiles == leading or not fragment.text
        id_of_it = fragment_to(note, heading, ("portable", "quartz"))
        assert id_of_it.profiles == {"portable", "quartz"} or heading == note.slugs.get("")


FRAGMENTS = st.one_of(
    ASKED_WORDS,
    ASKED_WORDS.map(str.upper),
    st.lists(ASKED_WORDS, min_size=2, max_size=2).map("#".join),
    st.sampled_from(["ebb", "ebb-1", "-ebb", "tide", "ebb--tide", "a-b", "x", "l"]),
)


def served(vault: Vault, profile: str) -> list[object]:
    """Give where each link of the note leads in one profile."""
    doc, sea = vault.note("n.md"), vault.anchors("sea.md")
    assert doc is not None
    assert sea is not None
    return [sea.place(profile, trail.link.fragment or "") for trail in vault.trails(doc)]


@given(HEADINGS, st.lists(FRAGMENTS, min_size=1, max_size=3), ASKED, st.booleans())
@example([(1, "[l](u)")], ["l"], ("obsidian",), True)
@settings(max_examples=150)
def test_a_fix_keeps_every_profile_that_found_its_heading(
    headed: list[tuple[int, str]], fragments: list[str], asked: tuple[str, ...], wiki: bool
) -> None:
    form = "[[sea#{}|t]]\n" if wiki else "[t](<sea.md#{}>)\n"
    text = "".join(form.format(fragment) for fragment in fragments)
    documents = {"n.md": Document.of("n.md", text), "sea.md": Document.of("sea.md", note_of(headed))}
    vault = Vault(documents, Files(frozenset(documents)), asked)
    mended = mend(vault, {"n.md": RULES}, unsafe=True)

    assert mended.quarrels == ()
    # GitHub reads no wikilinks.
    for profile in [profile for profile in asked if not (wiki and profile == "portable")]:
        before, after = served(vault, profile), served(mended.vault, profile)
        chained = [profile == "quartz" and "#" in fragment for fragment in fragments]

        assert [place for place, chain in zip(before, chained, strict=True) if place and not chain] == [
            now for place, now, chain in zip(before, after, chained, strict=True) if place and not chain
        ]


HUB_GONE = {"None": 6, "Bookmarks": 1, "Properties view": 1, "Community Plugins": 1}
"""Headings that notes of the Hub link to and that are not there, and one more that is gone from its own note [F12]."""


@pytest.mark.slow
def test_dead_anchors_of_two_real_vaults(corpus: Callable[[str], Path]) -> None:  # F12
    dead = {}
    for vault, folder in (("obsidian-help", "en"), ("obsidian-hub", "")):
        (session,), _ = open_vaults(
            [str(corpus(vault) / vault / folder)], Settings(isolated=True, overrides={"git": False})
        )
        charges = dict.fromkeys(session.named, RULES[:2])
        dead[vault] = [each.finding.message.split("`")[1] for each in judge(session.vault, charges)]

    assert dead["obsidian-help"] == []
    assert len(dead["obsidian-hub"]) == 10
    assert {name: dead["obsidian-hub"].count(name) for name in HUB_GONE} == HUB_GONE
