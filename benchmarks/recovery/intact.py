"""Intact text, in which nothing may change, and lines that were really damaged, which must all come back."""

import csv
import io
import tarfile
from collections.abc import Iterable, Iterator, Sequence

from corpus import CORPUS, Note
from prose import TRICKY
from repairers import ftfy_6

from vaultfix.mojibake.repair import repair


def report(notes: Sequence[Note]) -> Iterator[str]:
    """Yield what was changed that should not be, and how many of the real pairs come back."""
    yield "\nIntact texts changed"
    yield _changed("notes", (note.text for note in notes))
    yield _changed("tricky prose", TRICKY)
    for vault in sorted(CORPUS.glob("*.tar.xz")):
        with tarfile.open(vault) as archive:
            yield _changed(vault.name.removesuffix(".tar.xz"), _notes_in(archive))
    pairs = list(_pairs())
    exact = sum(repair(damaged).text == truth for damaged, truth in pairs)
    by_ftfy = sum(ftfy_6(damaged) == truth for damaged, truth in pairs)
    yield f"\nReally damaged lines: {len(pairs)}, restored exactly: {exact}, by ftfy: {by_ftfy}"


def _changed(name: str, texts: Iterable[str]) -> str:
    verdicts = [repair(text).text != text for text in texts]
    return f"    {name:38}{len(verdicts):8}{sum(verdicts):8}"


def _notes_in(archive: tarfile.TarFile) -> Iterator[str]:
    for member in archive:
        opened = archive.extractfile(member) if member.name.endswith(".md") else None
        if opened:
            yield opened.read().decode("utf-8", "surrogateescape")


def _pairs() -> Iterator[tuple[str, str]]:
    table = CORPUS / "emoji" / "real" / "pairs.tsv"
    if table.is_file():
        for row in csv.DictReader(io.StringIO(table.read_bytes().decode(), newline=""), dialect="excel-tab"):
            yield row["damaged"], row["truth"]
