"""The sample vaults: what is found in them, what is not, and what mending makes of them, to the byte."""

import importlib.util
import json
import re
import shutil
from pathlib import Path
from types import ModuleType

import pytest

SAMPLES = Path(__file__).resolve().parents[1] / "samples"


def script(name: str) -> ModuleType:
    spec = importlib.util.spec_from_file_location(f"samples_{name}", SAMPLES / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


expect = script("expect")
make_damaged = script("make_damaged")

EXPECTED = json.loads((SAMPLES / "expected.json").read_bytes())

CLEAN = {
    "index.md": "emoji, quotes, umlauts and two-space line ends",
    "books/index.md": "an index that counts its notes",
    "books/clean-note.md": "a published note with everything in it",
    "mask.md": "faults in code, comments, math, HTML and templates [E]",
    "mojibake-quoted-in-code.md": "damage quoted as damage [E13]",
    "ignored.md": "links to notes that are not judged [A7]",
    "empty.md": "nothing at all",
    "frontmatter/fine.md": "plain values that look odd [C2.3]",
    "frontmatter/json.md": "JSON properties [C2.7]",
    "frontmatter/empty.md": "an empty block [C1]",
    "frontmatter/crlf.md": "CRLF around the block [C1]",
    "frontmatter/h1-link.md": "a heading that is a link [C4]",
    "frontmatter/block-scalar.md": "a fence inside a block scalar [H7]",
    "unicode/ΟΔΟΣ.md": "a name that ends in a final sigma [A5.2]",
    "unicode/👩‍🌾 grower.md": "a joiner in a name [A6.1]",
}


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """Return copies of the samples, with what git would not carry: a bin, and someone else's modules [A7.1]."""
    shutil.copytree(SAMPLES, tmp_path, dirs_exist_ok=True)
    for stray in (".trash/dead.md", "node_modules/x.md"):
        (tmp_path / "vault" / stray).parent.mkdir()
        (tmp_path / "vault" / stray).write_bytes(b"[[nope]]\n\n| a | b |\n|---|---|\n| 1 |\n")
    return tmp_path


@pytest.mark.parametrize(
    "profiles",
    [("obsidian",), ("portable",), ("quartz",), ("obsidian", "portable"), ("obsidian", "portable", "quartz")],
    ids=" and ".join,
)
def test_a_clean_note_gives_nothing_in_any_profile(copied: Path, profiles: tuple[str, ...]) -> None:
    found = expect.findings(copied / "vault", *profiles)

    assert {path: found[path] for path in CLEAN} == {path: [] for path in CLEAN}


@pytest.mark.parametrize("name", expect.VAULTS)
def test_what_is_found_is_what_was_read_and_agreed(copied: Path, name: str) -> None:
    found = json.loads(json.dumps(expect.findings(copied / name)).encode())

    assert found == EXPECTED[name]


def test_what_lies_in_hidden_and_ignored_folders_is_not_judged(copied: Path) -> None:
    judged = expect.findings(copied / "vault").keys()

    assert not [path for path in judged if path.startswith((".", "node_modules/", "templates/", "archive/"))]


def test_the_damaged_notes_are_the_written_ones_through_the_wrong_code_page() -> None:
    damaged = {path: raw for path, raw in make_damaged.vault().items() if path.endswith(".md")}

    assert damaged == expect.contents(SAMPLES / "damaged")


def test_mending_gives_the_golden_bytes(copied: Path) -> None:
    assert expect.mended(copied / "damaged") == expect.contents(SAMPLES / "mended")


def stretches(vault: dict[str, bytes]) -> list[str]:
    """Return every stretch of characters that are not ASCII, in order: damage neither joins nor parts them."""
    return [found for raw in vault.values() for found in re.findall(r"[^\x00-\x7f]+", raw.decode())]


def test_mending_gives_back_what_was_written_or_leaves_what_it_found() -> None:
    written, damaged, mended = (stretches(expect.contents(SAMPLES / name)) for name in ("written", "damaged", "mended"))
    wrong = [
        (truth, found, now)
        for truth, found, now in zip(written, damaged, mended, strict=True)
        if now not in {truth, found}
    ]

    assert wrong == []
    assert len([now for now, found in zip(mended, damaged, strict=True) if now != found]) > len(damaged) * 3 // 4


@pytest.mark.parametrize("name", expect.VAULTS)
def test_a_second_mending_moves_nothing(copied: Path, name: str) -> None:
    once = expect.mended(copied / name)
    for path, raw in once.items():
        (copied / name / path).write_bytes(raw)

    assert expect.mended(copied / name) == once


@pytest.mark.parametrize("profile", ["obsidian", "portable"])
@pytest.mark.parametrize("name", expect.VAULTS)
def test_mending_never_adds_a_finding(copied: Path, name: str, profile: str) -> None:
    before = expect.findings(copied / name, profile)
    for path, raw in expect.mended(copied / name).items():
        (copied / name / path).write_bytes(raw)
    after = expect.findings(copied / name, profile)

    assert {path for path in before if len(after[path]) > len(before[path])} == set()


def test_a_note_without_findings_keeps_every_byte(copied: Path) -> None:
    healthy = [path for path, found in expect.findings(copied / "vault").items() if not found]
    after = expect.mended(copied / "vault")

    assert {path: after[path] for path in healthy} == {
        path: raw for path, raw in expect.contents(SAMPLES / "vault").items() if path in healthy
    }
