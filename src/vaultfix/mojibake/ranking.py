"""Ranking: how likely each text is that a damaged stretch can have been, by the words near it and by the vault."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter, mul
from typing import NamedTuple

from vaultfix.mojibake.completions import is_letter
from vaultfix.mojibake.joining import MOST_LISTED
from vaultfix.mojibake.letters import Letters
from vaultfix.mojibake.lexicon import Lexicon
from vaultfix.mojibake.places import Place, places
from vaultfix.mojibake.repair import Change
from vaultfix.mojibake.speaking import FEATURES, Form
from vaultfix.mojibake.surroundings import Note, Surroundings, words
from vaultfix.mojibake.testimony import Testimony
from vaultfix.mojibake.usage import KINDS, LEAST, leanings
from vaultfix.patterns import pattern
from vaultfix.text import Span

MOST_EXPLAINED = 3
"""Of how many candidates it is said what speaks for them."""
_MATHEMATICAL = "\U0001d400"
_BOXES = frozenset(map(chr, range(0x2500, 0x25A0)))
_RUNNING = frozenset("─━═")
_ODD = 0.01
"""What is left of the chance of a piece of a box where no box is drawn, and of other signs where one is."""
_GLUED = 1.1
"""How many powers of e likelier a sign that is no emoji is where a word follows without a space between."""
_SPELLED = pattern(r"[^\W_]+")


class Candidate(NamedTuple):
    """A text that a stretch can have been, how likely that is, and what speaks for it, in words."""

    text: str
    probability: float
    why: str = ""


def rank(text: str, changes: Sequence[Change], testimony: Testimony) -> tuple[tuple[Candidate, ...], ...]:
    """Return, for each of the `changes` of a `text` in order, what it can have been, the likeliest first.

    A certain change has one candidate; one that nothing is known of has none. The chances of a change sum to one at
    most: what is not listed keeps its share.
    """
    if all(change.certain for change in changes):
        return tuple((Candidate(change.after, 1.0),) for change in changes)
    read, open_ones = places(text, changes)
    ranking = Ranking(testimony.lexicon, Note(read), testimony)
    chances = iter(ranking.chances([place for theirs in open_ones for place in theirs]))
    return tuple(
        (Candidate(change.after, 1.0),)
        if change.certain
        else tuple(ranking.candidates([(place, next(chances)) for place in theirs]))
        for change, theirs in zip(changes, open_ones, strict=True)
    )


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
        alike: dict[tuple[tuple[str, ...], bool, bool], list[int]] = {}
        for number, place in enumerate(places):
            if self._form(place.texts):
                form = place.texts, place.repeats, _BOXES.isdisjoint(place.beside)
                alike.setdefault(form, []).append(number)
        for numbers in alike.values():
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
        if place.read:
            return list(place.read)
        if form is None:
            return list(self._letters.likelihoods(place.texts, Span(place.start, place.end)))
        around = self.note.surroundings(place.start, place.end)
        chances = _drawn_in_line(place, shares(list(self._scores(form, place, around))))
        counts = [self.testimony.emoji.get(text, 0) ** self.lexicon.weights["vault damp"] for text in place.texts]
        return self._accustomed(self._drawn(chances, counts, "vault"), place, around) if any(counts) else chances

    def _scores(self, form: Form, place: Place, around: Surroundings) -> Iterator[float]:
        """Yield what the words say of each text, as a logarithm; where a word is glued to it, a sign is likelier."""
        glued = _GLUED if self.note.text[place.end : place.end + 1].isalnum() else 0.0
        for text, row in zip(place.texts, form.weighed(around), strict=True):
            yield sum(map(mul, self._weights, row)) + (0.0 if text in form.spoken_for else glued)

    def _accustomed(self, chances: Sequence[float], place: Place, around: Surroundings) -> list[float]:
        """Return the chances after what the vault writes each emoji beside."""
        weights = [self.lexicon.weights[f"vault {kind}"] for kind in ("chance", *KINDS)]
        rows = leanings(place.texts, chances, around, self.testimony.customs)
        return shares([sum(map(mul, weights, row)) for row in rows])

    def _repeated(self, found: list[list[float]], numbers: Sequence[int]) -> None:
        """Let the places of one form speak for each other: mostly they are one emoji."""
        together = [sum(chances) for chances in zip(*(found[number] for number in numbers), strict=True)]
        for number in numbers:
            others = [whole - own for whole, own in zip(together, found[number], strict=True)]
            found[number] = self._drawn(found[number], others, "repeat")

    def _drawn(self, chances: Sequence[float], counts: Sequence[float], evidence: str) -> list[float]:
        weights = self.lexicon.weights
        return drawn(chances, counts, weights[f"{evidence} firm"], weights[f"{evidence} trust"])

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
            speakers = form.speakers(around)
            for text in texts:
                told = []
                word, times = self._custom(text, around)
                if times:
                    told.append(f"your notes write {text} before “{self._spelled(word, place)}” {_times(times)}")
                elif word := speakers.get(form.texts.index(text), ""):
                    told.append(f"“{self._spelled(word, place)}” stands near it")
                count = self.testimony.emoji.get(text, 0)
                if count > times:
                    told.append(f"written {_times(count)} in this vault")
                yield "; ".join(told)

    def _custom(self, text: str, around: Surroundings) -> tuple[str, int]:
        """Return the word behind a place that the vault writes a text before most often, and how often."""
        customs = self.testimony.customs
        found = ((word, customs.get(("behind", word), {}).get(text, 0)) for word in around.behind if customs)
        return max(found, key=itemgetter(1), default=("", 0))

    def _spelled(self, stem: str, place: Place) -> str:
        """Return a word near a place as it is written there."""
        near = self.note.text[place.end : place.end + 100], self.note.text[max(0, place.start - 100) : place.start]
        spelled = (word for side in near for word in _SPELLED.findall(side) if stem in words(word))
        return next(spelled, stem)


def _drawn_in_line(place: Place, chances: Sequence[float]) -> list[float]:
    """Return the chances after what is drawn beside: a piece of a box has others next to it, or runs on."""
    if _BOXES.isdisjoint(place.texts):
        return list(chances)
    if not _BOXES.isdisjoint(place.beside):
        likely = _BOXES - _RUNNING
    elif place.repeats:
        likely = _RUNNING
    else:
        likely = frozenset(place.texts) - _BOXES
    odds = [chance if text in likely else chance * _ODD for text, chance in zip(place.texts, chances, strict=True)]
    return [odd / sum(odds) for odd in odds]


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def drawn(chances: Sequence[float], counts: Sequence[float], firm: float, trust: float) -> list[float]:
    """Return the chances after the texts were counted so often, as draws from an urn that the chances filled."""
    total = sum(counts) + firm
    odds = []
    for chance, count in zip(chances, counts, strict=True):
        held = max(chance, LEAST)
        odds.append(held * ((count + firm * held) / (total * held)) ** trust)
    whole = sum(odds)
    return [odd / whole for odd in odds]


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
