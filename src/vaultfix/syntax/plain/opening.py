"""Opening: the lines that could open a block that hides others, and what they turn out to hide."""

import re
from typing import NamedTuple

from vaultfix.syntax.regions import Zone


class Block(NamedTuple):
    """A block that hides what it holds, from `start` to `end`, or would if only something closed it."""

    start: int
    end: int
    zone: Zone
    is_closed: bool = True

    @property
    def is_hiding(self) -> bool:
        """Whether it hides anything: math that is never closed is no math."""
        return self.is_closed or self.zone is not Zone.MATH


class Opening(NamedTuple):
    """A line that could open a block, in the source of a note.

    What it opens is told by a list of blocks, which is empty where it opens none, and None where it takes a parser.
    """

    source: str
    start: int
    """Where the first sign stands that is no mark of a quote or item."""
    end: int
    prefix: str
    sign: str
    rest: str
    above: int
    """Where the last hidden block ends."""

    @property
    def line(self) -> int:
        """Where the line starts."""
        return self.start - len(self.prefix)

    def hides(self, zone: Zone, end: int) -> list[Block]:
        """Return the block that starts at the sign and ends where it is closed."""
        return [Block(self.start, min(end, len(self.source)), zone)]

    def never_closed(self, zone: Zone, end: int) -> list[Block]:
        """Return the block that starts at the sign and that nothing closes before its container ends."""
        return [Block(self.start, end, zone, is_closed=False)]

    def with_rest_of_line(self, zone: Zone, closing: re.Match[str] | None) -> list[Block]:
        """Return the block of HTML that ends with `closing`; the rest of that line is HTML, too."""
        if closing is None:
            return self.never_closed(zone, len(self.source))
        end = closing.end()
        line_end = self.source.index("\n", end)
        rest = [Block(end, line_end + 1, Zone.HTML)] if self.source[end:line_end].strip(" \t") else []
        return [*self.hides(zone, end), *rest]
