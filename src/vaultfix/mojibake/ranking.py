"""Ranking: how likely each text is that a damaged stretch can have been, by the words near it and by the vault."""

import math
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter, mul

from vaultfix.mojibake.completions import is_letter
from vaultfix.mojibake.joining import MOST_LISTED
from vaultfix.mojibake.letters import Letters
from vaultfix.mojibake.lexicon import Lexicon, load
from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.speaking import FEATURES, Form
from vaultfix.mojibake.surroundings import Note, words
from vaultfix.mojibake.testimony import Testimony
from vaultfix.text import Span

LEAST = 1e-6
"""The least chance that a text has, so that no evidence multiplies with nothing."""
MOST_EXPLAINED = 3
"""Of how many candidates it is said what speaks for them."""
_MATHEMATICAL = "\U0001d400"
_BOXES = frozenset(map(chr, range(0x2500, 0x25A0)))
_SPELLED = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A text that a stretch can have been, how likely that is, and what speaks for it, in words."""

    text: str
    probability: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """An uncertain part of a change: what it can have been, and where the change stands in the text as it is so far.

    `beside` is what the parts on either side were, where that is known.
    """

    texts: tuple[str, ...]
    start: int
    end: int
    beside: str = ""


def rank(text: str, changes: Sequence[Change], testimony: Testimony) -> tuple[tuple[Candidate, ...], ...]:
    """Return, for each of the `changes` of a `text` in order, what it can have been, the likeliest first.

    A certain change has one candidate; one that nothing is known of has none. The chances of a change sum to one at
    most: what is not listed keeps its share.
    """
    if all(change.certain for change in changes):
        return tuple((Candidate(change.after, 1.0),) for change in changes)
    mended, starts = _mended(text, changes)
    ranking = Ranking(load(), Note(mended), testimony)
    places = [[] if change.certain else _places(change, start) for change, start in zip(changes, starts, strict=True)]
    chances = iter(ranking.chances([place for theirs in places for place in theirs]))
    return tuple(
        (Candidate(change.after, 1.0),)
        if change.certain
        else tuple(ranking.candidates([(place, next(chances)) for place in theirs]))
        for change, theirs in zip(changes, places, strict=True)
    )


def _places(change: Change, start: int) -> list[Place]:
    """Return the parts of a change that starts at `start` of the text as far as it is mended."""
    known = ["", *(part.texts[0] if len(part.texts) == 1 else "" for part in change.parts), ""]
    end = start + len(change.before)
    return [
        Place(part.texts, start, end, known[number] + known[number + 2]) for number, part in enumerate(change.parts)
    ]


def _mended(text: str, changes: Iterable[Change]) -> tuple[str, list[int]]:
    """Return a text with what is certain mended and the rest blank, lest damage reads as words.

    With it comes where each change starts in it.
    """
    pieces: list[str] = []
    starts: list[int] = []
    done = length = 0
    for change in changes:
        kept = text[done : change.span.start]
        put = change.after if change.certain else " " * len(change.before)
        starts.append(length + len(kept))
        pieces += kept, put
        length += len(kept) + len(put)
        done = change.span.end
    return "".join((*pieces, text[done:])), starts


@dataclass(frozen=True)
class Ranking:
    """What is weighed for one note: the lexicon, the note's words, and the vault's testimony."""

    lexicon: Lexicon
    note: Note
    testimony: Testimony = field(default_factory=Testimony)
    _forms: dict[tuple[str, ...], Form | None] = field(default_factory=dict, repr=False)

    def chances(self, places: Sequence[Place]) -> list[list[float]]:
        """Return, for each place, the chance of each of its texts; they sum to one."""
        found = [self._alone(place) for place in places]
        forms: dict[tuple[str, ...], list[int]] = {}
        for number, place in enumerate(places):
            if self._form(place.texts):
                forms.setdefault(place.texts, []).append(number)
        for numbers in forms.values():
            self._repeated(found, numbers)
        return found

    def candidates(self, parts: Sequence[tuple[Place, list[float]]]) -> list[Candidate]:
        """Return the likeliest texts of a whole change, from its parts and their chances."""
        wholes = [("", 1.0)] if parts else []
        for place, chances in parts:
            likely = _likeliest(zip(place.texts, chances, strict=True))
            wholes = _likeliest((text + more, chance * its) for text, chance in wholes for more, its in likely)
        reasons = (
            self._reasons([text for text, _ in wholes[:MOST_EXPLAINED]], parts[0][0]) if len(parts) == 1 else iter(())
        )
        return [Candidate(text, chance, next(reasons, "")) for text, chance in wholes]

    def _form(self, texts: tuple[str, ...]) -> Form | None:
        """Return the form of what is open and can have been an emoji, one of `texts`; else None."""
        if texts not in self._forms:
            known = len(texts) > 1 and any(text in self.lexicon for text in texts) and not any(map(_is_letter, texts))
            self._forms[texts] = Form(texts, self.lexicon, self.note) if known else None
        return self._forms[texts]

    def _alone(self, place: Place) -> list[float]:
        """Return the chances at one place, as though its form stood nowhere else in the note."""
        form = self._form(place.texts)
        # What stands beside a piece of a box is one as well.
        boxes = [float(text in _BOXES) for text in place.texts] if _BOXES.intersection(place.beside) else []
        if any(boxes):
            return [box / sum(boxes) for box in boxes]
        if form is None:
            return list(self._letters.likelihoods(place.texts, Span(place.start, place.end)))
        rows = form.weighed(self.note.surroundings(place.start, place.end))
        chances = shares([sum(map(mul, self._weights, row)) for row in rows])
        counts = [self.testimony.emoji.get(text, 0) ** self.lexicon.weights["vault damp"] for text in place.texts]
        return self._drawn(chances, counts, "vault") if any(counts) else chances

    def _repeated(self, found: list[list[float]], numbers: Sequence[int]) -> None:
        """Let the places of one form speak for each other: mostly they are one emoji."""
        together = [sum(chances) for chances in zip(*(found[number] for number in numbers), strict=True)]
        for number in numbers:
            others = [whole - own for whole, own in zip(together, found[number], strict=True)]
            found[number] = self._drawn(found[number], others, "repeat")

    def _drawn(self, chances: Sequence[float], counts: Sequence[float], evidence: str) -> list[float]:
        """Return the chances after the texts were counted so often, as draws from an urn that the chances filled."""
        firm, trust = self.lexicon.weights[f"{evidence} firm"], self.lexicon.weights[f"{evidence} trust"]
        total = sum(counts) + firm
        odds = []
        for chance, count in zip(chances, counts, strict=True):
            held = max(chance, LEAST)
            odds.append(held * ((count + firm * held) / (total * held)) ** trust)
        whole = sum(odds)
        return [odd / whole for odd in odds]

    @cached_property
    def _letters(self) -> Letters:
        return Letters(self.note.text, self.testimony)

    @cached_property
    def _weights(self) -> list[float]:
        return [self.lexicon.weights[feature] for feature in FEATURES]

    def _reasons(self, texts: Sequence[str], place: Place) -> Iterator[str]:
        """Yield what speaks for each text at a place, in words; empty where it is only commoner than the others."""
        if form := self._form(place.texts):
            around = self.note.surroundings(place.start, place.end)
            for text in texts:
                told = []
                if word := form.speaker(text, around):
                    told.append(f"“{self._spelled(word, place)}” stands near it")
                if count := self.testimony.emoji.get(text, 0):
                    told.append("written once in this vault" if count == 1 else f"written {count} times in this vault")
                yield "; ".join(told)

    def _spelled(self, stem: str, place: Place) -> str:
        """Return a word near a place as it is written there."""
        near = self.note.text[place.end : place.end + 100], self.note.text[max(0, place.start - 100) : place.start]
        spelled = (word for side in near for word in _SPELLED.findall(side) if stem in words(word))
        return next(spelled, stem)


def shares(scores: Sequence[float]) -> list[float]:
    """Return scores, which are logarithms, as chances that sum to one."""
    most = max(scores)
    odds = [math.exp(score - most) for score in scores]
    whole = sum(odds)
    return [odd / whole for odd in odds]


def _likeliest(found: Iterable[tuple[str, float]]) -> list[tuple[str, float]]:
    return sorted(found, key=itemgetter(1), reverse=True)[:MOST_LISTED]


def _is_letter(text: str) -> bool:
    """Whether a text is a letter of a script; the mathematical ones share every form of an emoji and are no words."""
    return len(text) == 1 and text < _MATHEMATICAL and is_letter(text)
