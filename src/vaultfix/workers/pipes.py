"""Pipes: messages between a process and its copies, each behind its length."""

import fcntl
import os
from contextlib import suppress

_LENGTH = 8
"""How many bytes the length of a message is written in."""
_ROOM = 2**20
"""How many bytes a pipe holds where Linux lets it."""


def widen(pipe: int) -> None:
    """Let a pipe hold whole messages, so that a worker goes on while its last one waits; narrower it works as well."""
    with suppress(OSError):
        fcntl.fcntl(pipe, fcntl.F_SETPIPE_SZ, _ROOM)


def write(pipe: int, message: bytes) -> None:
    """Write a message, behind its length."""
    os.write(pipe, len(message).to_bytes(_LENGTH, "big"))
    left = memoryview(message)
    while left:
        left = left[os.write(pipe, left) :]


def read(pipe: int) -> bytes:
    """Read one message.

    Raises:
        EOFError: there is no whole one.
    """
    return _exactly(pipe, int.from_bytes(_exactly(pipe, _LENGTH), "big"))


def _exactly(pipe: int, length: int) -> bytes:
    """Read so many bytes."""
    pieces = []
    while length:
        piece = os.read(pipe, length)
        if not piece:
            raise EOFError
        pieces.append(piece)
        length -= len(piece)
    return b"".join(pieces)
