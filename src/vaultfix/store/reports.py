"""Reports: what a person can send us when a note was not written because its second reading surprised us."""

import platform
from collections.abc import Iterable
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
    folder = user_state_path("vaultfix", appauthor=False) / "reports" / sha256(before).hexdigest()[:16]
    system = f"vaultfix {__version__}, Python {platform.python_version()}, {platform.system()}"
    said = "".join(f"- {each}\n" for each in words)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        create(folder / "before.md", before)
        create(folder / "after.md", after)
        create(folder / "report.txt", f"{system}\n\n{said}".encode("utf-8", "surrogateescape"))
    except OSError:
        return None
    return folder
