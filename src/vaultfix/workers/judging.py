"""Judging: what workers find in notes, told to the process that they are copies of."""

from collections.abc import Sequence
from typing import Any

from vaultfix.document import Document
from vaultfix.rule import Verdict
from vaultfix.store import Notes
from vaultfix.workers import Work
from vaultfix.workers.parcels import Packer


class Judging:
    """The job of judging notes."""

    def __init__(self, work: Work) -> None:
        """Do nothing yet."""
        self._work = work
        self.packer = Packer.of(work.charges, work.bystanders)

    def done(self, share: Sequence[str]) -> Sequence[Verdict]:
        """Return what is found in a share."""
        return list(self._work.judged(share))

    def told(self, share: Sequence[str]) -> object:
        """Return the same in plain values."""
        return self.packer.packed(self._work.judged(share))

    def heard(self, told: Any, notes: Notes) -> Sequence[Verdict]:  # noqa: ANN401 - whatever `told` returns
        """Return what another process found, with the documents that stand for its notes here."""
        mended = self._work.vault.mended

        def note(path: str, raw: bytes) -> Document:
            return mended.get(path) or notes.adopted(Document(path, raw))

        return list(self.packer.unpacked(told, note))
