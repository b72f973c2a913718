"""Claims: the addresses and names that published notes give themselves, and who else claims them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from vaultfix.document import Document
from vaultfix.frozen import frozen
from vaultfix.syntax.plain_head import may_set
from vaultfix.syntax.properties import Properties, properties
from vaultfix.syntax.yaml_nodes import Node, Property, Style
from vaultfix.text import Span
from vaultfix.vault import Vault, whole_of_faces
from vaultfix.vault.files import folded, is_hidden

_YES = frozenset({"true", "1", "yes"})


class Claim(NamedTuple):
    """An address or a name that a note gives itself: as it is compared, as it is written, and where."""

    key: str
    said: str
    span: Span


def is_shared(doc: Document, share: str) -> bool:
    """Whether Enveloppe publishes a note: the property `share` says so in one of its words [C3.6]."""
    if not may_set(doc, share):
        return False
    return str(_value(doc, share)).lower() in _YES and not doc.path.endswith(".excalidraw.md")


def is_draft(doc: Document) -> bool:
    """Whether Quartz leaves a note out."""
    return bool(_value(doc, "draft"))


def urls(doc: Document) -> Iterator[Claim]:
    """Yield the address that the property `URL` claims: one host and scheme are as good as another's capitals."""
    for node in _texts(doc, "URL"):
        scheme, _, rest = str(node.value).partition("://")
        if rest and scheme.lower() in {"http", "https"}:
            host, slash, path = rest.partition("/")
            yield _claim(node, f"{host.lower()}{slash}{unquote(path, errors='surrogateescape')}".rstrip("/"))


def permalinks(doc: Document) -> Iterator[Claim]:
    """Yield the address that the property `permalink` claims, which is counted from the site's root [C3.5]."""
    for node in _texts(doc, "permalink"):
        yield _claim(node, folded(str(node.value).strip("/ ")))


def aliases(doc: Document) -> Iterator[Claim]:
    """Yield the other names of a note."""
    for node in _texts(doc, "aliases"):
        yield _claim(node, folded(str(node.value).strip(" ")))


@frozen
class Claims:
    """What the published notes of a vault claim."""

    notes: Sequence[Document]

    @cached_property
    def paths(self) -> frozenset[str]:
        """Where the published notes lie."""
        return frozenset(doc.path for doc in self.notes)

    @cached_property
    def urls(self) -> Mapping[str, Sequence[str]]:
        """The notes by the address that they claim."""
        return _by_key((claim, doc.path) for doc in self.notes for claim in urls(doc))

    @cached_property
    def permalinks(self) -> Mapping[str, Sequence[str]]:
        """The notes by their permalink."""
        return _by_key((claim, doc.path) for doc in self.notes for claim in permalinks(doc))

    @cached_property
    def aliases(self) -> Mapping[str, Sequence[str]]:
        """The notes by each of their other names."""
        return _by_key((claim, doc.path) for doc in self.notes for claim in aliases(doc))

    @cached_property
    def host(self) -> str:
        """The host that most notes name in their address: the site's own."""
        hosts = Counter(key.partition("/")[0] for key, paths in self.urls.items() for _ in paths)
        return max(sorted(hosts), key=hosts.__getitem__, default="")


@whole_of_faces
def claims(vault: Vault) -> Claims:
    """Return what the published notes claim: those that are shared; where none is, all that Quartz would publish."""
    notes = [doc for path in vault.documents if not is_hidden(path) and (doc := vault.note(path)) and doc.is_utf8]
    shared = [doc for doc in notes if is_shared(doc, vault.customs.share_property)]
    if not shared and "quartz" in vault.profiles:
        return Claims(tuple(doc for doc in notes if not is_draft(doc)))
    return Claims(tuple(shared))


def _by_key(claimed: Iterator[tuple[Claim, str]]) -> Mapping[str, Sequence[str]]:
    """Return the paths under each key, in order, none of them twice."""
    found: dict[str, dict[str, None]] = {}
    for claim, path in claimed:
        found.setdefault(claim.key, {})[path] = None
    return {key: sorted(paths) for key, paths in found.items()}


def _claim(node: Node, key: str) -> Claim:
    return Claim(key, str(node.value), node.span)


def _texts(doc: Document, key: str) -> Iterator[Node]:
    """Yield the texts that a property holds, which may be a list of them."""
    entry = _entry(doc, key)
    for node in (*entry.node.items, entry.node) if entry else ():
        if isinstance(node.value, str) and node.value.strip() and node.style is not Style.ALIAS:
            yield node


def _value(doc: Document, key: str) -> object:
    """Return the value of a property; None without one."""
    entry = _entry(doc, key)
    return entry.value if entry else None


def _entry(doc: Document, key: str) -> Property | None:
    """Return a property of a note whose properties can be read."""
    found = properties(doc) if may_set(doc, key) else None
    return found.get(key) if isinstance(found, Properties) and not found.repeats else None
