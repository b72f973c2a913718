"""The doubts that rules about tables share."""

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.syntax.plain_tables import all_plain
from vaultfix.syntax.tables import meant
from vaultfix.vault import Vault


@Doubt
def with_tables(doc: Document, _: Vault) -> bool:
    """Doubt a note with anything that was meant as a table."""
    return "|" in doc.text and bool(meant(doc))


@Doubt
def with_odd_tables(doc: Document, _: Vault) -> bool:
    """Doubt a note with a table that is not plainly as it should be."""
    return "|" in doc.text and not all_plain(doc)
