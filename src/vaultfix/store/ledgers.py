"""Ledgers: a file of ours that people keep beside their notes, read whole and written whole or not at all."""

from pathlib import Path

from vaultfix.document import Document
from vaultfix.store.reading import OF_LEDGERS, read_bytes
from vaultfix.store.trouble import StoreError, Trouble
from vaultfix.store.writing import create, save

_READABLE = 0o644


def read_ledger(file: Path) -> bytes | None:
    """Return what a file holds; None where there is none.

    Raises:
        StoreError: it cannot be read.
    """
    try:
        return read_bytes(file, OF_LEDGERS)
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(Trouble.of(str(file), "cannot be read", error)) from error


def write_ledger(file: Path, before: bytes | None, after: bytes) -> None:
    """Write a file that held `before`, or was not there.

    Raises:
        StoreError: someone else has been at it, or the disk refuses.
    """
    name = file.name
    if before is not None:
        save(file.parent, Document(name, before), Document(name, after))
        return
    try:
        create(file, after)
        file.chmod(_READABLE)
    except OSError as error:
        raise StoreError(Trouble.of(str(file), "cannot be written", error)) from error
