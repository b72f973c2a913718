"""PyYAML, taught the YAML 1.2 that Obsidian reads; its only home: a text goes in, events with places come out.

PyYAML speaks YAML 1.1. What differs in the *meaning* of scalars is `yaml_scalars`; what differs in their *shape* is
here: tabs may part words, U+0085 and U+2028 are ordinary characters, `?` may stand inside a flow value, `#` starts a
comment only behind a blank, and a name behind `&` is any word [C2.1].
"""

import re
from collections.abc import Iterator
from enum import Enum, auto
from typing import NamedTuple

import yaml
from yaml.parser import Parser
from yaml.reader import Reader
from yaml.scanner import Scanner
from yaml.tokens import AliasToken, AnchorToken, ScalarToken

from vaultfix.patterns import pattern
from vaultfix.syntax.yaml_nodes import Style, YamlError
from vaultfix.text import Span

# The end of a line that holds nothing more, comments aside.
_REST = pattern(r"[ \t]*+(?:(?<![^ \t\r\n])#[^\r\n\0]*+)?(?:\r\n?|\n)")
_SPACES = pattern(r" *")
_BLANKS = pattern(r"[ \t]*")
_NAME = pattern(r"[^ \t\r\n\0,\[\]{}]+")

_INDICATORS = "\0 \t\r\n-?:,[]{}#&*!|>'\"%@`"

# One line of a plain scalar: a colon ends it before a blank, a hash behind one.
_PLAIN = pattern(
    r"(?:[^ \t\r\n\0:#]++|:(?![ \t\r\n\0])|(?<![ \t\r\n])#|[ \t]++(?![#\r\n\0]|:[ \t\r\n\0]))+",
)
_PLAIN_IN_FLOW = pattern(
    r"(?:[^ \t\r\n\0:#,\[\]{}]++|:(?![ \t\r\n\0,\[\]{}])|(?<![ \t\r\n])#"
    r"|[ \t]++(?![#\r\n\0,\[\]{}]|:[ \t\r\n\0,\[\]{}]))+",
)
_FOLD = pattern(r"[ \t]*+(?:\r\n?|\n)(?P<empty>(?:[ \t]*+(?:\r\n?|\n))*+)(?P<indent> *+)[ \t]*+")
_LINE_END = pattern(r"\r\n?|\n")
_DOCUMENT_MARK = pattern(r"(?:---|\.\.\.)(?=[ \t\r\n\0])")

# PyYAML takes these for the end of the text, line ends, or nothing at all; they hide behind unused characters.
_MISREAD = "\0\x85\u2028\u2029\ufeff"
_PRIVATE_USE = range(0xE000, 0xF900)


