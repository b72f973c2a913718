"""What vaultfix says of a note does not depend on how many others were named with it."""

import os
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from vaultfix.opening import Settings, open_vaults
from vaultfix.rule import Finding

SAMPLES = Path(__file__).resolve().parents[1] / "samples"
EVERYTHING = Settings(overrides={"select": ["all"], "profiles": ["obsidian", "portable", "quartz"]})

Said = Mapping[str, list[tuple[str, Finding]]]


def said(root: Path, *paths: Path) -> Said:
    """Return the findings by note, as a run over `paths` has them."""
    (session,), troubles = open_vaults(map(str, paths), EVERYTHING)
    assert (session.root, troubles) == (root, ())
    found: dict[str, list[tuple[str, Finding]]] = defaultdict(list)
    for verdict in session.judge(lambda _path: None):
        found[verdict.doc.path].append((verdict.rule.name, verdict.finding))
    return found


def told_otherwise(root: Path, notes: list[Path]) -> Iterator[str]:
    """Yield the notes of which a run over the whole vault says something else."""
    whole = said(root, root)
    for note in notes:
        path = note.relative_to(root).as_posix()
        if said(root, note).get(path, []) != whole.get(path, []):
            yield path


@pytest.mark.parametrize("name", ["damaged", "vault"])
def test_a_note_alone_is_told_what_the_whole_vault_is_told_of_it(name: str) -> None:
    root = SAMPLES / name
    notes = sorted(root.rglob("*.md"))

    assert len(notes) > 1
    assert list(told_otherwise(root, notes)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "folder"),
    [
        ("obsidian-help", "en"),
        pytest.param(
            "obsidian-hub",
            ".",
            marks=pytest.mark.skipif("VAULTFIX_ALL" not in os.environ, reason="takes a minute; VAULTFIX_ALL runs it"),
        ),
    ],
)
def test_so_is_a_note_of_a_large_vault(corpus: Callable[[str], Path], tmp_path: Path, name: str, folder: str) -> None:
    (inside,) = (each for each in corpus(name).iterdir() if each.is_dir())
    root = shutil.copytree(inside / folder, tmp_path / "vault")
    (root / ".obsidian").mkdir(exist_ok=True)
    notes = sorted(root.rglob("*.md"))

    assert list(told_otherwise(root, notes[:: len(notes) // 8])) == []
