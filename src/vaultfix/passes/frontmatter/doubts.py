"""Doubts that rules about frontmatter share."""

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.frozen import frozen
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.plain_head import plain_head
from vaultfix.vault import Vault
from vaultfix.vault.claims import is_shared


@Doubt
def headless(doc: Document, _: Vault) -> bool:
    """Doubt a note without frontmatter."""
    return block(doc) is None


@Doubt
def not_plain(doc: Document, _: Vault) -> bool:
    """Doubt a note in whose frontmatter anything is out of the ordinary."""
    return plain_head(doc) is None


def may_be_published(doc: Document, vault: Vault) -> bool:
    """Whether a note is among the published ones, as far as that can be told without a look at the others."""
    return is_shared(doc, vault.customs.share_property) or "quartz" in vault.profiles


def setting(*keys: str) -> Doubt:
    """Return the doubt about notes that may have one of the properties `keys`."""
    return Doubt(_Setting(frozenset(key.casefold() for key in keys)))


@frozen
class _Setting:
    keys: frozenset[str]

    def __call__(self, doc: Document, _: Vault) -> bool:
        head = plain_head(doc)
        return head is None or not self.keys.isdisjoint(head.keys)
