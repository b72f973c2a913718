"""Mentioned: damage that a line may talk about, as it has the mended word intact too."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from vaultfix.document import Document
from vaultfix.mojibake.mentions import mentions
from vaultfix.mojibake.repair import Change
from vaultfix.passes.encoding.damaged import visible
from vaultfix.rule import Finding
from vaultfix.syntax.links import links
from vaultfix.text import Safety, Span
from vaultfix.vault import Vault

_NESTED = 8
"""How many links may begin between the start of one and its target: the images in its text."""


def wary(doc: Document, vault: Vault, changes: Iterable[Change], findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield `findings` on `changes`; where a line may talk about the damage, a fix is only a guess."""
    beside = _mentioned(doc, vault, changes)
    for finding in findings:
        word = beside.get(finding.span)
        if word and finding.fix:
            message = f"{finding.message}; the line also has `{visible(word)}` intact: it may talk about the damage"
            yield finding._replace(message=message, fix=finding.fix._replace(safety=Safety.UNSAFE))
        else:
            yield finding


def _mentioned(doc: Document, vault: Vault, changes: Iterable[Change]) -> Mapping[Span, str]:
    """Return, by the spans of those certain `changes` that their line may talk about, the words that it has intact.

    A word that was mended meanwhile is none that the writer put beside the damage.
    """
    read = vault.documents.get(doc.path, doc).text
    found: dict[Span, str] = {}
    for number, group in groupby(changes, key=lambda change: doc.line_number(change.span.start)):
        line = doc.line(number)
        ours = [change._replace(span=_moved(change.span, -line.start)) for change in group]
        for change, places in zip(ours, mentions(line.of(doc.text), ours), strict=True):
            damage = _moved(change.span, line.start)
            # Where the first and the last are in one link with the damage, so are all between them.
            beside = (_moved(span, line.start) for spans in places for span in (spans[0], spans[-1]))
            word = next((span for span in beside if not _in_one_link(doc, damage, span)), None)
            if word and change.certain and word.of(doc.text) in read:
                found[damage] = word.of(doc.text)
    return found


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _in_one_link(doc: Document, one: Span, other: Span) -> bool:
    """Whether one stands in the target of a link and the other in the same link: then both name one thing."""
    known = links(doc)
    at = bisect_right(known, min(one, other).start, key=lambda link: link.span.start)
    return any(
        link.span.covers(one) and link.span.covers(other) and any(map(link.target_span.covers, (one, other)))
        for link in known[max(at - _NESTED, 0) : at]
    )
