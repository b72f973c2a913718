"""The doubt that rules about what is left open share."""

from vaultfix.document import Document
from vaultfix.doubt import among
from vaultfix.syntax.closed import maybe_open
from vaultfix.syntax.zones import unclosed
from vaultfix.vault import Vault


@among(lambda sheaf, _: maybe_open(sheaf))
def left_open(doc: Document, _: Vault) -> bool:
    """Doubt a note with a fence, a comment or math that has no end."""
    return bool(unclosed(doc))
