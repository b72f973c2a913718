"""YAML text to nodes: PyYAML finds the events, the core schema of YAML 1.2 says what they mean."""

from dataclasses import dataclass, field
from typing import NoReturn

from vaultfix.patterns import pattern
from vaultfix.syntax.yaml_dialect import Event, Kind, MisreadError, events
from vaultfix.syntax.yaml_nodes import Node, Property, Style, YamlError
from vaultfix.syntax.yaml_scalars import meaning
from vaultfix.text import Span

# Deeper nesting and more repeats than any person writes: a bomb.
_DEEPEST = 100
_MOST_REPEATED = 1_000

_CORE = "tag:yaml.org,2002:"
_KNOWN_TAGS = frozenset({"", "!", *(_CORE + name for name in ("null", "bool", "int", "float", "str", "seq", "map"))})
_AS_TEXT = frozenset({"!", _CORE + "str"})

# JSON writes a character beyond U+FFFF as two escapes.
_PAIR = pattern("[\ud800-\udbff][\udc00-\udfff]")


@dataclass(frozen=True, slots=True)
class _Open:
    """A list or map whose end is not read yet."""

    event: Event
    children: list[Node] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Reading:
    """How far a text is read: what is finished, what is still open, what anchors name, and how much they repeat."""

    text: str
    offset: int
    roots: list[Node] = field(default_factory=list)
    stack: list[_Open] = field(default_factory=list)
    anchors: dict[str, Node] = field(default_factory=dict)
    repeats: list[int] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """Take the next event in."""
        if event.tag not in _KNOWN_TAGS:
            # Obsidian drops it, and Quartz reads nothing at all [C2.3].
            self._stop(event, "found a tag")
        match event.kind:
            case Kind.DOCUMENT:
                if self.roots:
                    self._stop(event, "found a second document")
            case Kind.LIST | Kind.MAP:
                self.stack.append(_Open(event))
                if len(self.stack) > _DEEPEST:
                    self._stop(event, "nested too deep")
            case Kind.END:
                opened = self.stack.pop()
                self._add(opened.event.anchor, self._collection(opened, event))
            case Kind.ALIAS:
                self._add("", self._alias(event))
            case Kind.SCALAR:
                self._add(event.anchor, _scalar(event))

    def _stop(self, event: Event, problem: str) -> NoReturn:
        """Say that the text is no YAML for us, from `event` on."""
        raise MisreadError(YamlError(event.span, problem))

    def _add(self, anchor: str, node: Node) -> None:
        """Put a finished node where it belongs."""
        if anchor:
            self.anchors[anchor] = node
        if self.stack:
            self.stack[-1].children.append(node)
        else:
            self.roots.append(node)

    def _alias(self, event: Event) -> Node:
        meant = self.anchors.get(event.anchor)
        if meant is None:
            self._stop(event, "found a name that nothing has")
        self.repeats.append(_size(meant))
        if sum(self.repeats) > _MOST_REPEATED:
            self._stop(event, "repeated too often")
        return Node(event.span, meant.value, Style.ALIAS, meant.items, meant.entries)

    def _collection(self, opened: _Open, end: Event) -> Node:
        children = tuple(opened.children)
        in_flow = opened.event.style in {Style.FLOW_LIST, Style.FLOW_MAP}
        # PyYAML ends a block where the next token begins, behind any air.
        close = end.span.end if in_flow or not children else children[-1].span.end
        span = Span(opened.event.span.start, close)
        if opened.event.kind is Kind.LIST:
            return Node(span, [child.value for child in children], opened.event.style, items=children)
        pairs = zip(children[::2], children[1::2], strict=True)
        entries = tuple(Property(self._key(key), key.span, value) for key, value in pairs)
        return Node(span, {entry.key: entry.value for entry in entries}, opened.event.style, entries=entries)

    def _key(self, key: Node) -> str:
        """Return a key as text, as JavaScript has it: anything but a text is as it is written."""
        if isinstance(key.value, str):
            return key.value
        return self.text[key.span.start - self.offset : key.span.end - self.offset]


def read(text: str, offset: int) -> Node | YamlError | None:
    """Return the root of the YAML in `text`, which stands at `offset` in its note; None where there is no value.

    Every span counts in the note. `text` ends with a line end or is empty.
    """
    reading = _Reading(text, offset)
    try:
        for event in events(text, offset):
            reading.take(event)
    except MisreadError as misread:
        return misread.error
    return reading.roots[0] if reading.roots else None


def _scalar(event: Event) -> Node:
    """Return the node of a scalar; one that is not written stands where its sign or key ends."""
    if event.style is not Style.PLAIN or event.tag in _AS_TEXT:
        return Node(event.span, _joined(event.text), event.style)
    span = event.span if event.text else Span(event.span.end, event.span.end)
    return Node(span, meaning(event.text), Style.PLAIN)


def _size(node: Node) -> int:
    """Return how many nodes there are in `node`, itself included; repeats count each time."""
    return 1 + sum(map(_size, node.items)) + sum(_size(entry.node) for entry in node.entries)


def _joined(text: str) -> str:
    """Return `text` with surrogate pairs made one character each."""
    return _PAIR.sub(lambda pair: pair.group().encode("utf-16", "surrogatepass").decode("utf-16"), text)
