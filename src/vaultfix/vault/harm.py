"""Harm: which links a change broke, and where they led before it."""

from collections.abc import Iterator
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.links import Link
from vaultfix.text import Span
from vaultfix.vault import Trail, Vault, whole
from vaultfix.vault.anchors import TOP, anchors
from vaultfix.vault.files import NOTE_SUFFIXES, Files, folded
from vaultfix.vault.lookup import Reach
from vaultfix.vault.past import Past, pasts
from vaultfix.vault.retitled import Retitled, retitled
from vaultfix.vault.standing import standing

_NO_WORD = pattern(r"[\W_]+")


class Aim(NamedTuple):
    """Where a link led in one profile, and where that is now."""

    profile: str
    was: str
    """The path of the file then."""
    present: str | None
    """The path of the file now; None where it is gone."""
    title: str = ""
    """The heading or block that the link named, as it was written then; empty where it named none."""
    place: Span | None = None
    """Where that stands now, in the note `present`; None where it is gone, or is not sure."""
    likely: Span | None = None
    """What stands in its place where that is not sure."""


class Harm(NamedTuple):
    """A link that worked before a change, and now does not, or leads elsewhere."""

    aims: tuple[Aim, ...]
    """Where it led, in every profile in which it worked."""
    lost: tuple[Aim, ...]
    """Those of the aims that it misses now."""
    source: str
    """The path of the note then."""


def harmed(vault: Vault, doc: Document, trail: Trail) -> Harm | None:
    """Return what a change did to a link of the note `doc`; None where it did nothing.

    A link that leads somewhere counts only where it stood so before the change: else its author meant what it says.
    One that leads nowhere counts as soon as it would have led somewhere before.
    """
    if not _may_be_harmed(vault, doc, trail):
        return None
    for past, source, stood in _stages(vault, doc, trail.link):
        aims = tuple(_aims(vault, past, source, trail.link))
        if aims:
            lost = tuple(aim for aim in aims if not is_met(vault, trail.reaches, trail.link, aim))
            return Harm(aims, lost, source) if lost and (stood or not _works(vault, trail)) else None
    return None


def led(vault: Vault, doc: Document, link: Link) -> tuple[Aim, ...]:
    """Return where a link of `doc` led before any change, in every profile in which it worked; without a past, now."""
    for past, source, stood in (*_stages(vault, doc, link), (Past(vault), doc.path, True)):
        if stood and (aims := tuple(_aims(vault, past, source, link))):
            return aims
    return ()


def is_met(vault: Vault, reaches: tuple[Reach, ...], link: Link, aim: Aim) -> bool:
    """Whether a link that comes as far as `reaches` leads to what `aim` says."""
    reach = next((reach for reach in reaches if reach.profile == aim.profile), None)
    if reach is None or aim.present is None or reach.path != aim.present or not reach.opens:
        return False
    if not aim.title:
        return True
    note = vault.anchors(aim.present)
    place = note.place(aim.profile, link.fragment or "") if note else None
    return place is not None and (aim.place is None or place == aim.place)


@whole
def shifted(vault: Vault) -> frozenset[str]:
    """Return the names, letters and digits only, that a change of files gave another meaning."""
    names: set[str] = set()
    for past in pasts(vault):
        then, now = past.vault.files, vault.files
        names.update(_names(then, now), _names(now, then))
        names.update(_name(path) for move in past.moves for pair in move.items() for path in pair)
    return frozenset(names)


def _may_be_harmed(vault: Vault, doc: Document, trail: Trail) -> bool:
    """Whether a change can have touched a link at all: told by names, before anything is looked up."""
    if not pasts(vault):
        return False
    link = trail.link
    if vault.before is not None and (
        _name(link.path) in shifted(vault) or pasts(vault)[-1].place_of(doc.path) != doc.path
    ):
        return True
    return link.fragment is not None and any(
        reach.path is not None and past.note(past.place_of(reach.path) or "") is not vault.note(reach.path)
        for past in pasts(vault)
        for reach in trail.reaches
    )


