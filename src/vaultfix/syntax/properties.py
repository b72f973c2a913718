"""Properties: what a note's frontmatter says, key by key."""

from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.yaml_nodes import Property, YamlError
from vaultfix.text import Span

NOT_A_MAP = "not a map"
"""The problem of YAML that can be read, but has no keys: a text, or a list."""


class Properties(NamedTuple):
    """The properties of a note, in the order they are written; a key may stand there twice."""

    entries: tuple[Property, ...]

    def get(self, key: str) -> Property | None:
        """Return the first property of that name; case makes no difference to Obsidian [C2.6], nor here."""
        wanted = key.casefold()
        return next((entry for entry in self.entries if entry.key.casefold() == wanted), None)

    @property
    def repeats(self) -> bool:
        """Whether a key stands there twice, so that Obsidian reads none of them [C2.6]."""
        return len({entry.key for entry in self.entries}) < len(self.entries)


@fact
def properties(doc: Document) -> Properties | YamlError | None:
    """Return what the frontmatter says, where YAML cannot read it, or None where there is no frontmatter.

    Values are those of the core schema of YAML 1.2 [C2.1]; every span counts in `doc.text`.
    """
    found = block(doc)
    return read_properties(doc.text, found.yaml) if found else None


def read_properties(text: str, span: Span) -> Properties | YamlError:
    """Return the properties in the YAML at `span` of a note's `text`; `span` ends with a line end or is empty."""
    from vaultfix.syntax.yaml_lines import read_lines  # noqa: PLC0415 - only who has frontmatter pays for its readers

    entries = read_lines(text, span)
    if entries is not None:
        return Properties(entries)
    from vaultfix.syntax.yaml_reader import read  # noqa: PLC0415 - only YAML out of the ordinary pays for PyYAML

    root = read(span.of(text), span.start)
    if isinstance(root, YamlError):
        return root
    if root is None or (root.value is None and not root.entries):
        return Properties(())
    if not isinstance(root.value, dict):
        return YamlError(root.span, NOT_A_MAP)
    return Properties(root.entries)
