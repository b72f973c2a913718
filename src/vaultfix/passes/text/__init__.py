"""The rules of the text pass, in order."""

from vaultfix.passes.text.missing_final_newline import MissingFinalNewline
from vaultfix.passes.text.unclosed_fence import UnclosedFence
from vaultfix.passes.text.unused_suppression import UnusedSuppression
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (MissingFinalNewline, UnclosedFence, UnusedSuppression)
