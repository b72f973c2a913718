"""The rules of the tables pass, in order."""

from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = ()
