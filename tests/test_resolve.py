"""Lookup: which file a link leads to, in Obsidian [A3] and on GitHub [A8.1]."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.syntax.links import links
from vaultfix.vault import Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files, folded
from vaultfix.vault.kin import Kin
from vaultfix.vault.lookup import Fate, Reach, in_obsidian, on_github
from vaultfix.vault.plain import sole_names
from vaultfix.vault.routes import by_name, relative, respelled
from vaultfix.vault.suggestions import suggestions

FILES = Files(
    frozenset({"index.md", "a/n.md", "a/x.md", "b/x.md", "b/Y Z.md", "img/p.png", "v1.2.md", ".obsidian/app.json"})
)


def told(reach: Reach) -> str:
    """A reach in a few signs: the file, `~` for wrong capitals, `+` for rivals, else its fate."""
    if reach.path is None:
        return reach.fate.value
    return ("~" if reach.fate is Fate.WRONG_CASE else "") + reach.path + "+" * len(reach.rivals)


IN_OBSIDIAN = [
    pytest.param("", "a/n.md", id="an empty path is the note itself [A2.3]"),
    pytest.param("index", "index.md", id="a note by its name [A3.3]"),
    pytest.param("index.md", "index.md", id="with its extension [A3.2]"),
    pytest.param("x", "a/x.md+", id="the file beside the note wins [A3.6]"),
    pytest.param("y z", "~b/Y Z.md", id="capitals make no difference [A5.1]"),
    pytest.param("Y\u00a0Z", "~b/Y Z.md", id="nor does a no-break space, though it is another spelling [A5.1]"),
    pytest.param("../b/Y Z.md", "b/Y Z.md", id="a relative path [A3.4]"),
    pytest.param("./x.md", "a/x.md", id="a dot [A3.4]"),
    pytest.param("../../../b/x", "b/x.md", id="above the root is the root [A3.4]"),
    pytest.param("b/x.md", "b/x.md", id="a path from the root [A3.5]"),
    pytest.param("/index.md", "index.md", id="a leading slash [A3.5]"),
    pytest.param("/x.md", "missing", id="a leading slash allows no other folder [A3.5]"),
    pytest.param("p.png", "img/p.png", id="a picture with its extension"),
    pytest.param("p", "missing", id="a picture without it [A3.2]"),
    pytest.param("v1.2", "v1.2.md", id="a dot in the name [A3.2]"),
    pytest.param("^abc", "missing", id="a block without its hash is a note's name [A2.5]"),
    pytest.param("nope", "missing", id="no such note"),
    pytest.param("z/x", "missing", id="no such folder"),
    pytest.param("../img/", "img", id="a folder that is there is not judged [A3.9]"),
    pytest.param("../.obsidian/app.json", ".obsidian/app.json", id="nor is a hidden file [A7.1]"),
    pytest.param("app.json", "missing", id="which no name finds [A7.1]"),
]


@pytest.mark.parametrize(("path", "expected"), IN_OBSIDIAN)
def test_a_path_in_obsidian(path: str, expected: str) -> None:
    reach = in_obsidian(FILES, "a/n.md", path)

    assert expected.removesuffix("+") == told(reach).removesuffix("+")
    assert ("+" in expected) is bool(reach.rivals)


ON_GITHUB = [
    pytest.param("", "a/n.md", id="an empty path is the note itself"),
    pytest.param("x.md", "a/x.md", id="beside the note"),
    pytest.param("./x.md", "a/x.md", id="a dot"),
    pytest.param("../b/Y Z.md", "b/Y Z.md", id="one folder up"),
    pytest.param("../a/../b/x.md", "b/x.md", id="up, down and up"),
    pytest.param("/index.md", "index.md", id="from the root [A4.5]"),
    pytest.param("../b", "b", id="a folder [A3.9]"),
    pytest.param("../b/", "b", id="a folder with its slash"),
    pytest.param("..", "", id="the root"),
    pytest.param("x.md?plain=1", "a/x.md", id="a query [A8.1]"),
    pytest.param("../b/y z.md", "~b/Y Z.md", id="capitals matter [A5.3]"),
    pytest.param("../B/x.md", "~b/x.md", id="in a folder as well"),
    pytest.param("x", "missing", id="so does the extension [A8.1]"),
    pytest.param("b/x.md", "missing", id="no search by name [A3.7]"),
    pytest.param("../../x.md", "unknown", id="what leaves the root, nobody here knows"),
]


@pytest.mark.parametrize(("path", "expected"), ON_GITHUB)
def test_a_path_on_github(path: str, expected: str) -> None:
    assert expected == told(on_github(FILES, "a/n.md", path))


FOLDS = [
    pytest.param("ΟΔΟΣ", "οδος.md", True, id="a final sigma [A5.2]"),
    pytest.param("É", unicodedata.normalize("NFD", "é.md"), True, id="composed and decomposed"),
    pytest.param("A B", "a\u00a0b.md", True, id="a no-break space"),
    pytest.param("İ", "i.md", False, id="a dotted capital i is no i"),
    pytest.param("İ", "İ.md", True, id="though it is itself"),
    pytest.param("strasse", "straße.md", False, id="sharp s is not two [A5.2]"),
]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("../B", "~b", id="a folder"),
        pytest.param("../A/N.md", "~a/n.md", id="a file"),
        pytest.param("../.Obsidian/App.json", "~.obsidian/app.json", id="a hidden file"),
        pytest.param("../A/p.png", "missing", id="a file of this name in another folder"),
    ],
)
def test_capitals_that_are_wrong_are_told_of_whatever_lies_there(path: str, expected: str) -> None:
    assert told(on_github(FILES, "a/n.md", path)) == expected


@pytest.mark.parametrize(
    "path",
    [
        " a.md",
        "a .md",
        "a.md.md",
        "b/ a.md",
        "b/\ta.md",
        " b/a.md",
        "a#.md",
        "a|.md",
        "b^/a.md",
        "a:.md",
        "a\n.md",
        "a ",
    ],
)
def test_a_file_is_not_meant_by_a_name_that_a_link_says_otherwise(path: str) -> None:  # A2.2, A6.2
    vault = Vault({}, Files(frozenset({"tide.md", "b/ebb.md", path})))

    assert sole_names(vault) == {b"tide": "tide.md", b"ebb": "b/ebb.md"}


@pytest.mark.parametrize(("name", "file", "found"), FOLDS)
def test_names_are_compared_as_obsidian_does(name: str, file: str, *, found: bool) -> None:  # H8
    assert found is (in_obsidian(Files(frozenset({file})), "n.md", name).path is not None)


def test_the_order_of_rivals_is_beside_then_short_then_alphabetical() -> None:  # A3.6, G11
    files = Files(frozenset({"z/k.md", "y/k.md", "long/k.md", "s/deep/k.md", "s/n.md"}))
    reach = in_obsidian(files, "s/n.md", "k")

    assert (reach.path, reach.rivals) == ("s/deep/k.md", ("y/k.md", "z/k.md", "long/k.md"))


def test_a_note_at_the_root_wins_a_bare_name() -> None:  # A3.5
    reach = in_obsidian(Files(frozenset({"k.md", "s/k.md"})), "s/n.md", "k")

    assert (reach.path, reach.rivals) == ("k.md", ("s/k.md",))


LINKS = [
    pytest.param("[[x]]", {"obsidian"}, id="a wikilink is Obsidian's"),
    pytest.param("[x](x.md)", {"obsidian", "portable"}, id="a Markdown link is everyone's"),
    pytest.param("[x]: x.md", {"obsidian", "portable"}, id="so is a definition"),
    pytest.param("[[x]](x.md)", {"portable"}, id="of the mixed form only the second half [A1.6]"),
    pytest.param("---\na: '[x](x.md)'\n---\n", {"obsidian"}, id="a property is Obsidian's [A1.7]"),
    pytest.param("[x](https://a.example) [[https://a.example]] [y](//a.example)", set(), id="the web is nobody's"),
]


@pytest.mark.parametrize(("text", "expected"), LINKS)
def test_a_link_is_judged_by_the_profiles_that_read_it(text: str, expected: set[str]) -> None:
    vault = Vault({}, FILES)
    trails = vault.trails(Document.of("a/n.md", text))

    assert expected == {reach.profile for trail in trails for reach in trail.reaches}


def test_only_the_profiles_asked_for_judge() -> None:
    vault = Vault({}, FILES, ("portable",))

    assert vault.resolve("a/n.md", links(Document.of("a/n.md", "[[nope]]"))[0]) == ()


NOTES = {
    "n.md": "# N\n",
    "näher.md": "",
    "日本.md": "",
    "by-name.md": "See [[N]] and [[N#N|n]].\n",
    "by-path.md": "See [n](./n.md#n).\n",
    "encoded.md": "See [n](n%C3%A4her.md) and [j](%E6%97%A5%E6%9C%AC.md).\n",
    "reference.md": "See [n].\n\n[n]: n.md\n",
    "code.md": "Not `[[n]]`, not ~~~\n\n~~~\n[[n]]\n~~~\n",
    "other.md": "See [[by-name]], no n.\n",
    "property.md": '---\nup: "[[n]]"\n---\n',
}


@pytest.mark.parametrize(
    ("paths", "expected"),
    [
        ([], set()),
        (["code.md"], set()),
        (["gone.md"], set()),
        (["n.md"], {"by-name.md", "by-path.md", "reference.md", "property.md"}),
        (["näher.md"], {"encoded.md"}),
        (["日本.md"], {"encoded.md"}),
        (["n.md", "by-name.md"], {"by-name.md", "by-path.md", "reference.md", "property.md", "other.md"}),
    ],
)
def test_inbound_links_are_those_of_other_notes(paths: list[str], expected: set[str]) -> None:
    vault = Vault({path: Document.of(path, text) for path, text in NOTES.items()}, Files(frozenset(NOTES)))

    assert expected == set(vault.inbound(paths))


def test_inbound_names_the_links() -> None:
    vault = Vault({path: Document.of(path, text) for path, text in NOTES.items()}, Files(frozenset(NOTES)))
    found = vault.inbound(["n.md"])["by-name.md"]

    assert [link.span.of(NOTES["by-name.md"]) for link in found] == ["[[N]]", "[[N#N|n]]"]


SUGGESTED = [
    pytest.param("[[entirely different]]", [], id="nothing is like it"),
    pytest.param("[[q]]", [], id="one letter is like nothing"),
    pytest.param("[[the moon.]]", [], id="a name that two notes go by [A3.8]"),
    pytest.param("[[old/Y Z]]", ["b/Y Z.md"], id="moved"),
    pytest.param("[o](old/Y%20Z.md)", ["b/Y Z.md"], id="moved, from a Markdown link"),
    pytest.param("[[img\\p.png]]", ["img/p.png"], id="a backslash [A4.4]"),
    pytest.param("[[p]]", ["img/p.png"], id="the extension is missing [A3.2]"),
    pytest.param("[[indx]]", ["index.md"], id="a letter is missing"),
    pytest.param("[[index.]]", ["index.md"], id="a full stop too many [A6.4]"),
    pytest.param("[[books]]", ["books/_index.md"], id="a folder with an index [A3.9]"),
    pytest.param("[[MOON DUST]]", ["dust.md MOON DUST"], id="an alias [A3.8]"),
    pytest.param("[[The tides]]", ["sea.md The tides"], id="a title [A3.8]"),
    pytest.param("[[Low water]]", ["sea.md Low water"], id="a first heading [A3.8]"),
    pytest.param("![[Low water]]", [], id="an embed shows no name [A3.8]"),
    pytest.param(
        "![[sketch.png]]", ["a/files/sketch.png", "x/sketch.png"], id="the folder of attachments first [A7.2]"
    ),
]
GOING_BY = {
    "dust.md": "---\naliases: [Moon dust, The moon]\n---\n",
    "moon.md": "---\naliases:\n  - The moon\n---\n",
    "sea.md": "---\ntitle: The tides\n---\n\n# Low water #\n",
    "books/_index.md": "",
}


@pytest.mark.parametrize(("text", "expected"), SUGGESTED)
def test_suggestions_are_few_and_near(text: str, expected: list[str]) -> None:
    notes = {path: Document.of(path, note) for path, note in GOING_BY.items()}
    files = Files(FILES.paths | notes.keys() | {"x/sketch.png", "a/files/sketch.png"})
    vault = Vault(notes, files, customs=Customs(attachment_folder="./files"))
    (link,) = links(Document.of("a/n.md", text))
    found = suggestions(vault, "a/n.md", link)

    assert expected == [" ".join(filter(None, (one.path, one.shown))) for one in found]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[[songs]]", ["old/songs/index.md"], id="in a folder of a folder"),
        pytest.param("[[guide]]", ["docs/guide/README.md"], id="of another name"),
        pytest.param("[[twice]]", [], id="none where two folders have that name"),
        pytest.param("[[veiled]]", [], id="none that is hidden"),
    ],
)
def test_a_folder_that_is_linked_to_by_its_name_is_meant_by_its_index(text: str, expected: list[str]) -> None:  # A3.9
    paths = {"n.md", "old/songs/index.md", "docs/guide/README.md", "a/twice/index.md", "b/twice/index.md"}
    vault = Vault({}, Files(frozenset(paths | {".x/veiled/index.md"})))
    (link,) = links(Document.of("n.md", text))

    assert [one.path for one in suggestions(vault, "n.md", link)] == expected


SLIPS = [
    ("leah", "la", False),
    ("music", "mushin", False),
    ("abc", "abd", False),
    ("tides", "tide", True),
    ("tdies", "tides", True),
    ("tidez", "tides", True),
    ("tim hor", "timhor", True),
    ("wiki-links", "wiki links", True),
    ("tides", "sedit", False),
    ("---", "-.-", False),
]


@pytest.mark.parametrize(("name", "other", "slip"), SLIPS)
def test_a_slip_of_the_pen_is_one_letter(name: str, other: str, *, slip: bool) -> None:
    for one, two in ((name, other), (other, name)):
        likeness = Kin(Files(frozenset({f"{one}.md"}))).like(two)

        assert (slip, slip) == (likeness.is_slip, likeness.is_slip and likeness.names == (f"{one}.md",))


NAMES = st.text("ab./ É\u0301", min_size=1, max_size=6).map(lambda name: name.strip("/") or "a")


@settings(max_examples=100)
@given(st.sets(NAMES, max_size=5), NAMES, st.text("ab./ É\u0301?", max_size=8))
def test_any_path_has_a_fate(paths: set[str], source: str, path: str) -> None:
    files = Files(frozenset(paths))

    for reach in (in_obsidian(files, source, path), on_github(files, source, path)):
        assert path == "" or reach.path is None or files.exists(reach.path)


SEGMENTS = st.lists(st.sampled_from("abc"), min_size=1, max_size=4).map("/".join)


@given(SEGMENTS, SEGMENTS)
def test_a_relative_path_leads_back(source: str, target: str) -> None:
    files = Files(frozenset({target}))

    assert on_github(files, source, relative(source, target)).path == target


def test_the_name_that_obsidian_writes() -> None:
    assert [by_name(FILES, path) for path in ("index.md", "a/x.md", "img/p.png")] == ["index", "a/x", "p.png"]


def test_only_the_segments_below_the_last_step_up_are_respelled() -> None:
    assert respelled(["..", "B", "y z.md"], "b/Y Z.md") == ["..", "b", "Y Z.md"]


@given(st.text())
def test_folding_twice_is_folding_once(name: str) -> None:
    assert folded(folded(name)) == folded(name)
