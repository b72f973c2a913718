"""Signposts: what surely leads to a heading of a note, kept when the note itself is let go.

Links of a large vault lead to notes that were read long ago; to read each of them again, only to find a heading, took
longer than all else. What stands on no signpost may lead somewhere all the same.
"""

from collections.abc import Iterable, Sequence

from vaultfix.document import Document, fact
from vaultfix.patterns import pattern
from vaultfix.syntax.headings import sure_headings
from vaultfix.syntax.slugs import rendered, slug_each
from vaultfix.vault import Vault, as_read
from vaultfix.vault.anchors import anchors

_MOST_KEPT = 40_000_000
"""So many bytes are kept for all notes together."""
_ENOUGH = 64
_TO_HEADING = pattern(rb"\[\[[^\[\]|#\n]++#[^\^]|\.md#")
# An id is not simply made of what has one of them.
_MARKED = pattern(rb"[<\[_\\\x80-\xff]|&[#A-Za-z]")
_NO_WORD = pattern(rb"[^\w\- \x00]")
_UNTOLD = b"\n\x01"
"""What a signpost ends with whose ids nobody has asked for."""


class _Posts(dict[str, bytes]):
    """The signposts of notes as they were read, by path, as long as there is room for more."""

    room = _MOST_KEPT
    seen = linking = 0
    """How many notes were looked at, and how many of them link to headings."""

    def are_wanted(self, raw: bytes) -> bool:
        """Whether most notes link to headings, as far as was looked, so that most headings will be asked for."""
        if self.seen < _ENOUGH:
            self.seen += 1
            self.linking += bool(_TO_HEADING.search(raw))
        return 2 * self.linking > self.seen

    def keep(self, path: str, post: bytes) -> bytes:
        self.room -= len(post)
        if self.room > 0:
            self[path] = post
        return post


def has_heading(vault: Vault, path: str, words: bytes) -> bool:
    """Whether the note at `path` surely has a heading of these very words."""
    return b"\n%b\n" % words in post(vault, path) and bool(words) and b"\n" not in words


def has_id(vault: Vault, path: str, name: bytes) -> bool:
    """Whether GitHub surely gives this id, in small letters, to a heading of the note at `path`."""
    if not name or b"\x00" in name:
        return False
    told = post(vault, path)
    if told.endswith(_UNTOLD):
        headings = told[1 : -len(_UNTOLD)]
        ids = slug_each([rendered(each) for each in headings.decode().split("\n")])
        told = b"\n%b\n\x00%b\x00" % (headings, "\0".join(ids).encode())
        if path not in vault.mended:
            _posts(vault).keep(path, told)
    return b"\x00%b\x00" % name in told


def post(vault: Vault, path: str) -> bytes:
    """Return the signpost of a note: headings between line ends, then ids between zeros; empty where it has none.

    The ids that take long to make are `_UNTOLD` until they are asked for.
    """
    doc = vault.mended.get(path)
    if doc:
        return _of(doc)
    posts = _posts(vault)
    known = posts.get(path)
    if known is None:
        doc = vault.note(path)
        known = posts.keep(path, _of(doc) if doc else b"")
    return known


def put_up(vault: Vault, doc: Document) -> bytes | None:
    """Keep and return the signpost of a note that is being read, if that takes no parser and is likely to be asked."""
    posts = _posts(vault)
    if not posts.are_wanted(doc.raw) or doc.path in vault.mended or not doc.is_utf8:
        return None
    headings = sure_headings(doc)
    return None if headings is None else posts.keep(doc.path, _signpost(headings))


def put_up_all(vault: Vault, told: Iterable[tuple[str, bytes | None]]) -> None:
    """Keep the signposts of notes that others have read, by their paths."""
    posts = _posts(vault)
    for path, post in told:
        if post is not None and path not in posts:
            posts.keep(path, post)


@as_read
def _posts(_: Vault) -> _Posts:
    return _Posts()


@fact
def _of(doc: Document) -> bytes:
    if not (doc.raw.isascii() or doc.is_utf8):
        return b""
    headings = sure_headings(doc)
    return _signpost([words.encode() for words in anchors(doc).words] if headings is None else headings)


def _signpost(headings: Sequence[bytes]) -> bytes:
    if not headings:
        return b""
    told = b"\n".join(headings)
    if _MARKED.search(told):
        return b"\n%b%b" % (told, _UNTOLD)
    ids = _NO_WORD.sub(b"", b"\x00".join(headings).lower()).replace(b" ", b"-")
    return b"\n%b\n\x00%b\x00" % (told, ids)
