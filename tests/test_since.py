"""What a change breaks, as a person meets it: `--since`, from argv to exit code, in real repositories."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.cli import main

HOME = """\
---
up: "[[Tides]]"
---
# Home

[[Tides]], [[sea/Tides.md]] and [tides](sea/Tides.md "high"), [[Tides#Ebb|when it goes]], ![[Tides#^low]].
![[map.png|200]] ![a map](sea/map.png) [reference]

[reference]: <sea/Tides.md#ebb>
"""
TIDES = """\
# Tides

## Ebb

It goes, as [home](../Home.md) says. ^low

## Flood

It comes.
"""
FILES = {
    "Home.md": HOME,
    "sea/Tides.md": TIDES,
    "sea/map.png": "a map, were it one",
    "Broken.md": "# Broken\n\n[[Long gone]]\n",
    "Apart.md": "# Apart\n\nNothing of this concerns `[[Tides]]`.\n",
}

RULES = "unresolved-link,unresolved-embed,missing-anchor,missing-block,diverted-link"


class Vault:
    """A vault in a git repository, and vaultfix at work in it."""

    def __init__(self, root: Path, capture: pytest.CaptureFixture[bytes]) -> None:
        self.root = root
        self.capture = capture

    def git(self, *words: str) -> str:
        person = ("-c", "user.name=Gardener", "-c", "user.email=g@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ("git", *person, "-c", "protocol.file.allow=always", *words),
            cwd=self.root,
            env={"HOME": str(self.root), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1"},
            check=True,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    def put(self, **notes: str) -> None:
        for path, text in notes.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(text.encode())

    def text(self, path: str) -> str:
        return (self.root / path).read_bytes().decode()

    def commit(self) -> None:
        self.git("add", "-A")
        self.git("commit", "-qm", "A day in the garden")

    def vaultfix(self, *words: str) -> tuple[int, str, str]:
        code = main(["--select", RULES, "--no-journal", *words])
        out, err = self.capture.readouterr()
        return code, out.decode(), err.decode()

    def faults(self, *words: str) -> list[str]:
        """Return where vaultfix sees faults, and of which rule."""
        _, out, err = self.vaultfix("--output-format", "concise", *words)
        assert "Traceback" not in err
        return [" ".join(line.split(" ")[:2]) for line in out.strip().split("\n") if line]


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]) -> Vault:
    """Return a committed vault with one broken link, and stand in it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    root = tmp_path / "vault"
    root.mkdir()
    monkeypatch.chdir(root)
    vault = Vault(root, capsysbinary)
    vault.put(**FILES)
    vault.git("init", "-q", "-b", "main", "--template=")
    vault.commit()
    return vault


# --- what is reported ------------------------------------------------------------------------------------------------

INBOUND = [
    "Home.md:2:6: unresolved-link",
    "Home.md:6:1: unresolved-link",
    "Home.md:6:12: unresolved-link",
    "Home.md:6:33: unresolved-link",
    "Home.md:6:63: unresolved-link",
    "Home.md:6:91: unresolved-embed",
    "Home.md:9:1: unresolved-link",
]
EBB = ["Home.md:6:63: missing-anchor", "Home.md:9:1: missing-anchor"]

Deed = Callable[[Vault], object]

DEEDS = [
    pytest.param(lambda v: v.git("status"), [], id="nothing"),
    pytest.param(lambda v: v.put(**{"Apart.md": "[[Home]]\n"}), [], id="a note that nobody links to"),
    pytest.param(lambda v: v.put(**{"sea/Tides.md": f"{TIDES}\nMore.\n"}), [], id="words below a heading"),
    pytest.param(
        lambda v: v.put(**{"sea/Tides.md": TIDES.replace("## Fl", "# New\n\n## Fl")}), [], id="a heading more"
    ),
    pytest.param(
        lambda v: v.put(**{"Broken.md": "# Broken\n\nStill.\n\n[[Long gone]]\n"}),
        ["Broken.md:5:1: unresolved-link"],
        id="the fault was there before, in a note that was changed",
    ),
    pytest.param(lambda v: v.put(**{"New.md": "[[Nobody]]\n"}), ["New.md:1:1: unresolved-link"], id="a new note"),
    pytest.param(lambda v: v.git("rm", "-q", "sea/Tides.md"), INBOUND, id="a note was deleted"),
    pytest.param(lambda v: v.git("mv", "sea/Tides.md", "sea/Surge.md"), INBOUND, id="a note was renamed"),
    pytest.param(
        lambda v: v.git("rm", "-rq", "sea"),
        [*INBOUND[:6], "Home.md:7:1: unresolved-embed", "Home.md:7:18: unresolved-embed", INBOUND[6]],
        id="a folder was deleted",
    ),
    pytest.param(
        lambda v: v.git("mv", "sea/map.png", "sea/chart.png"),
        ["Home.md:7:1: unresolved-embed", "Home.md:7:18: unresolved-embed"],
        id="an image was renamed",
    ),
    pytest.param(
        lambda v: v.put(**{"sea/Tides.md": TIDES.replace("## Ebb", "## It ebbs")}), EBB, id="a heading was retitled"
    ),
    pytest.param(
        lambda v: v.put(**{"sea/Tides.md": TIDES.replace(" ^low", "")}),
        ["Home.md:6:91: missing-block"],
        id="a block lost its id",
    ),
    pytest.param(
        lambda v: v.put(**{"Tides.md": "# Tides\n\nQuite another note.\n"}),
        [f"{place.rpartition(' ')[0]} diverted-link" for place in INBOUND[:2]]
        + ["Home.md:6:63: missing-anchor", "Home.md:6:91: missing-block"],
        id="a new note won the links to another of its name",
    ),
    pytest.param(lambda v: v.put(**{"sky/Tides.md": "# Tides\n\nQuite another note.\n"}), [], id="or did not win them"),
    pytest.param(
        lambda v: v.git("mv", "sea/Tides.md", "Tides.md"),
        [INBOUND[2], INBOUND[3], INBOUND[6], "Tides.md:5:13: diverted-link"],
        id="a note was moved to another folder, its own links with it",
    ),
]


@pytest.mark.parametrize("committed", [False, True], ids=["in the working tree", "in a commit"])
@pytest.mark.parametrize(("deed", "expected"), DEEDS)
def test_links_anywhere_that_a_change_broke_are_reported_and_no_older_fault(
    vault: Vault, deed: Deed, expected: list[str], committed: bool
) -> None:
    deed(vault)
    if committed:
        vault.git("add", "-A")
        vault.git("commit", "-q", "--allow-empty", "-m", "Another day")

    assert vault.faults("--since", "HEAD~1" if committed else "HEAD") == expected


def test_every_finding_says_what_the_change_did(vault: Vault) -> None:
    vault.put(**{"Shore.md": "# Shore\n\nSand.\n", "Walk.md": "[[Shore]]\n"})
    vault.commit()
    vault.git("mv", "Shore.md", "Beach.md")
    vault.git("rm", "-q", "sea/map.png")
    vault.put(**{"sea/Tides.md": TIDES.replace("## Ebb", "## It ebbs")})
    _, out, _ = vault.vaultfix("--since", "HEAD")

    assert "`Shore.md` was renamed to `Beach.md`" in out
    assert "`sea/map.png` was deleted" in out
    assert "`Ebb` of `sea/Tides.md` became `It ebbs`" in out


def test_the_summary_counts_the_notes_that_were_looked_at(vault: Vault) -> None:
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")
    code, _, err = vault.vaultfix("--since", "HEAD")

    assert code == 1
    assert err == "7 faults in 1 of 3 notes: 7 errors; 7 can be mended with --fix\n"


def test_nothing_changed_is_no_fault(vault: Vault) -> None:
    assert vault.vaultfix("--since", "HEAD") == (0, "", "no faults in 0 notes\n")


def test_a_note_that_is_named_is_judged_whole_and_a_folder_is_not(vault: Vault) -> None:
    vault.put(**{"New.md": "[[Nobody]]\n"})

    assert vault.faults("--since", "HEAD", "sea") == []
    assert vault.faults("--since", "HEAD", ".") == ["New.md:1:1: unresolved-link"]
    assert vault.faults("--since", "HEAD", "Broken.md") == ["Broken.md:3:1: unresolved-link"]


def test_what_was_named_makes_no_difference_to_what_the_change_broke(vault: Vault) -> None:
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")

    assert vault.faults("--since", "HEAD", "Apart.md") == INBOUND
    assert vault.faults("--since", "HEAD", "sea") == INBOUND


def test_a_note_that_moved_is_judged_for_that_wherever_it_went(vault: Vault) -> None:
    vault.git("mv", "sea/Tides.md", "Tides.md")

    assert "Tides.md:5:13: diverted-link" in vault.faults("--since", "HEAD", "Apart.md")


def test_a_folder_can_be_lost_too(vault: Vault) -> None:
    vault.put(**{"All.md": "[all of it](sea/)\n"})
    vault.commit()
    vault.git("rm", "-rq", "sea")

    assert "All.md:1:1: unresolved-link" in vault.faults("--since", "HEAD")


def test_so_can_a_place_in_html(vault: Vault) -> None:
    vault.put(**{"Page.md": '# Page\n\n<a id="spot"></a>There.\n', "All.md": "[there](Page.md#spot)\n"})
    vault.commit()
    vault.put(**{"Page.md": "# Page\n\nThere.\n"})

    assert vault.faults("--since", "HEAD") == ["All.md:1:1: missing-anchor"]


def test_a_note_that_was_only_touched_has_not_changed(vault: Vault) -> None:
    os.utime(vault.root / "Broken.md", (1, 1))

    assert vault.faults("--since", "HEAD") == []


def test_the_notes_that_count_can_be_listed(vault: Vault) -> None:
    vault.put(**{"New.md": "", "sea/Tides.md": ""})

    assert vault.vaultfix("--since", "HEAD", "--show-files")[1] == "New.md\nsea/Tides.md\n"


# --- what is mended --------------------------------------------------------------------------------------------------

MENDED = """\
---
up: "[[Surge]]"
---
# Home

[[Surge]], [[sea/Surge.md]] and [tides](sea/Surge.md "high"), [[Surge#Ebb|when it goes]], ![[Surge#^low]].
![[map.png|200]] ![a map](sea/map.png) [reference]

[reference]: <sea/Surge.md#ebb>
"""


def test_git_mv_then_fix_keeps_the_vault_whole(vault: Vault) -> None:
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")
    code, _, err = vault.vaultfix("--since", "HEAD", "--fix")

    assert (code, vault.text("Home.md")) == (0, MENDED)
    assert err.endswith("mended 7 faults in 1 note; 0 are left\n")
    assert {path: vault.text(path) for path in FILES if path not in {"Home.md", "sea/Tides.md"}} == {
        path: text for path, text in FILES.items() if path not in {"Home.md", "sea/Tides.md"}
    }
    assert vault.faults("--since", "HEAD") == []
    vault.commit()
    assert vault.faults("--since", "HEAD~1") == []


def test_nothing_else_in_an_unchanged_note_is_mended(vault: Vault) -> None:
    vault.put(**{"Old.md": "[[tides]] [up](home.md) [[Tides]]\n"})
    vault.commit()
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")
    vault.vaultfix("--since", "HEAD", "--fix")

    assert vault.text("Old.md") == "[[Surge]] [up](home.md) [[Surge]]\n"


def test_a_retitled_heading_takes_its_links_along(vault: Vault) -> None:
    vault.put(**{"sea/Tides.md": TIDES.replace("## Ebb", "## It ebbs")})
    vault.vaultfix("--since", "HEAD", "--fix")

    assert vault.text("Home.md") == HOME.replace("#Ebb|", "#It ebbs|").replace("#ebb>", "#it-ebbs>")


def test_a_note_that_moved_keeps_its_own_links(vault: Vault) -> None:
    vault.git("mv", "sea/Tides.md", "Tides.md")
    vault.vaultfix("--since", "HEAD", "--fix")

    assert "[home](Home.md)" in vault.text("Tides.md")
    assert vault.faults("--since", "HEAD") == []


def test_what_was_renamed_and_mended_in_one_change_is_whole(vault: Vault) -> None:
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")
    vault.put(**{"Home.md": MENDED})

    assert vault.faults("--since", "HEAD") == []


def test_links_to_one_day_are_not_led_to_another(vault: Vault) -> None:
    day = "# A day\n\n## Done\n\n## To do\n"
    vault.put(**{"2026-01-31.md": day, "Week.md": "[[2026-01-31]]\n"})
    vault.commit()
    vault.git("mv", "2026-01-31.md", "2026-02-01.md")
    code, out, _ = vault.vaultfix("--since", "HEAD", "--fix")

    assert (code, vault.text("Week.md")) == (1, "[[2026-01-31]]\n")
    assert "was deleted" in out


@pytest.mark.parametrize(
    ("old", "new"), [("a1.md", "b1.md"), ("1.md", "old/1.md"), ("1.md", "01.md"), ("a1.png", "a2.png")]
)
def test_a_number_in_a_name_is_no_hindrance(vault: Vault, old: str, new: str) -> None:
    vault.put(**{old: "Words of its own.\n", "Odd.md": f"![]({old})\n", "old/x.md": "x\n"})
    vault.commit()
    vault.git("mv", old, new)
    vault.vaultfix("--since", "HEAD", "--fix")

    assert vault.text("Odd.md") == f"![]({new})\n"


def test_what_is_found_on_two_ways_is_told_once(vault: Vault) -> None:
    vault.put(**{"sea/Tides.md": TIDES.replace("## Ebb", "## It ebbs")})

    assert vault.faults("--since", "HEAD", "--inbound", ".") == EBB


def test_a_patch_shows_the_notes_that_would_be_mended(vault: Vault) -> None:
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")
    _, patch, _ = vault.vaultfix("--since", "HEAD", "--diff")
    (vault.root.parent / "patch").write_bytes(patch.encode())
    vault.git("apply", "../patch")

    assert vault.text("Home.md") == MENDED


# --- where the repository is -----------------------------------------------------------------------------------------


def test_a_vault_in_a_folder_of_its_repository(vault: Vault) -> None:
    vault.put(**{"sea/.obsidian/app.json": "{}", "sea/Boats.md": "[[Tides]]\n", "outside.md": "[[Boats]]\n"})
    vault.commit()
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")
    vault.git("rm", "-q", "outside.md")

    assert vault.faults("--since", "HEAD", "sea") == ["sea/Boats.md:1:1: unresolved-link"]


def test_a_vault_that_holds_its_repository_in_a_folder(vault: Vault) -> None:
    root = vault.root
    (root.parent / ".obsidian").mkdir()
    (root.parent / "Above.md").write_bytes(b"[[Tides]] and [[Nobody]]\n")
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")

    assert vault.faults("--since", "HEAD", ".") == ["../Above.md:1:1: unresolved-link", *INBOUND]
    code, _, err = vault.vaultfix("--since", "HEAD", "..")
    assert (code, "is in no git repository" in err) == (2, True)


def test_a_vault_reached_through_a_symbolic_link(vault: Vault) -> None:
    (vault.root.parent / "link").symlink_to("vault/sea")
    vault.put(**{"sea/.obsidian/app.json": "{}", "sea/Boats.md": "[[Tides]]\n"})
    vault.commit()
    vault.git("mv", "sea/Tides.md", "sea/Surge.md")
    seen = vault.faults("--since", "HEAD", "../link")

    assert [each.rpartition("/")[2] for each in seen] == ["Boats.md:1:1: unresolved-link"]


def test_a_submodule_is_asked_about_itself(vault: Vault) -> None:
    vault.git("clone", "-q", ".", "../inner")
    vault.git("submodule", "--quiet", "add", "../inner", "inner")
    vault.commit()
    vault.put(**{"inner/Broken.md": "[[Nobody]]\n"})

    assert vault.faults("--since", "HEAD", ".") == []
    assert vault.faults("--since", "HEAD", "inner") == ["inner/Broken.md:1:1: unresolved-link"]


def test_before_the_first_commit_everything_is_new_which_is_said_once(vault: Vault) -> None:
    vault.git("update-ref", "-d", "HEAD")
    code, _, err = vault.vaultfix("--since", "HEAD", ".", "sea")

    assert code == 1
    assert err.count("nothing was committed before, so every note is new\n") == 1
    assert vault.faults("--since", "HEAD") == ["Broken.md:3:1: unresolved-link"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--since", "nowhere"), "git knows no commit `nowhere` here"),
        (("--since", "-x"), "wants a commit, a branch or a tag, not `-x`"),
        (("--since", ""), "wants a commit, a branch or a tag, not ``"),
        (("--since", "HEAD", "-"), "a note from stdin is none"),
    ],
)
def test_what_cannot_be_is_said_and_ends_the_run(vault: Vault, words: tuple[str, ...], said: str) -> None:
    code, out, err = vault.vaultfix(*words)

    assert (code, out) == (2, "")
    assert said in err


def test_no_repository_ends_the_run(vault: Vault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    code, out, err = vault.vaultfix("--since", "HEAD")

    assert (code, out) == (2, "")
    assert err == f"vaultfix: --since asks git, and `{elsewhere}` is in no git repository\n"


@pytest.mark.parametrize("name", ['quo"ted', "new\nline", "潮汐 🌊", "-dash", "two  blanks", "pe%72cent"])
def test_any_name_can_be_renamed(vault: Vault, name: str) -> None:
    if sys.platform == "win32":
        pytest.skip("some of these are no names there")
    vault.put(
        **{f"sea/{name}.md": "# Odd\n\nA note of its own.\n", "Odd.md": f"[[{name}]]\n" if "\n" not in name else ""}
    )
    vault.commit()
    vault.git("mv", f"sea/{name}.md", "sea/Even.md")
    vault.vaultfix("--since", "HEAD", "--fix")

    assert vault.text("Odd.md") == ("[[Even]]\n" if "\n" not in name else "")
