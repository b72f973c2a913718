"""Recovery: what a damaged text was, as far as it is proved, and how likely each possibility is where it is not."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from vaultfix.mojibake.ranking import Candidate, rank
from vaultfix.mojibake.repair import Change, repair
from vaultfix.mojibake.testimony import Testimony
from vaultfix.mojibake.twins import Twin, twins
from vaultfix.text import Edit, Span, splice

LEAST_CHANCE = 0.5
"""A guess must be likelier than not."""
BELIEVED = 0.9
"""How far twins are believed that prove nothing: they say little, or contradict each other."""


class Mending(NamedTuple):
    """What became of one damaged stretch.

    Attributes:
        change: the stretch, and what it can have been by its bytes alone.
        candidates: the same with chances, 0 to 1, the likeliest first; a single one of chance 1 where it is certain.
        proof: what proves it beyond its bytes, in words; empty where nothing does, or nothing needs to.
    """

    change: Change
    candidates: tuple[Candidate, ...]
    proof: str = ""

    @property
    def span(self) -> Span:
        """Where the stretch stands, in code points."""
        return self.change.span

    @property
    def before(self) -> str:
        """What stands there."""
        return self.change.before

    @property
    def certain(self) -> bool:
        """Whether it is proved what the stretch was."""
        return self.change.certain or self.proof != ""

    @property
    def best(self) -> Candidate | None:
        """What the stretch most likely was, or surely; None where nothing is known."""
        return self.candidates[0] if self.candidates else None


@dataclass(frozen=True, slots=True)
class Recovery:
    """A text with everything mended that is certain, and what became of each damaged stretch, in order.

    Attributes:
        text: the text where only what is proved is mended.
        changes: one for each damaged stretch of the text that was given.
        pure: whether that text had nothing above ASCII but damage.
    """

    text: str
    changes: tuple[Mending, ...]
    pure: bool
    _given: str

    def guess(self, least: float = LEAST_CHANCE) -> str:
        """Return the text with the likeliest put in too wherever its chance is at least `least`."""
        return splice(self._given, _edits(self.changes, least))


def recover(text: str, testimony: Testimony | None = None) -> Recovery:
    """Recover a text whose UTF-8 was read in another code page, and may have lost bytes on the way.

    No ASCII character is ever changed. Every candidate that is offered, damaged again, gives exactly what stands
    there. `testimony` is what a vault knows; without it the text speaks for itself alone.
    """
    mended = repair(text)
    found = weigh(text, mended.changes, testimony or Testimony())
    return Recovery(splice(text, _edits(found, 2.0)), found, mended.pure, text)


def weigh(text: str, changes: Sequence[Change], testimony: Testimony) -> tuple[Mending, ...]:
    """Return what became of each of `changes` in `text`, which are in order, by all the evidence there is."""
    if all(change.certain for change in changes):
        return tuple(Mending(change, _sure(change.after)) for change in changes)
    said = twins(text, changes, testimony)
    settled = [_settled(change, ours) for change, ours in zip(changes, said, strict=True)]
    ranked = rank(text, settled, testimony)
    return tuple(map(_mending, changes, ranked, said))


def _settled(change: Change, said: Sequence[Twin]) -> Change:
    """Return the change as it is proved, so that it can speak for those that are not."""
    return change._replace(after=said[0].text) if said and said[0].proves else change


def _mending(change: Change, ranked: Sequence[Candidate], said: Sequence[Twin]) -> Mending:
    """Return what became of one change."""
    if change.certain:
        return Mending(change, _sure(change.after))
    if said and said[0].proves:
        return Mending(change, _sure(said[0].text), f"{said[0].where} still says {said[0].text}")
    fitting = [each for each in ranked if change.channel.damage(each.text) == change.before]
    return Mending(change, tuple(_believing(fitting, said)))


def _believing(ranked: Sequence[Candidate], said: Sequence[Twin]) -> Iterator[Candidate]:
    """Yield the candidates with the chances that twins give them which prove nothing, the likeliest first."""
    if not said:
        yield from ranked
        return
    chances = {each.text: each.probability for each in ranked}
    named = {twin.text: twin for twin in said}
    share = sum(chances.get(text, 0.0) for text in named)
    rest = sum(chances.values()) - share
    believed = BELIEVED if rest else 1.0
    found = [
        each._replace(probability=each.probability / rest * (1 - believed)) for each in ranked if each.text not in named
    ]
    for text, twin in named.items():
        # Half of the belief goes to each alike: what stands in the vault counts, however rare it is elsewhere.
        likely = chances.get(text, 0.0) / share if share else 1 / len(named)
        found.append(Candidate(text, believed * (likely + 1 / len(named)) / 2, f"{twin.where} says so"))
    yield from sorted(found, key=lambda each: -each.probability)


def _sure(text: str) -> tuple[Candidate, ...]:
    return (Candidate(text, 1.0, ""),)


def _edits(mendings: Sequence[Mending], least: float) -> Iterator[Edit]:
    """Yield the edits for what is certain, and for guesses of at least that chance."""
    for mending in mendings:
        best = mending.best
        if best and (mending.certain or best.probability >= least):
            yield Edit(mending.span, best.text)
