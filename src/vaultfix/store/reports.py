"""Reports: what a person can send us when a note was not written because its second reading surprised us."""

import platform
from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from platformdirs import user_state_path

from vaultfix.store.writing import create
from vaultfix.version import __version__


def save_report(before: bytes, after: bytes, words: Iterable[str]) -> Path | None:
    """Save a note before and after, and what was wrong, where the platform keeps the state of programs.

    Returns:
        The folder they lie in; None where the disk refuses.
    """
    system = f"vaultfix {__version__}, Python {platform.python_version()}, {platform.system()}"
    said = "".join(f"- {each}\n" for each in words)
    report = f"{system}\n\n{said}".encode("utf-8", "surrogateescape")
    folder = user_state_path("vaultfix", appauthor=False) / "reports" / _name(before, after, report)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for name, raw in (("before.md", before), ("after.md", after), ("report.txt", report)):
            with suppress(FileExistsError):  # an earlier run saved the same
                create(folder / name, raw)
    except OSError:
        return None
    return folder


def _name(*texts: bytes) -> str:
    """Return a name that only these texts have."""
    return sha256(b"".join(sha256(text).digest() for text in texts)).hexdigest()[:16]
