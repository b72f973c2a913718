"""Suppressions: where an author said that a rule is to be silent."""

from vaultfix.document import Document


def suppressed(doc: Document, rule: str, offset: int) -> bool:
    """Whether the author silenced `rule` at `offset`."""
    return not (doc and rule) and offset < 0
