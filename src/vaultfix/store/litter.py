"""Litter: the half-written files that a run leaves where it is killed, and how the next one sweeps them."""

import os
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from vaultfix.patterns import pattern
from vaultfix.store.systems import lives, this_machine

_DAY = 24 * 60 * 60
_NAME = pattern(r"\.vaultfix-([0-9a-f]{8})-([0-9]+)-[0-9a-f]{12}\.tmp")


def temp_name() -> str:
    """Return a new name for a file that is about to become a note: it says which process, on which machine."""
    return f".vaultfix-{this_machine()}-{os.getpid()}-{os.urandom(6).hex()}.tmp"


def sweep(root: Path, files: Iterable[str]) -> None:
    """Remove those of the `files` under `root` that a run of ours began to write and never finished.

    A run that may still be at it keeps its files: one whose process lives, or for a day one on another machine. What
    cannot be removed waits for the next run.
    """
    for path in files:
        name = _NAME.fullmatch(path[path.rfind("/") + 1 :]) if ".vaultfix-" in path else None
        if name:
            with suppress(OSError):
                file = root / path
                if not file.is_symlink() and _is_left(file, *name.groups()):
                    file.unlink()


def _is_left(file: Path, machine: str, process: str) -> bool:
    """Whether nobody is at work on a file any more."""
    living = lives(int(process)) if machine == this_machine() else None
    return not living if living is not None else time.time() - file.stat().st_mtime > _DAY
