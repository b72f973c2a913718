"""The bench: the rules that judge some notes, seated so that what several of them doubt is looked at once."""

from collections.abc import Hashable, Iterable, Sequence
from itertools import chain
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.rule import Rule, RuleError
from vaultfix.sheaf import Sheaf
from vaultfix.vault import Vault


class Asked(NamedTuple):
    """A doubt, the places of the rules that share it, and of those that have a sort of it, by the sort."""

    doubt: Doubt
    sharing: list[int]
    further: dict[Hashable, list[int]]

    @property
    def first_place(self) -> int:
        """The place of a rule that has the doubt, or a sort of it."""
        return next(chain(self.sharing, *self.further.values()))


def arranged(doubts: Sequence[Doubt]) -> tuple[Asked, ...]:
    """Return doubts as they are asked: each once, for all rules that have it or a sort of it."""
    found: dict[Doubt, Asked] = {}
    for place, doubt in enumerate(doubts):
        whole = doubt.first or doubt
        asked = found.setdefault(whole, Asked(whole, [], {}))
        (asked.further.setdefault(doubt.sort, []) if doubt.first else asked.sharing).append(place)
    return tuple(found.values())


class Bench(NamedTuple):
    """Rules in their order, and their doubts, so that notes are looked at once for all that share one."""

    rules: tuple[Rule, ...]
    doubts: tuple[Asked, ...]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> "Bench":
        """Seat the rules."""
        return cls(rules, arranged([rule.doubt for rule in rules]))

    def judging(self, doc: Document) -> Sequence[Rule]:
        """Return the rules that judge a note: few do where it is not text."""
        return self._of(doc, range(len(self.rules)))

    def doubting(self, sheaf: Sheaf, vault: Vault) -> list[list[Asked]]:
        """Return for each note of a sheaf the doubts that hold of it.

        Raises:
            RuleError: the doubt of a rule went wrong.
        """
        doubting: list[list[Asked]] = [[] for _ in sheaf.docs]
        for asked in self.doubts:
            try:
                for at in asked.doubt.places(sheaf, vault):
                    doubting[at].append(asked)
            except Exception as error:  # whatever it is, the other rules go on
                raise self._failure(asked, sheaf, vault, error) from error
        return doubting

    def asked(self, doc: Document, vault: Vault, doubting: Iterable[Asked]) -> Sequence[Rule]:
        """Return the rules that must be asked about a note of which those doubts hold, in order.

        Raises:
            RuleError: the doubt of a rule went wrong.
        """
        places: list[int] = []
        for asked in doubting:
            doubt, sharing, further = asked
            places += sharing
            try:
                for sort in doubt.sorts(doc, vault) if doubt.sorts else ():
                    places += further.get(sort, ())
            except Exception as error:  # likewise
                raise self._failure(asked, Sheaf((doc,)), vault, error) from error
        return self._of(doc, sorted(places))

    def _of(self, doc: Document, places: Iterable[int]) -> Sequence[Rule]:
        """Return the rules at `places` that judge a note."""
        rules = [self.rules[place] for place in places]
        return rules if doc.is_utf8 else [rule for rule in rules if rule.judges_bytes]

    def _failure(self, asked: Asked, sheaf: Sheaf, vault: Vault, error: Exception) -> RuleError:
        """Return that a doubt went wrong, in the first note of the sheaf with which it does so alone."""
        name = self.rules[asked.first_place].name
        for doc in sheaf.docs:
            try:
                asked.doubt.places(Sheaf((doc,)), vault)
            except Exception as alone:  # noqa: BLE001 - likewise
                return RuleError(name, doc.path, f"{type(alone).__name__}: {alone}")
        return RuleError(name, sheaf.docs[0].path, f"{type(error).__name__}: {error}")
