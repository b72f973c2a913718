"""Values that are not what they look like: links without quotes, texts that a hash cuts, what a template fills in."""

from collections.abc import Mapping
from types import MappingProxyType

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.yaml_nodes import Node, Style
from vaultfix.text import Span

PLURALS: Mapping[str, str] = MappingProxyType({"alias": "aliases", "tag": "tags", "cssclass": "cssclasses"})
"""The keys that Obsidian gave up, folded, and what they are called today [C3.2]."""

_LINK = pattern(r"""\[\[(?!<%)[^\[\]{}\r\n"']+\]\]""")
_HASH = pattern(r"[ \t]++(?P<lost>#(?=[^\s#!])[^\r\n]*+)")
_LINE = pattern(r"[\r\n]")
_LONGEST_SHOWN = 40
_COMMENT = pattern(r"[ \t]#(?:[ \t]|\Z)")
_TEMPLATE = pattern(r"""["']?(?:\{\{|<%)""")


def is_bare_link(doc: Document, node: Node) -> bool:
    """Whether a list in a list is a wikilink whose quotes are missing, as in `up: [[Note]]` [C2.5]."""
    if node.style is not Style.FLOW_LIST or len(node.items) != 1 or node.items[0].style is not Style.FLOW_LIST:
        return False
    inside = node.items[0].items
    is_matrix = len(inside) > 1 and all(isinstance(item.value, int | float | None) for item in inside)
    return not is_matrix and bool(_LINK.fullmatch(node.span.of(doc.text)))


def is_template(doc: Document, node: Node) -> bool:
    """Whether a template is to fill the value in later [E6]."""
    return bool(_TEMPLATE.match(node.span.of(doc.text)))


def shown(text: str) -> str:
    """Return a value as a message shows it: its beginning, where it is long or goes on over several lines."""
    line = _LINE.split(text, maxsplit=1)[0]
    return text if line == text and len(text) <= _LONGEST_SHOWN else f"{line[:_LONGEST_SHOWN]}…"


def cut_off(doc: Document, node: Node) -> Span | None:
    """Return where the words stand that a `#` cuts off from a value, or that stand where one belongs [C2.3].

    A comment that has a space behind its `#` is one.
    """
    is_text = node.style is Style.PLAIN and isinstance(node.value, str)
    is_none = node.value is None and node.span.start == node.span.end
    comment = _HASH.match(doc.text, node.span.end) if is_text or is_none else None
    if comment is None:
        return None
    lost = _COMMENT.split(comment["lost"], maxsplit=1)[0].rstrip(" \t")
    return Span(comment.start("lost"), comment.start("lost") + len(lost))
