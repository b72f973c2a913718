"""The configuration as it takes effect: which rules judge which note."""

import unicodedata
from collections.abc import Mapping
from dataclasses import field, replace
from functools import cached_property
from pathlib import Path

from vaultfix.config.catalogue import Catalogue
from vaultfix.config.settings import Settings
from vaultfix.frozen import frozen
from vaultfix.globs import Globs
from vaultfix.rule import Rule
from vaultfix.vault.schema import Schema


@frozen
class Config(Settings):
    """The settings of one run over one vault."""

    file: Path | None = None
    """The file they were read from; None where there is none."""
    baseline_file: Path | None = None
    """Where the baseline lies, or would; None where none is heeded."""
    places: Mapping[str, str] = field(default_factory=dict)
    """Where each setting that is not the default was given, by its key, as in `rules.short-row.ignore-empty`."""
    catalogue: Catalogue = field(default_factory=lambda: Catalogue(()))
    """The rules there are."""
    made: tuple[Rule, ...] = ()
    """The rules that are on, in the order of the pipeline, with their options set."""
    schemas: tuple[Schema, ...] = ()
    """What the properties of notes should be, as `schema` says."""
    _outcomes: dict[frozenset[str], tuple[Rule, ...]] = field(default_factory=dict, repr=False, compare=False)

    def rules_for(self, path: str) -> tuple[Rule, ...]:
        """Return the rules that judge the note at `path`, in the order of the pipeline."""
        if not self._silences:
            return self.made
        composed = unicodedata.normalize("NFC", path)
        silent = frozenset().union(*(names for globs, names in self._silences if globs.cover(composed)))
        if silent not in self._outcomes:
            self._outcomes[silent] = tuple(rule for rule in self.made if rule.name not in silent)
        return self._outcomes[silent]

    def without(self, name: str) -> "Config":
        """Return the configuration without the rule `name`."""
        return replace(self, made=tuple(rule for rule in self.made if rule.name != name), _outcomes={})

    @cached_property
    def _silences(self) -> tuple[tuple[Globs, frozenset[str]], ...]:
        """For each pattern of `per-file-ignores`, the names of the rules that are silent where it fits."""
        return tuple(
            (Globs.of([unicodedata.normalize("NFC", pattern)]), self.catalogue.meant(selectors))
            for pattern, selectors in self.per_file_ignores.items()
        )
