"""The rules of the links pass, in order."""

from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = ()
