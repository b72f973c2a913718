"""The ledger of a run: the baseline of one vault, read before the work, and written where that is asked for."""

from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple, Self
from unicodedata import normalize

from vaultfix.baseline import BaselineError, Counts, Reach, Reckoning, parse, reckon, written
from vaultfix.cli.known import Parted
from vaultfix.cli.order import Order
from vaultfix.config import ConfigError, shown
from vaultfix.report.summary import count
from vaultfix.rule import Verdict
from vaultfix.session import Session
from vaultfix.store import StoreError
from vaultfix.store.ledgers import read_ledger, write_ledger


class Ledger(NamedTuple):
    """The baseline of a vault: `file` holds the bytes `raw`, or is not there yet."""

    session: Session
    order: Order
    file: Path
    raw: bytes | None
    counts: Counts

    @classmethod
    def opened(cls, session: Session, order: Order) -> Self:
        """Return the baseline of a vault, or what is to become it.

        Raises:
            ConfigError: it cannot be read, or was asked for and is not there.
        """
        file = session.config.baseline_file
        if file is None:
            raise ConfigError("nothing says where the baseline is; name it with --baseline FILE")
        try:
            raw = read_ledger(file)
            counts = parse(raw) if raw is not None else {}
        except StoreError as wrong:
            raise ConfigError(f"{shown(file)}: the baseline {wrong.trouble.reason}") from wrong
        except BaselineError as wrong:
            raise ConfigError(f"{shown(file)}:{wrong.line}: {wrong}") from wrong
        if raw is None and not (order.write_baseline or order.grow_baseline):
            place = session.config.places.get("baseline", "--prune-baseline")
            raise ConfigError(f"{place}: there is no baseline `{shown(file)}`; --write-baseline makes it")
        return cls(session, order, file, raw, counts)

    def parted(self, found: Collection[Verdict]) -> Parted:
        """Set what was found in the vault against its baseline, and write down what is asked for.

        Raises:
            ConfigError: the baseline cannot be written.
        """
        came = reckon(self.counts, found, self._reach())
        if self.order.grow_baseline or self.raw is None:
            self._write(came.grown)
            words = f"{shown(self.file)} knows {count(sum(came.grown.values()), 'fault')}"
            return Parted((), came.known + len(came.new), came.mended, (words,))
        if self.order.on_baseline:
            self._write(came.kept)
        return Parted(came.new, came.known, came.mended, tuple(self._words(came)))

    def _words(self, came: Reckoning) -> Iterator[str]:
        """Yield what is to be said of a baseline that there was before."""
        if self.order.on_baseline:
            before, after = sum(self.counts.values()), sum(came.kept.values())
            fewer = f", {before - after} fewer than before" if after < before else ""
            yield f"{shown(self.file)} knows {count(after, 'fault')}{fewer}"
        elif came.mended:
            are, them = ("is", "it") if came.mended == 1 else ("are", "them")
            gone = f"{count(came.mended, 'known fault')} {are} gone"
            yield f"{gone}; --prune-baseline takes {them} out of {shown(self.file)}"
        if self.order.write_baseline and came.new:
            yield "a baseline only shrinks; --grow-baseline adds what is new"

    def _write(self, counts: Counts) -> None:
        """Write the baseline, unless it says so already."""
        raw = written(counts)
        if raw == self.raw:
            return
        try:
            write_ledger(self.file, self.raw, raw)
        except StoreError as wrong:
            raise ConfigError(f"{shown(self.file)}: the baseline {wrong.trouble.reason}") from wrong

    def _reach(self) -> Reach:
        """Return how far the run went over the vault."""
        named = {normalize("NFC", path): path for path in self.session.named}
        there = {normalize("NFC", path) for path in self.session.vault.files.paths}
        is_narrow = self.order.is_narrow or self.order.stdin or not self.session.linted.issubset(self.session.named)
        return Reach(_asked(self.session, named), there.__contains__, whole=not is_narrow)


def _asked(session: Session, named: dict[str, str]) -> Callable[[str, str], bool]:
    """Return what says whether a note was judged by a rule; `named` has the true paths of the notes that were."""
    names: dict[str, frozenset[str]] = {}

    def asked(path: str, rule: str) -> bool:
        if path in named and path not in names:
            names[path] = frozenset(each.name for each in session.config.rules_for(named[path]))
        return rule in names.get(path, ())

    return asked
