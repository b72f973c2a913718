"""Remarks: where a comment can be put into a note, so that all else in it reads as before."""

import re

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.regions import Zone
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Edit, Span

_BLANKS = " \t"
_FENCE = "---"
_TEXT = frozenset({Zone.PROSE, Zone.INLINE_CODE})
_MARK = r"(?:[-*+]|\d{1,9}[.)])"
# A remark would become part of what stands here: of a heading, a cell, a value, an address, a task, a title.
_CLOSED = pattern(
    rf"""[ \t>]*(?:{_MARK}[ \t]+)*(?:
        \#{{1,6}}(?:[ \t]|$)            # a heading
        | .*[|]                          # a row of a table
        | .*::                           # a field of Dataview
        | \[[^\]]*\]:                    # a reference, a footnote
        | \[.\](?:[ \t]|$)               # a task, whose plugins read its end
        | \[![^\]]*\]                    # the title of a callout
        | .*\^[A-Za-z0-9-]+$             # a block id
        | .*(?:\\|\$\$)$                 # a hard break, a formula
        | <                              # HTML
        | (?:[-*_=][ \t]*)+$             # a rule across the page, or what makes a heading of the line above
    )""",
    re.VERBOSE,
)
_UNDERLINE = pattern(r"[ \t>]*(?:=+|-+)[ \t]*")
_ITEM = pattern(rf"(?:{_MARK}[ \t]|[ \t])")


def behind_line(doc: Document, number: int, remark: str) -> Edit | None:
    """Return the edit that puts a remark at the end of a line; None where it would change what the line says."""
    line = doc.line(number)
    text = line.of(doc.text).rstrip(_BLANKS)
    end = line.start + len(text)
    if not text.strip(" \t>") or line.start < doc.body_start or _CLOSED.match(text):
        return None
    if number + 1 < len(doc.line_starts) and _UNDERLINE.fullmatch(doc.line(number + 1).of(doc.text)):
        return None
    if not _TEXT.issuperset((zone_at(doc, line.start), zone_at(doc, end - 1))):
        return None
    return Edit(Span(end, end), f" {remark}")


def above_block(doc: Document, number: int, remark: str) -> Edit | None:
    """Return the edit that puts a remark on a line of its own above the block of a line; None in lists and quotes."""
    top = number
    while top and not _parts(doc, top - 1):
        top -= 1
    start = max(doc.line(top).start, doc.body_start)
    if zone_at(doc, start) in {Zone.FRONTMATTER, Zone.COMMENT, Zone.INDENTED_CODE}:
        return None
    if top and not _ends_frontmatter(doc, top - 1) and doc.line(top - 1).of(doc.text).strip(_BLANKS):
        return None
    first = doc.text[start : doc.line(top).end]
    if first.startswith((*_BLANKS, _FENCE)) or (_ITEM.match(first) and _may_go_on_with_list(doc, top)):
        return None
    return Edit(Span(start, start), f"{remark}{doc.newline}{doc.newline}")


def below_all(doc: Document, remark: str) -> Edit:
    """Return the edit that puts a remark at the end of a note, which keeps its last line end or goes without."""
    end = len(doc.text)
    if doc.text.endswith(("\n", "\r")):
        return Edit(Span(end, end), f"{doc.newline}{remark}{doc.newline}")
    return Edit(Span(end, end), f"{doc.newline}{doc.newline}{remark}")


def above_all(doc: Document, remark: str) -> Edit | None:
    """Return the edit that puts a remark before everything but the frontmatter; None where that may not be read yet."""
    first = next((number for number in doc.lines if zone_at(doc, doc.line(number).start) is not Zone.FRONTMATTER), 0)
    start = max(doc.line(first).start, doc.body_start)
    if doc.text[start:].lstrip().startswith(_FENCE):
        return None
    return Edit(Span(start, start), f"{remark}{doc.newline}{doc.newline}")


def _parts(doc: Document, number: int) -> bool:
    """Whether a line parts the block below it from what is above."""
    line = doc.line(number)
    if _ends_frontmatter(doc, number):
        return True
    return not line.of(doc.text).strip(" \t>") and zone_at(doc, line.start) is Zone.PROSE


def _may_go_on_with_list(doc: Document, top: int) -> bool:
    """Whether an item in line `top` is of one list with one above, which text behind a blank line would have ended."""
    below = ""
    for number in range(top - 1, -1, -1):
        line = doc.line(number)
        text = doc.text[max(line.start, doc.body_start) : line.end]
        if _ITEM.match(text):
            return True
        if (below and not text.strip(_BLANKS)) or _ends_frontmatter(doc, number):
            return False
        below = text.strip(_BLANKS)
    return False


def _ends_frontmatter(doc: Document, number: int) -> bool:
    """Whether the frontmatter ends with a line."""
    line, below = doc.line(number), doc.line(number + 1)
    return zone_at(doc, line.start) is Zone.FRONTMATTER and zone_at(doc, below.start) is not Zone.FRONTMATTER
