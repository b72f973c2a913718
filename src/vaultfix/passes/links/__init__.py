"""The rules of the links pass, in order."""

from vaultfix.passes.links.anchor_style import AnchorStyle
from vaultfix.passes.links.chained_anchor import ChainedAnchor
from vaultfix.passes.links.diverted_link import DivertedLink
from vaultfix.passes.links.duplicate_block_id import DuplicateBlockId
from vaultfix.passes.links.duplicate_heading import DuplicateHeading
from vaultfix.passes.links.glued_block_id import GluedBlockId
from vaultfix.passes.links.invalid_block_id import InvalidBlockId
from vaultfix.passes.links.missing_anchor import MissingAnchor
from vaultfix.passes.links.missing_block import MissingBlock
from vaultfix.passes.links.missing_block_hash import MissingBlockHash
from vaultfix.passes.links.obsidian_only_link import ObsidianOnlyLink
from vaultfix.passes.links.unencoded_space import UnencodedSpace
from vaultfix.passes.links.unresolved_embed import UnresolvedEmbed
from vaultfix.passes.links.unresolved_link import UnresolvedLink
from vaultfix.passes.links.wrong_case_link import WrongCaseLink
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (
    UnresolvedLink,
    UnresolvedEmbed,
    DivertedLink,
    ObsidianOnlyLink,
    WrongCaseLink,
    UnencodedSpace,
    MissingAnchor,
    MissingBlock,
    AnchorStyle,
    ChainedAnchor,
    MissingBlockHash,
    InvalidBlockId,
    GluedBlockId,
    DuplicateBlockId,
    DuplicateHeading,
)
