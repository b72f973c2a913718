"""Sequences: which emoji exist, and how characters join into them."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from emoji import EMOJI_DATA

from vaultfix.mojibake.completions import VS16

MOST_PARTIALS = 512


class Emoji:
    """The emoji of the Unicode data: fully qualified, minimally qualified, unqualified, and components."""

    def __contains__(self, text: str) -> bool:
        """Whether `text` is one emoji, a needless variation selector behind an old sign allowed, as Apple writes it."""
        return text in EMOJI_DATA or (
            text.endswith(VS16) and text[0] <= "\uffff" and EMOJI_DATA.get(text[:-1], {}).get("variant") is True
        )

    @cached_property
    def beginnings(self) -> frozenset[str]:
        """Everything that an emoji of several code points begins with."""
        several = (emoji for emoji in EMOJI_DATA if len(emoji) > 1)
        return frozenset(beginning for emoji in several for beginning in accumulate(emoji[:-1]))

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every code point that stands in an emoji."""
        return frozenset("".join(EMOJI_DATA)) | {VS16}

    def longest(self, alternatives: Iterable[Iterable[str]], before: str = "") -> tuple[int, tuple[str, ...]]:
        """Return how many characters the longest emoji spans, and every emoji of that length; `(0, ())` without one.

        `alternatives` says of each character what it can be. `before` is intact text that begins the emoji, as the
        digit of a keycap does; it is left out of the answer.
        """
        best: tuple[int, tuple[str, ...]] = (0, ())
        partials: tuple[str, ...] = (before,)
        for count, chars in enumerate(alternatives, start=1):
            grown = tuple(_grown(partials, chars))
            if whole := tuple(text.removeprefix(before) for text in grown if text in self):
                best = count, whole
            partials = tuple(text for text in grown if text in self.beginnings or text + VS16 in self)[:MOST_PARTIALS]
            if not partials:
                break
        return best


EMOJI = Emoji()
"""All of them; what is worked out of them once serves every note."""


def _grown(partials: Iterable[str], chars: Iterable[str]) -> Iterator[str]:
    """Yield each partial emoji with each character behind it."""
    for partial in partials:
        for char in chars:
            yield partial + char
