"""The doubt that rules about what is left open share."""

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.syntax.zones import unclosed
from vaultfix.vault import Vault


@Doubt
def left_open(doc: Document, _: Vault) -> bool:
    """Doubt a note with a fence, a comment or math that has no end."""
    return bool(unclosed(doc))
