"""A fix that does what no finding said is never written: the note stays, the run says so, and a small copy is saved."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import vaultfix
from vaultfix import proving
from vaultfix.cli import main
from vaultfix.document import Document
from vaultfix.passes.text.missing_final_newline import MissingFinalNewline
from vaultfix.rule import Finding
from vaultfix.session import Outcome, Session
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
    (report,) = (vault.parent / "state" / "vaultfix" / "reports").iterdir()
    assert (
        "long.md: not written, because a second reading of it does not hold: the link `[[other]]` is no longer read as "
        f"before. Nothing is lost, and it is our fault: please report it with what lies in {report}\n"
    ) in capsys.readouterr().err


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
    assert fixed.troubles[0].endswith(
        "is no longer read as before. Nothing is lost, and it is our fault: please report it"
    )


def test_notes_whose_links_followed_it_stay_as_well_and_no_others(vault: Path) -> None:
    notes = {
        "target.md": "# CafÃ©\n\nthe first\n\nsee [[other]]",
        "follows.md": "[[target#CafÃ©]]\n",
        "links.md": "[[target]] and more",
        "second.md": "# ThÃ©\n",
        "follows second.md": "[[second#ThÃ©]]\n",
    }
    (vault / "long.md").unlink()
    for name, text in notes.items():
        (vault / name).write_text(text, encoding="utf-8")
    fixed = vaultfix.fix(vault)
    now = {name: (vault / name).read_text(encoding="utf-8") for name in notes}

    assert now == {
        **notes,
        "links.md": "[[target]] and more\n",
        "second.md": "# Thé\n",
        "follows second.md": "[[second#Thé]]\n",
    }
    first, second = fixed.troubles
    assert first.startswith("target.md: not written, because a second reading of it does not hold: ")
    assert second == "follows.md: not written: it links to a note that was not written"


@pytest.mark.parametrize(("most", "tried"), [(5, 6), (200, 12)])
def test_the_search_for_the_lines_that_matter_ends(
    vault: Path, monkeypatch: pytest.MonkeyPatch, most: int, tried: int
) -> None:
    mended: list[Document] = []
    again = proving._mended

    def counted(session: Session, note: Document, *, unsafe: bool) -> Outcome:
        mended.append(note)
        return again(session, note, unsafe=unsafe)

    monkeypatch.setattr(proving, "_mended", counted)
    monkeypatch.setattr(proving, "_MOST_TRIALS", most)
    vaultfix.fix(vault)

    assert len(mended) == tried
    assert mended[-1].text.endswith("see [[other]]")
