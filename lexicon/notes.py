"""Notes to learn from: every emoji in a folder of them, by author, with what stands round it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import emoji

from vaultfix.mojibake.channels import WINDOWS_1254, Channel
from vaultfix.mojibake.surroundings import Note, Surroundings

LEFT_OUT = frozenset("©®™↔↕↩↪▪▫▶◀ℹ")
"""Signs of old that are seldom meant as emoji."""
TOGETHER = {"sw-yx": "swyxio"}
"""Names that belong to one author."""


@dataclass(frozen=True)
class Occurrence:
    """One emoji in one note; `around` is what can be read round it when the note is damaged."""

    author: str
    path: str
    start: int
    emoji: str
    around: Surroundings
    note: Note


def occurrences(folder: Path, channel: Channel = WINDOWS_1254) -> Iterator[Occurrence]:
    """Yield every emoji of every note in `folder`, whose folders are named `author__repository`."""
    for path in sorted(folder.glob("*/**/*")):
        if not path.is_file():
            continue
        vault = path.relative_to(folder).parts[0]
        author = vault.partition("__")[0].casefold()
        author = TOGETHER.get(author, author)
        text = path.read_bytes().decode()
        note = Note("".join(char if _survives(char, channel) else " " for char in text))
        for found in emoji.emoji_list(text):
            start, end, one = found["match_start"], found["match_end"], found["emoji"]
            if one.rstrip("\ufe0f") not in LEFT_OUT:
                yield Occurrence(author, str(path.relative_to(folder)), start, one, note.surroundings(start, end), note)


def _survives(char: str, channel: Channel) -> bool:
    """Whether no byte of a character is lost."""
    return char.isascii() or channel.lost.isdisjoint(char.encode())
