"""Notes: real ones by many authors, beside the checkout, which are measured with and never committed."""

import csv
import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parents[3] / "shared" / "corpora"
FOLDS = 5
LATIN = frozenset({"en", "tr", "es", "fr", "it", "de", "pt"})
_TOGETHER = {"swyxio": "swyx", "sw-yx": "swyx"}


@dataclass(frozen=True)
class Note:
    """One intact note: `author` wrote it, `vault` is what it stood in, `language` was guessed from its words."""

    author: str
    vault: str
    path: str
    language: str
    text: str

    @property
    def is_latin(self) -> bool:
        """Whether its language is written in Latin script."""
        return self.language in LATIN

    @property
    def lot(self) -> float:
        """A number from 0 to 1 that is drawn for it once and for all."""
        return int.from_bytes(hashlib.sha256(f"{self.vault}/{self.path}".encode()).digest()[:6]) / 2**48


def read(per_author: int = 0) -> Sequence[Note]:
    """Return the notes, at most `per_author` of each author (0: all), drawn by lot; none where there is no corpus."""
    index = CORPUS / "emoji" / "SOURCES.tsv"
    if not index.is_file():
        return ()
    rows = csv.DictReader(index.read_text("utf-8").split("\n"), dialect="excel-tab")
    by_author: dict[str, list[Note]] = {}
    for row in rows:
        path = CORPUS / "emoji" / row["file"]
        if row["split"] == "dev" and path.is_file():
            text = path.read_bytes().decode().removeprefix("\ufeff")
            author = author_of(row["source_repo"].partition("/")[0])
            by_author.setdefault(author, []).append(Note(author, row["source_repo"], row["path"], row["lang"], text))
    drawn = {author: sorted(notes, key=lambda note: note.lot) for author, notes in by_author.items()}
    return [note for author in sorted(drawn) for note in drawn[author][: per_author or None]]


def author_of(owner: str) -> str:
    """Return who is behind the owner of a repository."""
    return _TOGETHER.get(owner, owner)


def folds(authors: Sequence[str]) -> Sequence[frozenset[str]]:
    """Deal the authors into folds, so that none is measured with what was learned from him."""
    dealt = sorted(set(authors))
    return [frozenset(dealt[number::FOLDS]) for number in range(FOLDS) if dealt[number::FOLDS]]
