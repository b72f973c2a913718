"""What YAML comes out as: nodes that know their value and where they stand."""

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from vaultfix.text import Span


class Style(Enum):
    """How a node is written."""

    PLAIN = "plain"
    SINGLE_QUOTED = "single-quoted"
    DOUBLE_QUOTED = "double-quoted"
    BLOCK_TEXT = "block text"
    """A text behind `|` or `>`."""
    LIST = "list"
    """One `- item` a line."""
    FLOW_LIST = "flow list"
    """`[one, two]`."""
    MAP = "map"
    FLOW_MAP = "flow map"
    ALIAS = "alias"
    """`*name`, which repeats what stands at `&name`."""


class Node(NamedTuple):
    """A value: where it is written, quotes included, what it means, and what it is made of.

    `value` is None, bool, int, float, str, or a list or dict of these. `items` are the items of a list, `entries`
    the properties of a map. A value that is not written has an empty span where it would stand.
    """

    span: Span
    value: object
    style: Style
    items: tuple["Node", ...] = ()
    entries: tuple["Property", ...] = ()


class Property(NamedTuple):
    """A key and its value."""

    key: str
    key_span: Span
    node: Node

    @property
    def value(self) -> object:
        """What the value means: None, bool, int, float, str, list or dict."""
        return self.node.value

    @property
    def value_span(self) -> Span:
        """Where the value is written, quotes included."""
        return self.node.span


class YamlError(NamedTuple):
    """Where YAML cannot be read, in the parser's words.

    `span` is the place it stumbled at, which may be empty; `opened` is where what it was reading began: a quote, a
    bracket, a list.
    """

    span: Span
    problem: str
    opened: int | None = None


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything it is made of, in no order."""
    waiting = [node]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += found.items
        waiting += (entry.node for entry in found.entries)
