"""Held: damage in a link that works as it is, because what it leads to is damaged likewise."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator

from vaultfix.document import Document
from vaultfix.rule import Finding
from vaultfix.syntax.links import Link, links
from vaultfix.text import Span
from vaultfix.vault import Vault
from vaultfix.vault.harm import led

_NESTED = 8
"""How many links may begin between the start of one and its target: the images in its text."""


def held(doc: Document, vault: Vault, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings on damage; where a link needs the damage to work, the fix is left to the rules for links.

    They let the link follow when the heading is mended, or the file renamed, so that the two never part.
    """
    for finding in findings:
        reason = _reason(doc, vault, finding.span)
        yield finding._replace(message=f"{finding.message}; {reason}", fix=None) if reason else finding


def _reason(doc: Document, vault: Vault, span: Span) -> str:
    """Return why damage must stay for now; empty where it need not."""
    link = _link_at(doc, span)
    aims = led(vault, doc, link) if link else ()
    if link is None or not aims:
        return ""
    if link.path_span.covers(span):
        return f"the file itself is named so, `{aims[0].was}`: when that is renamed, its links follow"
    return "its heading is written so: when that is mended, its links follow" if any(aim.title for aim in aims) else ""


def _link_at(doc: Document, span: Span) -> Link | None:
    """Return the link that has `span` in its target; it may be an image within the text of another."""
    known = links(doc)
    at = bisect_right(known, span.start, key=lambda link: link.span.start)
    return next((link for link in known[max(at - _NESTED, 0) : at] if link.target_span.covers(span)), None)
