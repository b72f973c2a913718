"""The pipeline: the one list of passes, in order."""

from vaultfix.passes import encoding, frontmatter, links, tables, text
from vaultfix.rule import Pass

PASSES: tuple[Pass, ...] = (
    Pass("encoding", encoding.RULES),
    Pass("frontmatter", frontmatter.RULES),
    Pass("links", links.RULES),
    Pass("tables", tables.RULES),
    Pass("text", text.RULES),
)
