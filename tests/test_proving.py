"""A fix that does what no finding said is never written: the note stays, the run says so, and a small copy is saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import vaultfix
from vaultfix.cli import main
from vaultfix.document import Document
from vaultfix.passes.text.missing_final_newline import MissingFinalNewline
from vaultfix.rule import Finding
from vaultfix.text import Edit, Fix, Span
from vaultfix.vault import Vault

FILLER = "".join(f"line {number}\n" for number in range(40))
LONG = f"{FILLER}the first\n{FILLER}\nsee [[other]]"


def careless(_rule: MissingFinalNewline, doc: Document, _vault: Vault) -> Iterator[Finding]:
    """Yield a finding whose fix ends the note with a line end, and opens a comment that nobody asked for."""
    if not doc.text.endswith("\n"):
        end = len(doc.text)
        first = doc.text.find("the first")
        opened = (Edit(Span(first, first), "%%"),) if first >= 0 else ()
        yield Finding(Span(end - 1, end), "no line end", Fix((*opened, Edit(Span(end, end), "\n"))))


@pytest.fixture
def vault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(MissingFinalNewline, "check", careless)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    root = tmp_path / "vault"
    (root / ".obsidian").mkdir(parents=True)
    (root / "long.md").write_text(LONG)
    (root / "other.md").write_text("only the end is missing")
    return root


def test_the_note_stays_and_the_others_are_mended(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--fix", "--isolated", str(vault)]) == 2
    assert (vault / "long.md").read_text() == LONG
    assert (vault / "other.md").read_text() == "only the end is missing\n"
    said = capsys.readouterr().err
    assert "long.md: not written" in said
    assert "the link `[[other]]` is no longer read as before" in said
    assert "please report it" in said


def test_a_patch_leaves_it_out_as_well(vault: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--diff", "--isolated", str(vault)]) == 2
    patch = capsys.readouterr().out
    assert "other.md" in patch
    assert "long.md" not in patch


def test_as_little_as_shows_the_fault_is_saved(vault: Path) -> None:
    fixed = vaultfix.fix(vault)

    assert [path.name for path in fixed.written] == ["other.md"]
    (report,) = (vault.parent / "state" / "vaultfix" / "reports").iterdir()
    assert (report / "before.md").read_text() == "the first\nsee [[other]]"
    assert (report / "after.md").read_text() == "%%the first\nsee [[other]]\n"
    assert "no longer read as before" in (report / "report.txt").read_text()
    assert f"{report}" in fixed.troubles[0]


def test_a_report_that_cannot_be_saved_does_not_stop_the_run(vault: Path) -> None:
    (vault.parent / "state" / "vaultfix").mkdir(parents=True)
    (vault.parent / "state" / "vaultfix" / "reports").write_text("a file where the folder would be")
    fixed = vaultfix.fix(vault)
    assert [path.name for path in fixed.written] == ["other.md"]
    assert fixed.troubles[0].endswith("please report it")
