"""What `vaultfix explain NOTE:LINE` tells of a finding."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.cli import main
from vaultfix.cli.explaining import _reaches
from vaultfix.document import Document
from vaultfix.mojibake.channels import WINDOWS_1252, WINDOWS_1254
from vaultfix.passes.text.unclosed_fence import UnclosedFence
from vaultfix.report.entry import Entry
from vaultfix.rule import Finding, Verdict
from vaultfix.text import Span

TORN = WINDOWS_1254.damage("- 🤝 A deal with the neighbours\n- 🗣️ Speak up\n")
NOTE = f"""\
# Fence

{TORN}
See [[Nowhere]] and [[Gardn]].

| a | b |
|---|---|
| 1 |
"""

Told = Callable[..., tuple[int, str, str]]


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """Return a vault of three notes."""
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "yard").mkdir()
    (root / "yard" / "fence.md").write_bytes(NOTE.encode())
    (root / "Garden.md").write_bytes(b"# Garden\n")
    (root / "Torn.md").write_bytes("- ðŸ‘� Fine by me\n".encode())
    return root


@pytest.fixture
def told(vault: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Told:
    """Ask for an explanation in the vault; return exit code, stdout and stderr."""
    for name in ("NO_COLOR", "FORCE_COLOR", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(vault)

    def asked(*words: str) -> tuple[int, str, str]:
        code = main(["explain", *words])
        out, err = capsysbinary.readouterr()
        return code, out.decode(), err.decode()

    return asked


# --- nothing to tell -------------------------------------------------------------------------------------------------

NOTHING = [
    pytest.param(
        "yard/fence.md:2",
        "nothing was found in line 2 of yard/fence.md; nearest is lossy-mojibake in line 3\n",
        id="a line above all findings",
    ),
    pytest.param(
        "yard/fence.md:5",
        "nothing was found in line 5 of yard/fence.md; nearest is lossy-mojibake in line 4 and unresolved-link in line 6\n",
        id="a line between two",
    ),
    pytest.param("Garden.md:1", "nothing was found in line 1 of Garden.md, nor elsewhere in it\n", id="a healthy note"),
]


@pytest.mark.parametrize(("what", "expected"), NOTHING)
def test_a_line_where_nothing_was_found_names_the_nearest(told: Told, what: str, expected: str) -> None:
    assert told(what) == (0, expected, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["yard/fence.md"], "say which line is meant: yard/fence.md:1"),
        (["yard/fence.md:99"], "yard/fence.md has 10 lines, and no line 99"),
        (["yard/fence.md:0"], "yard/fence.md has 10 lines, and no line 0"),
        (["Garden.md:99"], "Garden.md has 1 line, and no line 99"),
        (["gone.md:3"], "gone.md: there is no such file or folder"),
        (["yard:3"], "yard is no note that is checked here"),
        ([".obsidian:3"], ".obsidian is no note that is checked here"),
        (["no-rule"], "there is no rule `no-rule`; `vaultfix rules` lists them all"),
        (["Garden.md:1", "--config", "none.toml"], "none.toml"),
        (["Garden.md:1", "--profile", "obsidan"], "obsidan"),
        (["Garden.md:1", "--since", "HEAD"], "is in no git repository"),
    ],
)
def test_what_cannot_be_explained_says_why(told: Told, words: list[str], expected: str) -> None:
    code, out, err = told(*words)

    assert (code, out) == (2, "")
    assert expected in err


# --- a torn emoji ----------------------------------------------------------------------------------------------------


def test_a_torn_emoji_is_told_with_bytes_channel_candidates_and_deeds(told: Told) -> None:
    code, out, err = told("yard/fence.md:3")

    assert (code, err) == (0, "")
    for words in (
        "yard/fence.md:3:3: error lossy-mojibake [?]: `ğŸ¤` lost bytes when it was read as windows-1254",
        "   3 | - ğŸ¤ A deal with the neighbours\n     |   ^^^\n",
        "something read it as windows-1254: one character for each byte.",
        "(81 8d 8e 8f 90 9d 9e ad) vanished",
        "What is left here are the bytes f0 9f a4.",
        "This note has 2 places that went the same way.",
        "“deal” stands near it",
        "--fix leaves it alone, because it is not certain.",
        "--fix --unsafe-fixes makes a guess: `ğŸ¤` → `🤝`",
        "in place of `ğŸ¤`: line 3, columns 3 to 5.",
        "%% vaultfix-ignore lossy-mojibake %%",
        "vaultfix: {ignore: [lossy-mojibake]}",
        "More of it: vaultfix explain lossy-mojibake",
    ):
        assert " ".join(words.split()) in " ".join(out.split())


def test_every_candidate_has_its_chance_in_numbers_and_in_words(told: Told) -> None:
    _, out, _ = told("yard/fence.md:3")
    listed = out.partition("What it was\n")[2].partition("\n\n")[0].split("\n")

    assert {line.split()[0] for line in listed} >= {"🤝", "🎤", "🤏", "🤐", "🤞"}
    assert listed[0].startswith("  🤝  ")
    assert all(line.split()[1].endswith("%") for line in listed)
    assert listed[-1].split()[1:] == ["<1%", "very", "unlikely"]


def test_what_only_its_bytes_prove_is_said_to_be_so(told: Told) -> None:
    _, out, _ = told("yard/fence.md:4")

    assert "Only one text leaves just these bytes." in out
    assert "--fix mends it, for certain: `ğŸ—£ï¸` → `🗣️`" in out
    assert "By hand" not in out


def test_what_another_note_proves_names_that_note(told: Told, vault: Path) -> None:
    (vault / "Garden.md").write_bytes("[🤝 A deal with the neighbours](yard/fence.md)\n".encode())
    (vault / "yard" / "fence.md").write_bytes(WINDOWS_1254.damage("# 🤝 A deal with the neighbours\n").encode())
    _, out, _ = told("yard/fence.md:1")

    assert "It is proved: a link of `Garden.md` still says 🤝." in out
    assert "No other place in this note went that way." in out


def test_a_byte_that_left_a_mark_has_a_place_among_the_others(told: Told) -> None:
    _, out, _ = told("Torn.md:1")

    assert "(81 8d 8f 90 9d) came out as `�`." in out
    assert "the bytes f0 9f 91 .." in out


def test_nothing_lost_is_nothing_said_of_loss(told: Told, vault: Path) -> None:
    (vault / "Garden.md").write_bytes(WINDOWS_1252.damage("# Café\n").encode())
    _, out, _ = told("Garden.md:1")

    assert "error mojibake [*]" in out
    assert "vanished" not in out


# --- any finding -----------------------------------------------------------------------------------------------------


def test_a_link_that_leads_nowhere_is_told_with_what_it_may_have_meant(told: Told) -> None:
    _, out, _ = told("yard/fence.md:6:21")

    assert "What may be meant\n  [[Garden]] " in out
    assert "--fix --unsafe-fixes makes a guess: `Gardn` → `Garden`" in out
    assert "Nowhere" not in out.partition("\n")[0]


def test_what_takes_a_person_is_left_to_one(told: Told) -> None:
    _, out, _ = told("yard/fence.md:6:5")

    assert "It reports this, and leaves it to you." in out


def test_without_a_column_all_that_is_in_the_line_is_told(told: Told) -> None:
    _, out, _ = told("yard/fence.md:6")

    assert [line for line in out.split("\n") if line.startswith("yard/")] == [
        "yard/fence.md:6:5: error unresolved-link: no note `Nowhere` in the vault",
        "yard/fence.md:6:21: error unresolved-link [?]: no note `Gardn` in the vault; did you mean `Garden`?",
    ]


@pytest.mark.parametrize(
    "place", ["yard/fence.md:10", "yard/fence.md:10:1", "yard/fence.md:10:1:", "yard/fence.md:10:99"]
)
def test_a_place_is_written_as_reports_write_it(told: Told, place: str) -> None:
    assert told(place)[1].startswith("yard/fence.md:10:1: warning short-row [*]")


def test_a_note_is_found_from_any_folder(told: Told, vault: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(vault / "yard")
    here = told("fence.md:10")[1]
    monkeypatch.chdir(vault.parent)
    there = told(f"{vault}/yard/fence.md:10")[1]

    assert here.startswith("fence.md:10:1: ")
    assert there == here.replace("fence.md:10:1: ", "vault/yard/fence.md:10:1: ", 1)


def test_a_name_with_a_colon_is_a_name(told: Told, vault: Path) -> None:
    (vault / "a: b.md").write_bytes(b"[[Nowhere]]\n")

    assert told("a: b.md:1")[1].startswith("a: b.md:1:1: error unresolved-link")


@pytest.mark.parametrize(("end", "expected"), [(3, []), (4, []), (7, [2]), (8, [2]), (9, [2, 3])])
def test_a_finding_that_ends_further_down_is_found_there_too(end: int, expected: list[int]) -> None:
    doc = Document.of("a.md", "one\ntwo\nthree\n")
    entry = Entry("a.md", Verdict(doc, UnclosedFence(), Finding(Span(0, end), "")))

    assert [line for line in (1, 2, 3, 4) if _reaches(entry, line)] == expected


def test_colour_is_only_there_where_it_is_wanted(told: Told, monkeypatch: pytest.MonkeyPatch) -> None:
    plain = told("yard/fence.md:3")[1]
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = told("yard/fence.md:3")[1]

    assert "\x1b[" not in plain
    assert "\x1b[1mWhat happened\x1b[0m" in coloured
    assert told("yard/fence.md:3", "--no-color")[1] == plain


def test_a_finding_in_the_frontmatter_is_silenced_there(told: Told, vault: Path) -> None:
    (vault / "Garden.md").write_bytes(b'---\nup: "[[Nowhere]]"\n---\n\n# Garden\n')
    _, out, _ = told("Garden.md:2")

    assert "vaultfix: {ignore: [unresolved-link]}" in out
    assert "%%" not in out


def test_what_a_change_broke_is_told_as_it_was_reported(told: Told, vault: Path) -> None:
    (vault / "Home.md").write_bytes(b"[[Garden]]\n")
    environment = {"HOME": str(vault), "PATH": os.environ["PATH"]}
    person = ("-c", "user.name=Gardener", "-c", "user.email=g@example.org")
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-qm", "A day"), ("mv", "Garden.md", "Orchard.md")):
        subprocess.run(("git", *person, *words), cwd=vault, env=environment, check=True)
    _, out, _ = told("Home.md:1", "--since", "HEAD")

    assert "`Garden.md` was renamed to `Orchard.md`" in out
    assert "--fix mends it, for certain: `Garden` → `Orchard`" in out


def test_a_rule_that_is_off_is_asked_for(told: Told, vault: Path) -> None:
    (vault / "Garden.md").write_bytes(b"| a | b |\n|---|---|\n| 100 | 2 |\n")

    assert "nothing was found" in told("Garden.md:1")[1]
    assert "unaligned-table" in told("Garden.md:1", "--extend-select", "unaligned-table")[1]
