"""Repairers: vaultfix, and ftfy beside it, each asked for what it makes of a damaged text."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import ftfy

from vaultfix.mojibake.lexicon import Lexicon
from vaultfix.mojibake.recovery import recover
from vaultfix.mojibake.testimony import Testimony
from vaultfix.text import Span

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
    """vaultfix with a lexicon of its own, or with the one that ships."""

    lexicon: Lexicon = field(default_factory=Lexicon)

    def __call__(self, text: str, testimony: Testimony) -> Answer:
        """Ask for what it makes of a text, and of what is known beside it."""
        found = recover(text, replace(testimony, lexicon=self.lexicon))
        offers = [
            Offer(each.span, [(one.text, one.probability) for one in each.candidates], each.certain)
            for each in found.changes
        ]
        return Answer(found.text, found.guess(), offers)


def ftfy_6(text: str) -> str:
    """Ask ftfy to repair the encoding, and nothing else."""
    return ftfy.fix_text(text, _ENCODING_ONLY)
