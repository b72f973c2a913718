"""What notes are called besides their file names: aliases, titles, first headings [A3.8]."""

import re
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, chain
from typing import NamedTuple

from vaultfix.document import BOM, Document
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.files import folded
from vaultfix.vault.signposts import put_up, put_up_all

# The sign comes first, which lets `re` skip all else at once.
_HASHED = rf"#(?:(?<=[\r\n]#)|(?<=\A#)|(?<=\A{BOM}#))[ \t]++([^\r\n]++)"
_FIRST_HEADING = pattern(_HASHED)
_RAW_FIRST_HEADING = pattern(_HASHED.encode())
_APART = b"\0"
"""What stands between what one note says of itself and what the next one does, while all of it is made even."""
_AT_ONCE = 256
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


@whole_of_faces
def _answers(_: Vault) -> dict[str, tuple[str, ...]]:
    return {}


@whole_of_faces
def all_notes(vault: Vault) -> tuple[str, ...]:
    """Return the paths of all notes that may say anything of themselves."""
    return tuple(vault.documents)


@whole_of_faces
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
    said: list[bytes] = []
    evened: list[bytes] = []
    escaped: list[str] = []
    posts: list[bytes | None] = []
    for path in paths:
        doc = vault.note(path)
        posts.append(put_up(vault, doc) if doc else None)
        its = _said(doc) if doc else b""
        is_plain = b"\\" not in its and _APART not in its
        said.append(its if is_plain else b"")
        if not is_plain:
            escaped.append(path)
        if len(said) == _AT_ONCE:
            evened += _all_evened(said)
            said.clear()
    evened += _all_evened(said)
    starts = array("Q", [0, *accumulate(len(each) + 1 for each in evened)][: len(posts)])
    return Sayings(starts, b"\n".join(evened), escaped, posts)


def _all_evened(said: Sequence[bytes]) -> Sequence[bytes]:
    """Return what notes say, evened and folded; some hundred at once, for which there is room where the last were."""
    return _evened(folded(_decoded(said))).split(_APART) if said else ()


def _said(doc: Document) -> bytes:
    """Return the YAML of a note that may name it, and its first heading, told from its bytes."""
    raw = doc.raw
    yaml = b""
    end = 0
    if raw.startswith((b"---", BOM.encode())):
        end = raw.find(b"\n---", 3) + len(b"\n---\n")
        if not raw.startswith(b"---\n") or raw[end - 1 : end] != b"\n" or b"\r" in raw[:end]:
            return f"{_head(doc)}\n{_first_heading(doc)}".encode("utf-8", "surrogateescape")
        yaml = raw[4 : end - 4]
        low = yaml.lower()
        yaml = yaml if b"title" in low or b"alias" in low or not yaml.isascii() else b""
    first = _RAW_FIRST_HEADING.search(raw, end)
    return b"%b\n%b" % (yaml, first[1]) if first else yaml


def _decoded(said: Sequence[bytes]) -> str:
    """Return what notes say as text; what is not UTF-8 names none."""
    try:
        return _APART.join(said).decode()
    except UnicodeDecodeError:
        return _APART.join([each.decode("utf-8", "ignore").encode() for each in said]).decode()


def _evened(text: str) -> bytes:
    """Return a text with one space for all blanks, where YAML may break a line, and quotes as they are meant."""
    return " ".join(text.split()).replace("''", "'").encode()


def _is_called(vault: Vault, path: str, name: str) -> bool:
    doc = vault.note(path)
    return doc is not None and doc.is_utf8 and any(folded(each.strip(" \t")) == name for each in names(doc))


def names(doc: Document) -> Iterator[str]:
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
