"""The rules of the text pass, in order."""

from vaultfix.passes.text.decomposed_text import DecomposedText
from vaultfix.passes.text.missing_final_newline import MissingFinalNewline
from vaultfix.passes.text.mixed_line_endings import MixedLineEndings
from vaultfix.passes.text.trailing_space import TrailingSpace
from vaultfix.passes.text.unclosed_comment import UnclosedComment
from vaultfix.passes.text.unclosed_fence import UnclosedFence
from vaultfix.passes.text.unclosed_math import UnclosedMath
from vaultfix.passes.text.unused_suppression import UnusedSuppression
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (
    MixedLineEndings,
    MissingFinalNewline,
    UnclosedFence,
    UnclosedComment,
    UnclosedMath,
    UnusedSuppression,
    TrailingSpace,
    DecomposedText,
)
