"""Suspects: the links of which a rule may have something to say; a note whose links are surely fine has none."""

from collections.abc import Collection

from vaultfix.document import Document
from vaultfix.syntax.links import Kind, Link, links
from vaultfix.syntax.links.commented import commented
from vaultfix.syntax.links.inline import definitions
from vaultfix.syntax.links.targets import destinations, wiki_target, wiki_targets
from vaultfix.vault import Trail, Vault, latest
from vaultfix.vault.plain import is_plain_destination, is_plain_target, plain_targets


@latest
def suspects(doc: Document, vault: Vault) -> tuple[Trail, ...]:
    """Return the links of `doc`, with their trails, to whose target a rule could object.

    What a change does to a link, and what a note says of itself, are not judged here.
    """
    if surely_fine(doc, vault):
        return ()
    if "]](" in doc.text:
        return vault.trails(doc)
    doubtful = ((link, vault.resolve(doc.path, link)) for link in links(doc) if not _is_plain(doc, vault, link))
    return tuple(Trail(link, reaches) for link, reaches in doubtful if reaches)


@latest
def surely_fine(doc: Document, vault: Vault) -> bool:
    """Whether each link of a note is plain; False is just a doubt."""
    text = doc.text
    if "[[" in text and ("quartz" in vault.profiles or "]](" in text or _doubtful_targets(doc, vault)):
        return False
    if "](" in text and not _are_plain(doc, vault, frozenset(destinations(text))):
        return False
    return "]:" not in text or _are_plain(doc, vault, [link.target_span.of(text) for link in definitions(text)])


def _is_plain(doc: Document, vault: Vault, link: Link) -> bool:
    if link.kind is not Kind.WIKI:
        return not link.in_property and is_plain_destination(doc, vault, link.target_span.of(doc.text))
    target = wiki_target(doc.text, link.span.start + link.embed)
    return bool(target) and "quartz" not in vault.profiles and is_plain_target(doc, vault, target or "")


def _are_plain(doc: Document, vault: Vault, written: Collection[str]) -> bool:
    return all(is_plain_destination(doc, vault, each) for each in written)


def _doubtful_targets(doc: Document, vault: Vault) -> Collection[str]:
    """Return the targets of the wikilinks in a note that are not plain, as far as no comment hides them."""
    met = set(wiki_targets(doc.text)) - plain_targets(vault)
    doubtful = {target for target in met if not is_plain_target(doc, vault, target)}
    return doubtful.intersection(wiki_targets(_uncommented(doc.text))) if doubtful and "%%" in doc.text else doubtful


def _uncommented(text: str) -> str:
    """Return a text without the lines that `links` leaves out as comments."""
    comments = commented(text)
    starts = (0, *(comment.end for comment in comments))
    ends = (*(comment.start for comment in comments), len(text))
    return "\n".join(text[start:end] for start, end in zip(starts, ends, strict=True)) if comments else text
