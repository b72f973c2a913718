"""The rules of the links pass, in order."""

from vaultfix.passes.links.ambiguous_link import AmbiguousLink
from vaultfix.passes.links.anchor_style import AnchorStyle
from vaultfix.passes.links.backslash_in_link import BackslashInLink
from vaultfix.passes.links.bad_percent_escape import BadPercentEscape
from vaultfix.passes.links.chained_anchor import ChainedAnchor
from vaultfix.passes.links.colliding_names import CollidingNames
from vaultfix.passes.links.diverted_link import DivertedLink
from vaultfix.passes.links.duplicate_block_id import DuplicateBlockId
from vaultfix.passes.links.duplicate_heading import DuplicateHeading
from vaultfix.passes.links.empty_anchor import EmptyAnchor
from vaultfix.passes.links.empty_link import EmptyLink
from vaultfix.passes.links.glued_block_id import GluedBlockId
from vaultfix.passes.links.invalid_block_id import InvalidBlockId
from vaultfix.passes.links.link_outside_vault import LinkOutsideVault
from vaultfix.passes.links.link_to_folder import LinkToFolder
from vaultfix.passes.links.link_to_hidden import LinkToHidden
from vaultfix.passes.links.link_to_unshared import LinkToUnshared
from vaultfix.passes.links.missing_anchor import MissingAnchor
from vaultfix.passes.links.missing_block import MissingBlock
from vaultfix.passes.links.missing_block_hash import MissingBlockHash
from vaultfix.passes.links.mixed_link import MixedLink
from vaultfix.passes.links.obsidian_only_link import ObsidianOnlyLink
from vaultfix.passes.links.orphan_note import OrphanNote
from vaultfix.passes.links.os_path_link import OsPathLink
from vaultfix.passes.links.root_absolute_link import RootAbsoluteLink
from vaultfix.passes.links.spaced_link import SpacedLink
from vaultfix.passes.links.unbalanced_paren import UnbalancedParen
from vaultfix.passes.links.undefined_footnote import UndefinedFootnote
from vaultfix.passes.links.undefined_reference import UndefinedReference
from vaultfix.passes.links.unencoded_space import UnencodedSpace
from vaultfix.passes.links.unportable_wikilink import UnportableWikilink
from vaultfix.passes.links.unresolved_embed import UnresolvedEmbed
from vaultfix.passes.links.unresolved_link import UnresolvedLink
from vaultfix.passes.links.unsafe_name import UnsafeName
from vaultfix.passes.links.unused_attachment import UnusedAttachment
from vaultfix.passes.links.unused_footnote import UnusedFootnote
from vaultfix.passes.links.wrong_case_link import WrongCaseLink
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (
    UnresolvedLink,
    UnresolvedEmbed,
    DivertedLink,
    ObsidianOnlyLink,
    WrongCaseLink,
    UnencodedSpace,
    UnbalancedParen,
    BackslashInLink,
    BadPercentEscape,
    EmptyLink,
    EmptyAnchor,
    SpacedLink,
    MixedLink,
    AmbiguousLink,
    RootAbsoluteLink,
    OsPathLink,
    LinkToHidden,
    LinkToFolder,
    LinkOutsideVault,
    UndefinedReference,
    UndefinedFootnote,
    UnusedFootnote,
    CollidingNames,
    UnsafeName,
    OrphanNote,
    UnusedAttachment,
    UnportableWikilink,
    LinkToUnshared,
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
