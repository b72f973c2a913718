"""Plain tables: whether it is plain to see that every table of a note is as it should be.

Such a table stands at the margin, below a blank line or a heading and above a blank line. All its lines begin and end
with a pipe and have as many of them, and none of these stands in a wikilink. Whatever else there is of tables is a
doubt.
"""

from vaultfix.document import Document, line_start
from vaultfix.patterns import pattern
from vaultfix.syntax.tables import suspects

# Either closes every container for what stands below it at the margin.
_ABOVE = pattern(r"(?:[ \t]*+|#{1,6}[ \t][^\r\n]*+)[\r\n]")
_LINES = pattern(r"(?:\|[^\r\n]*(?<!\\)\|[ \t]*+(?:\r\n?|\n|\Z))*+")
_BLANKS = pattern(r"(?:[ \t]*+(?:\r\n?|\n))*+[ \t]*+")
_LINKED = pattern(r"\[\[(?:[^\]\r\n|]|\](?!\])|(?<=\\)\|)*+\|")


def all_plain(doc: Document) -> bool:
    """Whether nothing is wrong with any table of a note, for sure; False is no more than a doubt."""
    text = doc.text
    done = doc.body_start
    row: int | None = None
    for line_end in suspects(doc):
        if line_end < done:
            continue
        header = _line_start(text, line_end, done)
        lines = _LINES.match(text, header)
        is_headed = header == doc.body_start or _ABOVE.match(text, _line_start(text, header - 1, done)) is not None
        if not (lines and lines.end() > line_end + 1 and is_headed and row in {None, header} and _is_even(lines[0])):
            return False
        done = lines.end()
        blanks = _BLANKS.match(text, done)
        below = blanks.end() if blanks else done
        if below < len(text) and text.find("\n", done, below) < 0 and text.find("\r", done, below) < 0:
            return False
        # It may have been meant for a row, unless it is the header of the next table.
        row = below if text.startswith("|", below) else None
    return row is None


def _line_start(text: str, end: int, done: int) -> int:
    """Return where the line starts that ends at `end`, but not before `done`."""
    if text.startswith("\r\n", end - 1):
        end -= 1
    return line_start(text, end, done)


def _is_even(lines: str) -> bool:
    """Whether all lines have as many pipes that divide cells."""
    if "[[" in lines and _LINKED.search(lines):
        return False
    rows = lines.rstrip("\r\n").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if "\\" in lines:
        return len({row.count("|") - row.count("\\|") for row in rows}) == 1
    return len({row.count("|") for row in rows}) == 1
