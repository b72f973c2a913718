"""YAML as most people write it, one `key: value` a line, read without a YAML parser.

A quick reader of a strict subset: whatever it accepts, the YAML parser reads the same (a property test holds the two
together); at the first line it does not know it gives up.
"""

import re
from dataclasses import dataclass, field

from vaultfix.patterns import pattern
from vaultfix.syntax.plain_head import KEY, STRANGE
from vaultfix.syntax.yaml_nodes import Node, Property, Style
from vaultfix.syntax.yaml_scalars import meaning
from vaultfix.text import Span

_LINE = pattern(
    rf"""
    (?: (?P<key> {KEY} ) : (?= [ \r\n] )
      | (?P<dash> [ ]{{0,20}} - ) (?= [ \r\n] )
      | (?= [ ]* (?: [\r\n] | \# ) )
    )
    (?: [ ]++
        (?: (?P<plain>
                [^ :,\[\]{{}}\#&*!|>'"%@`?{STRANGE}-]
                (?: [^ :\#{STRANGE}]++ | :(?![ \r\n]) | (?<![ ])\# | [ ]++(?![ \#\r\n]) )*+ )
          | (?P<double> " [^"\\{STRANGE}]*+ " )
          | (?P<single> ' (?: [^'{STRANGE}] | '' )*+ ' )
          | (?P<flow> \[ [ ]*+ (?: [^\W_][\w/-]*+ [ ]*+ (?: , [ ]*+ [^\W_][\w/-]*+ [ ]*+ )*+ )? \] ) )
    )?
    (?: (?: (?<![^ \r\n]) | [ ]++ ) \# [^{STRANGE}]*+ | [ ]*+ )
    (?: \r\n? | \n )
    """,
    re.VERBOSE,
)
_FLOW_ITEM = pattern(r"[\w/-]+")
_WRITTEN = {"plain": Style.PLAIN, "double": Style.DOUBLE_QUOTED, "single": Style.SINGLE_QUOTED, "flow": Style.FLOW_LIST}


@dataclass(frozen=True, slots=True)
class _Row:
    """A key, its value if that stands beside it, and the items that stand below."""

    line: re.Match[str]
    node: Node | None
    dashes: list[Span] = field(default_factory=list)
    items: list[Node] = field(default_factory=list)

    def property(self) -> Property:
        """Return the key and its value as YAML means them."""
        key = Span(*self.line.span("key"))
        return Property(self.line["key"], key, self.node or self._below(key.end + 1))

    def _below(self, behind: int) -> Node:
        """Return the list below, or the null that stands behind the colon."""
        if not self.items:
            return Node(Span(behind, behind), None, Style.PLAIN)
        span = Span(self.dashes[0].end - 1, self.items[-1].span.end)
        return Node(span, [item.value for item in self.items], Style.LIST, items=tuple(self.items))


def read_lines(text: str, span: Span) -> tuple[Property, ...] | None:
    """Return the properties in the lines at `span` of a note's `text`; None where a YAML parser must read them."""
    rows: list[_Row] = []
    at = span.start
    while at < span.end:
        line = _LINE.match(text, at, span.end)
        if line is None or not _takes(rows, line):
            return None
        at = line.end()
    return tuple(row.property() for row in rows)


def _takes(rows: list[_Row], line: re.Match[str]) -> bool:
    """Put `line` where it belongs among `rows`; say whether it does."""
    node = _node(line)
    if line["key"] is not None:
        rows.append(_Row(line, node))
        return True
    if line["dash"] is None:
        return node is None
    if not rows or rows[-1].node or (node and node.style is Style.FLOW_LIST):
        return False
    dash = Span(*line.span("dash"))
    dashes = rows[-1].dashes
    dashes.append(dash)
    rows[-1].items.append(node or Node(Span(dash.end, dash.end), None, Style.PLAIN))
    return dash.end - dash.start == dashes[0].end - dashes[0].start


def _node(line: re.Match[str]) -> Node | None:
    """Return the value that stands in `line`."""
    written = line.lastgroup
    if written is None or written not in _WRITTEN:
        return None
    span = Span(*line.span(written))
    source = line[written]
    match _WRITTEN[written]:
        case Style.PLAIN:
            return Node(span, meaning(source), Style.PLAIN)
        case Style.FLOW_LIST:
            found = _FLOW_ITEM.finditer(source)
            items = tuple(
                Node(Span(span.start + item.start(), span.start + item.end()), meaning(item.group()), Style.PLAIN)
                for item in found
            )
            return Node(span, [item.value for item in items], Style.FLOW_LIST, items=items)
        case Style.SINGLE_QUOTED:
            return Node(span, source[1:-1].replace("''", "'"), Style.SINGLE_QUOTED)
        case style:
            return Node(span, source[1:-1], style)
