"""Fitting: whether anything can be missing beside a part of an emoji that stands alone."""

from collections.abc import Iterable, Iterator

from vaultfix.mojibake.completions import ZWJ
from vaultfix.mojibake.fragments import Fragment, Kind
from vaultfix.mojibake.sequences import EMOJI, Emoji

_LONGEST = 10
"""As many code points as any emoji has."""


def superfluous(text: str, fragments: Iterable[Fragment]) -> Iterator[bool]:
    """Yield of each fragment whether nothing can be missing beside it, so that it says nothing and shows nothing."""
    emoji = EMOJI
    for fragment in fragments:
        before = text[max(0, fragment.start - _LONGEST) : fragment.start]
        if fragment.kind is Kind.BEHIND:
            begun = _last(emoji, before)
            yield begun != "" and begun + ZWJ not in emoji.beginnings
        elif fragment.kind is Kind.DOUBLED and before.endswith(ZWJ):
            behind = text[fragment.end : fragment.end + _LONGEST]
            begun = _last(emoji, before[:-1])
            yield begun != "" and any(begun + ZWJ + behind[: end + 1] in emoji for end in range(len(behind)))
        else:
            yield fragment.kind is Kind.DOUBLED and _last(emoji, before) != ""


def _last(emoji: Emoji, text: str) -> str:
    """Return the longest emoji that `text` ends with, empty without one."""
    return next((text[at:] for at in range(len(text)) if text[at:] in emoji), "")
