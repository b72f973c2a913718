"""Fragments: how a link says which heading of a note it means."""

from collections.abc import Collection, Iterator
from typing import NamedTuple

from vaultfix.patterns import pattern
from vaultfix.syntax.regions import Heading
from vaultfix.syntax.slugs import rendered, slug
from vaultfix.vault.anchors import Anchors

# What Obsidian itself leaves out of a link to a heading [B1.6].
_LEFT_OUT = pattern(r"(?:[:#|^\\\s]|%%|\[\[|\]\])+")
# What makes a link of a heading's words; to Obsidian, which compares words alone, it is as good as blanks [B1.1].
_LINKED = pattern(r"[\[\]()\s]+")


class Fragment(NamedTuple):
    """A fragment, neither encoded nor led by `#`, and the profiles in which it leads where it should."""

    text: str
    profiles: frozenset[str]


def fragment_to(
    note: Anchors,
    heading: Heading,
    profiles: Collection[str],
    *,
    keeping: Collection[str] = (),
    like: str = "",
) -> Fragment:
    """Return the fragment that leads to `heading` in as many of `profiles` as one fragment can.

    Args:
        note: The anchors of the heading's note.
        heading: The heading that is meant.
        profiles: Where the link is judged.
        keeping: Where it must work before all.
        like: The author's words for the heading, which come before all others that do as well; where they look like
            an id, the true id comes next.
    """
    ids = [name for name, named in note.slugs.items() if named.span == heading.span]
    texts = (like, *(ids if slug(like) == like else ()), *_spellings(note, heading), *ids)
    written = [Fragment(text, _leading(note, heading, text, profiles)) for text in texts]

    def worth(fragment: Fragment) -> tuple[bool, int, bool]:
        # GitHub overlooks capitals, other readers of plain Markdown may not.
        exact = fragment.text in ids or "portable" not in fragment.profiles
        return fragment.profiles.issuperset(keeping), len(fragment.profiles), exact

    return max(written, key=worth)


def copied(text: str) -> str:
    """Return a heading's text as Obsidian writes it in a link to it [B1.6]; a link in it would be one there, too."""
    words = _LEFT_OUT.sub(" ", text)
    return (_LINKED.sub(" ", words) if "](" in words else words).strip(" ")


def _leading(note: Anchors, heading: Heading, text: str, profiles: Collection[str]) -> frozenset[str]:
    return frozenset(profile for profile in profiles if text and note.place(profile, text) == heading.span)


def _spellings(note: Anchors, heading: Heading) -> Iterator[str]:
    """Yield the words that may lead to a heading: its own, and below those of the headings around it."""
    words = copied(heading.text)
    yield words
    yield copied(rendered(heading.text))
    around = list(parents(note, heading))
    for parent in around:
        yield f"{copied(parent.text)}#{words}"
    yield "#".join([*(copied(parent.text) for parent in reversed(around)), words])


def parents(note: Anchors, heading: Heading) -> Iterator[Heading]:
    """Yield the headings that stand around `heading`, the nearest first."""
    level = heading.level
    for above in reversed(note.headings[: note.headings.index(heading)]):
        if above.level < level:
            level = above.level
            yield above
