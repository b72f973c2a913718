"""Notes as the disk has them, each read when it is first asked for."""

import os
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping
from weakref import WeakValueDictionary

from vaultfix.document import Document
from vaultfix.store.discovery import Discovery
from vaultfix.store.reading import TooLargeError, read_bytes
from vaultfix.store.trouble import Trouble

_MEGABYTE = 1_000_000
_ALL_AT_HAND = 40_000_000
"""How many bytes of notes stay at hand after they were read, as long as that may be all of them."""
_SOME_AT_HAND = 4_000_000
"""How many do where there are more, because others may be asked about them soon."""
_FAR_MORE = 60_000_000
"""So many are they not, even if this is one of several processes that read a part each."""


class Notes(Mapping[str, Document]):
    """The notes of a vault by path; one that cannot be read, or is too large, is missing, and named once in `troubles`.

    A large vault is larger than memory. A note that nobody needs any more is let go, and read again when it is asked
    for again. As long as anyone holds it, it is the same document, whatever becomes of the file.
    """

    def __init__(self, discovery: Discovery, megabytes: int = 0) -> None:
        """Promise every note that a link can lead to; read none yet, and never one of more than so many megabytes.

        Zero of them allows any.
        """
        self._root = os.fspath(discovery.root)
        self._paths = dict.fromkeys(discovery.readable)
        self._megabytes = max(megabytes, 0)
        self._held: WeakValueDictionary[str, Document] = WeakValueDictionary()
        self._at_hand: OrderedDict[str, Document] = OrderedDict()
        self._room = _ALL_AT_HAND
        self._are_many = False
        self._troubles: dict[str, Trouble] = {}

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        """What could not be read so far, by path."""
        return tuple(self._troubles[path] for path in sorted(self._troubles))

    def __getitem__(self, path: str) -> Document:
        """Return the note at `path`.

        Raises:
            KeyError: there is no such note, or it could not be read.
        """
        doc = self._at_hand.get(path) or self._held.get(path)
        if doc is None:
            if path not in self._paths or path in self._troubles:
                raise KeyError(path)
            doc = self._read(path)
            self._keep_at_hand(doc)
        return doc

    def _read(self, path: str) -> Document:
        """Read a note.

        Raises:
            KeyError: it cannot be read, or has more bytes than may be read; from now on it is missing.
        """
        try:
            return Document(path, read_bytes(f"{self._root}/{path}", self._megabytes * _MEGABYTE or None))
        except TooLargeError as error:
            tenths = -(-error.size * 10 // _MEGABYTE)
            reason = f"not read: it has {tenths / 10:g} MB, and the setting `note-megabytes` allows {self._megabytes}"
            self._troubles[path] = Trouble(path, reason, is_private=True)
            raise KeyError(path) from error
        except OSError as error:
            self._troubles[path] = Trouble.of(path, "cannot be read", error)
            raise KeyError(path) from error

    def adopted(self, doc: Document) -> Document:
        """Return the document that stands for a note which another process read; from now on it does so here, too."""
        held = self._at_hand.get(doc.path) or self._held.get(doc.path)
        if held is not None and held.raw == doc.raw:
            return held
        if doc.path in self._paths:
            if stale := self._at_hand.pop(doc.path, None):
                self._room += len(stale.raw)
            self._held[doc.path] = doc
        return doc

    def heard(self, troubles: Iterable[Trouble]) -> None:
        """Take in what another process could not read."""
        for trouble in troubles:
            self._troubles.setdefault(trouble.path, trouble)

    def _keep_at_hand(self, doc: Document) -> None:
        """Hold a note until so many others were read that there is no room for it."""
        self._at_hand[doc.path] = doc
        self._room -= len(doc.raw)
        if not self._are_many and (self._room < 0 or self._will_be_many()):
            self._are_many = True
            self._room -= _ALL_AT_HAND - _SOME_AT_HAND
        while self._room < 0:
            path, let_go = self._at_hand.popitem(last=False)
            self._room += len(let_go.raw)
            let_go.forget()
            self._held[path] = let_go

    def _will_be_many(self) -> bool:
        """Whether there are far more notes than can stay at hand, if the others are like those that were read."""
        held = _ALL_AT_HAND - self._room
        return held > _SOME_AT_HAND and held * len(self._paths) > _FAR_MORE * len(self._at_hand)

    def __contains__(self, path: object) -> bool:
        """Whether there is such a note, as far as is known without reading it."""
        return path in self._paths and path not in self._troubles

    def __iter__(self) -> Iterator[str]:
        """Yield the paths of all notes, in order."""
        return iter([path for path in self._paths if path not in self._troubles])

    def __len__(self) -> int:
        """Return the number of notes."""
        return len(self._paths) - len(self._troubles)
