"""Mentions: damaged words that stand intact on their line as well, as where a text talks about damage."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate

from vaultfix.mojibake.repair import Change
from vaultfix.patterns import pattern
from vaultfix.text import Edit, Span, splice

_PLAIN = r"\s\u200b\ufeff!-,/:-@\[-\^`{-~"
_BETWEEN = rf"{_PLAIN}‘“”„‚«»‹›…–—←→↔⇒、。，：「」『』（）【】"
_RUN = pattern(f"[^{_PLAIN}]+")
_WORD = pattern(f"[^{_BETWEEN}._’-](?:[^{_BETWEEN}]*[^{_BETWEEN}._’-])?")
"""A word of a run, which may have a point, an apostrophe or a hyphen inside it, but no marks around it."""
_ADDRESS = pattern(r"\b[A-Za-z]+://[^\s<>()\[\]\"|]+")


def mentions(line: str, changes: Sequence[Change]) -> list[Sequence[Sequence[Span]]]:
    """Return, for each of the `changes` of a line, where each word that it mends stands intact on the line.

    The words are those that all changes of its run mend, and the run; what was damaged twice and is mended once
    counts. An address on the web talks of nothing: neither its damage counts nor what is intact in it.
    """
    damaged = _Row([change.span for change in changes])
    addresses = _Row([Span(*found.span()) for found in _ADDRESS.finditer(line)])
    intact: dict[str, list[Span]] = {}
    for found in (*_RUN.finditer(line), *_WORD.finditer(line)):
        span = Span(*found.span())
        if not found[0].isascii() and not damaged.within(span) and not addresses.within(span):
            intact.setdefault(found[0], []).append(span)
    for channel in {change.channel for change in changes} if intact else ():
        intact = {channel.damage(word): spans for word, spans in intact.items()} | intact
    mentioned: list[Sequence[Sequence[Span]]] = [()] * len(changes)
    for numbers, words in _mended(line, changes) if intact else ():
        places = [intact[word] for word in words if word in intact]
        for number in numbers:
            mentioned[number] = () if addresses.within(changes[number].span) else places
    return mentioned


def _mended(line: str, changes: Sequence[Change]) -> Iterator[tuple[range, list[str]]]:
    """Yield the numbers of the changes of each run, with what is surely mended once all are made: it, its words."""
    more = accumulate((len(change.after) - len(change.before) for change in changes), initial=0)
    starts = [change.span.start + shift for change, shift in zip(changes, more, strict=False)]
    row = _Row([Span(start, start + len(change.after)) for start, change in zip(starts, changes, strict=True)])
    mended = splice(line, (Edit(change.span, change.after) for change in changes))
    for run in _RUN.finditer(mended):
        numbers = row.within(Span(*run.span()))
        if numbers:
            met = ((part[0], row.within(Span(*part.span()))) for part in (run, *_WORD.finditer(mended, *run.span())))
            yield numbers, [word for word, ours in met if ours and all(changes[each].certain for each in ours)]


class _Row:
    """Spans in order, of which none overlaps another."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = [span.end for span in spans]

    def within(self, span: Span) -> range:
        """Return the numbers of those that overlap `span`."""
        return range(bisect_right(self._ends, span.start), bisect_left(self._starts, span.end))
