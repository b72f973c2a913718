"""The rules there are, and what a selector means among them."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeVar

from vaultfix.config.settings import ALL
from vaultfix.frozen import frozen
from vaultfix.rule import Pass, Rule

Said = TypeVar("Said")


@frozen
class Catalogue:
    """Every rule, in the order of the pipeline."""

    passes: tuple[Pass, ...]

    @cached_property
    def kinds(self) -> Mapping[str, type[Rule]]:
        """The class of each rule by the rule's name."""
        return {kind().name: kind for group in self.passes for kind in group.rules}

    @cached_property
    def selectors(self) -> frozenset[str]:
        """Every word that selects rules."""
        return frozenset({ALL, *(group.name for group in self.passes), *self.kinds})

    def meant(self, selectors: Iterable[str]) -> frozenset[str]:
        """Return the names of all rules that the selectors cover."""
        return frozenset().union(*(self._covered[each] for each in selectors))

    def asked(self, selectors: Iterable[str]) -> frozenset[str]:
        """Return the names of the rules that the selectors turn on: one that is off only by its own name."""
        words = frozenset(selectors)
        return frozenset(name for name in self.meant(words) if name in words or not self.kinds[name].off)

    def unless(self, ignored: tuple[str, ...], asked: frozenset[str]) -> tuple[str, ...]:
        """Return the selectors `ignored` without what `asked` names; a pass of which it names a rule becomes rules."""
        left: list[str] = []
        for each in ignored:
            if each not in asked:
                named = self._covered[each] & asked
                left += [name for name in self.kinds if name in self._covered[each] - named] if named else [each]
        return tuple(dict.fromkeys(left))

    def narrowest(self, said: Mapping[str, Said]) -> dict[str, Said]:
        """Return what is said of each rule; of several selectors that cover it, the narrowest counts."""
        narrowing = sorted(said, key=lambda each: len(self._covered[each]), reverse=True)
        return {name: said[each] for each in narrowing for name in self._covered[each]}

    @cached_property
    def _covered(self) -> Mapping[str, frozenset[str]]:
        """The names of the rules that each selector covers."""
        names = {kind: name for name, kind in self.kinds.items()}
        groups = {group.name: frozenset(names[kind] for kind in group.rules) for group in self.passes}
        return {ALL: frozenset(self.kinds), **groups, **{name: frozenset({name}) for name in self.kinds}}
