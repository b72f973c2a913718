"""Wikilinks and their embeds [A1.1, A2]."""

import re
from collections.abc import Callable, Iterator

from vaultfix.patterns import pattern
from vaultfix.syntax.links.link import Kind, Link
from vaultfix.text import Span

# One line, up to the first `]]`. The brackets come first, which lets `re` skip all else at once.
_WIKILINK = pattern(r"\[\[(?!\[)((?:[^\[\]\r\n]++|\](?!\])|\[(?!\[))++)\]\]")
_BLANK = " \t"


def wikilinks(text: str, wanted: Callable[[str], bool] | None = None) -> Iterator[Link]:
    """Yield every wikilink and embed of a text, in order; where that is asked, only those whose target is `wanted`."""
    is_escaped = "\\" in text and "\\[[" in text  # a single sign is found many times faster
    for found in _unescaped(text) if is_escaped else _WIKILINK.finditer(text):
        inside = found[1]
        target = _target(inside) if "|" in inside else inside
        if wanted is None or wanted(target):
            start = found.start()
            yield _link(found, target, embed=text[start - 1 : start] == "!" and not _is_escaped(text, start - 1))


def _unescaped(text: str) -> Iterator[re.Match[str]]:
    """Yield the wikilinks whose first bracket no backslash makes text; the second one may then begin another."""
    at = 0
    while found := _WIKILINK.search(text, at):
        start, at = found.span()
        if _is_escaped(text, start):
            at = start + 1
        else:
            yield found


def _is_escaped(text: str, at: int) -> bool:
    """Whether a backslash makes text of what stands at an offset; of two the first makes text of the other [A1.2]."""
    before = at
    while before and text[before - 1] == "\\":
        before -= 1
    return (at - before) % 2 == 1


def _target(inside: str) -> str:
    r"""Return what stands before the first bar between the brackets, with the blanks around it.

    In a table the bar is written `\\|`, and the backslash is no part of the target [A2.1].
    """
    target, bar, _ = inside.partition("|")
    return target.removesuffix("\\") if bar else target


def _link(found: re.Match[str], target: str, *, embed: bool) -> Link:
    start, end = found.span(1)
    before, hash_sign, fragment = target.partition("#")
    path = before.strip(_BLANK)  # A2.2
    at = start if path == before else start + len(before) - len(before.lstrip(_BLANK))
    behind = start + len(target)
    return Link(
        Span(start - 2 - embed, end + 2),
        Kind.WIKI,
        path,
        Span(at, at + len(path)),
        fragment if hash_sign else None,
        Span(start + len(before) + 1, behind) if hash_sign else None,
        None if behind == end else Span(behind + 1 + (found.string[behind] == "\\"), end),
        embed,
    )
