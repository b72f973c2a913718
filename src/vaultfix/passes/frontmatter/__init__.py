"""The rules of the frontmatter pass, in order."""

from vaultfix.passes.frontmatter.alias_taken import AliasTaken
from vaultfix.passes.frontmatter.deprecated_property import DeprecatedProperty
from vaultfix.passes.frontmatter.duplicate_key import DuplicateKey
from vaultfix.passes.frontmatter.frontmatter_fence_space import FrontmatterFenceSpace
from vaultfix.passes.frontmatter.frontmatter_not_first import FrontmatterNotFirst
from vaultfix.passes.frontmatter.frontmatter_twice import FrontmatterTwice
from vaultfix.passes.frontmatter.frontmatter_unclosed import FrontmatterUnclosed
from vaultfix.passes.frontmatter.frontmatter_unopened import FrontmatterUnopened
from vaultfix.passes.frontmatter.invalid_tag import InvalidTag
from vaultfix.passes.frontmatter.invalid_yaml import InvalidYaml
from vaultfix.passes.frontmatter.missing_property import MissingProperty
from vaultfix.passes.frontmatter.property_type import PropertyType
from vaultfix.passes.frontmatter.property_type_drift import PropertyTypeDrift
from vaultfix.passes.frontmatter.schema_violation import SchemaViolation
from vaultfix.passes.frontmatter.title_mismatch import TitleMismatch
from vaultfix.passes.frontmatter.truncated_value import TruncatedValue
from vaultfix.passes.frontmatter.unquoted_link_value import UnquotedLinkValue
from vaultfix.passes.frontmatter.url_mismatch import UrlMismatch
from vaultfix.passes.frontmatter.url_taken import UrlTaken
from vaultfix.rule import Rule

RULES: tuple[type[Rule], ...] = (
    FrontmatterNotFirst,
    FrontmatterUnopened,
    FrontmatterUnclosed,
    FrontmatterFenceSpace,
    FrontmatterTwice,
    InvalidYaml,
    DuplicateKey,
    TruncatedValue,
    UnquotedLinkValue,
    DeprecatedProperty,
    MissingProperty,
    PropertyType,
    SchemaViolation,
    PropertyTypeDrift,
    InvalidTag,
    TitleMismatch,
    UrlMismatch,
    UrlTaken,
    AliasTaken,
)
