"""The rules of the frontmatter pass, in order."""

from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = ()
