"""Suspects: the links of which a rule may have something to say; a note whose links are surely fine has none.

What a change does to a link, and what a note says of itself, are not judged here.
"""

from vaultfix.document import Document
from vaultfix.syntax.links import Kind, Link, links, links_to, marks
from vaultfix.syntax.links.inline import definitions
from vaultfix.syntax.links.targets import destinations
from vaultfix.vault import Vault, latest
from vaultfix.vault.plain import doubting_targets, is_plain_destination


@latest
def doubtful(doc: Document, vault: Vault) -> tuple[Link, ...]:
    """Return the links of `doc` that are not plain, in order, whether or not a profile judges them."""
    if marks(doc).inline and "]](" in doc.text:
        return links(doc)
    others = _has_doubtful_destinations(doc, vault)
    found = links_to(doc, doubting_targets(doc, vault), others=others)
    if not others:
        return found
    return tuple(
        link for link in found if link.kind is Kind.WIKI or link.in_property or not _is_plain(doc, vault, link)
    )


def _has_doubtful_destinations(doc: Document, vault: Vault) -> bool:
    text, signs = doc.text, marks(doc)
    if signs.inline and not all(is_plain_destination(doc, vault, written) for written in frozenset(destinations(text))):
        return True
    return signs.definition and not all(_is_plain(doc, vault, link) for link in definitions(text))


def _is_plain(doc: Document, vault: Vault, link: Link) -> bool:
    return is_plain_destination(doc, vault, link.target_span.of(doc.text))
