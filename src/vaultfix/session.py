"""A session: one vault, opened, and what mending it comes to on disk."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import field, replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from vaultfix.config import Config
from vaultfix.document import Document
from vaultfix.engine import Charges, Mended, Quarrel, judge
from vaultfix.frozen import frozen
from vaultfix.passes import PASSES
from vaultfix.rule import Rule, Verdict
from vaultfix.store import Notes, StoreError, Trouble, sweep
from vaultfix.store.places import Rename
from vaultfix.vault import Vault
from vaultfix.vault.files import Files
from vaultfix.vault.overlaid import Overlaid
from vaultfix.workers import Crew, Seen, Surprises


@frozen
class Session:
    """One vault, opened: its index is the whole vault, `named` are the notes that were asked for.

    `bystanders` are other notes, whose links a change since some commit may have broken; `from_nothing` says that
    there was no such commit. `followers` are notes whose links must follow what a repair changes, named or not;
    of notes that were not named only those in `linted` may be touched. `renames` are the new names that files and
    folders will have, each with the finding that asks for it; all paths are the new ones, `old_paths` says which of
    them lie elsewhere on disk until then, and `origin` is the session before. Up to `jobs` processes judge the notes.
    """

    root: Path
    config: Config
    notes: Notes
    vault: Vault
    named: tuple[str, ...]
    bystanders: frozenset[str] = frozenset()
    from_nothing: bool = False
    linted: frozenset[str] = frozenset()
    followers: frozenset[str] = frozenset()
    renames: tuple[tuple[Rename, Verdict], ...] = ()
    old_paths: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    origin: "Session | None" = None
    jobs: int = 1

    @property
    def unread(self) -> tuple[Trouble, ...]:
        """What could not be read so far; a note that is too large is no trouble for those who ask about others."""
        asked = self.bystanders.union(self.named)
        return tuple(each for each in self.notes.troubles if not each.is_private or each.path in asked)

    def judge(self, seen: Seen) -> Iterator[Verdict]:
        """Yield every finding in the named notes, and what a change inflicted on bystanders."""
        crew = Crew(self.notes, seen, self.jobs)
        return crew.judge(self.vault, self._charges(self.named), self.suffered(self.bystanders | self.followers))

    def mend(self, seen: Seen, *, unsafe: bool) -> "Outcome":
        """Mend the named notes in memory, and what a change inflicted on bystanders; nothing is written yet."""
        session = self
        crew = Crew(self.notes, seen, self.jobs)
        charges = self._charges(self.named)
        while True:
            suffered = session.suffered(session.bystanders | session.followers)
            by_faces = self._judges_by_faces(charges)
            mended, surprises = crew.mend(self.vault, charges, suffered, unsafe=unsafe, by_faces=by_faces)
            followers = self._following(mended) | session.followers
            if followers == session.followers:
                break
            session = replace(session, followers=followers)
        fixed = (*(verdict for _, verdict in self.renames), *mended.fixed)
        return Outcome(
            replace(session, vault=mended.vault), mended.changes, fixed, mended.left, mended.quarrels, surprises
        )

    def inbound(self) -> Iterator[Verdict]:
        """Yield the findings on links that lead from the other notes to the named ones."""
        named = frozenset(self.named)
        linking = {path: links for path, links in self.vault.inbound(self.named).items() if path not in named}
        for verdict in judge(self.vault, self.link_charges(linking)):
            if any(link.span.touches(verdict.finding.span) for link in linking[verdict.doc.path]):
                yield verdict

    def with_text(self, path: str, raw: bytes) -> "Session":
        """Return the session with `raw` as the note at `path`, as if it were saved so, and nothing else named."""
        files = Files(self.vault.files.paths | {path})
        documents = Overlaid(self.vault.documents, Document(path, raw))
        vault = replace(self.vault, documents=documents, files=files, _wholes={}, _seen={}, _as_read={})
        return replace(self, vault=vault, named=(path,), linted=frozenset())

    def link_charges(self, paths: Iterable[str]) -> Charges:
        """Return the rules about links for each of `paths`."""
        rules = tuple(rule for group in PASSES if group.name == "links" for rule in group.rules)
        return {path: [rule for rule in self.config.rules_for(path) if isinstance(rule, rules)] for path in paths}

    def suffered(self, paths: Collection[str]) -> Charges:
        """Return the rules that say what a change inflicted, for those of `paths` that stand by or must follow."""
        charges = dict(self.link_charges(self.bystanders.intersection(paths)))
        named = frozenset(self.named)
        for path in self.followers.intersection(paths):
            charges[path] = [*charges.get(path, ()), *self._healers(path, named)]
        return charges

    def _judges_by_faces(self, charges: Charges) -> bool:
        """Whether the rules see only the faces of other notes, as most of ours do; of what was before they see more."""
        ours = {kind for group in PASSES for kind in group.rules if not kind.sees_all}
        groups = {id(rules): rules for rules in charges.values()}
        return self.vault.before is None and all(type(rule) in ours for rules in groups.values() for rule in rules)

    def _following(self, mended: Mended) -> frozenset[str]:
        """Return the notes that repairs may have cut off from what they link to, and that nobody asks about it yet."""
        named = frozenset(self.named)
        if mended.unseen:
            return frozenset()
        from vaultfix.vault.retitled import keeps_places  # noqa: PLC0415 - only what was mended moved its headings

        changed = [then.path for then, now in mended.changes if not keeps_places(then, now)]
        candidates = {path for path in self.linted | named if self._healers(path, named)} if changed else ()
        return frozenset(candidates and candidates & {*changed, *mended.vault.linking(changed)})

    def _healers(self, path: str, named: Collection[str]) -> list[Rule]:
        """Return the rules that let the links of a note follow a change, but for those that are asked anyway."""
        is_asked = path in named or path in self.bystanders
        asked = {type(rule) for rule in self.config.rules_for(path)} if is_asked else set()
        return [rule() for group in PASSES for rule in group.rules if rule.heals and rule not in asked]

    def _charges(self, paths: Iterable[str]) -> Charges:
        """Return the rules for each of `paths`."""
        return {path: self.config.rules_for(path) for path in paths}


class Outcome(NamedTuple):
    """What mending came to, in memory: `session` as it would be then, and each change as (before, after)."""

    session: Session
    changes: tuple[tuple[Document, Document], ...]
    fixed: tuple[Verdict, ...]
    left: tuple[Verdict, ...]
    quarrels: tuple[Quarrel, ...]
    surprises: Surprises | None = None
    """What nobody foresaw in the notes that changed; None where they were not read again yet."""

    @property
    def followed(self) -> tuple[Verdict, ...]:
        """What was mended in notes that nobody named, because of what was mended in others."""
        asked = self.session.bystanders.union(self.session.named, self.session.old_paths.values())
        return tuple(verdict for verdict in self.fixed if verdict.doc.path not in asked)

    def write(self, written: list[str]) -> tuple["Outcome", tuple[Trouble, ...]]:
        """Write each changed note, adding its path to `written` as soon as it is on disk.

        Before the first of them, the journal keeps what all were. A note that cannot be written keeps its faults: the
        outcome that is returned has them, and the troubles say why. What a killed run left half-written is swept.
        """
        sweep(self.session.root, self.session.vault.files.paths)
        try:
            forget = self._keep()
        except StoreError as refusal:
            return self.without([before for before, _ in self.changes]), (refusal.trouble,)
        troubles = []
        kept: list[Document] = []
        if not self.changes:
            return self, ()
        from vaultfix.store.writing import drafts  # noqa: PLC0415 - only who writes pays for it

        changes = self._in_order()
        on_disk = ((self._on_disk(before), self._on_disk(after)) for before, after in changes)
        with closing(drafts(self.session.root, on_disk)) as ready:
            for (before, after), draft in zip(changes, ready, strict=True):
                try:
                    self._check_followed(before, kept)
                    draft.put()
                except StoreError as refusal:
                    troubles.append(refusal.trouble)
                    kept.append(before)
                else:
                    written.append(after.path)
        if len(kept) == len(self.changes):
            forget()
        return (self.without(kept) if kept else self), tuple(troubles)

    def _in_order(self) -> Sequence[tuple[Document, Document]]:
        """Return the changes as they are to be written: what links may follow comes first."""
        if self.session.vault.kept_faces:
            return self.changes
        from vaultfix.vault.retitled import keeps_places  # noqa: PLC0415 - only what was mended moved its headings

        return sorted(self.changes, key=lambda change: keeps_places(*change))

    def _check_followed(self, note: Document, kept: Sequence[Document]) -> None:
        """Refuse to write a note if its links followed what now is as it was in one of the notes `kept`.

        Raises:
            StoreError: they did.
        """
        if kept and any(each.finding.inflicted and each.doc.path == note.path for each in self.fixed):
            held = self.session.vault.linking([doc.path for doc in kept])
            if note.path in held:
                raise StoreError(Trouble(note.path, "not written: it links to a note that could not be written"))

    def _on_disk(self, doc: Document) -> Document:
        """Return a note under the path where it still lies."""
        return Document(self.session.old_paths.get(doc.path, doc.path), doc.raw)

    def _keep(self) -> Callable[[], None]:
        """Let the journal keep what is about to change; return what lets it forget that, where no note came to change.

        Raises:
            StoreError: it cannot.
        """
        config = self.session.config
        moved = tuple((rename.old, rename.new) for rename, _ in self.session.renames)
        if not (self.changes or moved) or not config.journal:
            return _nothing
        from vaultfix.store.journal import Journal  # noqa: PLC0415 - only who writes pays for zip files

        journal = Journal.of(self.session.root, config.journal_folder)
        run = journal.keep(((before.path, before.raw, after.raw) for before, after in self.changes), moved)
        journal.prune(config.journal_days, config.journal_megabytes)
        return _nothing if moved else partial(journal.forget, run)

    def without(self, kept: Sequence[Document]) -> "Outcome":
        """Return the outcome where the notes `kept` stayed as they were."""
        session = replace(self.session, vault=self.session.vault.turned(kept))
        paths = {doc.path for doc in kept}
        charges = {path: session.config.rules_for(path) for path in paths.intersection(session.named)}
        again = judge(session.vault, charges, session.suffered(paths))
        left = [*(verdict for verdict in self.left if verdict.doc.path not in paths), *again]
        return Outcome(
            session,
            tuple(change for change in self.changes if change[0].path not in paths),
            tuple(verdict for verdict in self.fixed if verdict.doc.path not in paths),
            tuple(sorted(left, key=lambda verdict: verdict.doc.path)),
            self.quarrels,
        )


def _nothing() -> None:
    """Do nothing."""
