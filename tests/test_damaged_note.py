"""The real note that vaultfix was begun for: what is proved comes back, everything else stays as it is, byte for byte."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.document import Document
from vaultfix.engine import mend
from vaultfix.mojibake.channels import WINDOWS_1254
from vaultfix.mojibake.repair import repair
from vaultfix.passes.encoding import RULES
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

STRETCH = re.compile("[^\x00-\x7f]+")


@pytest.fixture(scope="module")
def note(shared: Path) -> Document:
    return Document("damaged-note.md", (shared / "corpora" / "damaged-note.md").read_bytes())


@pytest.fixture(scope="module")
def mended(note: Document) -> Document:
    vault = Vault({note.path: note}, Files(frozenset({note.path})))
    found = mend(vault, {note.path: [rule() for rule in RULES]}).vault.note(note.path)
    assert found is not None
    return found


def test_every_stretch_is_accounted_for(note: Document) -> None:
    """Of 507 stretches, 220 lost nothing, 171 of the others can have been one thing, and 116 are a person's choice."""
    counts = Counter((change.lossy, change.certain) for change in repair(note.text).changes)

    assert Counter({(False, True): 220, (True, True): 171, (True, False): 116}) == counts
    assert sum(counts.values()) == len(STRETCH.findall(note.text))


def test_the_ascii_between_is_the_same(note: Document, mended: Document) -> None:
    assert STRETCH.split(note.text) == STRETCH.split(mended.text)


def test_a_stretch_is_left_or_is_what_gives_it_again(note: Document, mended: Document) -> None:
    pairs = zip(STRETCH.findall(note.text), STRETCH.findall(mended.text), strict=True)

    wrong = [(was, now) for was, now in pairs if now != was and WINDOWS_1254.damage(now) != was]
    assert wrong == []


def test_a_stretch_that_lost_nothing_is_what_its_bytes_say(note: Document, mended: Document) -> None:
    wrong = []
    for was, now in zip(STRETCH.findall(note.text), STRETCH.findall(mended.text), strict=True):
        try:
            truth = was.encode("cp1254").decode()
        except UnicodeDecodeError:
            continue
        wrong += [(was, now)] if now != truth else []

    assert wrong == []


def test_what_is_left_has_candidates_and_each_of_them_fits(note: Document) -> None:
    left = [change for change in repair(note.text).changes if not change.certain]

    assert all(len(change.candidates) > 1 for change in left)
    assert all(WINDOWS_1254.damage(text) == change.before for change in left for text in change.candidates)


def test_the_mended_note_is_settled_and_still_says_what_is_open(mended: Document) -> None:
    again = repair(mended.text)

    assert mended.text == again.text
    assert len(again.changes) == 116


def test_lines_that_were_really_damaged_come_back_exactly(shared: Path) -> None:
    pairs = shared / "corpora" / "emoji" / "real" / "pairs.tsv"
    lines = pairs.read_bytes().decode()
    rows = list(csv.DictReader(io.StringIO(lines, newline=""), delimiter="\t"))

    assert [row["truth"] for row in rows] == [repair(row["damaged"]).text for row in rows]
    together = repair("\n".join(row["damaged"] for row in rows)).text
    assert "\n".join(row["truth"] for row in rows) == together


def test_whole_notes_of_others_are_not_touched(shared: Path) -> None:
    notes = sorted((shared / "corpora" / "emoji" / "dev").rglob("*.md"))
    touched = [note.name for note in notes if repair(note.read_bytes().decode("utf-8", "surrogateescape")).changes]

    assert notes
    assert touched == []


@pytest.mark.parametrize("name", ["obsidian-help", "obsidian-hub"])
def test_vaults_of_others_are_not_touched(name: str, notes: Callable[[str], list[Path]]) -> None:
    touched = [
        note.name for note in notes(name) if repair(note.read_bytes().decode("utf-8", "surrogateescape")).changes
    ]

    assert touched == []
