"""The tale: what a run came to so far."""

from dataclasses import dataclass, field

from vaultfix.report.entry import Entry


@dataclass(slots=True, eq=False, repr=False)
class Tale:
    """What a run came to so far, over all its vaults."""

    notes: int = 0
    fixed: list[Entry] = field(default_factory=list)
    followed: list[Entry] = field(default_factory=list)
    left: list[Entry] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    undoable: bool = False
    troubles: list[str] = field(default_factory=list)
    patch: list[str] = field(default_factory=list)
    mended: list[bytes] = field(default_factory=list)
    fails: bool = False
    known: int = 0
    gone: int = 0
    remarks: list[str] = field(default_factory=list)
    broken: list[Entry] = field(default_factory=list)
    healed: list[Entry] = field(default_factory=list)
    as_before: list[Entry] = field(default_factory=list)
    changes: bool = False
