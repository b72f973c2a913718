"""Fingerprints: by what a finding is known again when lines have moved."""

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

from vaultfix.report.entry import Entry

_LONGEST = 2_000


def fingerprinted(entries: Iterable[Entry]) -> Iterator[tuple[Entry, str]]:
    """Yield each of `entries`, which are in order, with 32 hexadecimal digits that are its own.

    They come from the note's path, the rule, and the words on the line where the finding starts, not from the line's
    number; of findings that are alike in all of these, from which one it is.
    """
    alike: Counter[tuple[str, str, str]] = Counter()
    for entry in entries:
        same = entry.verdict.doc.path, entry.rule, _words(entry)
        alike[same] += 1
        told = "\0".join((*same, str(alike[same]))).encode("utf-8", "surrogateescape")
        yield entry, hashlib.sha256(told).hexdigest()[:32]


def _words(entry: Entry) -> str:
    """Return the line where a finding starts, with one space for each run of blanks; of a huge one, its part there."""
    doc, start = entry.verdict.doc, entry.verdict.finding.span.start
    line = doc.line(doc.line_number(start))
    if line.end - line.start <= _LONGEST:
        return " ".join(line.of(doc.text).split())
    return doc.text[max(line.start, start - _LONGEST // 2) : min(line.end, start + _LONGEST // 2)]
