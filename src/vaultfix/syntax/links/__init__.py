"""Links: wikilinks, Markdown links, images and the definitions of references, wherever they seem to stand."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from vaultfix.document import Document, fact
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.links.inline import definitions, inline_links
from vaultfix.syntax.links.link import Kind, Link
from vaultfix.syntax.links.properties import as_property
from vaultfix.syntax.links.wiki import wikilinks
from vaultfix.syntax.zones import Zone, zone_at

__all__ = ["LIVE", "Kind", "Link", "links", "live_links"]

LIVE = frozenset({Zone.PROSE, Zone.FRONTMATTER})
"""The zones in which a link is a link."""

# E6: a template's own syntax stands where the target will be.
_TEMPLATE = re.compile(r"\{\{|<%|\{%")


@fact
def links(doc: Document) -> tuple[Link, ...]:
    """Return every link that a note may hold, in order; those in code, comments and math are among them."""
    text = doc.text
    found: list[Link] = []
    if "[[" in text:
        found += wikilinks(text)
    if "](" in text:
        found += inline_links(doc)
    if "]:" in text:
        found += definitions(text)
    return tuple(sorted(_read(doc, found), key=lambda link: link.span)) if found else ()


def live_links(doc: Document) -> tuple[Link, ...]:
    """Return the links that a reader of the note can follow: those that are no code, comment or math."""
    return tuple(link for link in links(doc) if zone_at(doc, link.span.start) in LIVE)


def _read(doc: Document, found: Iterable[Link]) -> Iterator[Link]:
    """Yield the links with what their surroundings make of them, without templates and YAML that is no string."""
    head = block(doc)
    body = head.span.end if head else 0
    wiki = {link.span.start for link in found if link.kind is Kind.WIKI and doc.text.startswith("(", link.span.end)}
    mixed = {link.span.start for link in found if link.kind is Kind.INLINE and link.span.start in wiki}
    for link in found:
        if _TEMPLATE.search(doc.text, link.target_span.start, link.target_span.end):
            continue
        if link.span.start >= body:
            yield replace(link, mixed=True) if link.span.start in mixed else link
        elif link.kind is not Kind.DEFINITION and (in_property := as_property(doc.text, link)):
            yield in_property
