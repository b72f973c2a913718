"""Standing: which links of a note stood there before a change, just as they are."""

from collections.abc import Sequence
from difflib import SequenceMatcher

from vaultfix.document import Document
from vaultfix.syntax.links import links

_MOST = 2000
"""How many links on either side are set beside each other, at most; where more have changed, none is said to stand."""


def standing(then: Document, now: Document) -> frozenset[int]:
    """Return where the links of `now` start that nobody has rewritten since `then`."""
    after = links(now)
    if then.raw == now.raw:
        return frozenset(link.span.start for link in after)
    old = [link.target_span.of(then.text) for link in links(then)]
    new = [link.target_span.of(now.text) for link in after]
    return frozenset(after[at].span.start for at in _kept(old, new))


def _kept(old: Sequence[str], new: Sequence[str]) -> set[int]:
    """Return the places in `new` of what came from `old` in the same order."""
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    kept = {*range(start), *range(len(new) - end, len(new))}
    left, right = old[start : len(old) - end], new[start : len(new) - end]
    if len(left) == len(right):
        # Names may have changed places: then what stands at the place of the other was written anew.
        kept.update(start + at for at, (one, other) in enumerate(zip(left, right, strict=True)) if one == other)
    elif len(left) <= _MOST and len(right) <= _MOST:
        for same in SequenceMatcher(None, left, right, autojunk=False).get_matching_blocks():
            kept.update(range(start + same.b, start + same.b + same.size))
    return kept
