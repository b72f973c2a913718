"""Lexicon: how commonly people write each emoji, and which words they write it beside; built by `lexicon/build.py`."""

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

SOURCES = ("annotation", "habit")
"""Where a word beside an emoji is known from: its names and keywords, and what writers of notes mean by it."""
VS16 = "\ufe0f"
RARE = -9.0
"""The prior of a text that the lexicon does not have."""
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_PLAIN = dict.fromkeys(map(ord, _TONES + VS16))
_TONED = 3.0
"""How many powers of e rarer an emoji is with a skin tone than without."""


@dataclass(frozen=True)
class Lexicon:
    """What is known of each emoji: a row is its prior, as a natural logarithm, and its words by source, as stored."""

    rows: Mapping[str, str]
    weights: Mapping[str, float]

    def prior(self, text: str) -> float:
        """Return how likely `text` is where nothing is known but that some emoji or sign stood there; a logarithm."""
        if row := self.rows.get(text):
            return float(row.partition("\t")[0])
        plain = text.translate(_PLAIN)
        if plain and plain != text and any(tone in text for tone in _TONES):
            return max(RARE, self.prior(self.qualified.get(plain, plain)) - _TONED)
        return RARE

    def __contains__(self, text: str) -> bool:
        """Whether `text` is an emoji that words are known of; signs have a prior only."""
        return any(True for _ in self.words(text))

    def words(self, text: str) -> Iterator[tuple[str, int, int]]:
        """Yield each word known to stand beside `text`, the number of its source, and how telling it is, 1 to 9."""
        row = self.rows.get(text) or self.rows.get(self.qualified.get(text.translate(_PLAIN), ""), "")
        for source, groups in enumerate(row.split("\t")[1:]):
            for group in filter(None, groups.split("|")):
                for word in group[1:].split(" "):
                    yield word, source, int(group[0])

    @cached_property
    def qualified(self) -> Mapping[str, str]:
        """Each emoji as it should be written, by what it is without selectors and tones."""
        return {emoji.translate(_PLAIN): emoji for emoji in self.rows}


def load() -> Lexicon:
    """Return the lexicon that comes with vaultfix."""
    return unpacked(files("vaultfix.mojibake").joinpath("data", "lexicon.z").read_bytes())


def unpacked(packed: bytes) -> Lexicon:
    """Return a lexicon as `lexicon/build.py` wrote it."""
    head, *rows = zlib.decompress(packed).decode().split("\n")
    return Lexicon(dict(row.split("\t", 1) for row in rows), json.loads(head))
