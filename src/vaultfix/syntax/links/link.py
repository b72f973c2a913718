"""What a link is: where it stands, and where it leads as its author wrote it."""

from enum import Enum
from typing import NamedTuple

from vaultfix.patterns import pattern
from vaultfix.text import Span

# A4.1: one letter is no scheme but a drive.
EXTERNAL = pattern(r"[A-Za-z][A-Za-z0-9+.-]+:|//|\\\\")
"""How a destination starts that leads out of the vault: with a scheme or a host."""


class Kind(Enum):
    """How a link is written."""

    WIKI = "wikilink"
    INLINE = "Markdown link"
    DEFINITION = "reference definition"


class Link(NamedTuple):
    """A link, an embed or the definition of a reference: its spans, and what they say once decoded.

    `path` is what stands before the first `#`, percent escapes, entities and backslashes undone [A2.2, A2.7]; it is
    empty for a link into the note itself. `fragment` is what stands behind that `#`, None without one.
    """

    span: Span
    kind: Kind
    path: str
    path_span: Span
    fragment: str | None = None
    fragment_span: Span | None = None
    label_span: Span | None = None
    """The display text: a wikilink's alias (None without one), a Markdown link's text, a definition's label."""
    embed: bool = False
    angled: bool = False
    """Whether the destination stands in `<…>`."""
    mixed: bool = False
    """Whether it is one half of `[[a]](b)`, which Obsidian and CommonMark read in two ways [A1.6]."""
    in_property: bool = False
    """Whether it stands in the frontmatter [A1.7]."""
    whole_value: bool = False
    """Whether it is all that its property says."""

    @property
    def is_external(self) -> bool:
        """Whether it leads out of the vault: a scheme or a host [A4.1]."""
        path = self.path
        return (":" in path or path.startswith(("//", "\\\\"))) and EXTERNAL.match(path) is not None

    @property
    def target_span(self) -> Span:
        """Path and fragment together, as written."""
        return Span(self.path_span.start, (self.fragment_span or self.path_span).end)
