"""Doubts that rules about links share."""

from collections.abc import Sequence

from vaultfix.document import Document
from vaultfix.doubt import among, of_vault
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.links.brackets import NOT_WHOLE, are_whole, pairs
from vaultfix.syntax.links.targets import all_whole
from vaultfix.vault import Vault
from vaultfix.vault.binding import all_destinations
from vaultfix.vault.past import pasts


def _with_odd_brackets(sheaf: Sheaf, _: Vault) -> Sequence[int]:
    """Leave the notes where more stands in parentheses than a destination; code that is plainly such has no links."""
    is_plain = all_whole(set().union(*all_destinations(sheaf)))
    return () if is_plain else sheaf.matching(NOT_WHOLE)


@among(_with_odd_brackets)
def with_brackets(doc: Document, _: Vault) -> bool:
    """Doubt a note with brackets before a parenthesis in which more stands than one whole destination."""
    return not are_whole(doc.text) and bool(pairs(doc))


@among(lambda sheaf, _: sheaf.holding(b"[^"))
def unpaired(doc: Document, _: Vault) -> bool:
    """Doubt a note unless all its footnotes are plainly asked for and given."""
    from vaultfix.syntax.links.references import all_paired  # noqa: PLC0415 - only footnotes pay for it

    return not all_paired(doc)


@of_vault
def changed(vault: Vault) -> bool:
    """Doubt every note of a vault that has changed."""
    return bool(pasts(vault))
