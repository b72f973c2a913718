"""What a rule of one's own is made of: everything here is as stable as `vaultfix.repair`, `check` and `fix`.

A rule is a frozen dataclass made from `Rule`: its fields are its options, its docstring is its page, its examples are
its tests (see `vaultfix.testing`). A distribution names its rules in the group `vaultfix.rules` of its entry points.
"""

from vaultfix.document import Document, Place
from vaultfix.rule import CODE, EVERYWHERE, PROSE, Choice, Example, Finding, Rule, Severity
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.headings import Heading, headings
from vaultfix.syntax.links import Link, links, live_links
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.tables import Table, tables
from vaultfix.syntax.zones import Zone, zone_at
from vaultfix.text import Edit, Fix, Safety, Span, delete, insert, replace
from vaultfix.vault import Vault

__all__ = [
    "CODE",
    "EVERYWHERE",
    "PROSE",
    "Choice",
    "Document",
    "Edit",
    "Example",
    "Finding",
    "Fix",
    "Heading",
    "Link",
    "Place",
    "Properties",
    "Rule",
    "Safety",
    "Severity",
    "Span",
    "Table",
    "Vault",
    "Zone",
    "delete",
    "frontmatter",
    "headings",
    "insert",
    "links",
    "live_links",
    "properties",
    "replace",
    "tables",
    "zone_at",
]
