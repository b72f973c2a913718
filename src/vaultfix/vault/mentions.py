"""Mentions: which notes may name a file, told from their bytes alone."""

import re
from collections.abc import Iterable

from vaultfix.patterns import pattern

_RUN = pattern("[A-Za-z0-9]+")


def mentioning(paths: Iterable[str]) -> re.Pattern[bytes]:
    """Return a pattern that is in every note with a link to one of `paths`, and in few others.

    A link's name may be percent-encoded, escaped or in other capitals; a run of plain letters stays one.
    """
    runs = {_longest_run(path.rpartition("/")[2].removesuffix(".md")) for path in paths}
    if "" in runs:
        return re.compile(rb"\[\[|\]\(|\]:")
    return re.compile(("|".join(sorted(runs)) or "(?!)").encode(), re.IGNORECASE)


def _longest_run(name: str) -> str:
    """Return the longest run of ASCII letters and digits in `name`, empty without one."""
    return max(_RUN.findall(name), key=len, default="")
