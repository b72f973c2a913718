"""Testimony: what a vault and its past say of a damaged note, as plain data; whoever has a vault gathers it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from vaultfix.mojibake.channels import Channel
from vaultfix.mojibake.lexicon import Lexicon
from vaultfix.mojibake.passages import lines
from vaultfix.mojibake.suspicion import suspect
from vaultfix.mojibake.usage import Counts


@dataclass(frozen=True, eq=False)
class Testimony:
    """What is known from elsewhere. Everything in it is intact, and was read before anything was mended.

    Attributes:
        strings: headings, labels of links, values of properties, names of files and the like that are not all ASCII,
            and where each stands, in words.
        lines: earlier lines of this very note that are not all ASCII, and where each stood, in words; once by itself
            and once between its neighbours, with line feeds between them (see `earlier`).
        emoji: how often each emoji is written.
        customs: for the words near emoji, and the like (see `usage`), how often each emoji goes with them.
        vocabulary: words that are not all ASCII, as written, and how often each is written.
        lexicon: what is known of emoji everywhere; kept here because a vault has one testimony, and reads it once.
    """

    strings: Mapping[str, str] = field(default_factory=dict)
    lines: Mapping[str, str] = field(default_factory=dict)
    emoji: Mapping[str, int] = field(default_factory=dict)
    customs: Counts = field(default_factory=dict)
    vocabulary: Mapping[str, int] = field(default_factory=dict)
    lexicon: Lexicon = field(default_factory=Lexicon, repr=False)
    _behind: dict[Channel, Mapping[str, tuple[str, ...]]] = field(default_factory=dict, repr=False)

    def twins(self, damaged: str, channel: Channel) -> tuple[str, ...]:
        """Return the intact strings that become `damaged` when they go through `channel`."""
        if channel not in self._behind:
            self._behind[channel] = behind(self.strings, channel)
        return self._behind[channel].get(damaged, ())


def behind(texts: Iterable[str], channel: Channel) -> Mapping[str, tuple[str, ...]]:
    """Return, by what it looks like when it went through `channel`, each of the `texts`."""
    found: dict[str, tuple[str, ...]] = {}
    for text in texts:
        damaged = channel.damage(text)
        found[damaged] = (*found.get(damaged, ()), text)
    return found


def earlier(text: str, where: str) -> Iterator[tuple[str, str]]:
    """Yield the intact lines of an earlier version of a note for `Testimony.lines`; `where` names the version."""
    shown = list(lines(text))
    words = ["", *(line.text for line in shown), ""]
    for line, above, below in zip(shown, words, words[2:], strict=False):
        if not line.text.isascii() and not suspect(line.text):
            place = f"line {line.number} {where}"
            yield line.text, place
            yield f"{above}\n{line.text}\n{below}", place
