"""Links after a change: what was moved or retitled is followed, in each link's own style; what is not sure is left."""

from dataclasses import replace

import pytest

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes import PASSES
from vaultfix.text import Safety
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

RULES = tuple(rule() for group in PASSES for rule in group.rules if group.name == "links")
HEALERS = tuple(rule for rule in RULES if rule.heals)
BOTH = ("obsidian", "portable")

Notes = dict[str, str]


def vault_of(notes: Notes, profiles: tuple[str, ...] = BOTH) -> Vault:
    documents = {path: Document.of(path, text) for path, text in notes.items() if path.endswith(".md")}
    return Vault(documents, Files(frozenset(notes)), profiles)


def changed(before: Notes, after: Notes, moved: dict[str, str], profiles: tuple[str, ...] = BOTH) -> Vault:
    return replace(vault_of(after, profiles), before=vault_of(before, profiles), moved=moved)


def renamed(note: str, moves: dict[str, str], others: Notes, profiles: tuple[str, ...] = BOTH) -> Vault:
    """Return a vault in which `note`, at `note.md`, links to `others`, of which `moves` were renamed."""
    before = {"note.md": note, **others}
    after = {moves.get(path, path): text for path, text in before.items()}
    return changed(before, after, moves, profiles)


def healed(vault: Vault, path: str = "note.md") -> str:
    mended = mend(vault, {}, {path: HEALERS})
    note = mended.vault.note(path)

    assert note is not None
    assert mended.quarrels == ()
    return note.text


TIDES = {"sea/Tides.md": "# Ebb\n\n# Flow\n", "img/moon.png": ""}
AWAY = {"sea/Tides.md": "bay/Neap & spring.md", "img/moon.png": "pics/full moon.png"}

STYLES = [
    ("[[Tides]]", "[[Neap & spring]]", "a wikilink stays a name [A3.3]"),
    ("[[tides]]", "[[Neap & spring]]", "in whatever capitals [A5.1]"),
    ("[[Tides.md]]", "[[Neap & spring.md]]", "with its extension [A3.2]"),
    ("[[sea/Tides]]", "[[bay/Neap & spring]]", "with its folders [A3.6]"),
    ("[[/sea/Tides]]", "[[/bay/Neap & spring]]", "from the root [A3.5]"),
    ("[[./sea/Tides]]", "[[./bay/Neap & spring]]", "from its own folder [A3.4]"),
    ("[[Tides|the tides]]", "[[Neap & spring|the tides]]", "the words that a reader sees stay"),
    ("[[Tides#Ebb]]", "[[Neap & spring#Ebb]]", "so does the heading"),
    ("![[Tides#Ebb|200]]", "![[Neap & spring#Ebb|200]]", "an embed"),
    ("![[moon.png|100x80]]", "![[full moon.png|100x80]]", "a picture keeps its size [A2.6]"),
    ("[a](sea/Tides.md)", "[a](bay/Neap%20&%20spring.md)", "a Markdown link is a path [A8.1]"),
    ("[a](./sea/Tides.md)", "[a](./bay/Neap%20&%20spring.md)", "with a dot in front"),
    ('[a](sea/Tides.md#ebb "Ebb")', '[a](bay/Neap%20&%20spring.md#ebb "Ebb")', "its title stays"),
    ("[a](<sea/Tides.md>)", "[a](<bay/Neap & spring.md>)", "angle brackets stay [A1.3]"),
    ("[a](/sea/Tides.md)", "[a](/bay/Neap%20&%20spring.md)", "from the root [A4.5]"),
    ("[a](sea/Tides.md?raw=true)", "[a](bay/Neap%20&%20spring.md?raw=true)", "a query stays [A8.1]"),
    ("![m](img/moon.png)", "![m](pics/full%20moon.png)", "an image"),
    ("[a]\n\n[a]: sea/Tides.md 'x'", "[a]\n\n[a]: bay/Neap%20&%20spring.md 'x'", "a definition [A1.5]"),
    ('---\nup: "[[Tides]]"\n---\n', '---\nup: "[[Neap & spring]]"\n---\n', "a property [A1.7]"),
    ("> [!note]\n> | a |\n> |---|\n> | [[Tides\\|x]] |", None, "a table in a callout [A2.1]"),
]


@pytest.mark.parametrize(("note", "after"), [(a, b) for a, b, _ in STYLES], ids=[title for *_, title in STYLES])
def test_a_link_follows_what_was_renamed_in_its_own_style(note: str, after: str | None) -> None:
    assert healed(renamed(f"{note}\n", AWAY, TIDES)) == f"{after or note.replace('Tides', 'Neap & spring')}\n"


@pytest.mark.parametrize("note", ["`[[Tides]]`", "%%[[Tides]]%%", "```\n[[Tides]]\n```", "<!-- [[Tides]] -->"])
def test_what_is_no_link_stays(note: str) -> None:
    assert healed(renamed(f"{note}\n", AWAY, TIDES)) == f"{note}\n"


