"""Restored: findings on mojibake of which every byte is left, each with the text that it was."""

from collections.abc import Iterator, Mapping

from vaultfix.document import Document
from vaultfix.mojibake.repair import Change
from vaultfix.passes.encoding.damaged import damaged, visible
from vaultfix.passes.encoding.held import held
from vaultfix.passes.encoding.mentioned import mentioned, wary
from vaultfix.rule import Finding
from vaultfix.text import Span, replace
from vaultfix.vault import Vault


def findings(doc: Document, vault: Vault) -> Iterator[Finding]:
    """Yield what is damaged and lost no byte."""
    changes = damaged(doc)
    beside = mentioned(doc, vault, changes)
    yield from held(doc, vault, (_finding(change, beside) for change in changes if not change.lossy))


def _finding(change: Change, beside: Mapping[Span, str]) -> Finding:
    before, after = visible(change.before), visible(change.after)
    message = f"`{before}` was `{after}` before it was read as {change.channel.name}"
    return wary(Finding(change.span, message, replace(change.span, change.after)), beside)
