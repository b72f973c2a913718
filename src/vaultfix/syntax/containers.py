"""Containers: the quotes and list items around a line, and what the line is."""

from enum import Enum
from typing import NamedTuple

QUOTE = 0
"""A quote in a `Nest`; list items are numbers above 0."""

Nest = tuple[int, ...]
"""The containers around a line, outermost first: `QUOTE`, or how many columns a list item indents its content."""


class Kind(Enum):
    """What a line is, once its containers are taken off."""

    BLANK = "blank"
    TEXT = "text"
    """A line of a paragraph or of a table."""
    CODE = "code"
    """Indented by four columns or more, where no paragraph goes on."""
    BLOCK = "block"
    """The first line of a heading, fence, rule, HTML block or footnote, or the underline of a heading."""


class Footing(NamedTuple):
    """Where a line stands: the containers around it, the offset of its content, and what it is."""

    nest: Nest
    start: int
    kind: Kind
    indent: int = 0
    """How many columns the content is indented inside its containers."""
    same: bool = True
    """Whether the line bears the marks of the very containers of the line above: none opened, none closed, and none
    left out, as a paragraph's next line may."""
    missing: Nest = ()
    """The containers whose marks a paragraph's next line leaves out."""
