"""Outcomes: what became of each run of a note, and of each emoji that could have been several."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat

from accidents import Accident, Damaged
from emoji import EMOJI_DATA
from repairers import Answer, Offer
from scoring import aligned, emoji_in, is_on_the_way, is_worse, kind_of

NOT_ASKED = ""
"""What a rival that was not asked says of every run."""
AMONG = 3
"""Among how many first candidates the truth is looked for."""


@dataclass(frozen=True)
class Outcome:
    """What became of one run: by safe fixes, with guesses, and by the rival (None where ASCII beside it was eaten).

    `offer` is what vaultfix said of it, where it said one thing of the whole run.
    """

    kind: str
    truth: str
    damaged: str
    safe: str | None
    guessed: str | None
    rival: str | None
    offer: Offer | None
    accident: Accident

    @property
    def is_damaged(self) -> bool:
        """Whether the accident changed it."""
        return self.truth != self.damaged

    @property
    def is_wrong(self) -> bool:
        """Whether a safe fix changed it to what it was not; half undone is not wrong."""
        if self.safe in (self.truth, self.damaged):
            return False
        return self.safe is None or not is_on_the_way(self.truth, self.safe, self.accident)

    @property
    def is_among_first(self) -> bool:
        """Whether the truth is what was made of it, or among the first candidates."""
        firsts = self.offer.candidates[:AMONG] if self.offer else ()
        return self.truth == self.guessed or any(text == self.truth for text, _ in firsts)

    def is_worse(self, now: str | None) -> bool:
        """Whether `now` is worse than the damage."""
        return is_worse(self.truth, self.damaged, now)


def outcomes(accident: Accident, damaged: Damaged, answer: Answer, rival: str | None) -> Iterator[Outcome]:
    """Yield the outcome of each run of a damaged note."""
    offers = _offers(damaged, answer.offers)
    lines = zip(
        damaged.truth,
        damaged.runs,
        aligned(damaged, answer.safe),
        aligned(damaged, answer.guessed),
        repeat(NOT_ASKED, len(damaged.runs)) if rival is None else aligned(damaged, rival),
        strict=True,
    )
    kinds: dict[str, str] = {}
    for number, (truth, run, safe, guessed, other) in enumerate(lines):
        kind = kinds.setdefault(truth, "") or kind_of(truth)
        kinds[truth] = kind
        yield Outcome(kind, truth, run, safe, guessed, other, offers.get(number), accident)


def _offers(damaged: Damaged, offers: Sequence[Offer]) -> Mapping[int, Offer]:
    """Return, by the number of the run, the offers that are about exactly one whole run."""
    spans = list(damaged.spans)
    starts = [start for start, _ in spans]
    found = {}
    for offer in offers:
        number = bisect_right(starts, offer.span.start) - 1
        if number >= 0 and spans[number] == (offer.span.start, offer.span.end):
            found[number] = offer
    return found


class Ambiguity:
    """Which emoji an accident makes alike."""

    def __init__(self, accident: Accident) -> None:
        """Damage every emoji there is."""
        alike: dict[str, int] = defaultdict(int)
        for emoji in EMOJI_DATA:
            alike[accident.damage(emoji)] += 1
        self._alike = alike
        self._accident = accident

    def judged(self, outcome: Outcome) -> Iterator[tuple[bool, bool]]:
        """Yield, for each emoji of the run that could have been several, whether it is right at first, and among three.

        An emoji is known by its place among the emoji of the run.
        """
        truth = emoji_in(outcome.truth)
        texts = [text for text, _ in outcome.offer.candidates[:AMONG]] if outcome.offer else []
        told = [emoji_in(text) for text in texts] or [emoji_in(outcome.guessed or "")]
        for number, emoji in enumerate(truth):
            if self._alike[self._accident.damage(emoji)] > 1:
                hits = [emoji in each[number : number + 1] for each in told]
                yield hits[0], any(hits)
