"""Addresses: where a note is published, as its property says and as its path has it [C4]."""

import re

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Property
from vaultfix.vault import Vault

URL = pattern(r"(?P<scheme>https?://)(?P<host>[^\s/?#]++)(?P<path>[^\s?#]*+)(?P<rest>[?#]\S*)?", re.IGNORECASE)
_ESCAPED = pattern(r"(?:%[0-9a-fA-F]{2})+")
_UNSAFE = pattern(r"[^\w~/.!$&'()*+,;=:@-]", re.ASCII)


def address(doc: Document, key: str) -> Property | None:
    """Return the property that holds the note's address, if that is written out."""
    found = properties(doc)
    entry = found.get(key) if isinstance(found, Properties) and not found.repeats else None
    is_written = entry and isinstance(entry.value, str) and entry.value in entry.value_span.of(doc.text)
    return entry if is_written else None


def base_of(vault: Vault, key: str) -> re.Match[str] | None:
    """Return the address of the whole vault: the one that is set, else that of the home page, where it is a site's."""
    if vault.customs.base_url:
        return URL.fullmatch(vault.customs.base_url.rstrip("/"))
    home = vault.note("index.md")
    entry = address(home, key) if home else None
    base = URL.fullmatch(str(entry.value)) if entry else None
    return base if base and base["path"] in {"", "/"} and not base["rest"] else None


def path_in(base: re.Match[str], path: str) -> str:
    """Return the path at which the note at `path` is published below `base`; a folder's `index.md` is the folder."""
    page = f"/{path.removesuffix('.md')}"
    return base["path"].rstrip("/") + (page.removesuffix("/index") if page.endswith("/index") else page)


def address_in(base: re.Match[str], path: str) -> str:
    """Return the whole address of the note at `path`, percent-encoded."""
    return base["scheme"] + base["host"] + _UNSAFE.sub(_escaped, path_in(base, path))


def shown(path: str) -> str:
    """Return the path of an address as a person reads it, without a slash at its end."""
    return _ESCAPED.sub(_unescaped, path).rstrip("/")


def _unescaped(escapes: re.Match[str]) -> str:
    return bytes.fromhex(escapes.group().replace("%", "")).decode("utf-8", "surrogateescape")


def _escaped(char: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in char.group().encode("utf-8", "surrogateescape"))
