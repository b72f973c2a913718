"""Binding: which notes of a sheaf may have links that are not plain; the targets of all are looked up together."""

from collections.abc import Callable, Iterator
from itertools import groupby

from vaultfix.patterns import pattern
from vaultfix.sheaf import Sheaf
from vaultfix.syntax.links.commented import all_uncommented
from vaultfix.syntax.links.targets import raw_destinations, raw_wiki_targets
from vaultfix.vault import Vault, whole
from vaultfix.vault.lookup import folder_of
from vaultfix.vault.plain import is_plain_destination, is_plain_target, sole_names

# The end of a definition's label, rather than that of a wikilink.
_DEFINITION = pattern(rb"\]:(?<!(?<!\\)\]\]:)")
_MANY = 16
"""How many notes ask for so many names that it pays to know those of all files."""


def loose(sheaf: Sheaf, vault: Vault) -> list[int]:
    """Return the places of the notes of which it is not sure at once that each link is plain."""
    return sorted({*_with_loose_wikilinks(sheaf, vault), *_with_loose_destinations(sheaf, vault)})


def _with_loose_wikilinks(sheaf: Sheaf, vault: Vault) -> Iterator[int]:
    if "quartz" in vault.profiles:
        yield from sheaf.holding(b"[[")
        return
    yield from sheaf.holding(b"]](")
    plain = _plain(vault)
    if len(sheaf.docs) >= _MANY and not plain:
        plain |= sole_names(vault)
    rest = raw_wiki_targets(all_uncommented(sheaf)) - plain
    # A heading of the note itself is for the note to find.
    found = {each for each in rest if each[:1] not in b"#" and is_plain_target(sheaf.docs[0], vault, _said(each))}
    plain |= found
    yield from _with_any(sheaf, raw_wiki_targets, rest - found)


def _with_loose_destinations(sheaf: Sheaf, vault: Vault) -> Iterator[int]:
    yield from sheaf.matching(_DEFINITION)
    if b"](" not in sheaf.raw:
        return
    # A destination is looked up from the folder of its note.
    for _, places in groupby(sheaf.every, key=lambda at: folder_of(sheaf.docs[at].path)):
        first, *rest = places
        bound = Sheaf(sheaf.docs[first : first + len(rest) + 1])
        written = raw_destinations(bound.raw)
        loose = {each for each in written if not _is_plain(bound, vault, _said(each))}
        yield from (first + at for at in _with_any(bound, raw_destinations, loose))


def _is_plain(sheaf: Sheaf, vault: Vault, written: str) -> bool:
    """Whether a destination is plain for each note of one folder."""
    is_whole = written.split() == [written]
    return is_whole and not written.startswith("#") and is_plain_destination(sheaf.docs[0], vault, written)


def _with_any(sheaf: Sheaf, read: Callable[[bytes], set[bytes]], wanted: set[bytes]) -> list[int]:
    """Return the places of the notes in which any of what is `wanted` is read."""
    return [at for at, doc in enumerate(sheaf.docs) if not wanted.isdisjoint(read(doc.raw))] if wanted else []


def _said(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


@whole
def _plain(_: Vault) -> set[bytes]:
    """Return the targets of wikilinks that are known to be plain, whichever note they stand in."""
    return set()