def _stages(vault: Vault, doc: Document, link: Link) -> Iterator[tuple[Past, str, bool]]:
    """Yield the times at which a link may have worked, the best witness first: path of its note then, whether it stood.

    Of the times since which it stands, the first is what its author meant; else the last one is nearest.
    """
    standing_then = []
    others = []
    for past in pasts(vault):
        source = past.place_of(doc.path)
        note = None if source is None else past.note(source)
        if source is not None and note is not None and link.span.start in _standing(vault)[note, doc]:
            standing_then.append((past, source, True))
        else:
            others.append((past, source or doc.path, False))
    yield from reversed(standing_then)
    yield from others


def _aims(vault: Vault, past: Past, source: str, link: Link) -> Iterator[Aim]:
    """Yield where a link led in each profile in which it worked."""
    for reach in past.vault.resolve(source, link):
        if reach.path is not None and reach.opens:
            yield _aim(vault, past, link, reach.profile, reach.path)


def _aim(vault: Vault, past: Past, link: Link, profile: str, was: str) -> Aim:
    """Return where a link led that led to the file `was` in a profile."""
    now = past.followed(was, vault)
    note, present = past.note(was), None if now is None else vault.note(now)
    fragment = _named(link, profile, was)
    if note is None or present is None or not (fragment and note.is_utf8 and present.is_utf8):
        return Aim(profile, was, now)
    place = anchors(note).place(profile, fragment)
    if place is None or place == TOP:
        return Aim(profile, was, now)
    title = next((each.text for each in anchors(note).headings if each.span == place), place.of(note.text))
    if present is note:
        return Aim(profile, was, now, title, place)
    known = _retitled(vault)[note, present, past.as_read]
    return Aim(profile, was, now, title, known.sure.get(place), known.likely.get(place))


def _named(link: Link, profile: str, path: str) -> str:
    """Return the fragment where it names a heading or block of a note; blocks are Obsidian's own [B3.3]."""
    fragment = link.fragment or ""
    is_note = path.lower().endswith(NOTE_SUFFIXES)
    is_judged = profile == "obsidian" or not fragment.startswith("^")
    return fragment if is_note and is_judged and fragment.strip(" #") else ""


def _works(vault: Vault, trail: Trail) -> bool:
    """Whether a link leads to something now, in any profile, and finds the place that it names there."""
    return any(reach.opens and _finds(vault, trail.link, reach) for reach in trail.reaches)


def _finds(vault: Vault, link: Link, reach: Reach) -> bool:
    fragment = _named(link, reach.profile, reach.path or "")
    note = vault.anchors(reach.path or "") if fragment else None
    return note is None or note.place(reach.profile, fragment) is not None


def _names(files: Files, others: Files) -> Iterator[str]:
    """Yield the names of files and folders that lie among `files` and not among `others`."""
    for path in (*(files.paths - others.paths), *(files.folders - others.folders)):
        yield _name(path)


def _name(path: str) -> str:
    """Return the last name of a path as every profile could write it."""
    last = folded(path.partition("?")[0].rstrip("/").rpartition("/")[2])
    return _NO_WORD.sub("", last.removesuffix(".md").removesuffix(".markdown"))


class _Standing(dict[tuple[Document, Document], frozenset[int]]):
    """Which links stand since then, by the note then and now; compared when first asked for."""

    def __missing__(self, notes: tuple[Document, Document]) -> frozenset[int]:
        self[notes] = standing(*notes)
        return self[notes]


class _Retitled(dict[tuple[Document, Document, bool], Retitled]):
    """What became of the headings, by the note then and now; compared when first asked for."""

    def __missing__(self, notes: tuple[Document, Document, bool]) -> Retitled:
        then, now, repaired = notes
        self[notes] = retitled(then, now, repaired=repaired)
        return self[notes]


@whole
def _standing(_vault: Vault) -> _Standing:
    return _Standing()


@whole
def _retitled(_vault: Vault) -> _Retitled:
    return _Retitled()
