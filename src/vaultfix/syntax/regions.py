"""Regions: what a note can be divided into, as plain data."""

from enum import Enum
from typing import NamedTuple, Self

from vaultfix.patterns import pattern
from vaultfix.text import Span

_CLOSING_HASHES = pattern(r"(?:^|(?<=[ \t]))#+$")
_BLOCK_ID = pattern(r"(?:^|(?<=[ \t]))\^[A-Za-z0-9-]+$")


class Zone(Enum):
    """What stands at an offset [spec E]."""

    PROSE = "prose"
    FRONTMATTER = "frontmatter"
    FENCED_CODE = "fenced code"
    INDENTED_CODE = "indented code"
    INLINE_CODE = "inline code"
    MATH = "math"
    COMMENT = "comment"
    HTML = "HTML"
    TEMPLATE = "template"

    __hash__ = object.__hash__  # there is one of each; that of its name takes many times as long


class Region(NamedTuple):
    """A stretch of a note that is all of one zone."""

    span: Span
    zone: Zone


class Heading(NamedTuple):
    """A heading: where it stands, from its first `#` or letter to the end of its last line, its level and its text.

    The text is the source as written, without the `#`s around it and without a block id behind it [B1.5]. Lines of
    an underlined heading are joined by a space.
    """

    span: Span
    level: int
    text: str

    @classmethod
    def hashed(cls, span: Span, level: int, line: str) -> Self:
        """Return the heading that starts with `#`s; `line` is what follows them."""
        text = line.strip(" \t")
        return cls(span, level, _named(_CLOSING_HASHES.sub("", text) if text.endswith("#") else text))

    @classmethod
    def underlined(cls, span: Span, level: int, lines: str) -> Self:
        """Return the heading that has a line of `=` or `-` below it; `lines` are its text."""
        return cls(span, level, _named(" ".join(line.strip(" \t") for line in lines.strip(" \t\n").split("\n"))))


def _named(text: str) -> str:
    """Return `text` without a block id behind it."""
    text = text.rstrip(" \t")
    return _BLOCK_ID.sub("", text).rstrip(" \t") if "^" in text else text


class Layout(NamedTuple):
    """What the parser makes of a note: the regions that are not prose, the headings, and what was never closed.

    All in order. A region in `unclosed` starts where a fence, a comment or display math opens, and ends where its
    container does, because nothing closes it. Unclosed math is no math, so it is in `unclosed` alone.
    """

    regions: tuple[Region, ...] = ()
    headings: tuple[Heading, ...] = ()
    unclosed: tuple[Region, ...] = ()
