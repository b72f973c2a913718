"""Same: what a reader finds in a note outside the edits, then and now: links, tables, frontmatter, properties."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.proof.kept import Kept
from vaultfix.syntax.frontmatter import Block
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.links import Kind, Link, live_links
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.tables import Table, tables
from vaultfix.syntax.zones import Zone, zone_at
from vaultfix.text import Span
from vaultfix.vault import Vault

# A header may begin with code.
_SHOWN = frozenset({Zone.PROSE, Zone.INLINE_CODE})


def links_differ(then: Vault, now: Vault, path: str, kept: Kept) -> Iterator[str]:
    """Yield each link outside the edits that is none any more, that was none, or that opens less than it did."""
    before, after = then.note(path), now.note(path)
    if before is None or after is None:
        return
    old = {link.span: link for link in live_links(before)}
    new = {link.span: link for link in live_links(after)}
    for span, link in old.items():
        place = kept.place(span)
        if place is None or _joins(before, after, span, place):
            continue
        if place not in new or not _alike(link, new[place]):
            yield f"the link `{span.of(before.text)}` is no longer read as before"
        elif lost := _lost(then, now, path, link, new[place]):
            yield f"the link `{span.of(before.text)}` no longer opens in {lost}"
    for span, link in new.items():
        place = kept.back.place(span)
        if place is None or place in old or _joins(before, after, place, span):
            continue
        # Whether a definition is one hangs on all that stands in its lines.
        if link.kind is not Kind.DEFINITION or as_it_was(before, after, kept.back, span):
            yield f"`{span.of(after.text)}` has become a link"


def as_it_was(before: Document, after: Document, back: Kept, span: Span) -> bool:
    """Whether the lines of `after` that hold `span` are lines of `before`."""
    first, last = after.line(after.line_number(span.start)), after.line(after.line_number(span.end))
    then = back.place(Span(first.start, last.end))
    if then is None:
        return False
    return then.start == before.line(before.line_number(then.start)).start and then.end == (
        before.line(before.line_number(then.end)).end
    )


def _joins(before: Document, after: Document, then: Span, now: Span) -> bool:
    """Whether what stood in the text stands among the properties now; that these moved is judged by itself."""
    old, new = frontmatter(before), frontmatter(after)
    return new is not None and now.start in new.span and (old is None or then.start not in old.span)


def tables_differ(before: Document, after: Document, kept: Kept) -> Iterator[str]:
    """Yield each table outside the edits that is none any more, that was none, or that has other cells."""
    old, new = _by_header(before), _by_header(after)
    for header, table in old.items():
        place = kept.place(header)
        if place is None or kept.place(lines_around(before, table.span)) is None:
            continue
        if place not in new or _cells(new[place]) != _cells(table):
            yield f"the table in line {before.place(header.start).line} is no longer read as before"
    for header, table in new.items():
        place = kept.back.place(header)
        if place is not None and place not in old and kept.back.place(lines_around(after, table.span)):
            yield f"line {after.place(header.start).line} has become a table"


def properties_differ(before: Document, after: Document, kept: Kept) -> Iterator[str]:
    """Yield each property outside the edits that is lost, or says something else; what YAML could not read may."""
    old, new = properties(before), properties(after)
    if not isinstance(old, Properties):
        return
    if new is not None and not isinstance(new, Properties):
        yield "YAML can no longer read the frontmatter"
        return
    values = {entry.key_span: entry.value for entry in new.entries} if new else {}
    for entry in old.entries:
        place = kept.place(entry.key_span)
        whole = Span(entry.key_span.start, max(entry.key_span.end, entry.value_span.end))
        if place is None or kept.place(lines_around(before, whole)) is None:
            continue
        if place not in values or repr(values[place]) != repr(entry.value):
            yield f"the property `{entry.key}` no longer says what it did"


def frontmatter_differs(before: Document, after: Document, kept: Kept) -> Iterator[str]:
    """Yield the first line outside the edits that has become a part of the frontmatter, and the first that was one."""
    old, new = frontmatter(before), frontmatter(after)
    for line, place in _lines_of(after, new, kept.back):
        if old is None or place.start >= old.span.end:
            yield f"line {line} would become part of the frontmatter"
            break
    for line, place in _lines_of(before, old, kept):
        if new is None or place.start >= new.span.end:
            yield f"line {line} would no longer be part of the frontmatter"
            break


def _lines_of(doc: Document, head: Block | None, kept: Kept) -> Iterator[tuple[int, Span]]:
    """Yield the number of each line of the frontmatter that no edit touched, and where it stands in the other text."""
    for number in range(doc.line_number(head.span.end - 1) + 1 if head else 0):
        if place := kept.place(doc.line(number)):
            yield number + 1, place


def _alike(old: Link, new: Link) -> bool:
    return (old.kind, old.path, old.fragment, old.embed) == (new.kind, new.path, new.fragment, new.embed)


def _lost(then: Vault, now: Vault, path: str, old: Link, new: Link) -> str:
    """Return the profiles, if any, in which a link opened a file and now does not, or another one."""
    if then.files is now.files and (old.mixed, old.in_property) == (new.mixed, new.in_property):
        return ""  # names alone tell where a link leads
    opened = {reach.profile: reach for reach in now.resolve(path, new) if reach.opens}
    return " and ".join(
        reach.profile
        for reach in then.resolve(path, old)
        if reach.opens and (reach.profile not in opened or opened[reach.profile].path != reach.path)
    )


def lines_around(doc: Document, span: Span) -> Span:
    """Return the lines of `span` and one on either side, which can make something else of them.

    One more code point on both sides, be it outside the text, tells that nothing was put in right there.
    """
    above = max(doc.line_number(span.start) - 1, 0)
    below = min(doc.line_number(span.end) + 1, len(doc.lines) - 1)
    return Span(doc.line(above).start - 1, doc.line(below).end + 1)


def _by_header(doc: Document) -> dict[Span, Table]:
    return {table.header.span: table for table in tables(doc) if zone_at(doc, table.header.span.start) in _SHOWN}


def _cells(table: Table) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row.cells) for row in (table.header, table.delimiter, *table.rows)]