NARROW = [
    ('---\nup: "[[Tides]]"\n---\n', {"Tides.md": 'The "tides".md'}, "a quote that would end the property's value"),
    ("---\nup: '[[Tides]]'\n---\n", {"Tides.md": "The sea's.md"}, "an apostrophe that would"),
    ("[[Tides]]\n", {"Tides.md": "Tides #2.md"}, "a name that no wikilink can hold [A6.2]"),
]


@pytest.mark.parametrize(("note", "moves"), [row[:2] for row in NARROW], ids=[row[2] for row in NARROW])
def test_a_link_that_cannot_say_the_new_name_is_told_and_left(note: str, moves: dict[str, str]) -> None:
    vault = renamed(note, moves, {"Tides.md": ""})
    (verdict,) = judge(vault, {}, {"note.md": HEALERS})

    assert healed(vault) == note
    assert f"`Tides.md` was renamed to `{moves['Tides.md']}`" in verdict.finding.message


def test_a_name_that_two_notes_have_is_written_with_its_folder() -> None:
    vault = renamed("[[Tides]]\n", {"sea/Tides.md": "sea/Moon.md"}, {"sea/Tides.md": "", "a/Moon.md": ""})

    assert healed(vault) == "[[sea/Moon]]\n"


def test_percent_escapes_beyond_ascii_stay_the_way_of_the_link() -> None:
    vault = renamed("[a](s%C3%A9a/x.md)\n", {"séa/x.md": "bäy/x.md"}, {"séa/x.md": ""})

    assert healed(vault) == "[a](b%C3%A4y/x.md)\n"


def test_names_that_changed_places_are_each_followed_once() -> None:
    before = {"note.md": "[[A]] [[B]]\n", "A.md": "a\n", "B.md": "b\n"}
    after = {"note.md": "[[A]] [[B]]\n", "A.md": "b\n", "B.md": "a\n"}
    vault = changed(before, after, {"A.md": "B.md", "B.md": "A.md"})

    assert healed(vault) == "[[B]] [[A]]\n"


def test_a_link_that_the_change_itself_wrote_means_what_it_says() -> None:
    before = {"note.md": "[[A]]\n", "A.md": "a\n", "B.md": "b\n"}
    after = {"note.md": "[[B]]\n", "A.md": "b\n", "B.md": "a\n"}
    vault = changed(before, after, {"A.md": "B.md", "B.md": "A.md"})

    assert healed(vault) == "[[B]]\n"


def test_the_links_of_a_note_that_moved_follow_it() -> None:
    before = {"a/note.md": "[x](x.md) [y](../y.md) ![p](p.png) [[x]]\n", "a/x.md": "", "y.md": "", "a/p.png": ""}
    after = {("deep/er/note.md" if path == "a/note.md" else path): text for path, text in before.items()}
    vault = changed(before, after, {"a/note.md": "deep/er/note.md"})

    assert healed(vault, "deep/er/note.md") == "[x](../../a/x.md) [y](../../y.md) ![p](../../a/p.png) [[x]]\n"


def test_a_folder_that_moved_takes_its_links_along() -> None:
    before = {"note.md": "[a](sea/) [b](sea/b.md)\n", "sea/b.md": "[n](../note.md)\n", "sea/c/d.md": ""}
    moved = {"sea/b.md": "world/sea/b.md", "sea/c/d.md": "world/sea/c/d.md"}
    vault = changed(before, {moved.get(path, path): text for path, text in before.items()}, moved, ("portable",))

    assert healed(vault) == "[a](world/sea/) [b](world/sea/b.md)\n"
    assert healed(vault, "world/sea/b.md") == "[n](../../note.md)\n"


def test_a_deleted_note_is_named_with_how_many_link_to_it() -> None:
    before = {"note.md": "[[Old]]\n", "other.md": "[o](Old.md)\n", "Old.md": ""}
    vault = changed(before, {path: text for path, text in before.items() if path != "Old.md"}, {})
    (verdict,) = judge(vault, {}, {"note.md": HEALERS})

    assert verdict.rule.name == "unresolved-link"
    assert verdict.finding.message == "no note `Old` in the vault: `Old.md` was deleted; 2 notes link to it"
    assert verdict.finding.fix is None


def test_a_deleted_note_whose_name_another_has_is_not_silently_replaced() -> None:
    before = {"note.md": "[[Old]]\n", "a/Old.md": "", "b/Old.md": ""}
    vault = changed(before, {"note.md": "[[Old]]\n", "b/Old.md": ""}, {})
    (verdict,) = judge(vault, {}, {"note.md": HEALERS})

    assert verdict.rule.name == "diverted-link"
    assert verdict.finding.message == "leads to `b/Old.md` now, not to what was `a/Old.md`: `a/Old.md` was deleted"
    assert verdict.finding.fix is None


