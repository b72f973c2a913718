"""Lines: what a line that is no part of a hidden block surely is, or is not, whatever containers it stands in."""

from vaultfix.patterns import pattern

# A line that is no indented code, whatever stands above: its marks are followed by few blanks.
FIRM = pattern(
    r" {0,3}(?:>(?: {1,3}|\t)?+(?![ \t])|(?:[-*+]|[0-9]{1,9}[.)])(?: {1,3}|\t)(?![ \t]))*+"
    r"(?!>|(?:[-*+]|[0-9]{1,9}[.)])[ \t])[^ \t\n]"
)
# A line that leaves a paragraph open: its content is no heading, rule, underline, fence, HTML or definition.
OPEN_TEXT = pattern(
    r"[ \t>*+\-0-9.)]*+(?!#{1,6}(?=[ \t\n])|[=_][=_ \t]*+\n|<|```|~~~|%%|\$\$|\[[^\n]*\]:)[^ \t\n][^\n]*"
)

# A line that goes on with the paragraph above it, whatever that stands in.
_GOES_ON = pattern(r"\n *[^ \t\n>*+\-0-9#`~<=_|\[%$]")
# A line as it may follow one that leaves a paragraph open: how far it is indented does not matter then.
_LOOSE = pattern(
    r"(?P<quotes>(?: {0,3}> ?)*+)[ \t]*+(?:(?:[-*+]|[0-9]{1,9}[.)])(?: {1,3}|\t)(?![ \t]))*+"
    r"(?!>|(?:[-*+]|[0-9]{1,9}[.)])[ \t])[^ \t\n]"
)
_QUOTES = pattern(r"(?: {0,3}> ?)*+")
# So many lines up is a long list without an item at the margin, and each line of it would be looked at from all others.
_FAR = 100
_NEXT_TEXT = pattern(r"\s*\n([^\n])")


def begins_paragraph(source: str, line: int) -> bool:
    """Whether the line at a position surely begins a paragraph or goes on with one, and leaves it open."""
    return bool(FIRM.match(source, line) and OPEN_TEXT.match(source, line))


def is_one_paragraph(source: str, line: int, end: int) -> bool:
    """Whether the lines from the one that starts at `line` to `end` surely stand in one paragraph."""
    return begins_paragraph(source, line) and len(_GOES_ON.findall(source, line, end)) == source.count("\n", line, end)


def is_text(source: str, position: int, above: int) -> bool:
    """Whether the line at a position is surely no indented code; `above` is where the last hidden block ends."""
    line = source.rfind("\n", 0, position) + 1
    if source[line] not in " \t>*+-0123456789\n" or line < above or FIRM.match(source, line):
        return True
    if source[line] == "\n":
        # Blank lines may stand between lines of code.
        below = _NEXT_TEXT.match(source, line - 1)
        return below is None or below[1] not in " \t>"
    loose = _LOOSE.match(source, line)
    return loose is not None and _is_under_text(source, line, above, loose["quotes"].count(">"))


def _is_under_text(source: str, line: int, above: int, quotes: int) -> bool:
    """Whether the lines above one leave a paragraph open, in as many quotes, up to one that begins it."""
    for _ in range(_FAR):
        if line - 1 <= above:
            break
        line = source.rfind("\n", 0, line - 1) + 1
        quoted = _QUOTES.match(source, line)
        if line < above or not OPEN_TEXT.match(source, line) or quoted is None or quoted[0].count(">") != quotes:
            return False
        if FIRM.match(source, line):
            return True
        if not _LOOSE.match(source, line):
            return False
    return False
