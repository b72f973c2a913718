"""Fences: where a fence ends, whether it stands at the margin, in a quote or in an item [E1]."""

import re

from vaultfix.patterns import pattern
from vaultfix.syntax.plain.lines import item_width
from vaultfix.syntax.plain.opening import Block, Opening
from vaultfix.syntax.regions import Zone

_LIKE_END = r"(?P<prefix>[ \t>]*+)(?P<sign>`{3,}+|~{3,}+)[ \t]*+(?=\n)"
_FENCE_END = pattern(rf"\n{_LIKE_END}")
# A quote ends with the first line that has no mark of it.
_FENCE_END_IN_QUOTE = pattern(rf"\n(?:(?! {{0,3}}>)|{_LIKE_END})")
_MARGIN = pattern(r" {0,3}")
# Less than two columns behind the mark, so in no list of the quote.
_QUOTE = pattern(r" {0,3}> {0,2}")
_QUOTE_MARGIN = pattern(r" {0,3}> {0,4}")
_QUOTES = pattern(r"(?: {0,3}>){1,9} {0,4}")


def fence(opening: Opening) -> list[Block] | None:
    """Return the fence that a line opens."""
    if opening.sign[0] == "`" and "`" in opening.rest:
        return []
    if opening.prefix in {"", " "}:
        return _up_to_its_end(opening, _FENCE_END, _MARGIN)
    if _QUOTE.fullmatch(opening.prefix):
        return _up_to_its_end(opening, _FENCE_END_IN_QUOTE, _QUOTE_MARGIN)
    if opening.prefix in {"  ", "   "} or _QUOTES.fullmatch(opening.prefix) or _is_in_item(opening):
        return _up_to_its_like(opening)
    return None


def _up_to_its_end(opening: Opening, ends: re.Pattern[str], margin: re.Pattern[str]) -> list[Block] | None:
    """Return the fence up to what closes it within `margin`, or up to where its container ends."""
    for end in ends.finditer(opening.source, opening.end):
        if end["sign"] is None:
            return opening.never_closed(Zone.FENCED_CODE, end.start() + 1)
        if not end["sign"].startswith(opening.sign):
            continue
        if margin.fullmatch(end["prefix"]):
            return opening.hides(Zone.FENCED_CODE, end.end() + 1)
        if "\t" in end["prefix"]:
            return None
    return opening.never_closed(Zone.FENCED_CODE, len(opening.source))


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
