"""The rules of the encoding pass, in order."""

from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = ()
