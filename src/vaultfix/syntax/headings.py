"""Headings: what an anchor can name."""

import re

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.regions import Heading
from vaultfix.text import Span

__all__ = ["Heading", "headings"]

_HASHED = pattern(r"(?<![^\r\n\ufeff]) {0,3}(#{1,6})((?:[ \t][^\r\n]*)?)(?![^\r\n])")

# What can hide a heading starts a line; and a heading in a quote or list may as well be code there.
_DOUBT = pattern(r"(?<![^\r\n\ufeff])(?! {0,3}#)[ \t>*+\-\d.)]*+(?:`{3}|~{3}|%%|\$\$|<|#{1,6}(?=\s|\Z))")
_UNDERLINE = pattern(r"[\r\n][ \t>]*(?:=+|-+)[ \t]*(?![^\r\n])")


@fact
def headings(doc: Document) -> tuple[Heading, ...]:
    """Return every heading of a note, in order; those in quotes and lists and the underlined ones as well [B1.5]."""
    properties = frontmatter(doc)
    body = properties.span.end if properties else doc.body_start
    if _DOUBT.search(doc.text, body) or any(map(_has_text_above, _UNDERLINE.finditer(doc.text, body))):
        from vaultfix.syntax.dialect import layout  # noqa: PLC0415 - only a note that could hide one pays for mistune

        return layout(doc).headings
    found = _HASHED.finditer(doc.text, body)
    return tuple(Heading.hashed(Span(line.start(1), line.end()), len(line[1]), line[2]) for line in found)


def _has_text_above(underline: re.Match[str]) -> bool:
    text, end = underline.string, underline.start()
    # Of CRLF only the LF is matched when the line above is empty, so the CR may be left of it.
    end -= text.startswith("\r\n", end - 1)
    above = text[max(text.rfind("\n", 0, end), text.rfind("\r", 0, end)) + 1 : end]
    return bool(above.strip(" \t>"))
