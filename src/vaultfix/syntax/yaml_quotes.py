"""Quotes for values that YAML trips over, and the proof that they mend it [C2.4]."""

import re
from collections.abc import Iterator

from vaultfix.patterns import pattern
from vaultfix.syntax.properties import Properties, read_properties
from vaultfix.syntax.yaml_nodes import YamlError
from vaultfix.syntax.yaml_proof import keeps_the_text
from vaultfix.text import Edit, Span, splice

_LINE_END = pattern(r"\r\n?|\n")
# A value beside its key, or an item that is no map.
_VALUE = pattern(
    r"""
    [ ]*+ (?: -[ ]++ (?! [^\s?:,\[\]{}#&*!|>'"%@`-] [^:\r\n]*+ :[ \t] )
            | [^\s?:,\[\]{}#&*!|>'"%@`-] [^:\r\n]*+ :[ \t]++ )
    (?P<value> [^\s#] [^\r\n]*? ) [ \t]* \Z
    """,
    re.VERBOSE,
)
_IN_FLOW = pattern(r"\A[-?:]|[,\[\]{}]")
_COMMENT = pattern(r"[ \t]#")
# A link whose first sign YAML does not take, such as `[[#Heading]]`; with a comma it may be a list.
_LINK = pattern(r"\[\[[^\[\],\"']+\]\]")
_BRACKETS = {"[": 1, "{": 1, "]": -1, "}": -1}

# A block with more faults than this, or longer than this, is for a person to look at.
_MOST_VALUES = 20
_MOST_LINES_UP = 10
_LONGEST = 10_000


def quoted(text: str) -> str:
    """Return `text`, which is one line, as YAML in double quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def written(text: str) -> str:
    """Return `text`, which is one line, as YAML: without quotes where nobody can take it for anything else."""
    line = f"- {text}\n"
    root = read_properties(f"x:\n{line}", Span(0, len(line) + 3))
    is_plain = isinstance(root, Properties) and root.entries[0].value == [text] and not _IN_FLOW.search(text)
    return text if is_plain else quoted(text)


def quotes(text: str, span: Span, error: YamlError) -> tuple[Edit, ...]:
    """Return the edits that quote values in the YAML at `span` of a note's `text`, so that it can be read.

    They are proved: with them the block parses, and every quoted value is, to the letter, the text that stood
    there. Where that cannot be had, or the author may have meant a list or a map, there are none.
    """
    if span.end - span.start > _LONGEST:
        return ()
    yaml = span.of(text)
    edits: list[Edit] = []
    trouble: Properties | YamlError = YamlError(Span(error.span.start - span.start, 0), "", _inside(error, span))
    while isinstance(trouble, YamlError):
        step = _next_quotes(yaml, edits, trouble) if len(edits) < _MOST_VALUES else None
        if step is None:
            return ()
        edits.append(step[0])
        trouble = step[1]
    if not keeps_the_text(yaml, edits, trouble):
        return ()
    return tuple(
        Edit(Span(edit.span.start + span.start, edit.span.end + span.start), edit.text) for edit in sorted(edits)
    )


def _inside(error: YamlError, span: Span) -> int | None:
    """Return where what tripped began, counted in the block."""
    return None if error.opened is None else error.opened - span.start


def _next_quotes(yaml: str, edits: list[Edit], trouble: YamlError) -> tuple[Edit, Properties | YamlError] | None:
    """Return the edit that brings the parser past its `trouble`, and how far it then gets."""
    mended = splice(yaml, edits)
    at = _line_of(mended, trouble.span.start)
    for number in _suspects(mended, at, trouble):
        edit = _quote(yaml, number)
        if edit is None or edit in edits:
            continue
        tried = splice(yaml, [*edits, edit])
        outcome = read_properties(tried, Span(0, len(tried)))
        if isinstance(outcome, Properties) or _line_of(tried, outcome.span.start) > at:
            return edit, outcome
    return None


def _suspects(mended: str, at: int, trouble: YamlError) -> Iterator[int]:
    """Yield the numbers of the lines whose value may be to blame for a `trouble` in line `at`."""
    yield at
    if trouble.opened is not None:
        yield _line_of(mended, trouble.opened)
    # An apostrophe that opens a quote is noticed only where the next one closes it.
    yield from range(at - 1, max(at - _MOST_LINES_UP, 0) - 1, -1)


def _line_of(yaml: str, offset: int) -> int:
    """Return the number of the line at `offset`; the end of the text belongs to its last line."""
    return len(_LINE_END.findall(yaml, 0, min(offset, len(yaml.rstrip("\r\n")))))


def _quote(yaml: str, number: int) -> Edit | None:
    """Return the edit that quotes the value in line `number`, if there is one that can only be meant as text."""
    starts = [0, *(end.end() for end in _LINE_END.finditer(yaml))]
    start = starts[number]
    line = _LINE_END.split(yaml[start : starts[number + 1] if number + 1 < len(starts) else None])[0]
    found = _VALUE.match(line)
    if found is None or not _is_text(found["value"]):
        return None
    return Edit(Span(start + found.start("value"), start + found.end("value")), quoted(found["value"]))


def _is_text(value: str) -> bool:
    """Whether an author who wrote `value` can only have meant a text: no list, no map, no comment, no lost quote."""
    first, last = value[0], value[-1]
    if _COMMENT.search(value) or value.startswith(("- ", "? ")):
        return False
    if first in "[{":
        return _closes_early(value) or _LINK.fullmatch(value) is not None
    if first == '"':
        return value.count('"') > 1 and last != '"'
    return not (first == "'" and last == "'")


def _closes_early(value: str) -> bool:
    """Whether the bracket that opens `value` is closed before its end, as in `[text](url)`."""
    depth = 0
    for place, char in enumerate(value):
        depth += _BRACKETS.get(char, 0)
        if depth == 0:
            return place + 1 < len(value)
    return False
