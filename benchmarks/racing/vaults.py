"""Vaults of any size, made of chance but the same each time: healthy notes of about 3 KB, a share of them damaged.

    python benchmarks/racing/vaults.py FOLDER NOTES [--damaged SHARE]

Each note has frontmatter, headings, wikilinks, relative links and anchors that lead somewhere, a table, a list, a
footnote and code; a few words are above ASCII.
"""

import argparse
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

IN_FOLDER = 100
SECTIONS = ("Soil", "Water and light", "Through the year", "What went wrong", "Seeds and cuttings", "Who lives here")
PLANTS = ("Roses", "Beans", "Moss", "Thyme", "Pear trees", "Ferns", "Peonies", "Chard", "Ivy", "Lavender", "Leeks")
PLACES = ("by the wall", "in the shade", "on the slope", "near the pond", "under glass", "along the path")
BEGINNINGS = ("In spring", "After rain", "On dry days", "Late in the year", "Most mornings", "Once a week", "By noon")
DOINGS = (
    "the beds want a rake and little else",
    "we carry compost to the far corner and come back for more",
    "blackbirds turn the mulch over and leave it on the path",
    "the café at the gate sells what we cannot eat",
    "a naïve visitor waters the stones — nobody minds",
    "the crème of the harvest goes to the neighbours 🌱",
    "snails find whatever was planted the day before",
    "the rows that were sown too early catch up with the others",
    "a thin layer of leaves keeps the ground from drying out",
)
MONTHS = ("January", "March", "May", "July", "September", "November")
CODE = "```python\nfor bed in beds:\n    bed.water(litres=bed.area * 2)  # [[not a link]] | nor a table |\n```"


class Note(NamedTuple):
    """A note of a made-up vault: its number gives its name and its headings, so that others can link to it."""

    number: int

    @property
    def title(self) -> str:
        """The name of the note, and its first heading."""
        number = self.number
        return f"{number:06} {PLANTS[number % len(PLANTS)]} {PLACES[number // 7 % len(PLACES)]}"

    @property
    def path(self) -> str:
        """Where the note lies."""
        return f"{self.number // IN_FOLDER:04} Beds/{self.title}.md"

    @property
    def sections(self) -> tuple[str, ...]:
        """The headings below the first, four of them."""
        start = self.number % len(SECTIONS)
        return (SECTIONS[start:] + SECTIONS[:start])[:4]


def written(note: Note, notes: int) -> str:
    """Return the text of one note in a vault of so many."""
    chance = random.Random(note.number)  # noqa: S311 - the same each time is what is wanted
    others = [Note(chance.randrange(notes)) for _ in range(8)]
    body = "\n\n".join(
        f"## {section}\n\n{_paragraph(chance, others[2 * at : 2 * at + 2])}\n\n{_below(chance, at)}"
        for at, section in enumerate(note.sections)
    )
    plant = PLANTS[note.number % len(PLANTS)].lower().replace(" ", "-")
    return (
        f"---\ntitle: {note.title!r}\ncreated: 2024-{1 + note.number % 12:02}-{1 + note.number % 28:02}\n"
        f"tags:\n  - garden/{plant}\n  - notes\n---\n\n# {note.title}\n\n{body}\n"
    )


def _paragraph(chance: random.Random, others: list[Note]) -> str:
    """Return some sentences with a link of each kind."""
    wiki, relative = others
    section = chance.choice(relative.sections)
    anchor = section.lower().replace(" ", "-")
    sentences = [f"{chance.choice(BEGINNINGS)}, {chance.choice(DOINGS)}." for _ in range(6)]
    sentences.insert(2, f"See [[{wiki.title}]] and [[{wiki.title}#{chance.choice(wiki.sections)}|how it went there]].")
    sentences.insert(5, f"More is said [about {section.lower()}](../{quote(relative.path)}#{anchor}).")
    return " ".join(sentences)


def _below(chance: random.Random, at: int) -> str:
    """Return what stands below the paragraph of a section: a table, a list, code, or a footnote."""
    if at == 0:
        rows = "\n".join(f"| {month} | {chance.choice(PLANTS)} | {chance.randrange(90)} |" for month in MONTHS)
        return f"| Month | Sown | Rows |\n|---|:-:|---:|\n{rows}"
    if at == 1:
        return "\n".join(f"- [{chance.choice(' x')}] {chance.choice(DOINGS)}" for _ in range(4))
    return CODE if at == 2 else f"It was so before.[^1]\n\n[^1]: {chance.choice(BEGINNINGS)}, {chance.choice(DOINGS)}."


def damaged(text: str, number: int) -> str:
    """Return a note with faults that can be mended for sure: of its letters, or of its table."""
    if number % 2:
        return text.replace("naïve", "naÃ¯ve").replace("café", "cafÃ©") + "\nThe cafÃ© opens at nine.\n"
    return text.replace("|---|:-:|---:|", "|---|:-:|")


def made(notes: int, share: float = 0) -> Iterator[tuple[str, str]]:
    """Yield path and text of each note of a vault; the given share of them is damaged, evenly spread."""
    for number in range(notes):
        note = Note(number)
        text = written(note, notes)
        is_hurt = int((number + 1) * share) > int(number * share)
        yield note.path, damaged(text, number // 10) if is_hurt else text


def make(folder: Path, notes: int, share: float = 0) -> Path:
    """Write a vault to `folder`, and return it."""
    (folder / ".obsidian").mkdir(parents=True)
    for path, text in made(notes, share):
        place = folder / path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(text.encode())
    return folder


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("notes", type=int)
    parser.add_argument("--damaged", type=float, default=0.0, metavar="SHARE", help="from 0 to 1 (default: 0)")
    wanted = parser.parse_args()
    make(wanted.folder, wanted.notes, wanted.damaged)
