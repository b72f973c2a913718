"""Replaced: what stood where U+FFFD stands now, shown by the same words standing intact elsewhere."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultfix.mojibake.passages import LONGEST, passages
from vaultfix.mojibake.testimony import Testimony
from vaultfix.patterns import pattern
from vaultfix.text import Span

REPLACEMENT = "\ufffd"
TELLING = 4
"""How many letters must be left of the words around, so that their twin is no chance."""
_RUN = pattern(f"{REPLACEMENT}+")
_ABOVE_ASCII = pattern(r"[^\x00-\x7f]+")
_LETTER = pattern("[A-Za-z]")

Index = Mapping[str, Sequence[tuple[str, str]]]
"""Intact texts and where each stands, by what of them is ASCII: that much is left of a damaged one too."""


class Original(NamedTuple):
    """What a run of U+FFFD was if a twin is right, and where the twin stands."""

    text: str
    where: str


class Witnesses(NamedTuple):
    """Intact texts that may be what a line was: earlier lines of the same note, and names, headings and the like."""

    earlier: Index
    elsewhere: Index

    @classmethod
    def of(cls, testimony: Testimony) -> "Witnesses":
        """Sort what is known."""
        return cls(_sorted(testimony.lines), _sorted(testimony.strings))

    def originals(self, line: str) -> Iterator[tuple[Span, tuple[Original, ...]]]:
        """Yield each run of U+FFFD in a line, and all that it can have been; an earlier version is asked first."""
        found: dict[int, dict[str, str]] = {}
        if len(line) <= LONGEST:
            parts = [passage.span for row in passages(line) for passage in row]
            for index, spans in ((self.earlier, [Span(0, len(line))]), (self.elsewhere, parts)):
                for span in spans if not found else ():
                    for start, text, where in _read(index, span.of(line)):
                        found.setdefault(span.start + start, {}).setdefault(text, where)
        for run in _RUN.finditer(line):
            texts = found.get(run.start(), {})
            yield Span(*run.span()), tuple(Original(text, where) for text, where in texts.items())


def _sorted(texts: Mapping[str, str]) -> Index:
    index: dict[str, list[tuple[str, str]]] = {}
    for text, where in texts.items():
        if REPLACEMENT not in text:
            index.setdefault(_ABOVE_ASCII.sub("", text), []).append((text, where))
    return index


def _read(index: Index, words: str) -> Iterator[tuple[int, str, str]]:
    """Yield for each run of U+FFFD in `words` where it starts, what it was, and where that stands.

    A byte that could not be read left one U+FFFD or shared one with its neighbours, so a run stands for as many
    characters as it is long, or for fewer.
    """
    runs = list(_RUN.finditer(words))
    twins = index.get(_ABOVE_ASCII.sub("", words), ()) if runs else ()
    if not twins or len(_LETTER.findall(words)) < TELLING:
        return
    intact = [re.escape(piece) for piece in _RUN.split(words)]
    lost = [rf"([^\x00-\x7f]{{1,{len(run[0])}}})" for run in runs]
    pattern = re.compile("".join(piece for pair in zip(intact, [*lost, ""], strict=True) for piece in pair))
    for text, where in twins:
        if twin := pattern.fullmatch(text):
            yield from ((run.start(), was, where) for run, was in zip(runs, twin.groups(), strict=True))
