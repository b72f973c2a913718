"""Patterns to read texts by, which cost nothing until a text is read by them."""

import re
from collections.abc import Callable
from functools import partial
from typing import AnyStr, cast


def pattern(regex: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return the pattern that `regex` spells; it is compiled when it is first used, as most runs use few of them."""
    return cast("re.Pattern[AnyStr]", _Pattern(partial(re.compile, regex, flags)))


def derived(make: Callable[[], re.Pattern[str]]) -> re.Pattern[str]:
    """Return the pattern that `make` works out when it is first used."""
    return cast("re.Pattern[str]", _Pattern(make))


class _Pattern:
    """Stands in for a pattern: what is asked of it first it learns from the compiled one, and then has as its own."""

    def __init__(self, make: Callable[[], object]) -> None:
        self._make = make

    def __getattr__(self, name: str) -> object:
        learned: object = getattr(self._make(), name)
        setattr(self, name, learned)
        return learned
