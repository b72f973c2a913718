"""What notes are called besides their file names: aliases, titles, first headings [A3.8]."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from itertools import accumulate
from typing import NamedTuple

from vaultfix.document import Document
from vaultfix.patterns import pattern
from vaultfix.syntax.frontmatter import block
from vaultfix.syntax.properties import Properties, properties
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.files import folded

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
        likely = sayings.bearing(_evened(name))
        answers[name] = tuple(sorted(path for path in (*likely, *sayings.escaped) if _is_called(vault, path, name)))
    return answers[name]


class _Sayings(NamedTuple):
    """What notes say of themselves: names stand there evened, but for those that hide behind a backslash."""

    paths: list[str]
    starts: list[int]
    """Where the part of each path starts in all that is said."""
    said: bytes
    """What is said, folded, in one piece to search at once; as bytes, which no emoji makes four times as long."""
    escaped: list[str]

    def bearing(self, sought: bytes) -> Iterator[str]:
        """Yield the paths of the notes that say `sought` of themselves."""
        at = self.said.find(sought) if self.paths else -1
        while at >= 0:
            number = bisect_right(self.starts, at)
            yield self.paths[number - 1]
            at = self.said.find(sought, self.starts[number]) if number < len(self.starts) else -1


@whole_of_faces
def _answers(_: Vault) -> dict[str, tuple[str, ...]]:
    return {}


def listen(vault: Vault) -> None:
    """Find out what all notes say of themselves, before anybody asks."""
    _sayings(vault)


@whole_of_faces
def _sayings(vault: Vault) -> _Sayings:
    """Return what the notes say of themselves, unread: to understand all of it takes long, and few are asked for."""
    paths: list[str] = []
    said: list[str] = []
    escaped: list[str] = []
    for path in vault.documents:
        doc = vault.note(path)
        if doc is None or not doc.is_utf8:
            continue
        head = _head(doc)
        words = f"{head}\n{_first_heading(doc)}"
        if "\\" in head or _APART in words:
            escaped.append(path)
        elif len(words) > 1:
            paths.append(path)
            said.append(words)
    evened = _evened(folded(_APART.join(said))).split(_APART.encode()) if said else []
    starts = [0, *accumulate(len(each) + 1 for each in evened)][: len(evened)]
    return _Sayings(paths, starts, b"\n".join(evened), escaped)


def _evened(text: str) -> bytes:
    """Return a text with one space for all blanks, where YAML may break a line, and quotes as they are meant."""
    return " ".join(text.split()).replace("''", "'").encode()


def _is_called(vault: Vault, path: str, name: str) -> bool:
    doc = vault.note(path)
    return doc is not None and any(folded(each.strip(" \t")) == name for each in names(doc))


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
