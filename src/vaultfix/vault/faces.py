"""Faces: what other notes can see of a note; as long as its face stays the same, nothing changes for them."""

from collections.abc import Iterator, Mapping, Sequence

from vaultfix.document import Document
from vaultfix.syntax.block_ids import block_ids
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.headings import headings
from vaultfix.syntax.links import LIVE, Kind, Link, links
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.zones import zone_at
from vaultfix.text import Span
from vaultfix.vault import Vault, everywhere, last_name
from vaultfix.vault.anchors import html_tags
from vaultfix.vault.called import names
from vaultfix.vault.claims import aliases, is_draft, is_shared, permalinks, urls
from vaultfix.vault.lookup import Fate
from vaultfix.vault.reached import html_targets

_Way = tuple[Kind, str, bool, bool, bool]
"""All that where a link leads hangs on, and whether it does for a reader."""
_HOME = "index.md"
"""The note whose address may be that of all others."""


def look_alike(then: Document, now: Document, vault: Vault) -> bool:
    """Whether a note has the same face then and now, whatever profiles others are judged in.

    That is what it is called and claims, where fragments lead in it and where its links lead: not where in the note
    any of it stands, but in which order. A link's fragment concerns nobody but the note itself.
    """
    if _shown(then, vault) != _shown(now, vault):
        return False
    old, new = _read(then), _read(now)
    return old.keys() == new.keys() or set(_leads(then, vault, old)) == set(_leads(now, vault, new))


def _shown(doc: Document, vault: Vault) -> tuple[object, ...]:
    """Return what is seen of a note but for its links."""
    titles, blocks, tags = headings(doc), block_ids(doc), html_tags(doc)
    head = block(doc) if doc.path == _HOME else None
    return (
        doc.is_utf8,
        head and head.span.of(doc.text),
        *_said(doc, vault),
        [(title.level, title.text) for title in titles],
        [each.name for each in blocks],
        [tag[1] for tag in tags],
        _order([title.span for title in titles], [each.span for each in blocks], [Span(*tag.span()) for tag in tags]),
        frozenset(html_targets(doc)),
    )


def _said(doc: Document, vault: Vault) -> Iterator[object]:
    """Yield what a note says of itself."""
    found = properties(doc)
    title = found.get("title") if isinstance(found, Properties) else None
    yield title.value if title and isinstance(title.value, str) else None
    yield list(names(doc))
    for claims in (aliases, permalinks, urls):
        yield [claim.key for claim in claims(doc)]
    yield is_draft(doc)
    yield is_shared(doc, vault.customs.share_property)


def _order(*kinds: Sequence[Span]) -> Sequence[tuple[int, int]]:
    """Return spans with their offsets counted, from that of the note's start on, instead of measured."""
    spans = [span for kind in kinds for span in kind]
    ranks = {offset: rank for rank, offset in enumerate(sorted({0, *(offset for span in spans for offset in span)}))}
    return [(ranks[span.start], ranks[span.end]) for span in spans]


def _read(doc: Document) -> Mapping[_Way, Link]:
    """Return the links of a note, one for each way to read one."""
    return {
        (link.kind, link.path, link.mixed, link.in_property, zone_at(doc, link.span.start) in LIVE): link
        for link in links(doc)
    }


def _leads(doc: Document, vault: Vault, read: Mapping[_Way, Link]) -> Iterator[tuple[object, ...]]:
    """Yield which files the links lead to, by which name, and whether for a reader; and what leads nowhere."""
    for (*_, is_live), link in read.items():
        for judged in (vault, everywhere(vault)):
            reaches = judged.resolve(doc.path, link)
            if reaches and all(reach.fate is Fate.MISSING for reach in reaches):
                yield judged.profiles, link.kind, link.path
            for path in {path for reach in reaches if reach.path for path in (reach.path, *reach.rivals)}:
                yield judged.profiles, last_name(link), path, is_live
