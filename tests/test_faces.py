"""Faces: as long as a note's face stays the same, whatever else changes in it changes nothing for other notes."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.engine import Charges, Court, judge, mend
from vaultfix.passes import PASSES
from vaultfix.passes.encoding.mojibake import Mojibake
from vaultfix.passes.tables.short_row import ShortRow
from vaultfix.rule import Finding, Verdict
from vaultfix.vault import PROFILES, Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.faces import look_alike
from vaultfix.vault.files import Files
from vaultfix.vault.unwritten import Unwritten

RULES = tuple(kind() for group in PASSES for kind in group.rules if not kind.sees_all)
OTHERS = ("index.md", "two/One.md", "two/other note.md")
FILES = frozenset({"one.md", *OTHERS, "photo.png", "two/photo 2.png", "two/un:safe.png"})


def vault_of(texts: dict[str, str]) -> Vault:
    documents = {path: Document.of(path, text) for path, text in texts.items()}
    return Vault(documents, Files(FILES), PROFILES, customs=Customs(unwritten=Unwritten.of(["linked-from = 2"])))


def are_alike(then: str, now: str, path: str = "one.md") -> bool:
    return look_alike(Document.of(path, then), Document.of(path, now), vault_of({path: then}))


def told(verdicts: Iterable[Verdict]) -> list[tuple[str, str, Finding]]:
    return [
        (each.doc.path, each.rule.name, each.finding._replace(choices=tuple(each.finding.choices))) for each in verdicts
    ]


# --- what others do not see ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "now"),
    [
        pytest.param("some words\n", "other words, and more of them\n", id="words"),
        pytest.param("a\n\n# One\n", "a\n\nb\n\n# One\n", id="where a heading stands"),
        pytest.param("[[two/One#Part|x]]\n", "behind more [[two/one#Whole]]\n", id="how a link is written"),
        pytest.param("[x](<two/other note.md>)\n", "[x](./two/other%20note.md#there)\n", id="or encoded"),
        pytest.param("|a|b|\n|-|-|\n|1|\n", "|a|b|\n|-|-|\n|1||\n", id="a table"),
        pytest.param("---\ntags: a\n---\n", "---\ntags: [a, b]\n---\n", id="most properties"),
        pytest.param("---\ntitle: 'One'\n---\n", "---\ntitle:   One\n---\n", id="the quotes of a property"),
    ],
)
def test_what_others_do_not_see_is_no_part_of_the_face(then: str, now: str) -> None:
    assert are_alike(then, now)


# --- what others see -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("then", "now"),
    [
        pytest.param("a", "\udcff", id="whether it is text"),
        pytest.param("# One\n", "# Uno\n", id="a heading"),
        pytest.param("# A\n\n# One\n", "# A\n\n## One\n", id="its level"),
        pytest.param("# A\n\n## One\n\n## Two\n", "# A\n\n## Two\n\n## One\n", id="the order of headings"),
        pytest.param("a ^block\n", "a ^black\n", id="a block"),
        pytest.param("<a id='x'>\n", "<a id='y'>\n", id="an id in HTML"),
        pytest.param("<a id='x'>\n\n# A\n", "# A\n\n<a id='x'>\n", id="the order of an id and a heading"),
        pytest.param("<img src='photo.png'>\n", "<img src='photo.jpg'>\n", id="a picture in HTML"),
        pytest.param("[[two/One]]\n", "[[two/other note]]\n", id="where a link leads"),
        pytest.param("[[two/One]]\n", "`[[two/One]]`\n", id="whether it does for a reader"),
        pytest.param("[[gone]]\n", "[[away]]\n", id="what is still to be written"),
        pytest.param("---\ntitle: One\n---\n", "---\ntitle: Two\n---\n", id="its title"),
        pytest.param("---\ntitle: One\n---\n", "---\nalias: One\n---\n", id="what is its title"),
        pytest.param("---\naliases: [One]\n---\n", "---\naliases: [One, Two]\n---\n", id="another name"),
        pytest.param("---\nalias: One\n---\n", "---\nalias: Two\n---\n", id="a name that it had once"),
        pytest.param("---\nalias: One\n---\n", "---\naliases: One\n---\n", id="which names it claims"),
        pytest.param("---\nshare: true\n---\n", "---\nshare: false\n---\n", id="whether it is shared"),
        pytest.param("---\ndraft: true\n---\n", "---\ndraft: false\n---\n", id="whether it is a draft"),
        pytest.param("---\npermalink: a\n---\n", "---\npermalink: b\n---\n", id="its permanent address"),
        pytest.param("---\nURL: https://a.example/a\n---\n", "---\nURL: https://a.example/b\n---\n", id="its address"),
    ],
)
def test_what_others_see_is_part_of_the_face(then: str, now: str) -> None:
    assert not are_alike(then, now)


def test_of_the_home_page_others_see_all_properties() -> None:
    then, now = "---\nhome: https://a.example\n---\n", "---\nhome: https://b.example\n---\n"

    assert not are_alike(then, now, "index.md")
    assert are_alike(then, now)


# --- so that nothing changes for them --------------------------------------------------------------------------------

PIECES = (
    "---\ntitle: One\naliases: [Uno]\nrating: 3\n---\n",
    "---\ntitle: a: b\nup: [[one]]\n---\n",
    "---\nshare: true\nURL: https://a.example/x\n---\n",
    "---\nshare: yes\npermalink: /x\n---\n",
    "# One\n",
    "# CafÃ©\n\ntext ^block\n",
    "title\n===\n\n## Part\n",
    "<a id='x' name=y></a> <img src='photo.png'>\n",
    "[[one]], [[One]], [[ other note ]] and ![[photo.png]]\n",
    "[[one#One]], [[one#CafÃ©]], [[two/One#Part]], [[one#^block]], [[#Part]]\n",
    "[x](one.md#one) [y](<two/other note.md>) [z](two/other note.md#Part) [w](one)\n",
    "[x](../one.md#x) ![p](photo 2.png) [gone](gone.md) [[missing]] [[Uno]]\n",
    "![[un:safe.png]] [u](two/un:safe.png)\n",
    "| a | b |\n|---|---|\n| 1 |\n| [[one|x]] | 2 |\n\n",
    "`[[one#One]]` cafÃ©\n",
    "%% [[one]] %%\n",
    "```\n[[ one ]]   \n",
    "\udcff odd\n",
    "no end",
)
CHANGES = (
    ("[[one", "[[ONE"),
    ("[[one", "[[one.md"),
    ("one.md", "./one.md"),
    ("other note", "Other note"),
    ("(two/other note.md", "(two/other%20note.md"),
    ("Ã©", "é"),
    ("title: One", "title: 'One'"),
    ("title: a: b", "title: 'a: b'"),
    ("rating: 3", "rating: high"),
    ("[Uno]", "Uno"),
    ("share: yes", "share: true"),
    ("text", "other words"),
    ("## Part", "## Part #"),
    ("#One", "#Part"),
    ("| 1 |", "| 1 | |"),
    ("\n", "\r\n"),
    ("\n", "\n\n"),
    ("```", "~~~"),
    ("# One", "One\n---"),
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=5).map("".join)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow])
@given(st.tuples(TEXTS, TEXTS, TEXTS), TEXTS, st.lists(st.sampled_from(CHANGES), min_size=1, max_size=3))
@example(("[[Uno]]\n", "", ""), PIECES[0], [CHANGES[6]])
def test_who_keeps_its_face_changes_nothing_for_others(
    texts: tuple[str, str, str], then: str, changes: list[tuple[str, str]]
) -> None:
    now = then
    for old, new in changes:
        now = now.replace(old, new)
    around = dict(zip(OTHERS, texts, strict=True))
    before, fresh = vault_of({**around, "one.md": then}), vault_of({**around, "one.md": now})
    doc = Document.of("one.md", now)
    assume(now != then and look_alike(Document.of("one.md", then), doc, before))
    others: Charges = dict.fromkeys(OTHERS, RULES)
    found = told(judge(before, others))
    # What was found in the names and faces is still known to the vault that is turned.
    turned = before.turned([doc], with_same_faces=True)

    assert told(judge(fresh, others)) == found
    assert told(judge(turned, others)) == found
    assert told(judge(turned, {"one.md": RULES})) == told(judge(before.turned([doc]), {"one.md": RULES}))


# --- so that they need not be asked ----------------------------------------------------------------------------------

TABLE = "|a|b|\n|-|-|\n|1|\n"


def asked_for(texts: dict[str, str], *, by_faces: bool) -> list[set[str]]:
    """Return which notes are asked for in each round of mending."""
    rounds: list[set[str]] = []

    def judged(vault: Vault, charges: Charges, bystanders: Charges) -> Iterable[Verdict]:
        rounds.append(set(charges))
        return judge(vault, charges, bystanders)

    rules = (Mojibake(), ShortRow())
    mend(vault_of(texts), dict.fromkeys(texts, rules), court=Court(judged, by_faces=by_faces))
    return [paths for paths in rounds if paths]


def test_nobody_is_asked_again_while_all_faces_stay() -> None:
    texts = {"one.md": "a cafÃ©\n", "index.md": "[[one]]\n", "two/One.md": TABLE}

    assert asked_for(texts, by_faces=True) == [set(texts), {"one.md", "two/One.md"}]
    assert asked_for(texts, by_faces=False) == [set(texts), {"one.md", "two/One.md"}, set(texts)]


def test_everyone_is_asked_again_once_a_face_has_changed() -> None:
    texts = {"one.md": "# CafÃ©\n", "index.md": "[[one]]\n", "two/One.md": TABLE}
    everyone = set(texts)

    assert asked_for(texts, by_faces=True) == [everyone, {"one.md", "two/One.md"}, everyone]
