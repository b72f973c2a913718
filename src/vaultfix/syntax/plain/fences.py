"""Fences: where a fence ends, whether it stands at the margin, in a quote or in an item [E1]."""

import re

from vaultfix.patterns import pattern
from vaultfix.syntax.plain.lines import item_width
from vaultfix.syntax.plain.opening import Block, Opening
from vaultfix.syntax.regions import Zone

_FENCE_END = pattern(r"\n(?P<prefix>[ \t>]*+)(?P<sign>`{3,}+|~{3,}+)[ \t]*+(?=\n)")
_MARGIN = pattern(r" {0,3}")
# Less than two columns behind the mark, so in no list of the quote.
_QUOTE = pattern(r" {0,3}> {0,2}")
_QUOTE_MARGIN = pattern(r" {0,3}> {0,4}")
_QUOTES = pattern(r"(?: {0,3}>){1,9} {0,4}")
_BARE_LINE = pattern(r"\n(?! {0,3}>)")


def fence(opening: Opening) -> list[Block] | None:
    """Return the fence that a line opens."""
    if opening.sign[0] == "`" and "`" in opening.rest:
        return []
    if opening.prefix in {"", " "}:
        return _up_to_its_end(opening, _MARGIN, len(opening.source))
    if _QUOTE.fullmatch(opening.prefix):
        bare = _BARE_LINE.search(opening.source, opening.end)
        return _up_to_its_end(opening, _QUOTE_MARGIN, bare.start() + 1 if bare else len(opening.source))
    if opening.prefix in {"  ", "   "} or _QUOTES.fullmatch(opening.prefix) or _is_in_item(opening):
        return _up_to_its_like(opening)
    return None


def _up_to_its_end(opening: Opening, margin: re.Pattern[str], limit: int) -> list[Block] | None:
    """Return the fence up to what closes it within `margin`, or up to `limit`, where its container ends."""
    for closing in _FENCE_END.finditer(opening.source, opening.end, limit):
        if not closing["sign"].startswith(opening.sign):
            continue
        if margin.fullmatch(closing["prefix"]):
            return opening.hides(Zone.FENCED_CODE, closing.end() + 1)
        if "\t" in closing["prefix"]:
            return None
    return opening.never_closed(Zone.FENCED_CODE, limit)


def _up_to_its_like(opening: Opening) -> list[Block] | None:
    """Return the fence if what closes it stands as deep as what opens it, and all between at least as deep."""
    source, prefix = opening.source, opening.prefix.expandtabs(4)
    for closing in _FENCE_END.finditer(source, opening.end):
        if closing["sign"].startswith(opening.sign):
            deepest = prefix if ">" in prefix else " " * max(len(prefix), 3)
            lines = source[opening.end : closing.start() + 1].split("\n")[1:-1]
            is_like = prefix <= closing["prefix"].expandtabs(4) <= deepest and all(
                line.expandtabs(4).startswith(prefix) or line.rstrip(" \t") == prefix.rstrip(" ") for line in lines
            )
            return opening.hides(Zone.FENCED_CODE, closing.end() + 1) if is_like else None
    return None


def _is_in_item(opening: Opening) -> bool:
    """Whether a fence that is indented by four columns stands right under the first line of an item."""
    line = opening.source.rfind("\n", 0, opening.line - 1) + 1
    return opening.prefix in {"\t", "    "} and 0 < item_width(opening.source, line, opening.above) <= 4
