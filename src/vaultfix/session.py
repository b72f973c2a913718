"""A session: the vaults that a run is about, opened, and what mending them comes to on disk."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import overload

from vaultfix.config import CONFIG_NAMES, Config, load
from vaultfix.document import Document
from vaultfix.engine import Charges, Quarrel, judge, mend
from vaultfix.git import History
from vaultfix.passes import PASSES
from vaultfix.rule import Rule, Verdict
from vaultfix.store import AppSettings, Notes, StoreError, Trouble, choose, discover, find_root, save
from vaultfix.vault import Vault
from vaultfix.vault.customs import Customs
from vaultfix.vault.files import Files
from vaultfix.vault.unwritten import Unwritten

Seen = Callable[[str], None]
"""Is told the path of each note when the engine comes to it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """How vaults are opened: which configuration is read, and what the command line sets over it."""

    config: Path | None = None
    isolated: bool = False
    overrides: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Session:
    """One vault, opened: its index is the whole vault, `named` are the notes that were asked for."""

    root: Path
    config: Config
    notes: Notes
    vault: Vault
    named: tuple[str, ...]

    def judge(self, seen: Seen) -> Iterator[Verdict]:
        """Yield every finding in the named notes."""
        return judge(self.vault, self._charges(self.named, seen))

    def mend(self, seen: Seen, *, unsafe: bool) -> "Outcome":
        """Mend the named notes in memory; nothing is written yet."""
        mended = mend(self.vault, self._charges(self.named, seen), unsafe=unsafe)
        changes = tuple(
            (before, after)
            for path, after in sorted(mended.vault.mended.items())
            if (before := self.vault.note(path)) and before.raw != after.raw
        )
        return Outcome(replace(self, vault=mended.vault), changes, mended.fixed, mended.left, mended.quarrels)

    def inbound(self) -> Iterator[Verdict]:
        """Yield the findings on links that lead from the other notes to the named ones."""
        named = frozenset(self.named)
        linking = {path: links for path, links in self.vault.inbound(self.named).items() if path not in named}
        rules = tuple(rule for group in PASSES if group.name == "links" for rule in group.rules)
        charges = {path: [rule for rule in self.config.rules_for(path) if isinstance(rule, rules)] for path in linking}
        for verdict in judge(self.vault, charges):
            if any(link.span.touches(verdict.finding.span) for link in linking[verdict.doc.path]):
                yield verdict

    def with_text(self, path: str, raw: bytes) -> "Session":
        """Return the session with `raw` as the note at `path`, as if it were saved so, and nothing else named."""
        files = Files(self.vault.files.paths | {path})
        vault = replace(self.vault, files=files).turned([Document(path, raw)])
        return replace(self, vault=vault, named=(path,))

    def _charges(self, paths: Iterable[str], seen: Seen) -> Charges:
        """Return the rules for each of `paths`."""
        return {path: _Watched(path, self.config.rules_for(path), seen) for path in paths}


@dataclass(frozen=True)
class Outcome:
    """What mending came to, in memory: `session` as it would be then, and each change as (before, after)."""

    session: Session
    changes: tuple[tuple[Document, Document], ...]
    fixed: tuple[Verdict, ...]
    left: tuple[Verdict, ...]
    quarrels: tuple[Quarrel, ...]

    def write(self, written: list[str]) -> tuple["Outcome", tuple[Trouble, ...]]:
        """Write each changed note, adding its path to `written` as soon as it is on disk.

        Before the first of them, the journal keeps what all were. A note that cannot be written keeps its faults: the
        outcome that is returned has them, and the troubles say why.
        """
        try:
            self._keep()
        except StoreError as refusal:
            return self._without([before for before, _ in self.changes]), (refusal.trouble,)
        troubles = []
        kept = []
        for before, after in self.changes:
            try:
                save(self.session.root, before, after)
            except StoreError as refusal:
                troubles.append(refusal.trouble)
                kept.append(before)
            else:
                written.append(after.path)
        return (self._without(kept) if kept else self), tuple(troubles)

    def _keep(self) -> None:
        """Let the journal keep what is about to change.

        Raises:
            StoreError: it cannot.
        """
        config = self.session.config
        if not self.changes or not config.journal:
            return
        from vaultfix.store.journal import Journal  # noqa: PLC0415 - only who writes pays for zip files

        journal = Journal.of(self.session.root, config.journal_folder)
        journal.keep((before.path, before.raw, after.raw) for before, after in self.changes)
        journal.prune(config.journal_days, config.journal_megabytes)

    def _without(self, kept: Sequence[Document]) -> "Outcome":
        """Return the outcome where the notes `kept` stayed as they were."""
        session = replace(self.session, vault=self.session.vault.turned(kept))
        paths = {doc.path for doc in kept}
        again = judge(session.vault, {path: session.config.rules_for(path) for path in paths})
        left = [*(verdict for verdict in self.left if verdict.doc.path not in paths), *again]
        return Outcome(
            session,
            tuple(change for change in self.changes if change[0].path not in paths),
            tuple(verdict for verdict in self.fixed if verdict.doc.path not in paths),
            tuple(sorted(left, key=lambda verdict: verdict.doc.path)),
            self.quarrels,
        )


