"""The vault: every note, every file name, and what one note can know of the others. Pure: no disk here."""

from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import field, replace
from functools import wraps
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.syntax.links import LIVE, Kind, Link, links
from vaultfix.syntax.zones import zone_at
from vaultfix.vault.anchors import Anchors, anchors
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files, folded
from vaultfix.vault.history import History
from vaultfix.vault.lookup import Reach, folders_around, in_obsidian, in_quartz, on_github
from vaultfix.vault.mentions import mentioning
from vaultfix.vault.schema import Schemas

PROFILES = ("obsidian", "portable", "quartz")
"""Where links can work: the app, GitHub and other plain Markdown, and sites that Quartz builds [0.1]."""
USUAL_PROFILES = ("obsidian", "portable")
"""Where they must work unless the author says otherwise [0.2]."""

_MOST_RESOLVED = 20_000
"""So many links are remembered with where they lead."""

Whole = TypeVar("Whole")
Latest = TypeVar("Latest")


class Trail(NamedTuple):
    """A link and how far it comes in each profile that judges it."""

    link: Link
    reaches: tuple[Reach, ...]


@frozen
class Vault:
    """All notes (path to document, read when first asked for) and the names of all files under the root.

    `documents` lacks a note that could not be read; `profiles` says where links must work.
    """

    documents: Mapping[str, Document]
    files: Files
    profiles: tuple[str, ...] = USUAL_PROFILES
    mended: Mapping[str, Document] = field(default_factory=lambda: MappingProxyType({}))
    """Notes as the engine has turned them so far; they stand before `documents`."""
    kept_faces: bool = False
    """Whether all of these have the faces that they had when they were read."""
    history: History = field(default_factory=lambda: MappingProxyType({}))
    """Earlier versions of the notes, read when first asked for; empty where nobody remembers any."""
    before: "Vault | None" = None
    """The vault as it was before the change that is judged, with its own names and notes; None where none is."""
    moved: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """Where that change moved files: old path to new path, file by file also where a folder moved."""
    customs: Customs = field(default_factory=Customs)
    """How the author has settled that links are read and written."""
    known_rules: Mapping[str, bool] = field(default_factory=lambda: MappingProxyType({}))
    """The names that a suppression may say: each rule there is, and whether it judges without being asked by name."""
    schemas: Schemas = field(default_factory=Schemas)
    """What the properties of the notes should be, as the author or Obsidian says."""
    _wholes: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _as_read: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    _seen: dict[Hashable, Any] = field(default_factory=dict, repr=False)
    """What was found in the names of files and the faces of notes alone."""

    def note(self, path: str) -> Document | None:
        """Return the note at `path` as it stands now, or None where there is no readable note."""
        return self.mended.get(path) or self.documents.get(path)

    def turned(self, documents: Iterable[Document], *, with_same_faces: bool = False) -> "Vault":
        """Return the vault with `documents` in place of the notes of the same paths; all other facts carry over.

        With the same faces as those notes had, they leave also what was found in the faces of all.
        """
        mended = MappingProxyType({**self.mended, **{doc.path: doc for doc in documents}})
        kept_faces = with_same_faces and (self.kept_faces or not self.mended)
        seen = self._seen if with_same_faces else {}
        return replace(self, mended=mended, kept_faces=kept_faces, _wholes={}, _seen=seen)

    def resolve(self, source: str, link: Link) -> tuple[Reach, ...]:
        """Say where a link in the note `source` leads, in each profile that judges it; none judges external links.

        Wikilinks are not for GitHub, and properties are Obsidian's own; of `[[a]](b)` CommonMark reads only the second
        half [A1.6].
        """
        if link.is_external or (link.mixed and link.kind is Kind.WIKI):
            return ()
        known = _resolved(self)
        asked = self.standpoint(source, link), link.path, link.kind is Kind.WIKI, link.in_property, link.mixed
        reaches = known.get(asked)
        if reaches is None:
            if len(known) >= _MOST_RESOLVED:
                known.clear()
            reaches = known[asked] = tuple(self._reaches(source, link))
        return reaches

    def standpoint(self, source: str, link: Link) -> str:
        """Return from where a link of the note `source` leads: all that say the same there lead to the same."""
        path = link.path
        # Its own name matters to a link without a path alone.
        if not path:
            return source
        folder = source[: source.rfind("/") + 1]
        is_relative = "quartz" in self.profiles and self.customs.quartz_links == "relative"
        if link.kind is not Kind.WIKI or "/" in path or is_relative:
            return folder
        known = _around(self)
        around = known.get(path)
        if around is None:
            if len(known) >= _MOST_RESOLVED:
                known.clear()
            around = known[path] = folders_around(self.files, path)
        return folder if folder in around or not around else ""

    def _reaches(self, source: str, link: Link) -> Iterator[Reach]:
        """Yield how far a link comes in each profile that judges it."""
        if "obsidian" in self.profiles and not link.mixed:
            yield in_obsidian(self.files, source, link.path)
        if "portable" in self.profiles and link.kind is not Kind.WIKI and not link.in_property:
            yield on_github(self.files, source, link.path)
        if "quartz" in self.profiles and not link.mixed and not link.in_property:
            yield in_quartz(self.files, source, link.path, self.customs.quartz_links)

    def trails(self, doc: Document) -> tuple[Trail, ...]:
        """Return every link of `doc` that a profile judges, and where it leads; links in code are among them."""
        facts = doc._facts  # noqa: SLF001 - remembered there, so that who lets go of a note lets go of its trails
        key = (Trail, self.files, self.profiles)
        if key not in facts:
            judged = (Trail(link, self.resolve(doc.path, link)) for link in links(doc))
            facts[key] = tuple(trail for trail in judged if trail.reaches)
        return cast("tuple[Trail, ...]", facts[key])

    def anchors(self, path: str) -> Anchors | None:
        """Return what a fragment can lead to in the note at `path`, None where there is no readable note."""
        note = self.note(path)
        return None if note is None or not note.is_utf8 else anchors(note)

    def inbound(self, paths: Collection[str]) -> Mapping[str, tuple[Link, ...]]:
        """Return, by note, the live links to one of `paths`, other than that note itself, in any profile."""
        found = {}
        for doc, leading in self._leading(paths):
            live = tuple(link for link in leading if zone_at(doc, link.span.start) in LIVE)
            if live:
                found[doc.path] = live
        return found

    def linking(self, paths: Collection[str]) -> frozenset[str]:
        """Return the notes with what looks like a link to one of `paths`; some of it may stand in code."""
        return frozenset(doc.path for doc, _ in self._leading(paths))

    def _leading(self, paths: Collection[str]) -> Iterator[tuple[Document, tuple[Link, ...]]]:
        """Yield the notes with links to one of `paths`, and these."""
        wanted = frozenset(paths)
        mentions = mentioning(wanted)
        names = {folded(path.rpartition("/")[2]).removesuffix(".md") for path in wanted}
        for path in self.documents:
            doc = self.note(path)
            if doc is not None and mentions.search(doc.raw):
                leading = tuple(link for link in links(doc) if self._leads(doc, link, names, wanted))
                if leading:
                    yield doc, leading

    def _leads(self, doc: Document, link: Link, names: Collection[str], wanted: Collection[str]) -> bool:
        """Whether a link leads to one of the `wanted` paths, whose folded names without `.md` are `names`."""
        return last_name(link) in names and any(
            reach.path in wanted and reach.path != doc.path for reach in self.resolve(doc.path, link)
        )


