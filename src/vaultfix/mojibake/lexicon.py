"""Lexicon: how commonly people write each emoji, and which words they write it beside; built by `lexicon/build.py`."""

import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from importlib.resources import files

from vaultfix.mojibake.vocabulary import Vocabulary, load

VS16 = "\ufe0f"
RARE = -9.0
"""The prior of a text that the lexicon does not have."""
_TONES = "\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff"
_PLAIN = dict.fromkeys(map(ord, _TONES + VS16))
_TONED, _NEEDLESS = 3.0, 0.7
"""How many powers of e rarer an emoji is with a skin tone than without, and with a selector that it does not need."""
_DIGITS = 36


def shipped() -> bytes:
    """Return the lexicon that comes with vaultfix, packed."""
    return files("vaultfix.mojibake").joinpath("data", "lexicon.z").read_bytes()


@dataclass(frozen=True)
class Lexicon:
    """What is known of each emoji and sign: its prior, as a natural logarithm, and its words, as stored.

    It is read from its source, packed as `lexicon/build.py` wrote it, when it is first asked; whoever keeps a lexicon
    reads it once.
    """

    source: Callable[[], bytes] = shipped

    @classmethod
    def of(cls, rows: Iterable[str], weights: str = "{}") -> "Lexicon":
        """Return a lexicon of such rows as `lexicon/build.py` writes, with weights as JSON."""
        packed = zlib.compress("\n".join((weights, *rows)).encode(), 1)
        return cls(lambda: packed)

    @cached_property
    def rows(self) -> Mapping[str, str]:
        """What is stored of each text, by the text."""
        return dict(row.split("\t", 1) for row in self._read[1:])

    @cached_property
    def weights(self) -> Mapping[str, float]:
        """How much each piece of evidence weighs."""
        found: dict[str, float] = json.loads(self._read[0])
        return found

    @cached_property
    def _read(self) -> list[str]:
        return zlib.decompress(self.source()).decode().split("\n")

    @cached_property
    def latin(self) -> Vocabulary:
        """The words with accents of the languages in Latin script."""
        return load("latin")

    def prior(self, text: str) -> float:
        """Return how likely `text` is where nothing is known but that some emoji or sign stood there; a logarithm."""
        if row := self.rows.get(text):
            return float(row.partition("\t")[0])
        if text.endswith(VS16) and text[:-1] in self.rows:
            return self.prior(text[:-1]) - _NEEDLESS
        plain = text.translate(_PLAIN)
        if plain and plain != text and any(tone in text for tone in _TONES):
            return max(RARE, self.prior(self.qualified.get(plain, plain)) - _TONED)
        return RARE

    def __contains__(self, text: str) -> bool:
        """Whether `text` is an emoji that words are known of; signs have a prior only."""
        return any(True for _ in self.words(text))

    def words(self, text: str) -> Iterator[tuple[str, int]]:
        """Yield each word known to stand beside `text`, and how telling it is, 1 to 35."""
        row = self.rows.get(text) or self.rows.get(self.qualified.get(text.translate(_PLAIN), ""), "")
        for group in filter(None, row.partition("\t")[2].split("|")):
            for word in group[1:].split(" "):
                yield word, int(group[0], _DIGITS)

    @cached_property
    def qualified(self) -> Mapping[str, str]:
        """Each emoji as it should be written, by what it is without selectors and tones."""
        return {emoji.translate(_PLAIN): emoji for emoji in self.rows}
