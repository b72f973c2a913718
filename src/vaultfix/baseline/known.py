"""A known fault: by what it is known again when lines have moved and the note around it was written on."""

import hashlib
import unicodedata
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.rule import Verdict
from vaultfix.text import Span

_LEAST, _MOST = 4, 100
_AROUND, _NEAR = 80, 3
# What is mended beside a fault is above ASCII nearly always, and must not make another of it.
_ASCII_WORD = pattern("[A-Za-z0-9]+")


class Known(NamedTuple):
    """One kind of fault in a note: the note's path in its vault, the rule, and the words that are at fault."""

    path: str
    rule: str
    text: str

    @classmethod
    def of(cls, verdict: Verdict) -> "Known":
        """Return what is remembered of a finding: not its line, and not its message, which another version may word."""
        path = unicodedata.normalize("NFC", verdict.doc.path)
        return cls(path, verdict.rule.name, _words(verdict.doc, verdict.finding.span))


def _words(doc: Document, span: Span) -> str:
    """Return the text at fault with one space for each run of blanks; of a mere sign, the words around it too."""
    text = " ".join(span.of(doc.text).split())
    if len(text) < _LEAST:
        line = doc.line(doc.line_number(span.start))
        before = _ASCII_WORD.findall(doc.text, max(line.start, span.start - _AROUND), span.start)
        after = _ASCII_WORD.findall(doc.text, span.end, min(line.end, span.end + _AROUND))
        text = " ".join((*before[-_NEAR:], text, *after[:_NEAR]))
    if len(text) <= _MOST:
        return text
    mark = hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    return f"{text[:_MOST]}… {mark}"
