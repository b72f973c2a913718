"""Suppressions: where an author said that a rule is to be silent."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block as frontmatter
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.regions import Zone
from vaultfix.syntax.yaml_nodes import Node, Style
from vaultfix.syntax.zones import zone_at, zones
from vaultfix.text import Span

EVERY_RULE = ""

_KEY = "vaultfix"
SILENCER = _KEY.encode()
"""What stands in every note that silences anything."""
_COMMENT = pattern(
    r"(?:(?P<html><!--)|%%)[ \t]*vaultfix-ignore(?P<reach>-start|-end|-file)?"
    r"(?P<rules>(?:[ \t,]+[a-z][a-z0-9-]*)*)[ \t]*(?(html)-->|%%)"
)
_ANY = r"[ \t]*vaultfix-ignore[a-z0-9, \t-]*?"
_COMMENTS_ONLY = pattern(rf"\ufeff?[ \t>]*(?:(?:[*+-]|\d{{1,9}}[.)])[ \t]+)?(?:(?:<!--{_ANY}-->|%%{_ANY}%%)[ \t]*)++")
_RULE = pattern(r"[a-z][a-z0-9-]*")
_LINE_END = r"(?:\r\n?|\n)"
_NAMES = r"[a-z0-9-\"', \t]*"
_PROPERTY = pattern(
    rf"(?<![^\r\n])vaultfix:[ \t]*(?:"
    rf"\{{[ \t]*ignore:[ \t]*\[(?P<inline>{_NAMES})\][ \t]*\}}"
    rf"|{_LINE_END}[ \t]+ignore:[ \t]*(?:\[(?P<flow>{_NAMES})\]|(?P<items>(?:{_LINE_END}[ \t]*-[ \t]+{_NAMES})+))"
    rf")[ \t]*(?![^\r\n])"
)


class Word(NamedTuple):
    """The name of a rule in a suppression, and where it stands, quotes included."""

    rule: str
    span: Span


class Silence(NamedTuple):
    """A stretch of a note where rules are to be silent; no `words` means every rule.

    `said` is the comment or property that says so, `until` the comment that ends what a `-start` began. `span` reaches
    one past the last silent offset, which may be the end of the note, where a finding may stand too.
    """

    said: Span
    span: Span
    words: tuple[Word, ...] = ()
    until: Span | None = None

    @property
    def rules(self) -> frozenset[str]:
        """The names of the rules that are silent; none where all are."""
        return frozenset(word.rule for word in self.words)


class IdleEnd(NamedTuple):
    """A `vaultfix-ignore-end` that ends nothing; `begun` where something else had begun, which the author may mean."""

    said: Span
    begun: bool


class _Said(NamedTuple):
    """What the comments of a note say: what they silence, which of them end nothing, and which nothing ends."""

    silences: tuple[Silence, ...] = ()
    idle_ends: tuple[IdleEnd, ...] = ()
    endless: tuple[Silence, ...] = ()


def suppressed(doc: Document, rule: str, offset: int, *, by_name: bool = False) -> bool:
    """Whether the author silenced `rule` at `offset`; `by_name` does not count what silences every rule."""
    quiet = _quiet(doc)
    return bool(quiet) and any(_holds(quiet.get(name, ()), offset) for name in (EVERY_RULE, rule)[by_name:])


@fact
def silences(doc: Document) -> tuple[Silence, ...]:
    """Return what the author silenced, in the order it was said; a comment quoted in code silences nothing."""
    if SILENCER not in doc.raw:
        return ()
    return (*_in_properties(doc), *_in_comments(doc).silences)


def idle_ends(doc: Document) -> tuple[IdleEnd, ...]:
    """Return each `vaultfix-ignore-end` where nothing had begun that it could end."""
    return _in_comments(doc).idle_ends if SILENCER in doc.raw else ()


def endless(doc: Document) -> tuple[Silence, ...]:
    """Return what a `vaultfix-ignore-start` began that nothing ends, so that it is silent to the end of the note."""
    return _in_comments(doc).endless if SILENCER in doc.raw else ()


def is_suppression(doc: Document, offset: int) -> bool:
    """Whether a comment that begins at `offset` is written as a suppression."""
    return _COMMENT.match(doc.text, offset) is not None


@fact
def _quiet(doc: Document) -> Mapping[str, tuple[Span, ...]]:
    """Return for each silenced rule where it is silent: in order, with gaps between."""
    spans = defaultdict(list)
    for silence in silences(doc):
        for rule in silence.rules or (EVERY_RULE,):
            spans[rule].append(silence.span)
    return {rule: tuple(_joined(sorted(found))) for rule, found in spans.items()}


def _joined(spans: Iterable[Span]) -> Iterator[Span]:
    """Yield ordered `spans` with those that overlap made one."""
    whole: Span | None = None
    for span in spans:
        if whole is not None and span.start <= whole.end:
            whole = Span(whole.start, max(whole.end, span.end))
            continue
        if whole is not None:
            yield whole
        whole = span
    if whole is not None:
        yield whole


def _holds(spans: tuple[Span, ...], offset: int) -> bool:
    at = bisect_right(spans, offset, key=lambda span: span.start)
    return at > 0 and offset in spans[at - 1]


def _in_properties(doc: Document) -> Iterator[Silence]:
    """Yield what the property `vaultfix: {ignore: [...]}` silences: the named rules, in the whole note."""
    found = properties(doc)
    if not isinstance(found, Properties):
        yield from _in_broken_properties(doc)
        return
    for entry in found.entries:
        ignored = [inner.node for inner in entry.node.entries if inner.key == "ignore"] if entry.key == _KEY else []
        words = tuple(
            Word(str(node.value), node.span) for each in ignored for node in (*each.items, each) if _is_name(node)
        )
        if words:
            yield Silence(Span(entry.key_span.start, entry.value_span.end), Span(0, len(doc.text) + 1), words)


def _is_name(node: Node) -> bool:
    return isinstance(node.value, str) and node.style is not Style.ALIAS


def _in_broken_properties(doc: Document) -> Iterator[Silence]:
    """Yield what the property seems to silence where the frontmatter cannot be read, which a rule may say."""
    block = frontmatter(doc)
    found = _PROPERTY.search(doc.text, block.yaml.start, block.yaml.end) if block else None
    if found:
        group = next(group for group in ("inline", "flow", "items") if found[group] is not None)
        words = tuple(_words(doc.text, Span(*found.span(group))))
        if words:
            yield Silence(Span(*found.span()), Span(0, len(doc.text) + 1), words)


def _words(text: str, span: Span) -> Iterator[Word]:
    return (Word(name[0], Span(*name.span())) for name in _RULE.finditer(text, span.start, span.end))


@fact
def _in_comments(doc: Document) -> _Said:
    found: list[Silence] = []
    idle: list[IdleEnd] = []
    begun: dict[str, tuple[Span, tuple[Word, ...]]] = {}
    # What closes one comment may look as if it opened another.
    comments = tuple(_COMMENT.finditer(doc.text))
    regions = zones(doc) if comments else ()
    opening = {region.span.start for region in regions if region.zone is Zone.COMMENT}
    for comment in comments:
        said = Span(*comment.span())
        if said.start not in opening:
            continue
        words = tuple(_words(doc.text, Span(*comment.span("rules"))))
        reach = comment["reach"]
        if reach == "-start":
            for word in words:
                begun.setdefault(word.rule, (said, (word,)))
            if not words:
                begun.setdefault(EVERY_RULE, (said, ()))
        elif reach == "-end":
            ended = [rule for rule in begun if not words or rule in {word.rule for word in words}]
            found += (_ranged(*begun.pop(rule), said.end, said) for rule in ended)
            idle += () if ended else (IdleEnd(said, bool(begun)),)
        elif reach == "-file":
            found.append(Silence(said, Span(0, len(doc.text) + 1), words))
        else:
            found.append(Silence(said, _reach(doc, said), words))
    unended = tuple(_ranged(*start, len(doc.text) + 1) for start in begun.values())
    return _Said((*found, *unended), tuple(idle), unended)


def _ranged(said: Span, words: tuple[Word, ...], end: int, until: Span | None = None) -> Silence:
    return Silence(said, Span(said.start, end), words, until)


def _reach(doc: Document, said: Span) -> Span:
    """Return what a plain comment silences: alone on its line, or with its like, the next block, else its line."""
    number = doc.line_number(said.start)
    line = doc.line(number)
    if number not in _lines_of_comments(doc):
        return Span(line.start, line.end + 1)
    first = next((below for below in doc.lines[number + 1 :] if not _is_blank(doc, below)), number)
    return Span(said.start, doc.line(_last_lines(doc)[first]).end + 1)


@fact
def _lines_of_comments(doc: Document) -> frozenset[int]:
    """Return the lines with nothing but suppressions; if one of several is taken out, the others reach no farther."""
    numbers = {doc.line_number(comment.start()) for comment in _COMMENT.finditer(doc.text)}
    return frozenset(number for number in numbers if _COMMENTS_ONLY.fullmatch(doc.line(number).of(doc.text)))


@fact
def _last_lines(doc: Document) -> tuple[int, ...]:
    """Return for each line the last one of its block: of thousands of comments below each other none reads on alone."""
    last = 0
    found: list[int] = []
    for number in reversed(doc.lines):
        # A blank line in code is a part of the block.
        is_end = not found or (_is_blank(doc, number + 1) and zone_at(doc, doc.line(number + 1).start) is Zone.PROSE)
        last = number if is_end else last
        found.append(last)
    return tuple(reversed(found))


def _is_blank(doc: Document, number: int) -> bool:
    return not doc.line(number).of(doc.text).strip(" \t>")
