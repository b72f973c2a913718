"""Links that a parenthesis in their destination breaks: one that is never closed, or closed too early [A1.3]."""

from collections.abc import Iterator

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links.brackets import is_wikilink, pairs
from vaultfix.syntax.links.destination import Destination
from vaultfix.syntax.links.inline import label_of, markdown_link
from vaultfix.syntax.links.link import Kind, Link
from vaultfix.text import Span

# Up to the next bracket, so that no two links read the same stretch.
_RUN = pattern(r"\(([^\s<>\[\]]*+)")
_REST = pattern(r"[^\s()<>\[\]]++\)")
_PARENTHESIS = pattern(r"\\[()]|[()]")


def unclosed_links(doc: Document) -> Iterator[Link]:
    """Yield what would be links if each `(` in their destinations that none closes were written `%28`."""
    text = doc.text
    for pair in pairs(doc):
        is_open = pair.tail is None and not is_wikilink(text, pair)
        run = _RUN.match(text, pair.close + 1) if is_open else None
        end = text.rfind(")", run.start(1), run.end(1)) if run else -1
        if run and end > run.start(1):
            target = Destination(Span(run.start(1), end), angled=False, end=end + 1)
            link = markdown_link(text, Span(pair.start, end + 1), Kind.INLINE, label_of(pair), target)
            if loose_parentheses(text, link):
                yield link


def cut_links(doc: Document) -> Iterator[Link]:
    """Yield what would be links if the `)` that closes them too early, right before more of a name, were `%29`."""
    text = doc.text
    for pair in pairs(doc):
        is_closed = pair.tail and not pair.tail.angled and not is_wikilink(text, pair)
        rest = _REST.match(text, pair.tail.end) if pair.tail and is_closed else None
        if pair.tail and rest and pair.tail.span.end + 1 == pair.tail.end:
            target = Destination(Span(pair.tail.span.start, rest.end() - 1), angled=False, end=rest.end())
            yield markdown_link(text, Span(pair.start, rest.end()), Kind.INLINE, label_of(pair), target)


def loose_parentheses(text: str, link: Link) -> list[Span]:
    """Return the parentheses in the target of a link that have no partner there, one span each."""
    opened: list[Span] = []
    loose: list[Span] = []
    for found in _PARENTHESIS.finditer(text, link.target_span.start, link.target_span.end):
        if found.group() == "(":
            opened.append(Span(*found.span()))
        elif found.group() == ")" and opened:
            opened.pop()
        elif found.group() == ")":
            loose.append(Span(*found.span()))
    return sorted([*loose, *opened])
