"""Binding: which notes of a sheaf may have links that are not plain; the targets of all are looked up together."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf, common
from vaultfix.syntax.links.inline import definitions
from vaultfix.syntax.links.targets import (
    CALLED,
    DEFINITION,
    closing,
    closings,
    raw_destinations,
    raw_wiki_targets,
)
from vaultfix.syntax.unfenced import all_shown, shown
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.lookup import folder_of
from vaultfix.vault.plain import is_plain_destination, is_plain_target, sole_names

# What may be a definition's label, and is no footnote's.
_DEFINITION = pattern(rb"\[(?!\^)[^\[\]\\\r\n]*+(?:\\[^\r\n][^\[\]\\\r\n]*+)*+\]:")
# Of a plain target with any display text, Quartz may show the whole link as text for the sake of that.
_HASHED_LABEL = pattern(rb"\[\[[^\[\]|\\:^\r\n]++\\?\|(?:[^\[\]\r\n#]++|\](?!\])|\[(?!\[))*+#")
_MOST_KNOWN = 50_000
"""How many targets are remembered."""
_MANY = 16
"""How many notes ask for so many names that it pays to know those of all files."""


def loose(sheaf: Sheaf, vault: Vault) -> list[int]:
    """Return the places of the notes of which it is not sure at once that each link is plain."""
    return sorted({*_with_loose_wikilinks(sheaf, vault), *_with_loose_destinations(sheaf, vault)})


def _with_loose_wikilinks(sheaf: Sheaf, vault: Vault) -> Iterator[int]:
    yield from closing(sheaf, CALLED)
    if "quartz" in vault.profiles:
        yield from sheaf.matching(_HASHED_LABEL)
    said = [raw_wiki_targets(note) for note in all_shown(sheaf)]
    loose = _loose_targets(sheaf, vault, set().union(*said))
    yield from _with_any(sheaf.docs, said, loose, lambda doc, each: is_plain_target(doc, vault, each))


def _loose_targets(sheaf: Sheaf, vault: Vault, said: set[bytes]) -> set[bytes]:
    """Return the targets of wikilinks that are not surely plain, those among them that the note itself must say."""
    names, plain, doubtful = _known(vault)
    if len(sheaf.docs) >= _MANY:
        learn_names(vault)
    others = said.difference(names, plain)
    unknown = unsigned = others - doubtful
    if names:
        from vaultfix.vault.signed import unsigned_targets  # noqa: PLC0415 - only many notes pay for it

        unsigned = unsigned_targets(vault, names, unknown)
    own = {each for each in unsigned if each[:1] in b"#"}
    odd = {each for each in unsigned - own if not is_plain_target(sheaf.docs[0], vault, _said(each))}
    loose = own | odd | (others & doubtful)
    if len(plain) + len(doubtful) < _MOST_KNOWN:
        plain |= unknown - own - odd
        doubtful |= odd
    return loose


def learn_names(vault: Vault) -> None:
    """Find out which names mean one file alone, before many notes are asked about; Quartz is asked about each link."""
    names = _known(vault).names
    if not names and "quartz" not in vault.profiles:
        names |= sole_names(vault)


def _with_loose_destinations(sheaf: Sheaf, vault: Vault) -> Iterator[int]:
    for at in sheaf.matching(_DEFINITION) if DEFINITION in closings(sheaf) else ():
        doc = sheaf.docs[at]
        written = (link.target_span.of(doc.text) for link in definitions(doc.text))
        if not all(is_plain_destination(doc, vault, each) for each in written):
            yield at
    for bound in _folders(sheaf):
        doc, *_ = docs = sheaf.docs[bound]
        said = all_destinations(sheaf)[bound]
        unsigned = set().union(*said)
        if names := _known(vault).names:
            from vaultfix.vault.signed import unsigned_destinations  # noqa: PLC0415 - likewise

            unsigned = unsigned_destinations(vault, names, doc.path, unsigned)
        loose = {each for each in unsigned if not _is_plain(doc, vault, _said(each))}
        found = _with_any(docs, said, loose, lambda doc, each: _is_plain(doc, vault, each))
        yield from (bound.start + at for at in found)


@common
def all_destinations(sheaf: Sheaf) -> Sequence[set[bytes]]:
    """Return the destinations that stand in each note; no note where none has any."""
    return [raw_destinations(note) for note in shown(sheaf)] if b"](" in sheaf.raw else ()


def _folders(sheaf: Sheaf) -> Iterator[slice]:
    """Yield the places of the notes of each folder, from which destinations are looked up."""
    for _, places in groupby(range(len(all_destinations(sheaf))), key=lambda at: folder_of(sheaf.docs[at].path)):
        first, *rest = places
        yield slice(first, first + len(rest) + 1)


def _is_plain(doc: Document, vault: Vault, written: str) -> bool:
    """Whether a destination is plain; blanks above ASCII are no letters of it."""
    return written.split() == [written] and is_plain_destination(doc, vault, written)


def _with_any(
    docs: Sequence[Document], said: Sequence[set[bytes]], loose: set[bytes], is_plain: Callable[[Document, str], bool]
) -> Iterator[int]:
    """Yield the places of the notes that say any of what is `loose`; a heading may be plain in its own note."""
    for at, doc in enumerate(docs if loose else ()):
        met = loose & said[at]
        if met and not all(each.startswith(b"#") and is_plain(doc, _said(each)) for each in met):
            yield at


def _said(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


class _Known(NamedTuple):
    """What is known of the targets of wikilinks, as bytes, so that it is taken from those of a whole sheaf at once."""

    names: dict[bytes, str]
    """What names one file alone, and that file; told where many notes are asked about."""
    plain: set[bytes]
    """Others that were looked up, and are plain."""
    doubtful: set[bytes]
    """Those that are not."""


@whole_of_faces
def _known(_: Vault) -> _Known:
    return _Known({}, set(), set())
