"""Tails: what a link leads to, where the signs of code and math are only letters [A1.1]."""

import re

from vaultfix.patterns import pattern

_TARGET = pattern(r"\[\[[^\[\]\n|]+(?=(?:\|[^\[\]\n]*)?\]\])")
_ANGLE_TAIL = pattern(r"<[^<>\\\n|]*>\)")
# What follows the text of a link, unless it is plainly a destination that hides no sign, or plainly none at all.
_STRANGE_TAIL = pattern(
    r"""\]\((?!(?:[^\s<>()"'\\]|\([^\s<>()"'\\]*+\))*+(?: ++"[^"\\\n]*+")?+\)|[^\s<>()"'\\]++ ++[^\s<>()"'\\])"""
)


def target_around(source: str, done: int, position: int) -> re.Match[str] | None:
    """Return the target of a wikilink that holds a position; above `done` nothing is looked at."""
    opens = source.rfind("[[", done, position)
    target = _TARGET.match(source, opens) if opens >= 0 else None
    return target if target and target.end() > position else None


def behind_angle_tail(source: str, done: int, position: int) -> int:
    """Return where `](<note.md>)` ends, whose `<` stands at a position; 0 if no link is sure to."""
    tail = _ANGLE_TAIL.match(source, position) if source.startswith("](", position - 2) else None
    if tail is None:
        return 0
    opens = source.rfind("[", done, position - 2)
    shown = source[opens:position] if opens >= 0 else "]]"
    if shown.count("]") > 1 or "|" in shown or "\n" in shown or source[opens - 1] == "\\":
        return 0
    return 0 if _STRANGE_TAIL.search(source, done, position - 2) else tail.end()


def is_perhaps_in_tail(source: str, done: int, position: int) -> bool:
    """Whether a position may lie in what a link leads to, behind the text that it shows."""
    return source.find("](", done, position) >= 0 and bool(_STRANGE_TAIL.search(source, done, position))
