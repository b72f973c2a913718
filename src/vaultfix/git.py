"""Git: what the repository of a vault remembers of its notes. The only subprocess; no answer is as good as none.

Nothing that a repository is configured to start is started: no hook, no filter, no pager, no signature check, no fetch.
"""

import os
import re
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from threading import Timer

from vaultfix.vault.history import Version

MOST_COMMITS = 5000
MOST_VERSIONS = 200
"""How many versions of one note are read, the newest."""
MOST_BYTES = 32 << 20
"""How much is taken from git at once: the names of all versions, or the versions of one note."""
PATIENCE = 10.0
"""How many seconds one question to git may take."""
SHORT = 7
"""How many digits of a commit's name are told."""

_QUIET = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "log.showSignature": "false",
    "log.follow": "false",
    "diff.renames": "true",
    "protocol.allow": "never",
}
_KEPT = {"GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"}
_COMMIT = re.compile(rb"\x01([0-9a-f]{7,64}) ([0-9-]{10})\Z")
_RAW = re.compile(rb"\n?:[0-7]+ ([0-7]+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])[0-9]*\Z")
_FILE = b"100"
"""How the mode of a regular file begins; a link or a submodule is no note."""


class History(Mapping[str, Sequence[Version]]):
    """The earlier versions of each note below a folder, asked for when they are first wanted."""

    def __init__(self, root: Path) -> None:
        """Remember where the vault lies; ask nothing yet."""
        self._root = root
        self._read: dict[str, tuple[Version, ...]] = {}

    def __getitem__(self, path: str) -> tuple[Version, ...]:
        """Return the versions of the note at `path`, the newest first.

        Raises:
            KeyError: git knows none.
        """
        if path not in self._read:
            self._read[path] = tuple(self._versions(self._known[path]))
        return self._read[path]

    def __iter__(self) -> Iterator[str]:
        """Yield the paths that git has versions of."""
        return iter(self._known)

    def __len__(self) -> int:
        """Return how many paths git has versions of."""
        return len(self._known)

    @cached_property
    def _known(self) -> Mapping[str, Sequence[tuple[str, str, str]]]:
        """For each path the commit, the day and the object of its versions, the newest first."""
        words = ("log", f"-n{MOST_COMMITS}", "--format=%x01%h %cs", "--raw", "-z", "--no-abbrev", "-M", "-l400")
        return _by_path(
            _asked(self._root, (*words, "--no-color", "--no-ext-diff", "--no-textconv", "--relative", "--", "."))
        )

    def _versions(self, known: Sequence[tuple[str, str, str]]) -> Iterator[Version]:
        """Yield versions with their bytes; one that is too large is left out."""
        wanted = known[:MOST_VERSIONS]
        names = b"".join(f"{name}\n".encode() for name in dict.fromkeys(name for _, _, name in wanted))
        sizes = _asked(self._root, ("cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"), names)
        room = MOST_BYTES // 2
        chosen = []
        for line in sizes.split(b"\n")[:-1]:
            name, kind, size = (*line.split(b" "), b"", b"")[:3]
            if kind == b"blob" and int(size) <= room:
                chosen.append(name)
                room -= int(size)
        contents = _contents(_asked(self._root, ("cat-file", "--batch"), b"".join(name + b"\n" for name in chosen)))
        for commit, day, blob in wanted:
            if blob in contents:
                yield Version(commit, day, contents[blob])


def _by_path(log: bytes) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """Read `git log --raw -z`: what each note of today was in each commit, back through its renames."""
    today: dict[str, str] = {}
    found: dict[str, list[tuple[str, str, str]]] = {}
    fields = iter(log.split(b"\0")[:-1])
    commit = day = ""
    for each in fields:
        if head := _COMMIT.search(each):
            commit, day = head[1].decode()[:SHORT], head[2].decode()
            continue
        change = _RAW.match(each)
        if change is None:
            continue
        mode, name, kind = change[1], change[2].decode(), change[3]
        old = _path(next(fields, b""))
        new = _path(next(fields, b"")) if kind in b"RC" else old
        now = today.get(new, new)
        if mode.startswith(_FILE):
            found.setdefault(now, []).append((commit, day, name))
        if kind == b"R":
            # Before this commit the name `new` meant another note, if any, of which nobody asks.
            today[old], today[new] = now, ""
    found.pop("", None)
    return found


def _path(raw: bytes) -> str:
    """Return a path as the vault knows it."""
    return os.fsdecode(raw)


def _contents(batch: bytes) -> Mapping[str, bytes]:
    """Read `git cat-file --batch`: the bytes of each object by its name."""
    found: dict[str, bytes] = {}
    at = 0
    while (end := batch.find(b"\n", at)) >= 0:
        name, _, size = batch[at:end].partition(b" ")
        length = int(size.rpartition(b" ")[2])
        found[name.decode()] = batch[end + 1 : end + 1 + length]
        at = end + length + 2
    return found


def _asked(folder: Path, words: Sequence[str], told: bytes = b"") -> bytes:
    """Return what git answers in `folder` when it is `told` something; nothing where it cannot, or takes too long."""
    settings = (word for key, value in _QUIET.items() for word in ("-c", f"{key}={value}"))
    command = ("git", "--no-pager", "--no-optional-locks", "--literal-pathspecs", *settings, *words)
    try:
        started = subprocess.Popen(  # noqa: S603 - no shell, and every word is ours
            command,
            cwd=folder,
            env=_environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return b""
    # Too long an answer is cut where git is stopped, so that none of it counts.
    late = Timer(PATIENCE, started.kill)
    late.start()
    with started:
        try:
            answer = _exchanged(started, told)
        finally:
            late.cancel()
            if started.poll() is None:
                with suppress(subprocess.TimeoutExpired):
                    started.wait(1.0)
                started.kill()
    return answer if started.returncode == 0 else b""


def _exchanged(started: subprocess.Popen[bytes], told: bytes) -> bytes:
    """Tell git something, which is shorter than a pipe is deep, and return its answer as far as it may be long."""
    if started.stdin is None or started.stdout is None:
        return b""
    with suppress(OSError):
        started.stdin.write(told)
        started.stdin.close()
    answer = started.stdout.read(MOST_BYTES + 1)
    if len(answer) > MOST_BYTES:
        started.kill()
    return answer


def _environment() -> dict[str, str]:
    """Return the environment for git: nothing that names another repository, as a hook's does, and no questions."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in _KEPT}
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    return {**kept, **quiet}
