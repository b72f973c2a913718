"""Quartz: addresses, the three ways to read a link, and what is said where Quartz alone cannot follow [A9]."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.engine import judge, mend
from vaultfix.passes.links import RULES
from vaultfix.rule import Verdict
from vaultfix.syntax.links import links
from vaultfix.vault import PROFILES, USUAL_PROFILES, Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files
from vaultfix.vault.lookup import Fate, Reach, in_quartz
from vaultfix.vault.quartz import QuartzLinks, folder_slug, slug

WAYS: tuple[QuartzLinks, ...] = ("shortest", "absolute", "relative")

SLUGS = [
    pytest.param("a/Note.md", "a/Note", id="a page loses its extension, capitals stay"),
    pytest.param("a/page.html", "a/page", id="so does one in HTML"),
    pytest.param("img/Moon 1.png", "img/Moon-1.png", id="a picture keeps its own"),
    pytest.param("note with\u00a0spaces.md", "note-with-spaces", id="blanks of any kind are hyphens"),
    pytest.param("R&D.md", "R-and-D", id="an ampersand is a word"),
    pytest.param("100%.md", "100-percent", id="so is a per cent sign"),
    pytest.param("What? C#.md", "What-C", id="a question mark and a hash are gone"),
    pytest.param("a/_index.md", "a/index", id="an index is an index"),
    pytest.param("v1.2.md", "v1.2", id="another dot stays"),
    pytest.param("🌙 mond.md", "🌙-mond", id="so do emoji"),
    pytest.param("cafe\u0301.md", "café", id="letters and accents are composed"),
]


@pytest.mark.parametrize(("path", "expected"), SLUGS)
def test_the_address_of_a_file(path: str, expected: str) -> None:  # A9.1
    assert expected == slug(path)


def test_an_index_has_the_address_of_its_folder() -> None:
    assert [folder_slug(path) for path in ("index.md", "a/index.md", "a/_index.md", "a/b.md")] == ["", "a", "a", "a/b"]


@given(st.text("aB /&%?#.-é\u0301", max_size=12))
def test_an_address_holds_nothing_that_quartz_changes(path: str) -> None:
    assert not set(slug(path)) & set(" &%?#")


FILES = Files(
    frozenset(
        {"index.md", "a/b/c.md", "a/b/d.md", "e/f.md", "note with spaces.md", "x/twin.md", "y/twin.md", "img/p 1.png"}
        | {".obsidian/hidden.md", "g/index.md"}
    )
)

# A-quartz examples, and more of their kind; the note that links is `a/b/c.md`.
VECTORS = [
    pytest.param("", "a/b/c.md", "a/b/c.md", "a/b/c.md", id="the note itself"),
    pytest.param("d", "a/b/d.md", "missing", "a/b/d.md", id="the note beside it, by name"),
    pytest.param("f", "e/f.md", "missing", "missing", id="a note elsewhere, by name"),
    pytest.param("e/f", "e/f.md", "e/f.md", "missing", id="a path from the root"),
    pytest.param("/e/f", "e/f.md", "e/f.md", "missing", id="a slash at its start is nothing [A4.5]"),
    pytest.param("../../e/f", "e/f.md", "e/f.md", "e/f.md", id="a path from the note"),
    pytest.param("../../e/f.md?plain=1", "e/f.md", "e/f.md", "e/f.md", id="with a query behind it"),
    pytest.param("a/b/d", "a/b/d.md", "a/b/d.md", "missing", id="a path from the root to the note beside it"),
    pytest.param("b/d", "missing", "missing", "missing", id="the end of a path, which Obsidian finds"),
    pytest.param("note with spaces.md", "note with spaces.md", "note with spaces.md", "missing", id="blanks"),
    pytest.param(
        "note-with-spaces", "note with spaces.md", "note with spaces.md", "missing", id="the address as it is"
    ),
    pytest.param("p 1.png", "img/p 1.png", "missing", "missing", id="a picture by name"),
    pytest.param("p 1", "missing", "missing", "missing", id="a picture without its extension"),
    pytest.param("twin", "missing", "missing", "missing", id="a name that two notes have"),
    pytest.param("x/twin", "x/twin.md", "x/twin.md", "missing", id="with its folder"),
    pytest.param("F", "~e/f.md", "missing", "missing", id="capitals matter [A5.3]"),
    pytest.param("F/index", "missing", "missing", "missing", id="an index is no note of its folder's name"),
    pytest.param("E/f", "~e/f.md", "~e/f.md", "missing", id="in a folder as well"),
    pytest.param("../../e", "e", "e", "e", id="a folder has a page [A3.9]"),
    pytest.param("../../g/", "g/index.md", "g/index.md", "g/index.md", id="its index, where it has one"),
    pytest.param("../../../e/f", "e/f.md", "e/f.md", "unknown", id="above the root"),
    pytest.param("../index.md", "a", "a", "a", id="the folder's page, where it has no index"),
    pytest.param("./d.md", "a/b/d.md", "a/b/d.md", "a/b/d.md", id="a dot is read from the note"),
    pytest.param("hidden", "missing", "missing", "missing", id="what is hidden is not published [A7.1]"),
]


def told(reach: Reach) -> str:
    if reach.path is None:
        return reach.fate.value
    return ("~" if reach.fate is Fate.WRONG_CASE else "") + reach.path


@pytest.mark.parametrize(("path", "shortest", "absolute", "relative"), VECTORS)
def test_a_path_in_quartz(path: str, shortest: str, absolute: str, relative: str) -> None:  # A9.2
    assert [shortest, absolute, relative] == [told(in_quartz(FILES, "a/b/c.md", path, way)) for way in WAYS]


@given(
    st.sets(st.text("aB./ -", min_size=1, max_size=6), max_size=4),
    st.text("aB./ -?#", max_size=9),
    st.sampled_from(WAYS),
)
def test_any_path_has_a_fate(names: set[str], path: str, way: QuartzLinks) -> None:
    files = Files(frozenset(f"{name.strip('/')}x.md" for name in names))
    reach = in_quartz(files, "s/n.md", path, way)

    assert not path or reach.path is None or files.exists(reach.path)


def test_what_a_link_leads_to_in_one_folder_is_not_taken_for_what_it_does_in_another() -> None:
    notes = {path: Document.of(path, "[[High-tide]]") for path in ("n.md", "b/n.md", "b/d/n.md")}
    files = Files(frozenset({*notes, "b/High tide.md", "a/c/High-tide.md"}))
    vault, *others = (Vault(notes, files, PROFILES, customs=Customs(quartz_links="relative")) for _ in range(4))
    (link,) = links(notes["n.md"])

    for path, fresh in zip(notes, others, strict=True):
        assert vault.resolve(path, link) == fresh.resolve(path, link)


def test_quartz_is_asked_for_by_name() -> None:
    assert set(USUAL_PROFILES) == {"obsidian", "portable"}  # 0.2
    assert set(PROFILES) - set(USUAL_PROFILES) == {"quartz"}


READS = [
    pytest.param("[[d]]", True, id="a wikilink"),
    pytest.param("![[p 1.png]]", True, id="an embed"),
    pytest.param("[d](d.md)", True, id="a Markdown link"),
    pytest.param("[d]: d.md", True, id="a definition"),
    pytest.param("---\nup: '[[d]]'\n---\n", False, id="no property"),
    pytest.param("[[d]](e.md)", False, id="not the mixed form [A1.6]"),
    pytest.param("[d](https://example.org)", False, id="not the web"),
]


@pytest.mark.parametrize(("text", "reads"), READS)
def test_what_quartz_reads(text: str, *, reads: bool) -> None:
    vault = Vault({}, FILES, PROFILES)
    asked = {
        reach.profile for link in links(Document.of("a/b/c.md", text)) for reach in vault.resolve("a/b/c.md", link)
    }

    assert reads is ("quartz" in asked)


def vault_of(text: str, way: QuartzLinks) -> Vault:
    notes = {
        path: Document.of(path, text if path == "a/b/c.md" else "") for path in FILES.paths if path.endswith(".md")
    }
    return Vault(notes, FILES, PROFILES, customs=Customs(quartz_links=way))


def verdicts(text: str, way: QuartzLinks = "shortest") -> list[Verdict]:
    rules = [rule() for rule in RULES if not rule.off and rule().name != "unsafe-name"]
    return list(judge(vault_of(text, way), {"a/b/c.md": rules}))


SAID = [
    pytest.param("[[d]] [d](d.md)", "shortest", [], id="a name that all know"),
    pytest.param(
        "[f](f.md)",
        "shortest",
        [
            "obsidian-only-link: opens in Obsidian and Quartz; 404 on GitHub: from this folder the path is `../../e/f.md`"
        ],
        id="GitHub alone fails",
    ),
    pytest.param(
        "[f](e/f.md)",
        "relative",
        [
            "obsidian-only-link: opens in Obsidian; 404 on GitHub and Quartz: from this folder the path is `../../e/f.md`"
        ],
        id="two fail",
    ),
    pytest.param(
        "[d](d.md)",
        "absolute",
        ["obsidian-only-link: opens in Obsidian and GitHub; 404 on Quartz"],
        id="Quartz alone fails",
    ),
    pytest.param(
        "[[f]]",
        "relative",
        ["obsidian-only-link: opens in Obsidian; 404 on Quartz: from this folder the path is `../../e/f.md`"],
        id="a wikilink that Quartz looks for beside the note",
    ),
    pytest.param(
        "[x](nope.md)",
        "shortest",
        ["unresolved-link: no file `nope.md`, neither for Obsidian nor for GitHub nor for Quartz"],
        id="all fail",
    ),
    pytest.param(
        "[[F]]",
        "shortest",
        ["wrong-case-link: 404 on Quartz, where capitals count: the file is `e/f.md`"],
        id="capitals",
    ),
    pytest.param(
        "[f](../../e/F.md)",
        "relative",
        ["wrong-case-link: 404 on GitHub and Quartz, where capitals count: the file is `e/f.md`"],
        id="capitals in a path",
    ),
    pytest.param(
        "[[twin]]", "shortest", ["ambiguous-link: 2 files fit; Obsidian opens `x/twin.md`, not `y/twin.md`"], id="twins"
    ),
]


@pytest.mark.parametrize(("text", "way", "expected"), SAID)
def test_a_message_names_who_opens_a_link_and_who_does_not(text: str, way: QuartzLinks, expected: list[str]) -> None:
    assert expected == [f"{verdict.rule.name}: {verdict.finding.message}" for verdict in verdicts(text, way)]


MENDED = [
    pytest.param("[f](f.md)", "shortest", "[f](../../e/f.md)", id="to the path that all can follow"),
    pytest.param("[f](e/f.md)", "relative", "[f](../../e/f.md)", id="likewise"),
    pytest.param("[d](d.md)", "absolute", "[d](d.md)", id="not where no other path is known"),
    pytest.param("[[f]]", "relative", "[[f]]", id="never a wikilink"),
    pytest.param("[[F]]", "shortest", "[[f|F]]", id="though its capitals are, and its words stay [A5.3]"),
    pytest.param("[f](/e/f.md)", "relative", "[f](../../e/f.md)", id="a link from the root [A4.5]"),
]


@pytest.mark.parametrize(("before", "way", "after"), MENDED)
def test_a_link_is_mended_only_to_what_works_everywhere(before: str, way: QuartzLinks, after: str) -> None:
    rules = [rule() for rule in RULES if not rule.off]
    note = mend(vault_of(before, way), {"a/b/c.md": rules}).vault.note("a/b/c.md")

    assert note is not None
    assert after == note.text
    assert len(verdicts(after, way)) <= len(verdicts(before, way))