SEA = "# Sea\n\n## Tides\n\nWater comes.\nWater goes.\n\n## Fish\n\nThey swim.\n"
TITLES = [
    ("[[Sea#Tides]]", "## Ebb & flow", "[[Sea#Ebb & flow]]", "the section is the same"),
    ("[[Sea#Sea#Tides]]", "## Ebb", "[[Sea#Sea#Ebb]]", "in a chain [B1.2]"),
    ("[[#Tides]]", "## Ebb", "[[#Tides]]", "a heading of another note"),
    ("[a](Sea.md#tides)", "## Ebb & flow", "[a](Sea.md#ebb--flow)", "as an id [B4.1]"),
    ("[a](Sea.md#Tides)", "## Ebb & flow", "[a](Sea.md#Ebb%20&%20flow)", "as words [B1.7]"),
    ("[a](Sea.md#tides)", "## Ebb", "[a](Sea.md#ebb)", "as both"),
    ("![[Sea#Tides]]", "## Ebb: flow", "![[Sea#Ebb flow]]", "signs that a link cannot hold [B1.6]"),
]


@pytest.mark.parametrize(("note", "heading", "after"), [row[:3] for row in TITLES], ids=[row[3] for row in TITLES])
def test_a_link_follows_a_heading_that_was_retitled(note: str, heading: str, after: str) -> None:
    before = {"note.md": f"{note}\n", "Sea.md": SEA}
    vault = changed(before, {**before, "Sea.md": SEA.replace("## Tides", heading)}, {})

    assert healed(vault) == f"{after}\n"


def test_a_heading_in_the_place_of_another_is_only_named() -> None:
    before = {"note.md": "[[Sea#Tides]]\n", "Sea.md": SEA}
    vault = changed(before, {**before, "Sea.md": "# Sea\n\n## Harbours\n\nShips rest.\n\n## Fish\n\nThey swim.\n"}, {})
    (verdict,) = judge(vault, {}, {"note.md": HEALERS})

    assert verdict.finding.fix is None
    assert "the heading `Tides` of `Sea.md` is gone; where it stood is `Harbours`" in verdict.finding.message
    assert verdict.finding.choices[0].text == "[[Sea#Harbours]]"


def test_a_heading_that_went_to_another_place_is_found_by_its_words() -> None:
    before = {"note.md": "[[Sea#Tides]] [a](Sea.md#tides)\n", "Sea.md": SEA}
    vault = changed(before, {**before, "Sea.md": "# Sea\n\n## Fish\n\n### Tides\n"}, {})

    assert list(judge(vault, {}, {"note.md": HEALERS})) == []


def test_an_id_that_became_that_of_another_heading_is_followed() -> None:
    before = {"note.md": "[a](Sea.md#tides-1)\n", "Sea.md": "# Tides\n\nOne.\n\n# Fish\n\n# Tides\n\nTwo.\n"}
    after = {**before, "Sea.md": "# Tides\n\nOne.\n\n# Tides\n\nNew.\n\n# Fish\n\n# Tides\n\nTwo.\n"}
    vault = changed(before, after, {}, ("portable",))

    assert healed(vault) == "[a](Sea.md#tides-2)\n"


def test_a_block_that_got_another_id_is_followed() -> None:
    before = {"note.md": "[[Sea#^one]]\n", "Sea.md": "Water comes. ^one\n"}
    vault = changed(before, {**before, "Sea.md": "# Sea\n\nWater comes. ^first\n"}, {})

    assert healed(vault) == "[[Sea#^first]]\n"


def test_a_note_and_its_heading_are_followed_at_once() -> None:
    before = {"note.md": "[a](Sea.md#tides) [[Sea#Tides|b]]\n", "Sea.md": SEA}
    after = {"note.md": before["note.md"], "Ocean.md": SEA.replace("## Tides", "## Ebb")}
    vault = changed(before, after, {"Sea.md": "Ocean.md"})

    assert healed(vault) == "[a](Ocean.md#ebb) [[Ocean#Ebb|b]]\n"


def test_every_healing_is_safe_and_says_that_it_was_inflicted() -> None:
    vault = renamed("[[Tides]] [a](sea/Tides.md) ![[moon.png]]\n", AWAY, TIDES)
    findings = [verdict.finding for verdict in judge(vault, {}, {"note.md": HEALERS})]

    assert [finding.fix.safety for finding in findings if finding.fix] == [Safety.SAFE] * 3
    assert all(finding.inflicted for finding in findings)


def test_bystanders_hear_nothing_of_faults_that_were_there_before() -> None:
    vault = renamed("[[Nowhere]] [a](nowhere.md) [[Tides#Nowhere]]\n", {}, TIDES)

    assert list(judge(vault, {}, {"note.md": RULES})) == []


def test_a_note_that_is_not_utf_8_is_found_by_its_name_alone() -> None:
    after = vault_of({"note.md": "[[Sea#Tides]]\n", "bay/Sea.md": ""})
    documents = {**after.documents, "bay/Sea.md": Document("bay/Sea.md", b"# Tides\n\xe9\n")}
    before = {"note.md": documents["note.md"], "Sea.md": Document("Sea.md", b"# Tides\n\xe9\n")}
    then = Vault(before, Files(frozenset(before)), BOTH)
    vault = replace(after, documents=documents, before=then, moved={"Sea.md": "bay/Sea.md"})

    assert list(judge(vault, {}, {"note.md": HEALERS})) == []
