"""The rules of the tables pass, in order."""

from vaultfix.passes.tables.delimiter_mismatch import DelimiterMismatch
from vaultfix.passes.tables.excess_cells import ExcessCells
from vaultfix.passes.tables.short_row import ShortRow
from vaultfix.passes.tables.unescaped_pipe import UnescapedPipe
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (DelimiterMismatch, UnescapedPipe, ShortRow, ExcessCells)