@dataclass(frozen=True, slots=True)
class _Watched(Sequence[Rule]):
    """The rules for one note; says so when the engine begins to ask them, so that a shell can show progress."""

    path: str
    rules: tuple[Rule, ...]
    seen: Seen

    def __iter__(self) -> Iterator[Rule]:
        self.seen(self.path)
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)

    @overload
    def __getitem__(self, at: int) -> Rule: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Rule]: ...
    def __getitem__(self, at: int | slice) -> Rule | Sequence[Rule]:
        return self.rules[at]


def seen_from_here(root: Path, path: str) -> str:
    """Return the file `path` of the vault at `root` as the current folder sees it: POSIX, absolute on another drive."""
    place = root / path
    try:
        return Path(os.path.relpath(place)).as_posix()
    except ValueError:
        return place.as_posix()


def open_vaults(paths: Iterable[str], settings: Settings) -> tuple[tuple[Session, ...], tuple[Trouble, ...]]:
    """Open the vaults that `paths`, files or folders, lie in; the troubles say what could not be found or read.

    Raises:
        ConfigError: the configuration of a vault is wrong.
    """
    groups: dict[Path, list[Path]] = {}
    troubles = []
    for path in dict.fromkeys(paths):
        if os.path.lexists(path):
            groups.setdefault(find_root(Path(path), CONFIG_NAMES), []).append(Path(path))
        else:
            troubles.append(Trouble(path, "there is no such file or folder"))
    sessions = []
    for root, ours in sorted(groups.items()):
        session, found = _open(root, ours, settings)
        sessions.append(session)
        troubles += found
    return tuple(sessions), tuple(troubles)


def _open(root: Path, paths: Sequence[Path], settings: Settings) -> tuple[Session, list[Trouble]]:
    """Open one vault."""
    config = load(root, explicit=settings.config, isolated=settings.isolated, overrides=settings.overrides)
    discovery = discover(root, config.exclude)
    troubles: dict[str, Trouble] = {}
    named: set[str] = set()
    for path in paths:
        chosen, trouble = choose(discovery, path)
        named.update(chosen)
        if trouble:
            troubles[seen_from_here(root, _name(root, path))] = trouble
        # What is wrong elsewhere in the vault is no trouble for one who asks about this note.
        for each in discovery.troubles:
            if _lies_in(each.path, _name(root, path)):
                seen = seen_from_here(root, each.path)
                troubles.setdefault(seen, Trouble(seen, each.reason))
    notes = Notes(discovery)
    vault = Vault(
        notes,
        Files(discovery.files),
        config.profiles,
        history=History(root) if config.git else {},
        customs=_customs(config, discovery.app),
    )
    return Session(root, config, notes, vault, tuple(sorted(named))), list(troubles.values())


def _customs(config: Config, app: AppSettings) -> Customs:
    """Return how links are read and written in a vault, as its configuration and Obsidian's say."""
    return Customs(
        quartz_links=config.quartz_links,
        link_format=app.new_link_format,
        attachment_folder=app.attachment_folder,
        publish_prefixes=config.publish_prefixes,
        unwritten=Unwritten.of(config.unwritten),
    )


def _name(root: Path, path: Path) -> str:
    """Return `path` as the vault names it: POSIX, relative to `root`, which is itself `.`."""
    name = os.path.relpath(os.path.abspath(path), os.path.abspath(root))  # noqa: PTH100 - links in it stay
    return name.replace(os.sep, "/")


def _lies_in(name: str, folder: str) -> bool:
    """Whether `name` is `folder`, or lies in it."""
    return folder in (".", name) or name.startswith(f"{folder}/")
