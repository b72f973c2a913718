"""A vault never leaves mending with a link that worked before and does not now, or leads elsewhere."""

import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vaultfix.cli import main
from vaultfix.document import Document
from vaultfix.engine import mend
from vaultfix.opening import Settings, open_vaults
from vaultfix.passes import PASSES
from vaultfix.syntax.links import live_links
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.anchors import TOP
from vaultfix.vault.files import Files
from vaultfix.vault.lookup import Fate

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
RULES = tuple(rule() for group in PASSES for rule in group.rules if not rule.off)

Leads = Counter[tuple[str, str, int | None]]


def leads(vault: Vault, path: str) -> Leads:
    """Count where the links of a note lead: profile, file, and the number of the heading or block in it."""
    doc = vault.note(path)
    found: Leads = Counter()
    for link in live_links(doc) if doc else ():
        for reach in vault.resolve(path, link):
            opens = reach.fate is Fate.REACHED or (reach.fate is Fate.WRONG_CASE and reach.profile == "obsidian")
            if reach.path is not None and opens:
                place = number(vault, reach.path, reach.profile, link.fragment)
                found[reach.profile, shown(vault, reach.path), place] += 1
    return found


def shown(vault: Vault, path: str) -> str:
    """Return the file that a reader comes to: a folder shows its index [A3.9]."""
    return f"{path}/index.md" if path in vault.files.folders else path


def number(vault: Vault, path: str, profile: str, fragment: str | None) -> int | None:
    note = vault.anchors(path) if path.endswith(".md") else None
    place = note.place(profile, fragment) if note and fragment and fragment.strip("# ") else None
    if note is None or place in {None, TOP}:
        return None
    places: list[Span] = sorted({heading.span for heading in note.headings} | set(note.blocks.values()))
    return places.index(place) if place in places else None


def lost(before: Vault, after: Vault, paths: Sequence[str]) -> Iterator[tuple[str, object]]:
    """Yield the links that led somewhere and do not any more; a link that found only its file may find a place now."""
    for path in paths:
        now = leads(after, path)
        for lead, count in (leads(before, path) - now).items():
            profile, target, place = lead
            others = sum(found for (one, other, _), found in now.items() if (one, other) == (profile, target))
            if place is not None or others < count:
                yield path, lead


def vault_of(notes: dict[str, str]) -> Vault:
    return Vault({path: Document.of(path, text) for path, text in notes.items()}, Files(frozenset(notes)))


TITLES = ["Deal", "🤝 A deal", "Café au lait", "Doğru yol", "News 🇺🇸", "Part 1: naïve", "“Quoted”", "Ends — here"]
NAMES = ["one.md", "two words.md", "sub/three.md"]


def dropped(text: str) -> str:
    return text.encode().decode("cp1254", "ignore")


def doubled(text: str) -> str:
    return text.encode().decode("latin-1")


DAMAGE: list[Callable[[str], str]] = [str, str, dropped, doubled]
STYLES = [
    "[[{name}#{words}]]",
    "[[{name}#{words}|x]]",
    "[x]({file}#{id})",
    "[x](<{file}#{words}>)",
    "![[{name}#{words}]]",
]


@st.composite
def vaults(draw: st.DrawFn) -> Vault:
    """Draw notes whose headings are damaged here and there, with links to them that are written as they stand."""
    headings = {
        name: [
            draw(st.sampled_from(DAMAGE))(title)
            for title in draw(st.lists(st.sampled_from(TITLES), max_size=4, unique=True))
        ]
        for name in NAMES
    }
    plain = vault_of({name: "".join(f"## {title}\n\nText.\n\n" for title in ours) for name, ours in headings.items()})
    notes = {}
    for name in NAMES:
        lines = []
        for target in draw(st.lists(st.sampled_from(NAMES), max_size=4)):
            note = plain.anchors(target)
            if note and note.slugs:
                slug = draw(st.sampled_from(sorted(note.slugs)))
                words = note.slugs[slug].text.replace("|", " ").replace("#", " ").replace("[", " ").replace("]", " ")
                file = "../" * name.count("/") + target.replace(" ", "%20")
                short = target.rpartition("/")[2].removesuffix(".md")
                style = draw(st.sampled_from(STYLES))
                lines.append(style.format(name=short, words=words, file=file, id=slug))
        doc = plain.note(name)
        notes[name] = (doc.text if doc else "") + "".join(f"{line}\n" for line in lines)
    return vault_of(notes)


