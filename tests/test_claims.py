"""Claims: which notes are published, under what addresses and names, and what the rules on that say [C3.5, C3.6]."""

from collections.abc import Mapping

import pytest

from vaultfix.document import Document
from vaultfix.engine import judge
from vaultfix.passes import PASSES
from vaultfix.vault import Vault
from vaultfix.vault.claims import aliases, claims, is_shared, permalinks, urls
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files

KINDS = {kind().name: kind for group in PASSES for kind in group.rules}


def note(*properties: str) -> str:
    return "".join(["---\n", *(f"{line}\n" for line in properties), "---\n"])


@pytest.mark.parametrize("value", ["true", "True", "TRUE", "yes", "1", '"true"', "'Yes'"])
def test_a_note_is_shared(value: str) -> None:  # C3.6
    assert is_shared(Document.of("n.md", note(f"share: {value}")), "share")
    assert is_shared(Document.of("n.md", note(f"Share: {value}")), "share")


@pytest.mark.parametrize("value", ["false", "no", "0", "on", "null", "", "[true]", "truly", "2"])
def test_a_note_is_not_shared(value: str) -> None:  # C3.6
    assert not is_shared(Document.of("n.md", note(f"share: {value}")), "share")


@pytest.mark.parametrize(
    ("path", "text"),
    [
        pytest.param("n.md", "share: true\n", id="no frontmatter"),
        pytest.param("n.md", note("a: 1", "share: true", "a: 2"), id="properties that nobody can read [C2.6]"),
        pytest.param("n.md", note("share: true", "a: @b"), id="YAML that nobody can read [C2.2]"),
        pytest.param("n.md", note("publish: true"), id="another property"),
        pytest.param("n.excalidraw.md", note("share: true"), id="a drawing"),
    ],
)
def test_a_note_that_enveloppe_leaves_at_home(path: str, text: str) -> None:  # C3.6
    assert not is_shared(Document.of(path, text), "share")


CLAIMED = [
    ("URL: https://Example.org/A%20b/", ["example.org/A b"], [], []),
    ("URL: http://example.org", ["example.org"], [], []),
    ("URL: mailto:a@b.example", [], [], []),
    ("URL:", [], [], []),
    ("permalink: /Tides/high/", [], ["tides/high"], []),
    ("aliases: [Ebb, É b, 3, null, '  ']", [], [], ["ebb", "é b"]),
    ("aliases: High water", [], [], ["high water"]),
    ("Aliases:\n  - One\n  - one", [], [], ["one", "one"]),
]


@pytest.mark.parametrize(("line", "expected_urls", "expected_permalinks", "expected_aliases"), CLAIMED)
def test_what_a_note_claims(
    line: str, expected_urls: list[str], expected_permalinks: list[str], expected_aliases: list[str]
) -> None:
    doc = Document.of("n.md", note(line))

    assert expected_urls == [claim.key for claim in urls(doc)]
    assert expected_permalinks == [claim.key for claim in permalinks(doc)]
    assert expected_aliases == [claim.key for claim in aliases(doc)]
    for claim in (*urls(doc), *permalinks(doc), *aliases(doc)):
        assert claim.said in claim.span.of(doc.text)


def vault_of(
    notes: Mapping[str, str], profiles: tuple[str, ...] = ("obsidian", "portable"), share: str = "share"
) -> Vault:
    documents = {f"{name}.md": Document.of(f"{name}.md", text) for name, text in notes.items()}
    return Vault(documents, Files(frozenset(documents)), profiles, customs=Customs(share_property=share))


def said(vault: Vault, *names: str) -> list[tuple[str, str]]:
    """Give path and message of all that the rules of these names find in a vault."""
    rules = [KINDS[name]() for name in names]
    return [(each.doc.path, each.finding.message) for each in judge(vault, dict.fromkeys(vault.documents, rules))]


def test_published_is_what_is_shared_and_without_any_share_what_quartz_is_asked_for() -> None:
    shared = {"a": note("share: true"), "b": note("share: false"), "c": ""}
    drafts = {"a": note("draft: true"), "b": note("draft: false"), "c": ""}

    assert claims(vault_of(shared)).paths == {"a.md"}
    assert claims(vault_of(shared, ("quartz",))).paths == {"a.md"}
    assert claims(vault_of(drafts)).paths == frozenset()
    assert claims(vault_of(drafts, ("quartz",))).paths == {"b.md", "c.md"}
    assert claims(vault_of({"a": note("public: true"), "b": note("share: true")}, share="public")).paths == {"a.md"}


