"""Doubts that rules about frontmatter share."""

from vaultfix.document import Document
from vaultfix.doubt import Doubt, Narrow, among, by_head
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.plain_head import PlainHead, may_set, plain_head
from vaultfix.vault import Vault
from vaultfix.vault.claims import is_shared

strange: Narrow = by_head(lambda _head, _vault: False)
"""Leaves the notes in whose frontmatter, fences and all, anything is out of the ordinary."""


@among(by_head(lambda head, _: not head.is_there))
def headless(doc: Document, _: Vault) -> bool:
    """Doubt a note without frontmatter where a line could have been meant for a fence."""
    return b"---" in doc.raw and block(doc) is None


@among(strange)
def not_plain(doc: Document, _: Vault) -> bool:
    """Doubt a note in whose frontmatter anything is out of the ordinary."""
    return plain_head(doc) is None


def may_be_published(doc: Document, vault: Vault) -> bool:
    """Whether a note is among the published ones, as far as that can be told without a look at the others."""
    return is_shared(doc, vault.customs.share_property) or "quartz" in vault.profiles


def setting(*keys: str) -> Doubt:
    """Return the doubt about notes that may have one of the properties `keys`."""
    wanted = frozenset(key.casefold() for key in keys)

    def fits(head: PlainHead, _: Vault) -> bool:
        return not wanted.isdisjoint(head.keys)

    return Doubt(lambda doc, _: any(may_set(doc, key) for key in wanted), by_head(fits))
