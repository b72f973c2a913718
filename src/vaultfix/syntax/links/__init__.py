"""Links: wikilinks, Markdown links, images and the definitions of references, wherever they seem to stand."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.commented import commented
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.links.destination import inline_tail
from vaultfix.syntax.links.inline import definitions, inline_links
from vaultfix.syntax.links.link import Kind, Link
from vaultfix.syntax.links.properties import as_property
from vaultfix.syntax.links.wiki import wikilinks
from vaultfix.syntax.zones import Zone, zone_at
from vaultfix.text import Span

__all__ = ["LIVE", "Kind", "Link", "links", "links_to", "live_links", "marks"]

LIVE = frozenset({Zone.PROSE, Zone.FRONTMATTER})
"""The zones in which a link is a link."""

# E6: a template's own syntax stands where the target will be; `{%23` is a brace and an escape.
_TEMPLATE = pattern(r"\{\{|<%|\{%(?![0-9A-Fa-f]{2})")


class Marks(NamedTuple):
    """What a note has of the signs that links are made of; each takes a while to look for."""

    wiki: bool
    inline: bool
    definition: bool


@fact
def marks(doc: Document) -> Marks:
    """Return of what kinds a note may have links."""
    text = doc.text
    return Marks("[[" in text, "](" in text, "]:" in text)


@fact
def links(doc: Document) -> tuple[Link, ...]:
    """Return every link within the vault that a note may hold, in order; those in code and math are among them.

    Links to the web are left out: nobody here can say more of them.
    """
    return links_to(doc, None, others=True)


def links_to(doc: Document, wanted: Callable[[str], bool] | None, *, others: bool) -> tuple[Link, ...]:
    """Return of `links` the wikilinks with a `wanted` target, as written, all of them for None; and maybe all `others`.

    Where only some are read, the halves of `[[a]](b)` may not be told.
    """
    text = doc.text
    signs = marks(doc)
    found: list[Link] = []
    if signs.wiki:
        found += wikilinks(text, wanted)
    if others and signs.inline:
        found += inline_links(doc)
    if others and signs.definition:
        found += definitions(text)
    found = [link for link in found if not link.is_external]
    if "{" in text or "<" in text:
        found = [link for link in found if not _names_template(text, link)]
    return tuple(sorted(_in_place(doc, found), key=lambda link: link.span.start)) if found else ()


def live_links(doc: Document) -> tuple[Link, ...]:
    """Return the links that a reader of the note can follow: those that are no code, comment or math."""
    return tuple(link for link in links(doc) if zone_at(doc, link.span.start) in LIVE)


def _names_template(text: str, link: Link) -> bool:
    return _TEMPLATE.search(text, link.path_span.start, (link.fragment_span or link.path_span).end) is not None


def _in_place(doc: Document, found: Iterable[Link]) -> Iterator[Link]:
    """Yield the links with what their surroundings make of them: properties, comments, halves of `[[a]](b)`."""
    text = doc.text
    head = block(doc)
    body = head.span.end if head else 0
    comments = commented(text)
    mixed: set[int] = set()
    for link in found:
        if comments and _is_within(link, comments):
            continue
        if link.span.start < body:
            if link.kind is not Kind.DEFINITION and (in_property := as_property(text, link)):
                yield in_property
        elif link.kind is Kind.WIKI and text.startswith("(", link.span.end) and inline_tail(text, link.span.end + 1):
            mixed.add(link.span.start)
            yield link._replace(mixed=True)
        else:
            yield link._replace(mixed=True) if link.span.start in mixed else link


def _is_within(link: Link, comments: Sequence[Span]) -> bool:
    """Whether a link stands in one of the comments, which are in order."""
    at = bisect_right(comments, link.span.start, key=lambda comment: comment.start)
    return at > 0 and link.span.start in comments[at - 1]