@settings(max_examples=40)
@given(vault=vaults(), unsafe=st.booleans())
def test_mending_loses_no_link(vault: Vault, unsafe: bool) -> None:
    mended = mend(vault, dict.fromkeys(NAMES, RULES), unsafe=unsafe)

    assert list(lost(vault, mended.vault, NAMES)) == []
    assert mended.quarrels == ()


@settings(max_examples=25)
@given(vault=vaults(), order=st.permutations(range(len(RULES))))
def test_the_order_of_the_rules_changes_nothing(vault: Vault, order: Sequence[int]) -> None:
    one = mend(vault, dict.fromkeys(NAMES, RULES))
    other = mend(vault, dict.fromkeys(NAMES, tuple(RULES[at] for at in order)))

    assert {path: doc.text for path, doc in one.vault.mended.items()} == {
        path: doc.text for path, doc in other.vault.mended.items()
    }


@pytest.mark.parametrize("unsafe", [False, True], ids=["safe", "with guesses"])
@pytest.mark.parametrize("name", ["vault", "damaged", "mended"])
def test_mending_a_sample_loses_no_link(name: str, unsafe: bool) -> None:
    (session,), _ = open_vaults([str(SAMPLES / name)], Settings())
    outcome = session.mend(lambda _: None, unsafe=unsafe)

    assert list(lost(session.vault, outcome.session.vault, session.named)) == []


def test_mending_the_hub_loses_no_link(corpus: Callable[[str], Path]) -> None:
    (session,), _ = open_vaults([str(corpus("obsidian-hub"))], Settings(overrides={"git": False}))
    some = replace(session, named=session.named[::400])
    outcome = some.mend(lambda _: None, unsafe=False)

    assert list(lost(session.vault, outcome.session.vault, some.named)) == []


PLACES = ["x.md", "y.md", "a/x.md", "a/y.md", "a/b/x.md", "c d/z.md", "c d/x.md"]
WAYS = ["[[{name}]]", "[[{path}]]", "[t]({up}{file})", "[t](<{up}{file}>)", "![[{name}|200]]", "[t]({up}{file}#head)"]


def agrees(vault: Vault, source: str, text: str) -> bool:
    """Whether a link leads to one and the same file in every profile that finds any."""
    (link,) = live_links(Document.of(source, text))
    return len({reach.path for reach in vault.resolve(source, link) if reach.path}) == 1


@st.composite
def moves(draw: st.DrawFn) -> tuple[Vault, Vault, dict[str, str]]:
    """Draw a vault before and after some of its notes took other names, perhaps each other's."""
    old = draw(st.lists(st.sampled_from(PLACES), min_size=2, max_size=5, unique=True))
    new = draw(st.permutations(PLACES))
    moved = {path: new[at] for at, path in enumerate(old) if path != new[at]}
    files = Vault({}, Files(frozenset(old)))
    notes = {}
    for source in old:
        lines = ["# Head"]
        for target in draw(st.lists(st.sampled_from(old), max_size=3)):
            name = target.rpartition("/")[2].removesuffix(".md")
            up = "../" * source.count("/")
            way = draw(st.sampled_from(WAYS))
            file = target if "<" in way else target.replace(" ", "%20")
            line = way.format(name=name, path=target.removesuffix(".md"), up=up, file=file)
            if agrees(files, source, line):
                lines.append(line)
        notes[source] = "\n\n".join(lines)
    before = vault_of(notes)
    after = vault_of({moved.get(path, path): text for path, text in notes.items()})
    return before, replace(after, before=before, moved=moved), moved


