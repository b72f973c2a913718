"""Changes: which files a change added, changed, deleted and renamed, and what they held before."""

import os
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from vaultfix.git.asking import MOST_BYTES
from vaultfix.git.objects import contents
from vaultfix.git.refusal import GitError
from vaultfix.git.repository import Repository
from vaultfix.git.revision import base_of
from vaultfix.patterns import pattern

_RAW = pattern(rb":([0-7]+) ([0-7]+) ([0-9a-f]+) ([0-9a-f]+) ([A-Z])[0-9]*\Z")
_FILE = b"100"
_OURS = ("--relative", "--ignore-submodules=all")
_MOST_PAIRS = "-l2000"
"""How many files git compares with one another to find what was renamed and edited at once."""
_MOST_NAMES = 200
"""How many files are spoken of in one question, so that it fits a command line and a pipe."""


class Changes(NamedTuple):
    """What the files below a folder have become since a commit; paths are relative to that folder."""

    old: Mapping[str, str]
    """Each file as it was that was changed, renamed or deleted: its path then, and the object with its bytes."""
    new: frozenset[str]
    """Each file of today that was changed, renamed or added: its path."""
    moved: Mapping[str, str]
    """Each file that was renamed: its path then, its path now."""
    from_nothing: bool = False
    """Whether there was no commit before."""


class _Entry(NamedTuple):
    """One entry of a diff: a letter, the path on either side, and the mode and the object of the older one."""

    letter: str
    path: str
    to: str
    mode: bytes
    name: str

    @property
    def was_file(self) -> bool:
        """Whether a regular file stood there before: no link, no submodule."""
        return self.mode.startswith(_FILE)


def changes(repository: Repository, revision: str) -> Changes:
    """Return what became of the files below the repository's folder since `revision`, committed or not.

    `A...` is the commit where the present left `A`. Files that git ignores have not changed.

    Raises:
        GitError: git cannot say it.
    """
    base, from_nothing = base_of(repository, revision)
    entries = _entries(
        repository.must(
            "diff-index",
            "--cached",
            *("--raw", "-z", "--no-abbrev", "-M", _MOST_PAIRS, "--no-rename-empty", *_OURS, base, "--", "."),
        )
    )
    loose = _entries(repository.inert().must("diff-files", "--raw", "-z", "--no-abbrev", *_OURS, "--", "."))
    return _Tree(repository, tuple(entries), tuple(loose)).changes(from_nothing=from_nothing)


class _Tree(NamedTuple):
    """The working tree of `repository` as two diffs describe it: from the commit to the index, and from there on."""

    repository: Repository
    staged: Sequence[_Entry]
    loose: Sequence[_Entry]

    def changes(self, *, from_nothing: bool) -> Changes:
        """Return both diffs as one."""
        old: dict[str, str] = {}
        new: set[str] = set()
        origin: dict[str, str] = {}
        held: dict[str, str] = {}
        for entry in self.staged:
            if entry.letter != "A" and entry.was_file:
                old[entry.path] = entry.name
            if entry.letter != "D":
                new.add(entry.to)
            if entry.letter == "R":
                origin[entry.to] = entry.path
        for entry in self.loose:
            if entry.letter == "D":
                held[entry.path] = entry.name
            if entry.path not in new and entry.was_file:
                old.setdefault(entry.path, entry.name)
            new.add(entry.path)
        new -= held.keys()
        untracked = {os.fsdecode(name) for name in self._untracked() if not name.endswith(b"/")}
        new |= untracked
        came = untracked | {path for path in new if path not in old and path not in origin}
        gone = {origin.get(path, path): name for path, name in held.items()}
        renamed = set(origin.values())
        gone |= {path: name for path, name in old.items() if path not in new and path not in renamed}
        moved = {then: now for now, then in origin.items() if now in new}
        moved |= self._twins({path: name for path, name in gone.items() if path in old}, came)
        return Changes(old, frozenset(new), moved, from_nothing)

    def _untracked(self) -> Iterator[bytes]:
        """Yield the files that git neither knows nor ignores."""
        yield from self.repository.must("ls-files", "--others", "--exclude-standard", "-z", "--", ".").split(b"\0")[:-1]

    def _twins(self, gone: Mapping[str, str], came: Collection[str]) -> Mapping[str, str]:
        """Return the pairs of a file that is gone and the one new file of the same bytes, moved without git's help."""
        if not gone or not came:
            return {}
        came_by, gone_by = defaultdict(list), defaultdict(list)
        for path, name in self._named(sorted(came)):
            came_by[name].append(path)
        for path, name in gone.items():
            gone_by[name].append(path)
        return {
            then: now
            for name, thens in gone_by.items()
            for then in thens
            if (now := _only(then, thens, came_by.get(name, ())))
        }

    def _named(self, paths: Sequence[str]) -> Iterator[tuple[str, str]]:
        """Yield each path with the name that an object of its bytes has or would have."""
        for start in range(0, len(paths), _MOST_NAMES):
            some = paths[start : start + _MOST_NAMES]
            answer = self.repository.ask("hash-object", "--no-filters", "--", *some)
            if answer.code == 0:
                yield from zip(some, answer.said.decode().split("\n"), strict=False)


@dataclass(frozen=True)
class Contents:
    """What objects hold, read some at a time when one is first asked for."""

    repository: Repository
    names: Sequence[str]
    _read: dict[str, bytes] = field(default_factory=dict)

    def of(self, name: str) -> bytes:
        """Return the bytes of the object `name`, one of `names`.

        Raises:
            GitError: the repository does not hold them.
        """
        if name not in self._read:
            waiting = [each for each in dict.fromkeys((name, *self.names)) if each not in self._read]
            # Where all of them are too much at once, one is not.
            for some in (waiting[:_MOST_NAMES], [name]):
                answer = self.repository.ask("cat-file", "--batch", told="".join(f"{each}\n" for each in some).encode())
                if answer.code == 0:
                    self._read.update(contents(answer.said))
                    break
        if name not in self._read:
            size = self.repository.word("cat-file", "-s", name)
            if size and int(size) > MOST_BYTES:
                raise GitError(f"--since: a note had {int(size) // 1_000_000} MB then, and no more than 32 are read")
            raise GitError(
                "--since: this clone does not hold what the notes were before, because it is partial or damaged; "
                "a clone without --filter does"
            )
        return self._read[name]


def _entries(diff: bytes) -> Iterator[_Entry]:
    """Read what `--raw -z` prints."""
    fields = iter(diff.split(b"\0")[:-1])
    for each in fields:
        head = _RAW.match(each)
        path = os.fsdecode(next(fields, b""))
        if head is None:
            raise GitError(f"git answers what nobody asked: {each[:80]!r}")
        to = os.fsdecode(next(fields, b"")) if head[5] in b"RC" else path
        # An unmerged file has no object in the index, but one in the commit.
        yield _Entry(head[5].decode(), path, to, head[1], head[3].decode())


def _only(then: str, thens: Sequence[str], nows: Sequence[str]) -> str | None:
    """Return which of the files `nows` the file `then` has become, among others of the same bytes; None if unclear."""
    if len(thens) == len(nows) == 1:
        return nows[0]
    same = [now for now in nows if _last(now) == _last(then)]
    return same[0] if len(same) == 1 and sum(_last(each) == _last(then) for each in thens) == 1 else None


def _last(path: str) -> str:
    """Return the name of a file without its folders."""
    return path.rpartition("/")[2]
