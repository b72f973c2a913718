"""The settings: every key of the configuration, with its type, its default and what it is for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from vaultfix.rule import Severity
from vaultfix.vault import PROFILES

ALL = "all"
"""The selector that means every rule but those that must be asked for by name."""


@dataclass(frozen=True)
class Settings:
    """The keys of a configuration: a key is the field's name with hyphens."""

    select: tuple[str, ...] = (ALL,)
    """The rules to judge by: names of passes, names of rules, or `all`. A rule that is off runs when it is named."""
    ignore: tuple[str, ...] = ()
    """Passes or rules to leave out, however they were selected."""
    extend_select: tuple[str, ...] = ()
    """Passes or rules to judge by as well as those in `select`."""
    profiles: tuple[str, ...] = PROFILES
    """Where links must work: `obsidian`, the app; `portable`, GitHub and other plain Markdown."""
    fail_on: Severity = Severity.WARNING
    """The least severity of a finding that fails the run: `info`, `warning` or `error`."""
    exclude: tuple[str, ...] = ()
    """Notes not to lint, written as in a `.gitignore` at the vault's root. Links to them are judged all the same."""
    per_file_ignores: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}))
    """Passes or rules to leave out of some notes: by patterns that are written as in a `.gitignore`."""
    git: bool = True
    """Whether earlier versions of a damaged note, as git remembers them, may prove what was lost."""
    rules: Mapping[str, Mapping[str, object]] = field(default_factory=lambda: MappingProxyType({}))
    """The options of each rule, in a table of the rule's name."""


def key_of(name: str) -> str:
    """Return the key in a configuration file of the field `name`."""
    return name.replace("_", "-")
