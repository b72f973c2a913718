"""Lost: findings on signs for bytes that could not be read, each with what stood there where that is known."""

from bisect import bisect
from collections.abc import Iterable, Iterator
from itertools import groupby

from vaultfix.document import Document
from vaultfix.mojibake.replaced import REPLACEMENT, Original, Witnesses
from vaultfix.passes.encoding.damaged import damaged, visible
from vaultfix.rule import CODE, Choice, Finding
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Span, replace
from vaultfix.vault import Vault
from vaultfix.vault.evidence import testimony


def findings(doc: Document, vault: Vault) -> Iterator[Finding]:
    """Yield what was lost outside code and mojibake, once in each line but for what is proved."""
    spans = [change.span for change in damaged(doc)]
    starts = [span.start for span in spans]
    lost = [at for at in _offsets(doc.text) if not ((near := bisect(starts, at)) and at in spans[near - 1])]
    live = [at for at in lost if zone_at(doc, at) not in CODE]
    if live:
        witnesses = Witnesses.of(testimony(vault, doc.path))
        for number, group in groupby(live, key=doc.line_number):
            line = Span(max(doc.line(number).start, doc.body_start), doc.line(number).end)
            yield from _on_line(doc, line, set(group), witnesses)


def _offsets(text: str) -> Iterator[int]:
    at = text.find(REPLACEMENT)
    while at >= 0:
        yield at
        at = text.find(REPLACEMENT, at + 1)


def _on_line(doc: Document, line: Span, live: set[int], witnesses: Witnesses) -> Iterator[Finding]:
    """Yield a finding on each run that is proved, and one on all the others of the line."""
    unknown: list[tuple[Span, tuple[Original, ...]]] = []
    for run, originals in witnesses.originals(line.of(doc.text)):
        span = Span(line.start + run.start, line.start + run.end)
        if span.start not in live:
            continue
        if len(originals) == 1:
            (was,) = originals
            message = f"a character was lost here; it was `{visible(was.text)}`, as {was.where} shows"
            yield Finding(span, message, replace(span, was.text))
        else:
            unknown.append((span, originals))
    if unknown:
        (span, originals), *others = unknown
        more = f", and in {len(others)} more places of this line" if others else ""
        yield Finding(span, f"a character was lost here (U+FFFD){more}", choices=tuple(_choices(originals)))


def _choices(originals: Iterable[Original]) -> Iterator[Choice]:
    return (Choice(was.text, was.where) for was in originals)
