"""Aims: where the fragment of a link leads, in each profile that has a say."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from vaultfix.patterns import pattern
from vaultfix.syntax.links import Kind, Link
from vaultfix.syntax.links.writing import as_destination
from vaultfix.text import Fix, Safety, Span, replace
from vaultfix.vault import Trail, Vault
from vaultfix.vault.anchors import Anchors
from vaultfix.vault.files import NOTE_SUFFIXES
from vaultfix.vault.fragments import Fragment
from vaultfix.vault.signposts import has_heading

_QUOTES = pattern(r"""["'\\]""")


class Aim(NamedTuple):
    """A link into a note, and for each profile that reaches a note which one, and where its fragment leads there."""

    link: Link
    fragment: str
    found: tuple[tuple[str, Anchors, Span | None], ...]

    @property
    def asked(self) -> frozenset[str]:
        """The profiles that have a say."""
        return frozenset(profile for profile, _, _ in self.found)

    @property
    def agreed(self) -> frozenset[str]:
        """The profiles that reach the same note as the first one."""
        return frozenset(profile for profile, note, _ in self.found if note is self.note)

    @property
    def served(self) -> frozenset[str]:
        """The profiles that find the anchor."""
        return frozenset(profile for profile, _, place in self.found if place)

    @property
    def note(self) -> Anchors:
        """The note that the first profile reaches."""
        return self.found[0][1]

    @property
    def names_block(self) -> bool:
        """Whether the fragment is that of a block [A2.4]."""
        return self.fragment.startswith("^")

    @property
    def is_chain(self) -> bool:
        """Whether the fragment names several headings, each below the last [B1.2]."""
        return "#" in self.fragment.strip("#")

    @property
    def last(self) -> str:
        """The words for the last heading that the fragment names."""
        return self.fragment.rpartition("#")[2]

    def written(self, fragment: str) -> str:
        """Return a fragment as the link must write it."""
        return fragment if self.link.kind is Kind.WIKI else as_destination(fragment, angled=self.link.angled)

    def fix(self, fragment: Fragment) -> Fix | None:
        """Return the fix that writes another fragment; unsafe where it changes the words that a reader sees."""
        if self.link.fragment_span is None or not fragment.profiles or not self._can_hold(fragment.text):
            return None
        changes_words = self.link.kind is Kind.WIKI and self.link.label_span is None and not self.link.embed
        safety = Safety.UNSAFE if changes_words else Safety.SAFE
        return replace(self.link.fragment_span, self.written(fragment.text), safety)

    def _can_hold(self, fragment: str) -> bool:
        """Whether the link is still one with another fragment: it ends at the first `]]`, a property at its quote."""
        if self.link.in_property and _QUOTES.search(fragment):
            return False
        return self.link.kind is not Kind.WIKI or not fragment.endswith("]")


def aim_of(vault: Vault, trail: Trail) -> Aim | None:
    """Return the aim of a link whose heading or block some profile may not find; None where there is no such thing.

    Other kinds of file than notes are not judged [A2.4].
    """
    fragment = trail.link.fragment
    if not fragment or not fragment.strip(" #"):
        return None
    reaching = _reaching(trail, fragment)
    if _is_found(vault, reaching, fragment):
        return None
    found = tuple(_found(vault, reaching, fragment))
    return Aim(trail.link, fragment, found) if found and len(found) == len(reaching) else None


def _is_found(vault: Vault, reaching: Sequence[tuple[str, str]], fragment: str) -> bool:
    """Whether Obsidian alone is asked, and surely finds a heading by its own words."""
    if len(reaching) != 1 or reaching[0][0] != "obsidian":
        return False
    return has_heading(vault, reaching[0][1], fragment.encode("utf-8", "surrogateescape"))


def _reaching(trail: Trail, fragment: str) -> list[tuple[str, str]]:
    """Return the profiles that have a say, and the file that each reaches; blocks are unknown to GitHub [B3.3]."""
    is_block = fragment.startswith("^")
    return [
        (reach.profile, reach.path)
        for reach in trail.reaches
        if reach.path is not None and not (is_block and reach.profile == "portable")
    ]


def _found(
    vault: Vault, reaching: Iterable[tuple[str, str]], fragment: str
) -> Iterator[tuple[str, Anchors, Span | None]]:
    """Yield what a fragment leads to in each profile that reaches a note."""
    for profile, path in reaching:
        note = vault.anchors(path) if path.lower().endswith(NOTE_SUFFIXES) else None
        if note:
            yield profile, note, note.place(profile, fragment)
