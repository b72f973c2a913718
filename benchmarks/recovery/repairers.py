"""Repairers: vaultfix, and ftfy beside it, each asked for what it makes of a damaged text."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import ftfy

from vaultfix.mojibake import repair
from vaultfix.mojibake.testimony import Testimony
from vaultfix.text import Edit, Span, splice

LEAST_CHANCE = 0.5
"""How likely a guess must be to be made, as in the rule."""

_ENCODING_ONLY = ftfy.TextFixerConfig(
    unescape_html=False,
    remove_terminal_escapes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    uncurl_quotes=False,
    fix_line_breaks=False,
    fix_surrogates=False,
    remove_control_chars=False,
    normalization=None,
)


@dataclass(frozen=True)
class Offer:
    """What vaultfix says of one stretch: its candidates with their chances, best first."""

    span: Span
    candidates: Sequence[tuple[str, float]]
    certain: bool


@dataclass(frozen=True)
class Answer:
    """What vaultfix makes of a text: by safe fixes alone, with its guesses, and what it offers."""

    safe: str
    guessed: str
    offers: Sequence[Offer]


@dataclass(frozen=True)
class Vaultfix:
    """vaultfix with a lexicon of its own, or (None) the one that ships."""

    lexicon: Path | None = None

    def __call__(self, text: str, testimony: Testimony) -> Answer:
        """Ask for what it makes of a text, and of what is known beside it."""
        found = repair(text)
        offers = [
            Offer(change.span, [(each, 1 / len(change.candidates)) for each in change.candidates], change.certain)
            for change in found.changes
        ]
        guesses = [
            Edit(offer.span, offer.candidates[0][0])
            for offer in offers
            if offer.candidates and (offer.certain or offer.candidates[0][1] >= LEAST_CHANCE)
        ]
        return Answer(found.text, splice(text, guesses), offers)


def taught(authors: Sequence[str], sources: Path | None) -> dict[str, Vaultfix]:
    """Return for each author vaultfix as it is without having learned from him, where the lexicon can be built."""
    return dict.fromkeys(authors, Vaultfix())


def ftfy_6(text: str) -> str:
    """Ask ftfy to repair the encoding, and nothing else."""
    return ftfy.fix_text(text, _ENCODING_ONLY)
