"""Values that are not what they look like: links without quotes, and what a template is to fill in."""

import re

from vaultfix.document import Document
from vaultfix.syntax.yaml_nodes import Node, Style

_LINK = re.compile(r"""\[\[(?!<%)[^\[\]{}\r\n"']+\]\]""")
_TEMPLATE = re.compile(r"""["']?(?:\{\{|<%)""")


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
