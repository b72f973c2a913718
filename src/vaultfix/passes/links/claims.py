"""Claims: links that lead nowhere for a reason which a rule of its own tells, so that it is told once."""

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links import Kind, Link
from vaultfix.vault import Vault
from vaultfix.vault.lookup import on_disk

_DRIVE = pattern(r"[A-Za-z]:[\\/]")


def is_claimed(doc: Document, vault: Vault, link: Link) -> bool:
    """Whether another rule than unresolved-link tells why a link leads nowhere."""
    return on_drive(link) or has_backslash(link) or unprefixed(doc, vault, link) is not None


def on_drive(link: Link) -> bool:
    r"""Whether a link names a file of somebody's computer, as in `C:\notes` [A4.1]."""
    return _DRIVE.match(link.path) is not None


def has_backslash(link: Link) -> bool:
    """Whether folders in a link are parted by backslashes [A4.4]."""
    return "\\" in link.path and not on_drive(link)


def unprefixed(doc: Document, vault: Vault, link: Link) -> str | None:
    """Return the file that a Markdown link from the root means once a publishing tool's prefix is off it [A4.5]."""
    if link.kind is Kind.WIKI or not link.path.startswith("/"):
        return None
    path = on_disk(doc.path, link.path)
    if not path or vault.files.exists(path):
        return None
    for prefix in vault.customs.publish_prefixes:
        bare = path.removeprefix(f"{prefix.strip('/')}/")
        found = next((file for file in (bare, f"{bare}.md") if bare != path and file in vault.files), None)
        if found:
            return found
    return None
