"""Temps: files beside others that are about to take their places, forced to disk before they do."""

import errno
import os
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Thread

from vaultfix.store.litter import temp_name
from vaultfix.store.systems import CREATING, dress

_HANDS = 4
"""How many files are forced to disk at the same time."""


class Temp:
    """A file beside another one, which is about to take its place."""

    def __init__(self, file: Path, raw: bytes, was: os.stat_result | None = None) -> None:
        """Write `raw` to it; given what `file` was, it has its mode, owner and attributes, else it is the user's alone.

        Raises:
            OSError: the disk refuses; the file is gone again.
        """
        self.file = file
        self.path = file.parent / temp_name()
        self.failure: OSError | None = OSError(errno.EIO, "It was not forced to disk")
        self._opened: int | None = os.open(self.path, CREATING, 0o600)
        try:
            _write(self._opened, raw)
            if was:
                dress(self._opened, file, was)
        except BaseException:
            self.drop()
            raise

    def force(self) -> None:
        """Force it to disk, and close it.

        Raises:
            OSError: the disk refuses.
        """
        if self._opened is not None:
            os.fsync(self._opened)
            self._close()
            self.failure = None

    def drop(self) -> None:
        """Close it, and take it away unless it has another name by now."""
        self.failure = self.failure or OSError(errno.EIO, "It was taken away")
        self._close()
        with suppress(OSError):
            self.path.unlink()

    def _close(self) -> None:
        if self._opened is not None:
            os.close(self._opened)
            self._opened = None


def force(temps: Iterable[Temp]) -> None:
    """Force files to disk side by side: most of it is waiting, and the disk does several at once in the same time."""
    waiting = deque(temps)

    def work() -> None:
        with suppress(IndexError):
            while True:
                temp = waiting.popleft()
                try:
                    temp.force()
                except OSError as error:
                    temp.failure = error

    others = [Thread(target=work) for _ in range(min(len(waiting), _HANDS) - 1)]
    begun = []
    try:
        with suppress(RuntimeError):  # there may be no more threads; one is enough
            for other in others:
                other.start()
                begun.append(other)
        work()
    finally:
        for other in begun:
            other.join()


def _write(opened: int, content: bytes) -> None:
    """Write all of `content`; the system may take it in pieces."""
    left = memoryview(content)
    while left:
        left = left[os.write(opened, left) :]