class _Loader(Reader, Scanner, Parser):
    """PyYAML's reader of events; the methods overridden here are the ones its own scanner calls."""

    def __init__(self, text: str) -> None:
        """Read `text`, which ends with a line end."""
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)

    def check_printable(self, data: str) -> None:
        """Let every character pass: a control character is the business of other rules."""

    def scan_to_next_token(self) -> None:
        """Skip blanks, comments and line ends; a tab that indents a line is left, and is an error."""
        while rest := _REST.match(self.buffer, self.pointer):
            self.forward(len(rest.group()))
            if not self.flow_level:
                self.allow_simple_key = True
        blanks = (_BLANKS if self.flow_level or self.column else _SPACES).match(self.buffer, self.pointer)
        self.forward(len(blanks.group()) if blanks else 0)

    def check_key(self) -> bool:
        """Whether the `?` at the cursor announces a key."""
        return self._is_apart()

    def check_value(self) -> bool:
        """Whether the `:` at the cursor announces a value; in JSON it may follow a key without a blank behind it."""
        return self._is_apart() or (bool(self.flow_level) and self.buffer[self.pointer - 1] in "\"']}")

    def check_plain(self) -> bool:
        """Whether a plain scalar starts at the cursor."""
        char = self.peek()
        return char not in _INDICATORS or (char in "-?:" and not self._is_apart())

    def _is_apart(self) -> bool:
        """Whether nothing is written behind the sign at the cursor."""
        return self.peek(1) in ("\0 \t\r\n,[]{}" if self.flow_level else "\0 \t\r\n")

    def scan_anchor(self, TokenClass: type[AnchorToken | AliasToken]) -> AnchorToken | AliasToken:  # noqa: N803 - PyYAML's name for it
        """Return the anchor or alias at the cursor, whatever characters its name has."""
        start = self.get_mark()
        self.forward()
        name = _NAME.match(self.buffer, self.pointer)
        if name is None:
            raise yaml.MarkedYAMLError(None, start, "expected a name", self.get_mark())
        self.forward(len(name.group()))
        return TokenClass(name.group(), start, self.get_mark())

    def scan_plain(self) -> ScalarToken:
        """Return the plain scalar at the cursor, its lines folded into one."""
        pattern = _PLAIN_IN_FLOW if self.flow_level else _PLAIN
        start = end = self.get_mark()
        pieces: list[str] = []
        line = pattern.match(self.buffer, self.pointer)
        while line:
            fold = "" if end is start else self._fold(line.start())
            pieces += fold, line.group()
            self.forward(line.end() - self.pointer)
            end = self.get_mark()
            line = self._next_line(pattern)
        return ScalarToken("".join(pieces), True, start, end)  # noqa: FBT003 - PyYAML takes it by position

    def _next_line(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Return the line that goes on with the plain scalar that ends at the cursor."""
        fold = _FOLD.match(self.buffer, self.pointer)
        if fold is None or not (self.flow_level or len(fold["indent"]) > self.indent):
            return None
        if not fold["indent"] and _DOCUMENT_MARK.match(self.buffer, fold.end()):
            return None
        return pattern.match(self.buffer, fold.end())

    def _fold(self, end: int) -> str:
        """Return what the line ends between the cursor and `end` mean: one is a space, each more a line end."""
        return "\n" * (len(_LINE_END.findall(self.buffer, self.pointer, end)) - 1) or " "


class Kind(Enum):
    """What an event says."""

    DOCUMENT = auto()
    LIST = auto()
    MAP = auto()
    END = auto()
    ALIAS = auto()
    SCALAR = auto()


class Event(NamedTuple):
    """One step of a parser through a text: a scalar, an alias, or the start or end of something."""

    kind: Kind
    span: Span
    text: str = ""
    style: Style = Style.PLAIN
    anchor: str = ""
    tag: str = ""


class MisreadError(Exception):
    """A text is no YAML."""

    def __init__(self, error: YamlError) -> None:
        """Say where and why."""
        super().__init__(error.problem)
        self.error = error


_SCALAR_STYLES = {
    "'": Style.SINGLE_QUOTED,
    '"': Style.DOUBLE_QUOTED,
    "|": Style.BLOCK_TEXT,
    ">": Style.BLOCK_TEXT,
}


def events(text: str, offset: int) -> Iterator[Event]:
    """Yield the events of `text`, which stands at `offset` in its note and ends with a line end or is empty.

    Raises:
        MisreadError: `text` is no YAML.
    """
    unused = (code for code in _PRIVATE_USE if chr(code) not in text)
    hidden = dict(zip((ord(char) for char in _MISREAD if char in text), unused, strict=False))
    shown = {mask: code for code, mask in hidden.items()}
    loader = _Loader(text.translate(hidden))
    try:
        while loader.check_event():
            event = _event(loader.get_event(), offset, shown)  # type: ignore[no-untyped-call]  # - PyYAML has no types for it
            if event is not None:
                yield event
    except yaml.MarkedYAMLError as error:
        raise MisreadError(_placed(error, offset)) from error
    except (ValueError, OverflowError) as error:
        # An escape such as "\UFFFFFFFF" names no character; a directive may name a version of endless digits.
        place = offset + loader.index
        raise MisreadError(YamlError(Span(place, place), "found a number that is no character")) from error


def _event(event: yaml.Event, offset: int, shown: dict[int, int]) -> Event | None:
    """Return PyYAML's `event` as ours, its text as the author wrote it; None for one that says nothing."""
    span = Span(_index(event.start_mark) + offset, _index(event.end_mark) + offset)
    match event:
        case yaml.ScalarEvent():
            style = _SCALAR_STYLES.get(event.style or "", Style.PLAIN)
            return Event(Kind.SCALAR, span, event.value.translate(shown), style, event.anchor or "", event.tag or "")
        case yaml.AliasEvent():
            return Event(Kind.ALIAS, span, anchor=event.anchor or "")
        case yaml.SequenceStartEvent():
            style = Style.FLOW_LIST if event.flow_style else Style.LIST
            return Event(Kind.LIST, span, "", style, event.anchor or "", event.tag or "")
        case yaml.MappingStartEvent():
            style = Style.FLOW_MAP if event.flow_style else Style.MAP
            return Event(Kind.MAP, span, "", style, event.anchor or "", event.tag or "")
        case yaml.CollectionEndEvent() | yaml.DocumentStartEvent():
            return Event(Kind.END if isinstance(event, yaml.CollectionEndEvent) else Kind.DOCUMENT, span)
    return None


def _index(mark: object) -> int:
    """Return where `mark` stands."""
    return mark.index if isinstance(mark, yaml.Mark) else 0


def _placed(error: yaml.MarkedYAMLError, offset: int) -> YamlError:
    """Return PyYAML's complaint with its place in the note."""
    opened = error.context_mark.index + offset if error.context_mark else None
    place = error.problem_mark.index + offset if error.problem_mark else opened or offset
    return YamlError(Span(place, place), error.problem or error.context or "cannot be read", opened)
