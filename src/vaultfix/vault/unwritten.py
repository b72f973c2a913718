"""Notes that are not written yet, and are meant to be: links to them are promises, not faults."""

import re
from collections.abc import Iterable
from dataclasses import field

from vaultfix.frozen import frozen
from vaultfix.globs import Globs
from vaultfix.patterns import pattern

_LINKED_FROM = pattern(r"linked-from[ \t]*=[ \t]*(.*)")


@frozen
class Unwritten:
    """What the author says of links to notes that do not exist."""

    wikilinks: bool = False
    """Whether every wikilink may lead to a note that is still to be written."""
    linked_from: int | None = None
    """So many notes must link to a name before it counts as one to be written; None where numbers prove nothing."""
    globs: Globs = field(default_factory=lambda: Globs(()))
    """Where such notes would lie."""

    @classmethod
    def of(cls, words: Iterable[str]) -> "Unwritten":
        """Read the words of the configuration.

        Raises:
            ValueError: `linked-from` is not followed by a number above zero.
        """
        patterns = []
        wikilinks, linked_from = False, None
        for word in words:
            number = _LINKED_FROM.fullmatch(word)
            if number:
                linked_from = _number(number.group(1))
            elif word == "wikilinks":
                wikilinks = True
            else:
                patterns.append(word)
        return cls(wikilinks, linked_from, Globs.of(patterns))

    def expects(self, path: str) -> bool:
        """Whether a note that would lie at `path`, relative to the root and with or without `.md`, is to be written."""
        return bool(self.globs.globs) and (self.globs.cover(path) or self.globs.cover(f"{path}.md"))


def _number(written: str) -> int:
    if not re.fullmatch("[1-9][0-9]{0,6}", written):
        raise ValueError(f"`linked-from` needs a number of notes, such as `linked-from = 3`, not `{written}`")
    return int(written)
