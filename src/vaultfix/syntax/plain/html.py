"""HTML: the tags, comments and templates that open a block at the margin [E4, E6]."""

import re

from vaultfix.patterns import pattern
from vaultfix.syntax.plain.lines import leaves_open
from vaultfix.syntax.plain.opening import Block, Opening
from vaultfix.syntax.regions import Zone

BLOCK_TAG = (
    r"(?i:address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    r"|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link|main"
    r"|menu|menuitem|meta|nav|noframes|ol|optgroup|option|p|param|section|source|summary|table|tbody|td|tfoot|th|thead"
    r"|title|tr|track|ul)(?![A-Za-z0-9-])"
)
"""The name of a tag that begins a block even in the midst of a paragraph."""

PREFORMATTED = r"(?i:pre|script|style|textarea)(?![A-Za-z0-9-])"
"""The name of a tag whose block goes on up to its end tag."""

_BLOCK_TAG = pattern(rf"/?{BLOCK_TAG}")
_PREFORMATTED = pattern(PREFORMATTED)
_PREFORMATTED_END = pattern(rf"/{PREFORMATTED}")
_LONE_TAG = pattern(
    r"(?:/[A-Za-z][A-Za-z0-9-]*+|[A-Za-z][A-Za-z0-9-]*+"
    r"""(?: ++[A-Za-z_:][A-Za-z0-9_.:-]*+(?: *+= *+(?:[^ "'=<>`]++|'[^']*+'|"[^"]*+"))?+)*+) *+> *+"""
)
_COMMENT_END = pattern("-->")
_PRE_END = pattern(r"</(?:pre|script|style|textarea)>", re.IGNORECASE)
_BLANK_LINE = pattern(r"\n[ \t]*+\n")


def html(opening: Opening) -> list[Block] | None:
    """Return what a line hides that starts with `<`."""
    rest = opening.rest
    if rest[0] == "%":
        return _template(opening)
    if rest.startswith("!--"):
        # `<!-->` is a whole comment: its end may begin inside its start.
        closing = _COMMENT_END.search(opening.source, opening.start + 2)
        return None if opening.prefix else opening.with_rest_of_line(Zone.COMMENT, closing)
    if _PREFORMATTED.match(rest):
        closing = _PRE_END.search(opening.source, opening.end - len(rest))
        return None if opening.prefix else opening.with_rest_of_line(Zone.HTML, closing)
    if rest[0] in "!?":
        return None
    if _BLOCK_TAG.match(rest):
        return None if opening.prefix else _up_to_blank_line(opening)
    return _lone_tag(opening) if rest.rstrip(" \t").endswith(">") else []


def _template(opening: Opening) -> list[Block] | None:
    end = opening.source.find("%>", opening.start + 2)
    if 0 <= end < opening.end:
        return []
    return None if end < 0 or opening.prefix else opening.hides(Zone.TEMPLATE, end + 2)


def _lone_tag(opening: Opening) -> list[Block] | None:
    """Return what a line hides that may be no more than a tag, which may not break into a paragraph."""
    source, line = opening.source, opening.line
    if opening.prefix or not opening.rest.isascii() or "\t" in opening.rest:
        return None
    if not _LONE_TAG.fullmatch(opening.rest):
        return []
    above = source.rfind("\n", 0, line - 1) + 1
    if line in {1, opening.above} or not source[above : line - 1].strip(" \t"):
        return _up_to_blank_line(opening)
    # The end tag of preformatted text does not go on with a list's paragraph: it ends the list.
    goes_on = above >= opening.above and not _PREFORMATTED_END.match(opening.rest)
    return [] if goes_on and leaves_open(source, above) else None


def _up_to_blank_line(opening: Opening) -> list[Block]:
    blank = _BLANK_LINE.search(opening.source, opening.end)
    return opening.hides(Zone.HTML, blank.start() + 1 if blank else len(opening.source))
