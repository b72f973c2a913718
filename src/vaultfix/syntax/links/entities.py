"""Entities: signs that are written by their names, such as `&amp;`."""

from html import unescape

from vaultfix.patterns import pattern

_ENTITY = pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]*);")


def unescaped(text: str) -> str:
    """Return `text` with each entity as the sign that it stands for; what is none stays as it is."""
    return _ENTITY.sub(lambda entity: unescape(entity.group()), text)
