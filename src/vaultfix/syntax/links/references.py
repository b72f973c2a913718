"""References and footnotes: where one is asked for by its label, and where it is given [A1.5, E9]."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from vaultfix.document import Document, fact, line_start
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block
from vaultfix.text import Span

_LABEL = r"(?:[^\[\]\\\r\n]|\\[^\r\n])"
# Behind a letter or a digit brackets are an index, as in `row[i][j]`.
_REFERENCE = pattern(rf"(?<![\w\]\\\[])!?\[(?!\[|\^)({_LABEL}*+)\]\[(?!\^|\[)({_LABEL}*+)\](?!\]|\(|:)")
_DEFINED = pattern(rf"\[(?!\^)({_LABEL}++)\]:")
# The brackets come before what must stand before them, which lets `re` skip all else at once.
_FOOTNOTE = pattern(r"\[\^(?<![\\\[]\[\^)([^\[\]\s]++)\]")
_FOOTNOTE_ASKED = pattern(r"\[\^(?<![\\\[]\[\^)([^\[\]\s]++)\](?!:)")
_FOOTNOTE_COLON = pattern(r"\[\^[^\[\]\s]++\]:")
_FOOTNOTE_GIVEN = pattern(r"\[\^(?<=[\r\n]\[\^)([^\[\]\s]++)\]:")
_BEFORE_DEFINITION = pattern(r"(?:\ufeff|[ \t>]|[-*+][ \t]|[0-9]{1,9}[.)][ \t])*")
_BLANKS = pattern(r"[ \t\r\n]+")


class Mark(NamedTuple):
    """A label that is asked for, or given: where the whole of it stands, as written and as compared."""

    span: Span
    written: str
    label: str


def references(doc: Document) -> Iterator[Mark]:
    """Yield every `[text][label]` and `[label][]` in the body of a note, wherever it seems to stand."""
    if "][" not in doc.text:
        return
    for found in _REFERENCE.finditer(doc.text, _body(doc)):
        words, written = found.groups()
        if written.strip(" \t") or (not written and words.strip(" \t")):
            yield Mark(Span(*found.span()), written or words, compared(written or words))


@fact
def defined_labels(doc: Document) -> frozenset[str]:
    """Return every label that a definition may give."""
    return frozenset(compared(found.group(1)) for found in _DEFINED.finditer(doc.text))


@fact
def footnotes(doc: Document) -> tuple[tuple[Mark, ...], tuple[Mark, ...]]:
    """Return the footnotes that are asked for, and those that are given at the start of a line."""
    asked: list[Mark] = []
    given: list[Mark] = []
    if "[^" in doc.text:
        for found in _FOOTNOTE.finditer(doc.text, _body(doc)):
            mark = Mark(Span(*found.span()), found.group(1), compared(found.group(1)))
            (given if _gives(doc, found) else asked).append(mark)
    return tuple(asked), tuple(given)


def all_paired(doc: Document) -> bool:
    """Whether each footnote of a note is plainly asked for, and given at the margin with the same letters."""
    start = _body(doc)
    given = _FOOTNOTE_GIVEN.findall(doc.text, start)
    is_plain = len(given) == len(_FOOTNOTE_COLON.findall(doc.text, start))
    return is_plain and frozenset(given) == frozenset(_FOOTNOTE_ASKED.findall(doc.text, start))


def compared(label: str) -> str:
    """Return a label as CommonMark compares it: capitals and the number of blanks make no difference."""
    return _BLANKS.sub(" ", label).strip(" ").casefold()


def _gives(doc: Document, found: re.Match[str]) -> bool:
    """Whether a footnote's label stands at the start of a line, with a colon behind it."""
    if not doc.text.startswith(":", found.end()):
        return False
    start = line_start(doc.text, found.start())
    return _BEFORE_DEFINITION.fullmatch(doc.text, start, found.start()) is not None


def _body(doc: Document) -> int:
    """Return where the text below the frontmatter starts."""
    head = block(doc)
    return head.span.end if head else 0
