"""Oddities: what rules could object to in the links of a note, told in one look for all of them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, auto
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.doubt import Doubt
from vaultfix.passes.links.aims import Aim, aim_of
from vaultfix.passes.links.doubts import doubtful_links
from vaultfix.patterns import pattern
from vaultfix.syntax.links import Kind, Link
from vaultfix.syntax.zones import Zone, zone_at
from vaultfix.vault import Trail, Vault, latest
from vaultfix.vault.files import is_hidden
from vaultfix.vault.lookup import Fate
from vaultfix.vault.suspects import doubtful

_LONE = pattern("%(?![0-9A-Fa-f]{2})")
_NOT_UTF8 = pattern("[\udc80-\udcff]")


class Odd(IntEnum):
    """What may be odd about a link; which of it is a fault is for the rules to say."""

    MISSING = auto()
    """No profile finds a file."""
    MISSING_EMBED = auto()
    """Likewise for an embed."""
    NOT_EVERYWHERE = auto()
    """Some profile finds a file, and another one does not."""
    WRONG_CASE = auto()
    FOLDER = auto()
    HIDDEN = auto()
    OUTSIDE = auto()
    """It leaves the vault."""
    AMBIGUOUS = auto()
    """Several files fit, or Obsidian and another profile open different ones."""
    ROOTED = auto()
    """A Markdown link starts with a slash."""
    ON_DRIVE = auto()
    """It may name a place on somebody's disk."""
    BACKSLASH = auto()
    PERCENT = auto()
    """A Markdown link has a lone percent sign in it, or escapes that are no UTF-8."""
    SPACED = auto()
    """Blanks stand around the path of a wikilink."""
    CARET = auto()
    """A wikilink has `^` where a name should stand, or `#` twice."""
    EMPTY_ANCHOR = auto()
    EMPTY = auto()
    MIXED = auto()
    MISSING_ANCHOR = auto()
    """No profile finds the heading."""
    MISSING_BLOCK = auto()
    DIVIDED_ANCHOR = auto()
    """Some profile finds the heading, and another one does not."""
    CHAIN = auto()
    """Some profile follows a chain of headings."""


_UNJUDGED = frozenset({Odd.EMPTY, Odd.MIXED})
"""What is told also where no profile judges the link."""


class Oddities(NamedTuple):
    """The odd links of a note that are no code, comment or math, in order, by what is odd about them."""

    trails: Mapping[Odd, Sequence[Trail]]
    aims: Mapping[Odd, Sequence[Aim]]
    """Those with a fragment that leads nowhere, or not everywhere."""


def odd(kind: Odd) -> Doubt:
    """Return the doubt about notes with a link that is odd in that way."""
    return Doubt(_Odd(kind), first=doubtful_links)


def odd_links(doc: Document, vault: Vault, kind: Odd) -> Sequence[Trail]:
    """Return the links of a note that are odd in that way; a mixed or empty one may come to nothing anywhere."""
    return oddities(doc, vault).trails.get(kind, ())


def odd_aims(doc: Document, vault: Vault, kind: Odd) -> Sequence[Aim]:
    """Return the links of a note whose fragments are odd in that way."""
    return oddities(doc, vault).aims.get(kind, ())


@latest
def oddities(doc: Document, vault: Vault) -> Oddities:
    """Return what is odd about the links of a note."""
    trails: dict[Odd, list[Trail]] = {}
    aims: dict[Odd, list[Aim]] = {}
    for link in doubtful(doc, vault):
        trail = Trail(link, vault.resolve(doc.path, link))
        kinds = {*_in_writing(doc, link), *_in_reaching(vault, trail)}
        if not trail.reaches:
            kinds &= _UNJUDGED
        aim = aim_of(vault, trail)
        missed = _missed(aim) if aim else None
        if (kinds or missed) and _is_live(doc, link):
            for kind in kinds:
                trails.setdefault(kind, []).append(trail)
            if aim and missed:
                aims.setdefault(missed, []).append(aim)
    return Oddities(trails, aims)


@dataclass(frozen=True, slots=True)
class _Odd:
    """A function would be another one each time it is made, and rules could not share it."""

    kind: Odd

    def __call__(self, doc: Document, vault: Vault) -> bool:
        found = oddities(doc, vault)
        return self.kind in found.trails or self.kind in found.aims


def _is_live(doc: Document, link: Link) -> bool:
    zone = zone_at(doc, link.span.start)
    return zone is Zone.PROSE or zone is Zone.FRONTMATTER


def _in_writing(doc: Document, link: Link) -> Iterator[Odd]:
    """Yield what is odd about how a link is written."""
    path, fragment = link.path, link.fragment
    if "\\" in path:
        yield Odd.BACKSLASH
    if path[1:2] == ":":
        yield Odd.ON_DRIVE
    if fragment is not None and path and not fragment.strip(" \t"):
        yield Odd.EMPTY_ANCHOR
    if fragment is None and not path and not link.mixed and link.kind is not Kind.DEFINITION:
        yield Odd.EMPTY
    if link.kind is not Kind.WIKI:
        yield from _in_destination(doc, link)
        return
    if link.mixed:
        yield Odd.MIXED
    if path.startswith("^") or (not path and (fragment or "").startswith("#")):
        yield Odd.CARET
    if path and (doc.text[link.path_span.start - 1] in " \t" or doc.text[link.path_span.end] in " \t"):
        yield Odd.SPACED


def _in_destination(doc: Document, link: Link) -> Iterator[Odd]:
    """Yield what is odd about how the destination of a Markdown link is written."""
    if link.path.startswith("/"):
        yield Odd.ROOTED
    written = link.target_span.of(doc.text)
    if "%" in written and (_LONE.search(written) or _NOT_UTF8.search(f"{link.path}{link.fragment or ''}")):
        yield Odd.PERCENT


def _in_reaching(vault: Vault, trail: Trail) -> Iterator[Odd]:
    """Yield what is odd about where a link leads."""
    link, reaches = trail
    missing = 0
    for reach in reaches:
        path = reach.path
        if path is None:
            if reach.fate is Fate.MISSING:
                missing += 1
            elif link.kind is not Kind.WIKI:
                yield Odd.OUTSIDE
            continue
        if reach.fate is Fate.WRONG_CASE:
            yield Odd.WRONG_CASE
        if path in vault.files.folders:
            yield Odd.FOLDER
        if link.path and is_hidden(path):
            yield Odd.HIDDEN
        if reach.profile == "obsidian" and (reach.rivals or any(other.path != path for other in reaches)):
            yield Odd.AMBIGUOUS
    if missing:
        is_nowhere = missing == len(reaches)
        yield (Odd.MISSING_EMBED if link.embed else Odd.MISSING) if is_nowhere else Odd.NOT_EVERYWHERE


def _missed(aim: Aim) -> Odd | None:
    """Return what is odd about where a fragment leads."""
    served = aim.served
    if not served:
        return Odd.MISSING_BLOCK if aim.names_block else Odd.MISSING_ANCHOR
    if aim.is_chain:
        return Odd.CHAIN
    return None if aim.names_block or served == aim.asked else Odd.DIVIDED_ANCHOR
