"""Links that a blank in their destination keeps from being links [A1.3]."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links.brackets import is_wikilink, pairs
from vaultfix.syntax.links.destination import Destination
from vaultfix.syntax.links.inline import label_of, markdown_link
from vaultfix.syntax.links.link import Kind, Link
from vaultfix.text import Span

_TARGET = r"""[^\r\n<>"()\[\]{}]*+"""
_PARENTHESES = pattern(
    rf"""\([ \t]*+({_TARGET}(?:\({_TARGET}\){_TARGET})*+)(?:"[^"\r\n]*+"[ \t]*+)?\)""",
)
_BLANK = pattern("[ \t]")


def spaced_links(doc: Document) -> Iterator[Link]:
    """Yield what would be links and images if the blanks in their destinations were written as `%20`."""
    for pair in pairs(doc):
        is_open = pair.tail is None and not is_wikilink(doc.text, pair)
        found = _PARENTHESES.match(doc.text, pair.close + 1) if is_open else None
        if found and _BLANK.search(found.group(1).rstrip(" \t")):
            start, end = found.start(1), found.start(1) + len(found.group(1).rstrip(" \t"))
            target = Destination(Span(start, end), angled=False, end=found.end())
            yield markdown_link(doc.text, Span(pair.start, found.end()), Kind.INLINE, label_of(pair), target)


def blanks(text: str, link: Link) -> list[Span]:
    """Return the blanks in the target of a link, one span each."""
    target = link.target_span
    return [Span(*blank.span()) for blank in _BLANK.finditer(text, target.start, target.end)]
