"""Kinds of values: what is wrong with one that is of another kind than its property, and what says the same rightly."""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.passes.frontmatter.values import is_bare_link, is_template, shown
from vaultfix.patterns import pattern
from vaultfix.syntax.yaml_nodes import Node, Style
from vaultfix.syntax.yaml_quotes import quoted
from vaultfix.syntax.yaml_scalars import meaning
from vaultfix.text import Span
from vaultfix.vault.schema import Kind

_YES = frozenset({"true", "1", "yes"})
_NO = frozenset({"false", "0", "no"})
_ON_ITS_LINE = frozenset({Style.PLAIN, Style.SINGLE_QUOTED, Style.DOUBLE_QUOTED})
_NO_TITLE = pattern(r"[\r\n]|\A[\"'&*!?\[{]|:[ \t]+[&!]|:[ \t]*\Z")
_WEB = pattern(r"https?://[^\s/]\S*", re.IGNORECASE)
_NUMBER = pattern(r"-?(?:0|[1-9][0-9]{0,14})(?:\.[0-9]{0,14}[1-9])?")
_DAY = pattern(r"(?P<year>[0-9]{4})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})")
_TIME = pattern(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})(?:[T ](?P<time>(?:[01][0-9]|2[0-3]):[0-5][0-9]"
    r"(?::[0-5][0-9](?:\.[0-9]+)?)?(?:Z|[-+][0-9]{2}:?[0-9]{2})?))?"
)
_NAMES: dict[type, str] = {
    bool: "true or false",
    int: "a number",
    float: "a number",
    str: "text",
    list: "a list",
    dict: "a map",
}


class Fault(NamedTuple):
    """A value of the wrong kind: where, what to say, and, where the same can be said rightly, how and what it means."""

    span: Span
    words: str
    text: str | None = None
    value: object = None


def faults(doc: Document, key: str, node: Node, kind: Kind, *, leniently: bool = False) -> Iterator[Fault]:
    """Yield what is wrong with the value of `key`, which should be of `kind`.

    Obsidian shows a number where text belongs without a word; so what is only its own wish is judged `leniently`.
    """
    if node.value is None or node.value == "" or is_template(doc, node) or is_bare_link(doc, node):
        return
    match kind:
        case Kind.CHECKBOX:
            yield from _checkbox(doc, key, node)
        case Kind.NUMBER:
            yield from _number(doc, key, node)
        case Kind.DATE | Kind.DATETIME:
            yield from _date(doc, key, node, kind)
        case Kind.URL:
            if not (isinstance(node.value, str) and _WEB.fullmatch(node.value)):
                source = shown(node.span.of(doc.text))
                words = f"`{key}: {source}` is no web address; it must start with `https://` or `http://`"
                yield Fault(node.span, words)
        case _:
            yield from _texts(doc, key, node, in_list=kind is Kind.LIST, leniently=leniently)


def kind_of(value: object) -> str:
    """Return what a person calls the kind of a value."""
    return _NAMES.get(type(value), "nothing")


def kind_in_obsidian(value: object) -> str | None:
    """Return what a person calls the kind that Obsidian sees in a value; None where there is none."""
    if value is None or value == "":
        return None
    if isinstance(value, str) and _moment(value) == value:
        return "a date and time" if "T" in value else "a date"
    return kind_of(value)


def _checkbox(doc: Document, key: str, node: Node) -> Iterator[Fault]:
    if isinstance(node.value, bool):
        return
    word = str(node.value).lower()
    settled = "true" if word in _YES else "false" if word in _NO else None
    if settled and _is_bare(doc, node):
        # Enveloppe takes each of these words for the same [C3.6].
        words = f"`{key}: {shown(node.span.of(doc.text))}` is {kind_of(node.value)}; write `{settled}`"
        yield Fault(node.span, words, settled, settled == "true")
    else:
        yield Fault(node.span, f"`{key}` must be `true` or `false`, and is {kind_of(node.value)}")


def _number(doc: Document, key: str, node: Node) -> Iterator[Fault]:
    if isinstance(node.value, int | float) and not isinstance(node.value, bool):
        return
    if isinstance(node.value, str) and _NUMBER.fullmatch(node.value) and _is_bare(doc, node):
        words = f"`{key}` must be a number, and is text; take the quotes away"
        yield Fault(node.span, words, node.value, meaning(node.value))
    else:
        yield Fault(node.span, f"`{key}` must be a number, and is {kind_of(node.value)}")


def _date(doc: Document, key: str, node: Node, kind: Kind) -> Iterator[Fault]:
    form = "2026-01-31" if kind is Kind.DATE else "2026-01-31T10:30"
    value = node.value if isinstance(node.value, str) else ""
    settled = _day(value) if kind is Kind.DATE else _moment(value)
    if settled is None:
        words = f"`{key}: {shown(node.span.of(doc.text))}` is no date; write it like `{form}`"
        yield Fault(node.span, words)
    elif settled != value:
        words = f"`{key}: {shown(node.span.of(doc.text))}` is no date to Obsidian; write `{settled}`"
        is_mendable = _is_bare(doc, node)
        yield Fault(node.span, words, settled if is_mendable else None, settled)


def _day(text: str) -> str | None:
    """Return the day that `text` names, year first, as Obsidian writes it; None where it names none."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return None


def _moment(text: str) -> str | None:
    """Return the day and time that `text` names, as Obsidian writes them; a day alone will do."""
    found = _TIME.fullmatch(text)
    day = _day(found["day"]) if found else None
    if found is None or day is None:
        return None
    return f"{day}T{found['time']}" if found["time"] else day


def _texts(doc: Document, key: str, node: Node, *, in_list: bool, leniently: bool) -> Iterator[Fault]:
    """Yield each value that should be text; with `in_list`, those in a list."""
    what = f"each of `{key}`" if in_list and node.items else f"`{key}`"
    for each in node.items if in_list and isinstance(node.value, list) else (node,):
        is_text = isinstance(each.value, str | None) or (leniently and isinstance(each.value, bool | int | float))
        if not is_text and not is_template(doc, each) and not is_bare_link(doc, each):
            yield _no_text(doc, what, each, in_list=each is not node)


def _no_text(doc: Document, what: str, node: Node, *, in_list: bool) -> Fault:
    """Report a value that should be text; where quotes can make it the text that is written there, they do."""
    source = node.span.of(doc.text)
    is_meant = (node.style is Style.PLAIN and _is_bare(doc, node)) or (in_list and _is_colon_in_text(node, source))
    hint = "put it in quotes" if is_meant else "write it in quotes if it is text"
    words = f"{what} must be text, and this is {kind_of(node.value)}; {hint}"
    return Fault(node.span, words, quoted(source) if is_meant else None, source)


def _is_colon_in_text(node: Node, source: str) -> bool:
    """Whether a list item is a title such as `One: two`, which YAML takes for a map of one plain value."""
    is_pair = node.style is Style.MAP and len(node.entries) == 1 and node.entries[0].node.style is Style.PLAIN
    return is_pair and not _NO_TITLE.search(source)


def _is_bare(doc: Document, node: Node) -> bool:
    """Whether a value stands on its line as it is, without a mark or a tag in front."""
    return node.style in _ON_ITS_LINE and not doc.text.startswith(("&", "!"), node.span.start)
