"""Titles of notes: the heading and the alias that say what a note is called."""

from vaultfix.document import Document
from vaultfix.passes.frontmatter.spoken import spoken
from vaultfix.syntax.headings import Heading, headings
from vaultfix.syntax.properties import Properties
from vaultfix.syntax.yaml_nodes import Node, Style

LONGEST = 1000
"""A text that is longer is no title, and not worth reading."""


def title_heading(doc: Document) -> Heading | None:
    """Return the heading that is the note's title: the only one of the first level, above all others."""
    found = headings(doc)
    alone = sum(heading.level == 1 for heading in found) == 1
    is_title = alone and found[0].level == 1 and len(found[0].text) <= LONGEST and spoken(found[0].text)
    return found[0] if is_title else None


def first_alias(found: Properties) -> Node | None:
    """Return the first of the note's aliases, if they are a list that begins with a text."""
    aliases = found.get("aliases")
    first = aliases.node.items[0] if aliases and aliases.node.items else None
    is_text = first and isinstance(first.value, str) and len(first.value) <= LONGEST and first.style is not Style.ALIAS
    return first if is_text else None
