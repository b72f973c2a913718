"""Lines: what a line that is no part of a hidden block surely is, or is not, whatever containers it stands in."""

from typing import NamedTuple

from vaultfix.patterns import pattern


class Known(NamedTuple):
    """What was found out about lines, so that it is sought once however many places of a line are asked about."""

    open: dict[tuple[int, int], bool]
    """Whether what stands above a line is an open paragraph, in so many quotes."""
    last: list[int]
    """Where the line starts and ends that was asked about last."""

    def start(self, source: str, position: int) -> int:
        """Return where the line starts that holds a position."""
        start, end = self.last
        if not start <= position <= end:
            start, end = source.rfind("\n", 0, position) + 1, source.find("\n", position)
            self.last[:] = start, end
        return start


# A line that is no indented code, whatever stands above: its marks are followed by few blanks.
_FIRM = pattern(
    r" {0,3}(?:>(?: {1,3}|\t)?+(?![ \t])|(?:[-*+]|[0-9]{1,9}[.)])(?: {1,3}|\t)(?![ \t]))*+"
    r"(?!>|(?:[-*+]|[0-9]{1,9}[.)])[ \t])[^ \t\n]"
)
# A line that leaves a paragraph open: its content is no heading, rule, underline, fence, HTML or definition.
_OPEN_TEXT = pattern(
    r"[ \t>*+\-0-9.)]*+(?!#{1,6}(?=[ \t\n])|[=_][=_ \t]*+\n|<|```|~~~|%%|\$\$|\[[^\n]*\]:)[^ \t\n][^\n]*"
)

# A line without a mark of its own: it stands in no container, or has left out the marks of one as only text may. Behind
# marks what is open could be something else, which a line further up in the container began.
_FREE = pattern(r"(?!>|(?:[-*+]|[0-9]{1,9}[.)])[ \t])[^ \t\n]")
# A line that goes on with the paragraph above it, whatever that stands in.
_GOES_ON = pattern(r"\n *[^ \t\n>*+\-0-9#`~<=_|\[%$]")
# A line as it may follow one that leaves a paragraph open: how far it is indented does not matter then.
_LOOSE = pattern(
    r"(?P<quotes>(?: {0,3}> ?)*+)[ \t]*+(?:(?:[-*+]|[0-9]{1,9}[.)])(?: {1,3}|\t)(?![ \t]))*+"
    r"(?!>|(?:[-*+]|[0-9]{1,9}[.)])[ \t])[^ \t\n]"
)
_QUOTES = pattern(r"(?: {0,3}> ?)*+")
# An item at the margin, up to its content; that of a deeper one is no matter here.
_ITEM = pattern(r"(?P<mark>(?:[-*+]|(?P<number>[0-9]{1,9})[.)]) {1,4})[^ \t\n]")
_BLANKS = pattern(r"[ \t]*+")
_DEEP = pattern(r"(?: {4}|\t)[^\n]")
_DEEP_OR_BLANK = pattern(r" {4}|\t|[ \t]*+\n")
# So many lines up is a long list without an item at the margin, and each line of it would be looked at from all others.
_FAR = 100
_NEXT_TEXT = pattern(r"\s*\n([^\n])")


def leaves_open(source: str, line: int) -> bool:
    """Whether the line at a position surely leaves a paragraph open, which a line without any mark would go on with."""
    return bool(_FREE.match(source, line) and _OPEN_TEXT.match(source, line))


def is_one_paragraph(source: str, line: int, end: int) -> bool:
    """Whether the lines from the one that starts at `line` to `end` surely stand in one paragraph."""
    return leaves_open(source, line) and len(_GOES_ON.findall(source, line, end)) == source.count("\n", line, end)


def is_text(source: str, position: int, above: int, known: Known) -> bool:
    """Whether the line at a position is surely no indented code; `above` is where the last hidden block ends.

    What comes to be `known` of the lines above is asked of each of them once.
    """
    line = known.start(source, position)
    if source[line] not in " \t>*+-0123456789\n" or line < above or _FIRM.match(source, line):
        return True
    if source[line] == "\n":
        # Blank lines may stand between lines of code.
        below = _NEXT_TEXT.match(source, line - 1)
        return below is None or below[1] not in " \t>"
    loose = _LOOSE.match(source, line)
    return loose is not None and (
        _is_under_text(source, line, above, loose["quotes"].count(">"), known)
        or (not loose["quotes"] and _is_in_item(source, line, above))
    )


def item_width(source: str, line: int, above: int) -> int:
    """Return by how many columns an item that surely begins at the margin on a line indents its content; 0 if none.

    A numbered line right under others is no item but the text of a paragraph, unless they lead up to a first one.
    """
    item = _ITEM.match(source, line)
    if item is None:
        return 0
    width = len(item["mark"])
    for _ in range(_FAR):
        if line < above or item is None or item["number"] in {None, "1"} or source[line - 2 : line] == "\n\n":
            break
        line = source.rfind("\n", 0, line - 1) + 1
        if not _DEEP.match(source, line):
            item = _ITEM.match(source, line) if source[line].isdigit() else None
    else:
        return 0
    return width if item and line >= above else 0


def _is_in_item(source: str, line: int, above: int) -> bool:
    """Whether a line is indented as the content of an item that begins at the margin above it, and by little more."""
    blanks = _BLANKS.match(source, line)
    columns = len(blanks[0].expandtabs(4)) if blanks else 0
    for _ in range(_FAR):
        line = source.rfind("\n", 0, line - 1) + 1
        if line <= above:
            return False
        if source[line] not in " \t\n":
            width = item_width(source, line, above) if _OPEN_TEXT.match(source, line) else 0
            return 0 < width <= 4 and width <= columns <= width + 3
        if not _DEEP_OR_BLANK.match(source, line):
            return False
    return False


def _is_under_text(source: str, line: int, above: int, quotes: int, known: Known) -> bool:
    """Whether the lines above one leave a paragraph open, in as many quotes, up to one that begins it."""
    passed: list[tuple[int, int]] = []
    is_under = None
    while is_under is None:
        passed.append((line, quotes))
        is_under = known.open.get((line, quotes)) if line - 1 > above else False
        if is_under is None:
            line = source.rfind("\n", 0, line - 1) + 1
            is_under = _begins_text(source, line, quotes) if line >= above else False
    known.open.update(dict.fromkeys(passed, is_under))
    return is_under


def _begins_text(source: str, line: int, quotes: int) -> bool | None:
    """Whether a line begins an open paragraph in so many quotes; None where it goes on with what stands above it."""
    quoted = _QUOTES.match(source, line)
    if not _OPEN_TEXT.match(source, line) or quoted is None or quoted[0].count(">") != quotes:
        return False
    if _FIRM.match(source, line):
        return True
    return None if _LOOSE.match(source, line) else False
