"""The report in Markdown: a summary for the page of a job or a pull request."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from vaultfix.patterns import pattern
from vaultfix.report.entry import Entry
from vaultfix.report.summary import count
from vaultfix.report.visible import visible

_MOST_ROWS = 50
# What would be read as Markdown or HTML in the text around it.
_SIGNS = pattern(r"[\\`*_{}\[\]<>()#+!|~$&@:-]")


class Change(NamedTuple):
    """What a change did: faults that it broke, healed and left."""

    broken: Sequence[Entry]
    healed: Sequence[Entry]
    left: Sequence[Entry]


def summary(found: Sequence[Entry], change: Change | None, notes: int) -> str:
    """Return a page on what was found in a number of notes, and where a change was judged, on what that did."""
    return "".join(f"{line}\n" for line in (_of_change(change) if change else _of_vault(found, notes)))


def _of_vault(found: Sequence[Entry], notes: int) -> Iterator[str]:
    yield f"## vaultfix: {count(len(found), 'fault') if found else 'no faults'} in {count(notes, 'note')}"
    yield from _table(found)


def _of_change(change: Change) -> Iterator[str]:
    broken, healed, left = (len(part) or "nothing" for part in change)
    yield f"## vaultfix: this change breaks {broken}, heals {healed}, leaves {left}"
    for words, entries in (
        ("What it breaks", change.broken),
        ("What it heals", change.healed),
        ("What it leaves, in notes that it touches", change.left),
    ):
        if entries:
            yield ""
            yield f"### {words}"
            yield from _table(entries)


def _table(entries: Sequence[Entry]) -> Iterator[str]:
    """Yield a table of findings, and how many more there are."""
    if not entries:
        return
    yield ""
    yield "| place | rule | what |"
    yield "|---|---|---|"
    for entry in entries[:_MOST_ROWS]:
        place, what = f"{entry.path}:{entry.place.line}", entry.verdict.finding.message
        yield f"| {_plain(place)} | {entry.rule} | {_plain(what)} |"
    if len(entries) > _MOST_ROWS:
        yield ""
        yield f"And {len(entries) - _MOST_ROWS} more."


def _plain(text: str) -> str:
    """Return `text` as Markdown that shows it letter by letter, in one line, and is obeyed by nobody."""
    return _SIGNS.sub(lambda sign: f"&#{ord(sign.group())};", visible(text))
