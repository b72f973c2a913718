"""Evidence: what a vault of which some is intact, or the history of a note, lets vaultfix know."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from corpus import Note

from vaultfix.mojibake.testimony import Testimony, earlier
from vaultfix.mojibake.witness import heard

DAMAGED = 0.3
"""Which share of a vault's notes is damaged; the rest is intact and testifies."""
FEWEST = 5
"""How many notes make a vault."""

ALONE = Testimony()


def of_vaults(notes: Sequence[Note]) -> Iterator[tuple[Note, Testimony]]:
    """Yield the notes of each vault that are damaged, with what the intact ones say."""
    vaults: dict[str, list[Note]] = defaultdict(list)
    for note in notes:
        vaults[note.vault].append(note)
    for stored in vaults.values():
        damaged = [note for note in stored if note.lot < DAMAGED]
        if len(stored) >= FEWEST and damaged:
            testimony = heard((note.path, note.text) for note in stored if note.lot >= DAMAGED)
            yield from ((note, testimony) for note in damaged)


def of_history(note: Note) -> Testimony:
    """Return what an earlier, intact version of the note says."""
    return Testimony(lines=dict(earlier(note.text, "of an earlier version")))
