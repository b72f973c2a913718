"""Renaming: files and folders get their true names, and every link to them follows in the same run."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType
from typing import TypeVar

from vaultfix.document import Document
from vaultfix.engine import judge
from vaultfix.passes.encoding.damaged_name import DamagedName
from vaultfix.proving import proved
from vaultfix.rule import Verdict
from vaultfix.session import Outcome, Session
from vaultfix.store import StoreError, Trouble
from vaultfix.store.places import Rename
from vaultfix.store.renaming import check_rename, rename_on_disk
from vaultfix.store.writing import save
from vaultfix.vault.files import Files
from vaultfix.workers import Seen

Thing = TypeVar("Thing")


def renamed(session: Session, *, unsafe: bool) -> tuple[Session, tuple[Trouble, ...]]:
    """Return the session as if every damaged name that its notes tell of were mended, so far as that is sure.

    With `unsafe` the likeliest guesses count too. What the disk would refuse keeps its name; the troubles say why.
    """
    troubles = []
    wanted = []
    for verdict in judge(session.vault, _charges(session)):
        rename = _rename(verdict, unsafe=unsafe)
        if rename:
            try:
                check_rename(session.root, rename)
            except StoreError as refusal:
                troubles.append(refusal.trouble)
            else:
                wanted.append((rename, verdict))
    # What lies in a folder is renamed before the folder, while its path is still good.
    wanted.sort(key=lambda each: each[0].old.count("/"), reverse=True)
    return _with_names(session, wanted), tuple(troubles)


def write(outcome: Outcome, seen: Seen, written: list[str], *, unsafe: bool) -> tuple[Outcome, tuple[Trouble, ...]]:
    """Write what was mended, then rename; return what came of it as `Outcome.write` does.

    The links are written first, for a second run can finish what then is left: it finds the name damaged still, and
    what it was in every link. Where the disk refuses a new name, the links to it are put back.
    """
    outcome, refusals = outcome.write(written)
    troubles = list(refusals)
    session = outcome.session
    done = []
    for rename, verdict in session.renames:
        try:
            rename_on_disk(session.root, rename)
        except StoreError as refusal:
            troubles.append(refusal.trouble)
        else:
            done.append((rename, verdict))
    if len(done) == len(session.renames) or session.origin is None:
        return outcome, tuple(troubles)
    again, doubts = proved(_with_names(session.origin, done).mend(seen, unsafe=unsafe), unsafe=unsafe)
    troubles += (*doubts, *_put_back(outcome, again))
    return again, tuple(troubles)


def _put_back(outcome: Outcome, again: Outcome) -> Iterator[Trouble]:
    """Write what notes must be now that some files have kept their names."""
    there, here = outcome.session.old_paths, again.session.old_paths
    was = {there.get(after.path, after.path): after.raw for _, after in outcome.changes}
    be = {here.get(after.path, after.path): after for _, after in again.changes}
    present = {old: new for new, old in here.items()}
    for old in sorted(was.keys() | be.keys()):
        path = present.get(old, old)
        note = be.get(old) or again.session.vault.note(path)
        read = again.session.vault.documents.get(path)
        if note and read:
            try:
                save(again.session.root, Document(path, was.get(old, read.raw)), Document(path, note.raw))
            except StoreError as refusal:
                yield refusal.trouble


def _charges(session: Session) -> dict[str, list[DamagedName]]:
    """Return the one rule that is asked, for the notes where it is."""
    ours = {}
    for path in session.named:
        rules = [rule for rule in session.config.rules_for(path) if isinstance(rule, DamagedName)]
        if rules:
            ours[path] = rules
    return ours


def _rename(verdict: Verdict, *, unsafe: bool) -> Rename | None:
    """Return the new name that a finding proposes, where it may be given."""
    details = dict(verdict.finding.details)
    if "new path" not in details or (details["proved"] != "yes" and not unsafe):
        return None
    return Rename(details["path"], details["new path"])


def _with_names(session: Session, renames: Sequence[tuple[Rename, Verdict]]) -> Session:
    """Return the session as it is with other names on disk."""
    if not renames:
        return session
    vault = session.vault
    names = {rename.old: rename.new.rpartition("/")[2] for rename, _ in renames}
    every = {path: _path(path, names) for path in vault.files.paths}
    moved = MappingProxyType({old: new for old, new in every.items() if old != new})
    linking = vault.linking({*moved, *names})
    present = replace(
        vault,
        documents=_Moved(vault.documents, moved, lambda path, doc: Document(path, doc.raw)),
        files=Files(frozenset(every.values())),
        history=_Moved(vault.history, moved, lambda _, versions: versions),
        before=vault,
        moved=moved,
        _wholes={},
        _as_read={},
    )
    following = {path for path in (*linking, *moved) if path in session.linted or path in session.named}
    return replace(
        session,
        vault=present,
        named=tuple(sorted(moved.get(path, path) for path in session.named)),
        bystanders=frozenset(moved.get(path, path) for path in session.bystanders),
        linted=frozenset(moved.get(path, path) for path in session.linted),
        followers=frozenset(moved.get(path, path) for path in following),
        renames=tuple(renames),
        old_paths={new: old for old, new in moved.items()},
        origin=session,
    )


def _path(path: str, names: Mapping[str, str]) -> str:
    """Return a path with the new names in it; `names` has them by the old path of what bears them."""
    folder, slash, last = path.rpartition("/")
    return (_path(folder, names) if folder else "") + slash + names.get(path, last)


class _Moved(Mapping[str, Thing]):
    """What is known by path, under the paths of today; what came from elsewhere is made anew, once."""

    def __init__(
        self, then: Mapping[str, Thing], moved: Mapping[str, str], made: Callable[[str, Thing], Thing]
    ) -> None:
        """Ask for nothing yet."""
        self._then = then
        self._moved = moved
        self._back = {new: old for old, new in moved.items()}
        self._made = made
        self._known: dict[str, Thing] = {}

    def __getitem__(self, path: str) -> Thing:
        """Return what is known by `path`: always the same thing.

        Raises:
            KeyError: nothing is.
        """
        if path in self._moved:
            raise KeyError(path)
        if path not in self._back:
            return self._then[path]
        if path not in self._known:
            self._known[path] = self._made(path, self._then[self._back[path]])
        return self._known[path]

    def __contains__(self, path: object) -> bool:
        """Whether anything is known by `path`, as far as that can be told without asking."""
        return path not in self._moved and (self._back.get(path, path) if isinstance(path, str) else path) in self._then

    def __iter__(self) -> Iterator[str]:
        """Yield the paths, in order."""
        return iter(sorted(self._moved.get(path, path) for path in self._then))

    def __len__(self) -> int:
        """Return the number of paths."""
        return len(self._then)
