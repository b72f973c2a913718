"""The tale: what a run came to so far."""

from pathlib import Path

from vaultfix.report.entry import Entry


class Tale:
    """What a run came to so far, over all its vaults."""

    def __init__(self) -> None:
        """Begin with nothing told."""
        self.notes = 0
        self.fixed: list[Entry] = []
        self.followed: list[Entry] = []
        self.left: list[Entry] = []
        self.written: list[str] = []
        self.undoable: list[Path] = []
        self.troubles: list[str] = []
        self.patch: list[str] = []
        self.mended: list[bytes] = []
        self.fails = False
        self.known = 0
        self.gone = 0
        self.remarks: list[str] = []
        self.broken: list[Entry] = []
        self.healed: list[Entry] = []
        self.as_before: list[Entry] = []
        self.changes = False
