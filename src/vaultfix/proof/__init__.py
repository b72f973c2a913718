"""Proof: before a mended note is written it is read again beside what it was, and any surprise keeps it back."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.engine import Charges, judge
from vaultfix.passes import PASSES
from vaultfix.passes.frontmatter.likeness import likeness
from vaultfix.proof.kept import Kept, retraced
from vaultfix.proof.same import as_it_was, frontmatter_differs, links_differ, properties_differ, tables_differ
from vaultfix.rule import Rule, Verdict
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.headings import headings
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.tables import tables
from vaultfix.text import Span
from vaultfix.vault import Vault

_OF_ENCODING, _OF_PROPERTIES, _OF_TABLES, _OF_LINKS = (
    tuple(rule for group in PASSES if group.name == name for rule in group.rules)
    for name in ("encoding", "frontmatter", "tables", "links")
)


def surprises(then: Vault, now: Vault, path: str, mended: Sequence[Verdict], rules: Collection[Rule]) -> Iterator[str]:
    """Yield, in words, whatever in a mended note is not what its findings said.

    Of bytes that were not UTF-8, and of properties that could not be read, most rules could say nothing before; and
    what is said of properties hangs on all of them: a title is compared with other names once it is a text.

    Args:
        then: The vault as it was read, judged everywhere.
        now: The vault as it would be written, judged everywhere.
        path: Which note.
        mended: What was mended in it, round by round.
        rules: The rules that judge it.
    """
    found = tuple(judge(now, {path: tuple(rules)}))
    yield from _surprises(then, now, path, _Reading(mended, tuple(rules), found))


def surprises_in(
    then: Vault, now: Vault, changes: Iterable[tuple[Document, Document]], mended: Iterable[Verdict], charges: Charges
) -> Mapping[str, tuple[str, ...]]:
    """Return, by path, whatever is not as the findings said in notes that changed; `charges` has the rules of each."""
    ours: dict[str, list[Verdict]] = {after.path: [] for _, after in changes}
    for verdict in mended:
        if verdict.doc.path in ours:
            ours[verdict.doc.path].append(verdict)
    rules = {path: tuple(charges[path]) for path in ours}
    found: dict[str, list[Verdict]] = {path: [] for path in ours}
    for verdict in judge(now, rules):
        found[verdict.doc.path].append(verdict)
    every = {path: tuple(_surprises(then, now, path, _Reading(ours[path], rules[path], found[path]))) for path in ours}
    return {path: words for path, words in every.items() if words}


class _Reading(NamedTuple):
    """What was mended in a note, round by round, and what its rules have found in it since."""

    mended: Sequence[Verdict]
    rules: Sequence[Rule]
    found: Sequence[Verdict]


def _surprises(then: Vault, now: Vault, path: str, reading: _Reading) -> Iterator[str]:
    """Yield the surprises in a note."""
    before, after = then.note(path), now.note(path)
    kept = retraced(before, after, reading.mended) if before and after else None
    if before is None or after is None or kept is None:
        yield "the edits do not lead to the text that would be written"
        return
    yield from links_differ(then, now, path, kept)
    yield from tables_differ(before, after, kept)
    yield from properties_differ(before, after, kept)
    if not any(map(_moves_frontmatter, reading.mended)):
        yield from frontmatter_differs(before, after, kept)
    added = list(_elsewhere(before, after, kept.back, reading.found)) if before.is_utf8 else []
    if added and (head := frontmatter(after)):
        unread = not isinstance(properties(before), Properties)
        if unread or kept.back.place(head.span) is None:
            # What is published, and what a footnote is, hangs on properties that are read for the first time.
            theirs = (*_OF_PROPERTIES, *_OF_LINKS) if unread else _OF_PROPERTIES
            added = [each for each in added if not isinstance(each.rule, theirs)]
        if unread:  # and what is read now was a heading, perhaps, under which others stood
            titles = {title.span.start for title in headings(after)}
            starts = ((each, each.finding.span.start) for each in added)
            added = [each for each, start in starts if not (start in head.span or start in titles)]
    if added:
        yield from _unheard_of(after, kept, added, reading.found, tuple(judge(then, {path: reading.rules})))


def _moves_frontmatter(verdict: Verdict) -> bool:
    """Whether a rule says where properties begin or end, and is not only about what is among them.

    A byte order mark that was damaged stands before all of them.
    """
    head, fix = frontmatter(verdict.doc), verdict.finding.fix
    edits = fix.edits if fix else ()
    is_among = head is not None and all(head.yaml.covers(edit.span) for edit in edits)
    is_mark = isinstance(verdict.rule, _OF_ENCODING) and any(edit.span.start == 0 for edit in edits)
    return is_mark or (isinstance(verdict.rule, _OF_PROPERTIES) and not is_among)


def _unheard_of(
    after: Document, kept: Kept, added: Iterable[Verdict], found: Iterable[Verdict], known: Sequence[Verdict]
) -> Iterator[str]:
    """Yield each of `added` that is not among the `known` faults, where its rule `found` more of them than before."""
    places = {(each.rule.name, kept.place(each.finding.span)) for each in known}
    more = Counter(each.rule.name for each in found) - Counter(each.rule.name for each in known)
    for verdict in added:
        if verdict.rule.name in more and (verdict.rule.name, verdict.finding.span) not in places:
            line, message = after.place(verdict.finding.span.start).line, verdict.finding.message
            yield f"line {line} would have a fault that was not there: {verdict.rule.name}, {message}"


def _elsewhere(before: Document, after: Document, back: Kept, verdicts: Iterable[Verdict]) -> Iterator[Verdict]:
    """Yield the verdicts that rest on lines that are as they were, those of a twin among them.

    What stands right below a table hangs on that as well, what is said of the rows of a table on whether it was one,
    and what is said of properties in the wrong place, or without an end, on all that looks like properties there.
    """
    above = tables(after)
    ends = [table.span.end for table in above]
    known = {row.span for table in tables(before) for row in (table.header, table.delimiter)}
    is_headless = frontmatter(after) is None
    for verdict in verdicts:
        start = verdict.finding.span.start
        ground = Span(start, start)
        if is_headless and isinstance(verdict.rule, _OF_PROPERTIES):
            below = min(after.line_number(verdict.finding.span.end) + 1, len(after.lines) - 1)
            like = likeness(after.text, after.line(below).start, gaps=True)
            ground = Span(start, like.end) if like else ground
        twin = verdict.finding.twin
        if not as_it_was(before, after, back, ground) or not (twin is None or as_it_was(before, after, back, twin)):
            continue
        last = bisect_right(ends, start) - 1
        is_below = last >= 0 and not after.text[ends[last] : start].strip(" \t\r\n>")
        if is_below and back.place(above[last].delimiter.span) not in known:
            continue
        around = above[last + 1] if last + 1 < len(above) and start in above[last + 1].span else None
        rows = (around.header, around.delimiter) if around and isinstance(verdict.rule, _OF_TABLES) else ()
        if known.issuperset(filter(None, (back.place(row.span) for row in rows))):
            yield verdict