@settings(max_examples=40)
@given(drawn=moves())
def test_links_follow_whatever_changes_names(drawn: tuple[Vault, Vault, dict[str, str]]) -> None:
    before, after, moved = drawn
    healers = tuple(rule for rule in RULES if rule.heals)
    mended = mend(after, {}, dict.fromkeys(after.documents, healers))

    assert mended.quarrels == ()
    for path in before.documents:
        then: Leads = Counter()
        for (profile, target, place), count in leads(before, path).items():
            then[profile, moved.get(target, target), place] += count
        assert then - leads(mended.vault, moved.get(path, path)) == Counter()


DEALS = {
    "deals.md": "# Deals\n\n## News ğŸ‡ºğŸ‡¸\n\n[up](#news-ğÿºğÿ)\n",
    "index.md": "[[deals#News ğŸ‡ºğŸ‡¸]] [n](deals.md#news-ğÿºğÿ) [[nowhere]]\n",
}


@pytest.fixture
def deals(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for path, text in DEALS.items():
        (tmp_path / path).write_bytes(text.encode())
    (tmp_path / "vaultfix.toml").write_bytes(b"journal = false\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


FOLLOWING = "[[deals#News 🇺🇸]] [n](deals.md#news-) [[nowhere]]\n"
ORDERS = [
    pytest.param(["deals.md"], id="the note with the heading is named alone"),
    pytest.param(["."], id="all notes are named"),
    pytest.param([".", "--select", "mojibake"], id="only the rule for damage is asked for"),
    pytest.param(["deals.md", "--select", "mojibake"], id="of one note"),
    pytest.param([".", "--ignore", "missing-anchor"], id="the rule for headings is not"),
]


@pytest.mark.parametrize("order", ORDERS)
def test_links_in_other_notes_follow_a_heading_that_is_mended(deals: Path, order: list[str]) -> None:
    main(["--fix", *order])

    assert (deals / "deals.md").read_bytes().decode() == "# Deals\n\n## News 🇺🇸\n\n[up](#news-)\n"
    assert (deals / "index.md").read_bytes().decode() == FOLLOWING


def test_a_note_named_alone_waits_for_the_heading_that_it_links_to(deals: Path) -> None:
    main(["--fix", "index.md"])

    assert (deals / "index.md").read_bytes().decode() == DEALS["index.md"]


def test_the_summary_tells_of_links_that_followed(deals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--fix", "deals.md"])

    assert deals.is_dir()
    assert "2 links in 1 other note followed" in capsys.readouterr().err


def test_other_notes_are_touched_only_for_the_links_that_follow(deals: Path) -> None:
    (deals / "index.md").write_bytes((DEALS["index.md"] + "| a | b |\n|---|---|\n| CafÃ© |").encode())
    main(["--fix", "deals.md"])

    assert (deals / "index.md").read_bytes().decode() == f"{FOLLOWING}| a | b |\n|---|---|\n| CafÃ© |"


def test_notes_that_are_excluded_are_never_touched(deals: Path) -> None:
    (deals / "vaultfix.toml").write_bytes(b'journal = false\nexclude = ["index.md"]\n')
    main(["--fix", "."])

    assert (deals / "index.md").read_bytes().decode() == DEALS["index.md"]


def test_where_a_heading_cannot_be_written_its_links_stay_too(deals: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (deals / "deals.md").chmod(0o444)
    code = main(["--fix", "."])

    said = capsys.readouterr().err
    assert code == 2
    assert "deals.md: not written: the file is read-only" in said
    assert "index.md: not written: it links to a note that could not be written" in said
    assert (deals / "index.md").read_bytes().decode() == DEALS["index.md"]


def test_links_follow_a_heading_only_once_it_is_written_whichever_note_comes_first(
    deals: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (deals / "a.md").write_bytes(DEALS["index.md"].encode())
    (deals / "deals.md").chmod(0o444)
    main(["--fix", "."])

    assert "a.md: not written: it links to a note that could not be written" in capsys.readouterr().err
    assert (deals / "a.md").read_bytes().decode() == DEALS["index.md"]


def test_a_note_from_stdin_means_what_it_says(
    deals: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    (deals / "index.md").write_bytes(b"## A\n\n[[#A]]\n\n## B\n")
    typed = b"## B\n\n[[#A]]\n\n## A\n"
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(typed)))
    main(["--fix", "--stdin-filename", "index.md", "-"])

    assert capfdbinary.readouterr().out == typed
