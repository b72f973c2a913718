"""Doubts that rules about links share."""

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.syntax.links.brackets import are_whole, pairs
from vaultfix.vault import Vault
from vaultfix.vault.past import pasts
from vaultfix.vault.suspects import surely_fine


@Doubt
def doubtful_links(doc: Document, vault: Vault) -> bool:
    """Doubt a note unless all its links are surely fine."""
    return not surely_fine(doc, vault)


@Doubt
def with_brackets(doc: Document, _: Vault) -> bool:
    """Doubt a note with brackets before a parenthesis in which more stands than one whole destination."""
    return not are_whole(doc.text) and bool(pairs(doc))


@Doubt
def changed(_: Document, vault: Vault) -> bool:
    """Doubt every note of a vault that has changed."""
    return bool(pasts(vault))
