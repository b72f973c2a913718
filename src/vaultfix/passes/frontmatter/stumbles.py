"""What YAML tripped over, in a person's words."""

from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.properties import NOT_A_MAP
from vaultfix.syntax.yaml_nodes import YamlError
from vaultfix.text import Span

_GLUED = pattern(r"[ ]*(?P<key>[^\W\d][\w -]*):(?=[^ \t\r\n/:])")
_LEAD = pattern(r"[ ]*(?:-[ ]+)?(?:[^\s\-\[\]{}'\"#][^:\r\n]*:[ \t]+)?")

_UNCLOSED = ("found unexpected end of stream", "expected ',' or")
_NO_KEY = "could not find expected ':'"
_WORDS = {
    "mapping values": "`: ` inside the value starts a nested map; put the value in quotes",
    "found character '\\t'": "a tab indents this line, and YAML takes only spaces",
    "found character '#'": "`#` may not stand here; put what it belongs to in quotes",
    "found character": "a value may not start with `{char}`; put it in quotes",
    "found a name": "`{word}` repeats what is marked `&` elsewhere, and nothing is; put the value in quotes",
    "found a tag": "`{word}` is a tag of YAML, which Obsidian drops and Quartz cannot read; put the value in quotes",
    "expected chomping": "`{first}` announces a text on the lines below, yet more follows it; put the value in quotes",
    "expected a comment": "`{first}` announces a text on the lines below, yet more follows it; put the value in quotes",
    "sequence entries": "a list starts on the line below its key; write each item there as `- item`",
    "mapping keys": "`? ` announces a key; put the value in quotes",
    _NO_KEY: "this line is no `key: value`",
    "found a second document": "this line starts a second document; only the block's own fences may start with `---`",
    "found unknown escape": "a backslash in double quotes is no plain character; write it twice, or use single quotes",
    "found a number": "an escape here names no character",
    "nested too deep": "this is nested deeper than any reader will follow",
    "repeated too often": "this repeats so much that no reader will follow",
    "expected alphabetic": "`{first}` marks a value to be repeated, and lacks a name; put the value in quotes",
    "expected a name": "`{first}` marks a value to be repeated, and lacks a name; put the value in quotes",
}
"""How the parser's complaints begin, and what they mean."""

NO_KEYS = "what stands between the `---` lines is read as properties, but no line is `key: value`"
"""What to say of prose."""

_CLOSERS = {"[": "]", "{": "}", '"': '"', "'": "'"}


class Stumble(NamedTuple):
    """Where to point, and what to say there."""

    span: Span
    words: str


def stumble(doc: Document, yaml: Span, error: YamlError) -> Stumble:
    """Say what is wrong in the block at `yaml`, which a parser could not read."""
    if error.problem == NOT_A_MAP:
        return _no_keys(doc, yaml)
    at = min(error.span.start, max(yaml.end - 1, yaml.start))
    line = doc.line(doc.line_number(at))
    if error.opened is not None and error.problem.startswith(_UNCLOSED):
        rest = Span(error.opened, doc.line(doc.line_number(error.opened)).end)
        return Stumble(rest, f"the `{doc.text[error.opened]}` that opens here is never closed")
    if error.opened is not None and error.problem.startswith(_NO_KEY):
        return Stumble(doc.line(doc.line_number(error.opened)), _WORDS[_NO_KEY])
    if error.problem.startswith("mapping values") and ": " not in doc.text[line.start : at]:
        return _key_in_value(doc, yaml, line)
    return Stumble(Span(at, line.end) if at < line.end else line, _words(doc.text, line, at, error))


def _no_keys(doc: Document, yaml: Span) -> Stumble:
    """Say why a block that YAML can read has no properties."""
    first = doc.line_number(yaml.start)
    for number in range(first, doc.line_number(yaml.end)):
        line = doc.line(number)
        if glued := _GLUED.match(doc.text, line.start, line.end):
            return Stumble(line, _unglue(glued["key"]))
    return Stumble(doc.line(first), NO_KEYS)


def _key_in_value(doc: Document, yaml: Span, line: Span) -> Stumble:
    """Say why the key of a whole line was read as part of the value above it."""
    above = doc.line(max(doc.line_number(line.start) - 1, 0))
    glued = _GLUED.match(doc.text, above.start, above.end)
    if above.start >= yaml.start and glued:
        return Stumble(above, _unglue(glued["key"]))
    if line.start in {yaml.start, line.end}:
        return Stumble(line, _WORDS["mapping values"])
    return Stumble(line, "this line belongs to the value above it, which is no map; check how both are indented")


def _unglue(key: str) -> str:
    return f"put a space behind the colon of `{key}:`; without it this is no property"


def _words(text: str, line: Span, at: int, error: YamlError) -> str:
    """Return what to say about an `error` at `at` in `line`."""
    lead = _LEAD.match(text, line.start, line.end)
    value = Span(lead.end() if lead else line.start, line.end).of(text).rstrip(" \t")
    if error.problem.startswith("mapping values") and at + 1 >= line.start + len(line.of(text).rstrip(" \t")):
        return "`:` at the end of the value makes it a key; put the value in quotes"
    for problem, words in _WORDS.items():
        if error.problem.startswith(problem):
            return words.format(char=text[at : at + 1], first=value[:1], word=value.partition(" ")[0])
    if text.startswith("- ", at):
        return "the key has a value on its own line and a list below it; write every value as a `- ` item"
    if value[:1] in _CLOSERS and lead and at > lead.end():
        return f"the value is over at `{_CLOSERS[value[0]]}`, but the line goes on; put the whole value in quotes"
    return "the indentation, the quotes or the brackets do not fit together here"
