"""Oddities: what rules could object to in the links of a note, told in one look for all of them."""

from collections.abc import Hashable, Iterator, Mapping, Sequence
from enum import IntEnum, auto
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.doubt import Doubt, among
from vaultfix.passes.links.aims import Aim, aim_of
from vaultfix.patterns import pattern
from vaultfix.syntax.links import Kind, Link
from vaultfix.syntax.zones import Zone, zone_at
from vaultfix.vault import Trail, Vault, latest, whole_of_faces
from vaultfix.vault.binding import loose
from vaultfix.vault.files import is_hidden
from vaultfix.vault.lookup import Fate, Reach
from vaultfix.vault.suspects import doubtful

_LONE = pattern("%(?![0-9A-Fa-f]{2})")
_NOT_UTF8 = pattern("[\udc80-\udcff]")
_MOST_KNOWN = 20_000
"""So many links are remembered with what is odd about them."""


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


def _kinds(doc: Document, vault: Vault) -> set[Odd]:
    """Return what may be odd about any link of a note; of a wikilink Quartz may take the display text for a chain."""
    trails, aims = oddities(doc, vault)
    hashed = {Odd.CHAIN} if "quartz" in vault.profiles and "[[" in doc.text else ()
    return {*trails, *aims, *hashed}


@among(loose, _kinds)
def doubtful_links(_doc: Document, _vault: Vault) -> bool:
    """Doubt a note unless all its links are surely fine; what is odd about them are the sorts of this doubt."""
    return True


def odd(kind: Odd) -> Doubt:
    """Return the doubt about notes with a link that is odd in that way."""
    return doubtful_links.of(kind)


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
    known = _known(vault)
    for link in doubtful(doc, vault):
        said = (
            vault.standpoint(doc.path, link),
            link.path,
            link.fragment,
            link.kind is Kind.WIKI,
            link.kind is Kind.DEFINITION,
            link.embed,
            link.mixed,
            link.in_property,
        )
        look = known.get(said)
        if look is None:
            if len(known) >= _MOST_KNOWN:
                known.clear()
            look = known[said] = _looked_at(doc, vault, link)
        reaches, kinds, missed = look
        if reaches and (written := _as_written(doc, link)):
            kinds = kinds | {written}
        if (kinds or missed) and _is_live(doc, link):
            trail = Trail(link, reaches)
            for kind in kinds:
                trails.setdefault(kind, []).append(trail)
            if missed and (aim := aim_of(vault, trail)):
                aims.setdefault(missed, []).append(aim)
    return Oddities(trails, aims)


class _Look(NamedTuple):
    """What is odd about every link that says the same in notes of one folder, and where it leads."""

    reaches: tuple[Reach, ...]
    kinds: frozenset[Odd]
    missed: Odd | None
    """What is odd about where the fragment leads."""


@whole_of_faces
def _known(_: Vault) -> dict[Hashable, _Look]:
    """Return what was found odd lately: a vault says the same in many notes."""
    return {}


def _looked_at(doc: Document, vault: Vault, link: Link) -> _Look:
    """Look at what a link says and where it leads, whatever is odd about the letters that it is written in."""
    reaches = vault.resolve(doc.path, link)
    trail = Trail(link, reaches)
    kinds = frozenset((*_in_saying(link), *_in_reaching(vault, trail)))
    aim = aim_of(vault, trail)
    return _Look(reaches, kinds if reaches else kinds & _UNJUDGED, _missed(aim) if aim else None)


def _is_live(doc: Document, link: Link) -> bool:
    zone = zone_at(doc, link.span.start)
    return zone is Zone.PROSE or zone is Zone.FRONTMATTER


def _in_saying(link: Link) -> Iterator[Odd]:
    """Yield what is odd about what a link says."""
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
        if path.startswith("/"):
            yield Odd.ROOTED
        return
    if link.mixed:
        yield Odd.MIXED
    if path.startswith("^") or (not path and (fragment or "").startswith("#")):
        yield Odd.CARET


def _as_written(doc: Document, link: Link) -> Odd | None:
    """Return what is odd about how a link is written, which another one may be that says the same."""
    text = doc.text
    if link.kind is Kind.WIKI:
        start, end = link.path_span
        return Odd.SPACED if link.path and (text[start - 1] in " \t" or text[end] in " \t") else None
    written = link.target_span.of(text)
    is_broken = "%" in written and (_LONE.search(written) or _NOT_UTF8.search(f"{link.path}{link.fragment or ''}"))
    return Odd.PERCENT if is_broken else None


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