def last_name(link: Link) -> str:
    """Return the last name of a link's path, folded, without `.md`."""
    return folded(link.path.partition("?")[0].rstrip("/").rpartition("/")[2]).removesuffix(".md")


def whole(read: Callable[[Vault], Whole]) -> Callable[[Vault], Whole]:
    """Make a reader remember what it found in a whole vault; once a note is turned, it looks again."""
    return _remembering(read, attrgetter("_wholes"))


def whole_of_faces(read: Callable[[Vault], Whole]) -> Callable[[Vault], Whole]:
    """Make a reader of no more than names and faces remember likewise; it looks again once a face has changed."""
    return _remembering(read, attrgetter("_seen"))


def as_read(read: Callable[[Vault], Whole]) -> Callable[[Vault], Whole]:
    """Make a reader remember what it found in all notes as they were read, whichever of them are turned."""
    return _remembering(read, attrgetter("_as_read"))


def _remembering(
    read: Callable[[Vault], Whole], memory: Callable[[Vault], dict[Hashable, Any]]
) -> Callable[[Vault], Whole]:
    @wraps(read)
    def remembered(vault: Vault) -> Whole:
        known = memory(vault)
        if read not in known:
            known[read] = read(vault)
        found: Whole = known[read]
        return found

    return remembered


def latest(read: Callable[[Document, Vault], Latest]) -> Callable[[Document, Vault], Latest]:
    """Make a reader remember what it found in the note it read last: many rules ask of one note, then of the next."""

    @wraps(read)
    def remembered_latest(doc: Document, vault: Vault) -> Latest:
        wholes = vault._wholes  # noqa: SLF001 - this decorator is the other half of Vault
        known: tuple[Document, Latest] | None = wholes.get(read)
        if known is None or known[0] is not doc:
            wholes[read] = known = doc, read(doc, vault)
        return known[1]

    return remembered_latest


@whole
def everywhere(vault: Vault) -> Vault:
    """Return the vault as one whose links must work in every profile."""
    return replace(vault, profiles=PROFILES, _wholes={}, _seen={})


@whole_of_faces
def _resolved(_: Vault) -> dict[Hashable, tuple[Reach, ...]]:
    """Return where links lead that were looked up lately."""
    return {}


@whole_of_faces
def _around(_: Vault) -> dict[str, frozenset[str]]:
    """Return the folders around what the names mean that were looked up lately."""
    return {}
