"""The rules of the links pass, in order."""

from vaultfix.passes.links.missing_anchor import MissingAnchor
from vaultfix.passes.links.obsidian_only_link import ObsidianOnlyLink
from vaultfix.passes.links.unencoded_space import UnencodedSpace
from vaultfix.passes.links.unresolved_embed import UnresolvedEmbed
from vaultfix.passes.links.unresolved_link import UnresolvedLink
from vaultfix.passes.links.wrong_case_link import WrongCaseLink
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (
    UnresolvedLink,
    UnresolvedEmbed,
    ObsidianOnlyLink,
    WrongCaseLink,
    UnencodedSpace,
    MissingAnchor,
)
