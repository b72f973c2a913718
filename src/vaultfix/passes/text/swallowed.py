"""Swallowed: what something hides that is never closed, in words."""

from vaultfix.document import Document
from vaultfix.text import Span


def swallowed(doc: Document, span: Span, fate: str) -> str:
    """Say which lines below the first of `span` meet their `fate`, as in "become code"."""
    lines = doc.line_number(max(span.end - 1, span.start)) - doc.line_number(span.start)
    container = "note" if span.end == len(doc.text) else "quote or list item"
    if not lines:
        return f"all that follows it in the {container} will be {fate}"
    count = "the line" if lines == 1 else f"the {lines} lines"
    return f"{count} from there to the end of the {container} {'is' if lines == 1 else 'are'} {fate}"
