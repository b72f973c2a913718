"""Withdrawing: taking a suppression out of a note, or one rule out of it, and leaving all else as it reads."""

from collections.abc import Sequence

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.links.inline import may_define
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.suppressions import Word
from vaultfix.syntax.tables import tables
from vaultfix.syntax.zones import Zone, zone_at
from vaultfix.text import Edit, Fix, Span, delete, splice

_BLANKS = " \t"
_QUOTED = pattern(r"[ \t>]*")
_PARTS = pattern(r"(?:> ?)*+<!--.*-->[ \t]*")


def without_comment(doc: Document, said: Span) -> Fix | None:
    """Return the fix that takes a comment away, with its line where it stands alone; None where a list needs it."""
    number = doc.line_number(said.start)
    line = Span(max(doc.line(number).start, doc.body_start), doc.line(number).end)
    before, after = doc.text[line.start : said.start], doc.text[said.end : line.end]
    if after.strip(_BLANKS) or not _is_prefix(before):
        return _from_line(doc, said, before, after)
    if not _QUOTED.fullmatch(before) or _would_begin_frontmatter(doc, number) or _parts_a_table(doc, number):
        return None
    if number + 1 < len(doc.lines) and may_define(doc.text, doc.line_starts[number + 1]):
        return None  # a link would become where one leads
    # An HTML comment parts the paragraphs around it, so something must still do so.
    if doc.text.startswith("<!--", said.start) and _is_text(doc, number - 1) and _is_text(doc, number + 1):
        return delete(Span(said.start, line.end))
    last = number + 1 == len(doc.lines)
    return delete(Span(line.start, line.end if last else doc.line_starts[number + 1]))


def without_property(doc: Document, said: Span) -> Fix | None:
    """Return the fix that takes a property away with its lines; None where these hold, or mean, anything else."""
    first, last = (doc.line_number(offset) for offset in (said.start, said.end))
    lines = Span(doc.line(first).start, doc.line_starts[last + 1])
    if lines.start != said.start or doc.text[said.end : lines.end].strip(" \t\r\n") or "#" in said.of(doc.text):
        return None
    fix = delete(lines)
    before, after = properties(doc), properties(Document.of(doc.path, splice(doc.text, fix.edits)))
    if not isinstance(before, Properties) or not isinstance(after, Properties):
        return None
    ours = [entry for entry in before.entries if entry.key_span.start == said.start]
    left = [(entry.key, repr(entry.value)) for entry in before.entries if entry not in ours]
    says_more = any(len(entry.node.entries) > 1 for entry in ours)
    return fix if not says_more and left == [(entry.key, repr(entry.value)) for entry in after.entries] else None


def without_words(words: Sequence[Word], idle: Sequence[Word]) -> Fix:
    """Return the fix that takes some of the rules out of a list of them, each with what parts it from its neighbour."""
    edits = []
    kept: Word | None = None
    for at, word in enumerate(words):
        if word not in idle:
            kept = word
        elif kept:
            edits.append(Edit(Span(words[at - 1].span.end, word.span.end), ""))
        else:
            edits.append(Edit(Span(word.span.start, words[at + 1].span.start), ""))
    return Fix(tuple(edits))


def _from_line(doc: Document, said: Span, before: str, after: str) -> Fix | None:
    """Return the fix that takes a comment from among other text, with the blanks on one side of it."""
    if _is_prefix(before):
        # At the start of a line a sign may begin a heading, a list or properties, and an HTML comment makes all HTML.
        # A line that begins with `%%` keeps the comments in it to itself.
        behind = after.lstrip(_BLANKS)
        if doc.text.startswith("<!--", said.start) or not behind[:1].isalpha() or "%%" in behind:
            return None
        return delete(Span(said.start, said.end + len(after) - len(behind)))
    if before.rstrip(_BLANKS).endswith("|") and any(said.start in table.header.span for table in tables(doc)):
        return None  # it may be the last cell of the header
    # Signs that the comment kept apart may mean something together, as backticks do; those of comments are spoken for.
    signs = (at for at in (said.start - 1, said.end) if zone_at(doc, at) is not Zone.COMMENT)
    touching = "".join(doc.text[at : at + 1] for at in signs).strip(" \t\r\n")
    if len(touching) > 1 and not touching.isalnum():
        return None
    spare = len(before) - len(before.rstrip(_BLANKS)) if not after.rstrip("\r\n") or after[0] in _BLANKS else 0
    return delete(Span(said.start - spare, said.end))


def _is_prefix(before: str) -> bool:
    """Whether nothing but quotes and the marker of a list item stands before a comment."""
    return not before.strip(" \t>*+-0123456789.)")


def _is_text(doc: Document, number: int) -> bool:
    """Whether a line of the body is there, not blank, and no HTML comment that parts paragraphs itself."""
    if number < 0 or number >= len(doc.lines):
        return False
    head = block(doc)
    line = doc.line(number)
    is_blank = not line.of(doc.text).strip(" \t>") or _PARTS.fullmatch(line.of(doc.text))
    return not is_blank and (head is None or line.start >= head.span.end)


def _would_begin_frontmatter(doc: Document, number: int) -> bool:
    """Whether the line below would come first and be taken for the fence of properties."""
    return number == 0 and doc.text.startswith("---", doc.line_starts[1] if len(doc.lines) > 1 else 0)


def _parts_a_table(doc: Document, number: int) -> bool:
    """Whether rows stand above and below a line, which then would be parted by nothing but a gap."""
    if number == 0 or number + 1 >= len(doc.lines):
        return False
    above, below = doc.line(number - 1), doc.line(number + 1)
    is_row = "|" in above.of(doc.text) and "|" in below.of(doc.text)
    return is_row and any(above.start < table.span.end <= above.end for table in tables(doc))
