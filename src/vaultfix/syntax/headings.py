"""Headings: what an anchor can name."""

import re
from collections.abc import Iterator, Sequence

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.plain import Blocks, blocks
from vaultfix.syntax.regions import Heading
from vaultfix.syntax.unfenced import unfenced, without_fences

__all__ = ["Heading", "headings", "sure_headings"]

# A heading in a quote or list may as well be code there, and an underline nothing but a rule.
_LINE = pattern(
    r"\n(?=[ \t>*+\-0-9.)#=])"  # most lines begin with a letter
    r"(?: {0,3}(#{1,6}+)((?:[ \t][^\n]*+)?+)(?=\n)"
    r"|[ \t>*+\-0-9.)]*+#{1,6}(?=[ \t\n])"
    r"|[ \t>]*+(=++|-++)[ \t]*+(?=\n))"
)
# What a heading says; nothing of one in a quote or list, nor of an underline.
_RAW_LINE = pattern(
    rb"\n(?:#{1,6}+[ \t]++([^\n#^]++)(?=\n)|[ \t>*+\-0-9.)]++#{1,6}+(?=[ \t\n])"
    rb"|(?<=[^\n]\n)[ \t>]*+(?:=++|-++)[ \t]*+(?=\n))"
)
# A `>` that is indented further may be text of the paragraph above it.
_EMPTY = pattern(r"(?: {0,3}> ?)*+[ \t]*+")


@fact
def headings(doc: Document) -> tuple[Heading, ...]:
    """Return every heading of a note, in order; those in quotes and lists and the underlined ones as well [B1.5]."""
    plain = _plain(blocks(doc))
    if plain is not None:
        return plain
    from vaultfix.syntax.dialect import layout  # noqa: PLC0415 - only a note that could hide one pays for mistune

    return layout(doc).headings


def _plain(found: Blocks) -> tuple[Heading, ...] | None:
    """Return the headings of a note; None where it takes a parser to tell."""
    if not found.is_sure:
        return None
    told = []
    for line in _visible(found):
        signs, text, underline = line.groups()
        if signs:
            told.append(Heading.hashed(found.span(line.start(1), line.end()), len(signs), text))
        elif not underline or _is_doubtful(found, line.start()):
            return None
    return tuple(told)


@fact
def sure_headings(doc: Document) -> Sequence[bytes] | None:
    """Return what the headings of a note in UTF-8 say, but for those with `#` or `^` in them; None where in doubt.

    It is right or silent: what it tells `headings` tells as well.
    """
    left = without_fences(doc) if b"```" in doc.raw else unfenced(doc.raw)
    found = _RAW_LINE.findall(left.body) if left else [b""]
    return None if b"" in found else [text.rstrip(b" \t") for text in found]


def _visible(found: Blocks) -> Iterator[re.Match[str]]:
    """Yield the lines that could be or underline a heading, outside all blocks."""
    lines = _LINE.finditer(found.source)
    if not found.hiding:
        yield from lines
        return
    for line in lines:
        above = found.above(line.start() + 1)
        if above is None or above.end <= line.start() + 1:
            yield line


def _is_doubtful(found: Blocks, end: int) -> bool:
    """Whether it takes a parser to tell if an underline makes a heading of the line that ends above it."""
    source = found.source
    block = found.above(end)
    is_right_under_block = block is not None and block.end == end + 1
    return not is_right_under_block and not _EMPTY.fullmatch(source, source.rfind("\n", 0, end) + 1, end)
