"""Learning: the lexicon built anew without some of the authors, so that they can be measured."""

import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from corpus import CORPUS, author_of, folds
from repairers import Vaultfix

from vaultfix.mojibake.lexicon import Lexicon

LEXICON = Path(__file__).resolve().parents[2] / "lexicon"


def taught(authors: Sequence[str], sources: Path | None, kept: Path | None, most: int = 0) -> Mapping[str, Vaultfix]:
    """Return for each author vaultfix as it is without having learned from him, its weights fitted without him too.

    `sources` is the folder with what the lexicon is built from; without it, all have the lexicon that ships. `kept`
    is a folder where lexicons are left for the next time. It learns from at most that many of the others; 0: from all.
    """
    if sources is None:
        return dict.fromkeys(authors, Vaultfix())
    found: dict[str, Vaultfix] = {}
    if kept:
        kept.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        for number, fold in enumerate(folds(authors)):
            path = (kept or Path(folder)) / (f"{number} of {most}.z" if most else f"{number}.z")
            if not path.is_file():
                _build(path, fold, sources, most)
            found |= dict.fromkeys(fold, Vaultfix(_kept(path)))
    return found


def _kept(path: Path) -> Lexicon:
    """Return a lexicon that was built; it outlives its file."""
    packed = path.read_bytes()
    return Lexicon(lambda: packed)


def _build(path: Path, authors: Collection[str], sources: Path, most: int) -> None:
    """Fit the weights, and build the lexicon, without the authors, from at most that many others."""
    packages = ("cldr", "emojibase", "emojilib")
    places = [word for name in packages for word in (f"--{name}", str(sources / name / "package"))]
    weights = path.with_suffix(".json")
    with _notes_of_others(authors, most) as notes:
        learned = [*places, "--notes", str(notes)]
        fit = (sys.executable, str(LEXICON / "fit.py"), *learned, "--output", str(weights))
        build = (sys.executable, str(LEXICON / "build.py"), *learned, "--weights", str(weights), "--output", str(path))
        subprocess.run(fit, check=True)
        subprocess.run(build, check=True)


@contextmanager
def _notes_of_others(authors: Collection[str], most: int) -> Iterator[Path]:
    """Make a folder that holds the notes of everyone else, or of at most that many, drawn once and for all."""
    vaults: dict[str, list[Path]] = {}
    for vault in sorted((CORPUS / "emoji" / "dev").iterdir()):
        vaults.setdefault(author_of(vault.name.partition("__")[0]), []).append(vault)
    others = sorted(vaults.keys() - set(authors), key=lambda author: sha256(author.encode()).digest())
    with tempfile.TemporaryDirectory() as folder:
        for vault in (vault for author in others[: most or None] for vault in vaults[author]):
            (Path(folder) / vault.name).symlink_to(vault, target_is_directory=True)
        yield Path(folder)
