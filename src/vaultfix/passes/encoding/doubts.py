"""The doubts that rules about encoding share."""

from vaultfix.document import Document
from vaultfix.doubt import among, foreign
from vaultfix.patterns import pattern
from vaultfix.vault import Vault

# Bytes with a fixed beginning are found ten times faster than any of several characters.
_GENERAL = pattern(rb"\xe2(?:\x80[\x8b-\x8f\xa8-\xae]|\x81[\xa0\xa6-\xaf]|\x83\xa3)")
_PARTS = pattern(rb"\xf0\x9f(?:\x87[\xa6-\xbf]|\x8f[\xbb-\xbf])")
_MARKS = pattern(rb"\xef(?:\xbb\xbf|\xb8\x8f)")


@among(foreign)
def like_mojibake(doc: Document, _: Vault) -> bool:
    """Doubt a note that may hold mojibake."""
    if doc.text.isascii():
        return False
    from vaultfix.mojibake.suspicion import suspect  # noqa: PLC0415 - only signs above ASCII can be it

    return suspect(doc.text)


@among(foreign)
def with_emoji(doc: Document, vault: Vault) -> bool:
    """Doubt a note with any emoji beyond the oldest ones, or with a sign that nobody sees."""
    return b"\xf0" in doc.raw or with_unseen.holds(doc, vault)


@among(foreign)
def with_unseen(doc: Document, _: Vault) -> bool:
    """Doubt a note with a sign that nobody sees, or with emoji of several parts."""
    raw = doc.raw
    return not raw.isascii() and (
        (b"\xf0" in raw and _PARTS.search(raw) is not None)
        or b"\xf3" in raw
        or _GENERAL.search(raw) is not None
        or _MARKS.search(raw) is not None
        or (b"\xd8" in raw and b"\xd8\x9c" in raw)
        or (b"\xe1" in raw and b"\xe1\xa0\x8e" in raw)
    )
