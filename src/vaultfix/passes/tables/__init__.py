"""The rules of the tables pass, in order."""

from vaultfix.passes.tables.ambiguous_escape import AmbiguousEscape
from vaultfix.passes.tables.block_id_in_table import BlockIdInTable
from vaultfix.passes.tables.delimiter_mismatch import DelimiterMismatch
from vaultfix.passes.tables.excess_cells import ExcessCells
from vaultfix.passes.tables.no_blank_before_table import NoBlankBeforeTable
from vaultfix.passes.tables.short_row import ShortRow
from vaultfix.passes.tables.split_table import SplitTable
from vaultfix.passes.tables.swallowed_line import SwallowedLine
from vaultfix.passes.tables.unaligned_table import UnalignedTable
from vaultfix.passes.tables.unescaped_pipe import UnescapedPipe
from vaultfix.passes.tables.unindented_table_in_list import UnindentedTableInList
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (
    DelimiterMismatch,
    UnescapedPipe,
    ShortRow,
    ExcessCells,
    AmbiguousEscape,
    SplitTable,
    SwallowedLine,
    BlockIdInTable,
    UnindentedTableInList,
    NoBlankBeforeTable,
    UnalignedTable,
)
