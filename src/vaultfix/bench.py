"""The bench: the rules that judge some notes, seated so that what several of them doubt is looked at once."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.rule import Rule, RuleError
from vaultfix.sheaf import Sheaf
from vaultfix.vault import Vault


class Bench(NamedTuple):
    """Rules in their order, and where those stand that share a doubt, so that notes are looked at once for them all."""

    rules: tuple[Rule, ...]
    doubts: tuple[tuple[Doubt, Sequence[int]], ...]

    @classmethod
    def of(cls, rules: tuple[Rule, ...]) -> "Bench":
        """Seat the rules."""
        doubts: dict[Doubt, list[int]] = {}
        for at, rule in enumerate(rules):
            doubts.setdefault(rule.doubt, []).append(at)
        return cls(rules, tuple(doubts.items()))

    def judging(self, doc: Document, places: Iterable[int]) -> list[Rule]:
        """Return the rules at `places` that judge a note, in order: few do where it is not text."""
        rules = [self.rules[place] for place in sorted(places)]
        return rules if doc.is_utf8 else [rule for rule in rules if rule.judges_bytes]

    def doubting(self, sheaf: Sheaf, vault: Vault) -> list[list[int]]:
        """Return for each note of a sheaf the rules that must be asked about it, by their places.

        Raises:
            RuleError: the doubt of a rule went wrong.
        """
        places: list[list[int]] = [[] for _ in sheaf.docs]
        for doubt, sharing in self.doubts:
            try:
                for at in doubt.places(sheaf, vault):
                    places[at] += sharing
            except Exception as error:  # whatever it is, the other rules go on
                raise self._failure(sharing[0], sheaf, vault, error) from error
        return places

    def _failure(self, place: int, sheaf: Sheaf, vault: Vault, error: Exception) -> RuleError:
        """Return that the doubt of a rule went wrong, in the first note of the sheaf with which it does so alone."""
        rule = self.rules[place]
        for doc in sheaf.docs:
            try:
                rule.doubt.places(Sheaf((doc,)), vault)
            except Exception as alone:  # noqa: BLE001 - likewise
                return RuleError(rule.name, doc.path, f"{type(alone).__name__}: {alone}")
        return RuleError(rule.name, sheaf.docs[0].path, f"{type(error).__name__}: {error}")
