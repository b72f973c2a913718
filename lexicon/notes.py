"""Notes to learn from: every emoji in a folder of them, by author, with what stands round it."""

import unicodedata
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
    for author, path, text in _notes(folder):
        note = Note("".join(char if _survives(char, channel) else " " for char in text))
        for start, end, one in _emoji(text):
            yield Occurrence(author, path, start, one, note.surroundings(start, end), note)


def signs(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield every sign and mark of punctuation above ASCII that is no emoji, and its author."""
    for author, _, text in _notes(folder):
        done = 0
        for start, end, _one in (*_emoji(text), (len(text), len(text), "")):
            yield from ((char, author) for char in text[done:start] if _is_sign(char))
            done = end


def _notes(folder: Path) -> Iterator[tuple[str, str, str]]:
    """Yield the author, the path and the text of every note."""
    for path in sorted(folder.glob("*/**/*")):
        if path.is_file():
            author = path.relative_to(folder).parts[0].partition("__")[0].casefold()
            yield TOGETHER.get(author, author), str(path.relative_to(folder)), path.read_bytes().decode()


def _emoji(text: str) -> Iterator[tuple[int, int, str]]:
    """Yield where each emoji of a text starts and ends, and the emoji."""
    for found in emoji.emoji_list(text):
        if found["emoji"].rstrip("\ufe0f") not in LEFT_OUT:
            yield found["match_start"], found["match_end"], found["emoji"]


def _is_sign(char: str) -> bool:
    return not char.isascii() and unicodedata.category(char)[0] in "SP"


def _survives(char: str, channel: Channel) -> bool:
    """Whether no byte of a character is lost."""
    return char.isascii() or channel.lost.isdisjoint(char.encode())
