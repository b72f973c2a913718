"""What notes are called besides their file names: aliases, titles, first headings [A3.8]."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.vault import Vault, whole
from vaultfix.vault.files import folded
from vaultfix.vault.signposts import put_up, put_up_all

# The sign comes first, which lets `re` skip all else at once.
_FIRST_HEADING = pattern(r"#(?:(?<=[\r\n]#)|(?<=\A#)|(?<=\A\ufeff#))[ \t]++([^\r\n]++)")
_APART = "\0"
"""What stands between what one note says of itself and what the next one does, while all of it is made even."""
_CLOSING_HASHES = pattern(r"[ \t]+#+[ \t]*\Z")
_KEYS = ("title", "aliases", "alias")
_HAS_KEY = pattern(r"(?:title|alias(?:es)?)[\"']?[ \t]*:", re.IGNORECASE)


def bearers(vault: Vault, name: str) -> tuple[str, ...]:
    """Return the notes that are called `name`, folded as Obsidian compares names; by their file names none is."""
    answers = _answers(vault)
    if name not in answers:
        sayings = _sayings(vault)
        likely = (all_notes(vault)[number] for number in sayings.bearing(_evened(name)))
        answers[name] = tuple(sorted(path for path in (*likely, *sayings.escaped) if _is_called(vault, path, name)))
    return answers[name]


class Sayings(NamedTuple):
    """What some notes, one behind the other, say of themselves: evened, but for what hides behind a backslash."""

    starts: "array[int]"
    """Where the part of each note starts in all that is said."""
    said: bytes
    """What is said, folded, in one piece to search at once; as bytes, which no emoji makes four times as long."""
    escaped: list[str]
    """The paths of the notes of which it must be understood to be known."""
    posts: Sequence[bytes | None]
    """The signpost of each note, as far as it was put up meanwhile."""

    def bearing(self, sought: bytes) -> Iterator[int]:
        """Yield the numbers of the notes that say `sought` of themselves."""
        at = self.said.find(sought) if self.starts else -1
        while at >= 0:
            number = bisect_right(self.starts, at)
            yield number - 1
            at = self.said.find(sought, self.starts[number]) if number < len(self.starts) else -1


@whole
def _answers(_: Vault) -> dict[str, tuple[str, ...]]:
    return {}


@whole
def all_notes(vault: Vault) -> tuple[str, ...]:
    """Return the paths of all notes that may say anything of themselves."""
    return tuple(vault.documents)


@whole
def _told(_: Vault) -> list[Sayings]:
    return []


def _sayings(vault: Vault) -> Sayings:
    """Return what the notes say of themselves, unread: to understand all of it takes long, and few are asked for."""
    told = _told(vault)
    if not told:
        told.append(heard(vault, all_notes(vault)))
    return told[0]


def tell(vault: Vault, parts: Sequence[Sayings]) -> None:
    """Let it be known what all notes say of themselves, of which others have heard each a part."""
    starts = array("Q")
    length = 0
    for part in parts:
        starts.extend(length + start for start in part.starts)
        length += len(part.said) + 1
    said = b"\n".join([part.said for part in parts])
    _told(vault)[:] = [Sayings(starts, said, [path for part in parts for path in part.escaped], ())]
    put_up_all(vault, zip(all_notes(vault), chain.from_iterable(part.posts for part in parts), strict=True))


def heard(vault: Vault, paths: Iterable[str]) -> Sayings:
    """Find out what the notes at `paths` say of themselves."""
    said: list[str] = []
    escaped: list[str] = []
    posts: list[bytes | None] = []
    for path in paths:
        doc = vault.note(path)
        posts.append(put_up(vault, doc) if doc else None)
        head, heading = (_head(doc), _first_heading(doc)) if doc is not None and doc.is_utf8 else ("", "")
        is_plain = "\\" not in head and _APART not in f"{head}{heading}"
        said.append(f"{head}\n{heading}" if is_plain else "")
        if not is_plain:
            escaped.append(path)
    evened = _evened(folded(_APART.join(said))).split(_APART.encode())
    starts = array("Q", [0, *accumulate(len(each) + 1 for each in evened)][: len(said)])
    return Sayings(starts, b"\n".join(evened), escaped, posts)


def _evened(text: str) -> bytes:
    """Return a text with one space for all blanks, where YAML may break a line, and quotes as they are meant."""
    return " ".join(text.split()).replace("''", "'").encode()


def _is_called(vault: Vault, path: str, name: str) -> bool:
    doc = vault.note(path)
    return doc is not None and any(folded(each.strip(" \t")) == name for each in _names(doc))


def _names(doc: Document) -> Iterator[str]:
    """Yield the title, the aliases and the first heading of a note."""
    said = properties(doc) if _head(doc) else None
    entries = [said.get(key) for key in _KEYS] if isinstance(said, Properties) else []
    for value in (entry.value for entry in entries if entry):
        yield from (each for each in (value if isinstance(value, list) else [value]) if isinstance(each, str))
    yield _first_heading(doc)


def _head(doc: Document) -> str:
    """Return the YAML of a note that may name it, empty where none does."""
    head = block(doc)
    return head.yaml.of(doc.text) if head and _HAS_KEY.search(doc.text, head.yaml.start, head.yaml.end) else ""


def _first_heading(doc: Document) -> str:
    # A heading in code would lend a wrong name, which a writer sees; to rule it out every note would be parsed.
    head = block(doc)
    first = _FIRST_HEADING.search(doc.text, head.span.end if head else 0)
    return _CLOSING_HASHES.sub("", first[1]) if first else ""
