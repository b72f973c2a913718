"""History: earlier versions of notes, as somebody above remembers them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Version(NamedTuple):
    """A note as it once was: the short name of the commit, its day as `YYYY-MM-DD`, and the bytes."""

    commit: str
    day: str
    raw: bytes


History = Mapping[str, Sequence[Version]]
"""Path to the versions of that note, the newest first, under whatever name it then had."""
