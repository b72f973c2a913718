"""Restored: findings on mojibake of which every byte is left, each with the text that it was."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.mojibake.repair import Change
from vaultfix.passes.encoding.damaged import damaged, visible
from vaultfix.passes.encoding.held import held
from vaultfix.passes.encoding.mentioned import wary
from vaultfix.rule import Finding
from vaultfix.text import replace
from vaultfix.vault import Vault


def findings(doc: Document, vault: Vault) -> Iterator[Finding]:
    """Yield what is damaged and lost no byte."""
    changes = damaged(doc)
    yield from wary(doc, vault, changes, held(doc, vault, (_finding(each) for each in changes if not each.lossy)))


def _finding(change: Change) -> Finding:
    before, after = visible(change.before), visible(change.after)
    message = f"`{before}` was `{after}` before it was read as {change.channel.name}"
    return Finding(change.span, message, replace(change.span, change.after))