def test_hidden_notes_claim_nothing() -> None:
    documents = {path: Document.of(path, note("share: true", "aliases: [a]")) for path in ("a.md", ".trash/b.md")}

    assert claims(Vault(documents, Files(frozenset(documents)))).paths == {"a.md"}


def test_what_a_note_claims_is_asked_again_when_it_is_mended() -> None:
    vault = vault_of(dict.fromkeys("ab", note("share: true", "aliases: [x]")))
    turned = vault.turned([Document.of("b.md", note("share: true", "aliases: [y]"))])

    assert [path for path, _ in said(vault, "alias-taken")] == ["a.md", "b.md"]
    assert said(turned, "alias-taken") == []


SHARED = note("share: true", "URL: https://a.example/x", "permalink: x", "aliases: [X]")


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param({"a": SHARED}, id="one note alone"),
        pytest.param({"a": SHARED, "b": SHARED.replace("share: true", "share: false")}, id="the other stays at home"),
        pytest.param({"a": note("aliases: [X]"), "b": note("aliases: [X]")}, id="both stay at home [A3.8]"),
        pytest.param({"a": note("share: true", "aliases: [X, x]")}, id="an alias said twice"),
        pytest.param(
            {
                **{name: note("share: true", f"URL: https://a.example/{name}") for name in "abc"},
                **{name: note("share: true", "URL: https://video.example/1") for name in "de"},
            },
            id="two notes on one page of somebody else's [C4]",
        ),
    ],
)
def test_nothing_is_taken(notes: dict[str, str]) -> None:
    assert said(vault_of(notes), "url-taken", "alias-taken") == []


def test_what_is_taken_is_told_on_both_notes() -> None:
    vault = vault_of(
        {"a": SHARED, "b": SHARED.replace("https://a.example/x", "http://A.example/x/").replace("[X]", "[y, x]")}
    )

    assert said(vault, "url-taken", "alias-taken") == [
        ("a.md", "`b.md` has this address, too: only one of the two can be seen there"),
        ("a.md", "`b.md` has this permalink, too: only one of the two can be seen there"),
        ("a.md", "`b.md` has the alias “X”, too: a reader is led to one of the two"),
        ("b.md", "`a.md` has this address, too: only one of the two can be seen there"),
        ("b.md", "`a.md` has this permalink, too: only one of the two can be seen there"),
        ("b.md", "`a.md` has the alias “x”, too: a reader is led to one of the two"),
    ]


def test_an_alias_takes_the_place_of_a_page_in_quartz() -> None:  # C3.5
    notes = {"a": note("aliases: [High water, a]"), "High water": ""}

    assert said(vault_of(notes, ("quartz",)), "alias-taken") == [
        ("a.md", "“High water” is the address of `High water.md`: Quartz puts a page in its place that leads here")
    ]
    assert said(vault_of(notes), "alias-taken") == []


@pytest.mark.parametrize(
    ("links", "expected"),
    [
        pytest.param("[[open]] [a](open.md) ![[open#x]] [[#x]] [[a]]", [], id="to what is shared, and to itself"),
        pytest.param("[[gone]] [a](https://a.example)", [], id="to nowhere, and to the web"),
        pytest.param("`[[home]]` %%[[home]]%%", [], id="in code and comments"),
        pytest.param("[[home]] ![[home]] [a](home.md#x)", ["home.md"] * 3, id="to what stays at home"),
    ],
)
def test_links_to_unshared_notes(links: str, expected: list[str]) -> None:
    others = {"open": note("share: yes"), "home": note("share: no")}
    vault = vault_of({"a": note("share: true", 'up: "[[home]]"') + links, **others})
    at_home = vault_of({"a": note("share: false") + links, **others})

    assert [message.split("`")[1] for _, message in said(vault, "link-to-unshared")] == expected
    assert said(at_home, "link-to-unshared") == []


def test_the_property_that_shares_can_have_another_name() -> None:
    vault = vault_of(
        {"a": note("publish: true") + "[[b]] [[c]]", "b": note("share: true"), "c": note("publish: true")},
        share="publish",
    )

    assert said(vault, "link-to-unshared") == [
        ("a.md", "`b.md` is not shared, so this leads nowhere once it is published")
    ]
