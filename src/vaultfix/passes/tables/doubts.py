"""The doubts that rules about tables share."""

from vaultfix.document import Document
from vaultfix.doubt import among, matching
from vaultfix.syntax.plain_tables import all_plain
from vaultfix.syntax.tables import HINT, meant
from vaultfix.vault import Vault


@among(matching(HINT))
def with_tables(doc: Document, _: Vault) -> bool:
    """Doubt a note with anything that was meant as a table."""
    return bool(meant(doc))


@among(matching(HINT))
def with_odd_tables(doc: Document, _: Vault) -> bool:
    """Doubt a note with a table that is not plainly as it should be."""
    return not all_plain(doc)
