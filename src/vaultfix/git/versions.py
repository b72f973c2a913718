"""Versions: which versions of each note git has, and their bytes."""

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from vaultfix.git.asking import MOST_BYTES, asked
from vaultfix.git.objects import contents
from vaultfix.patterns import pattern
from vaultfix.vault.history import Version

MOST_COMMITS = 5000
MOST_VERSIONS = 200
"""How many versions of one note are read, the newest."""
SHORT = 7
"""How many digits of a commit's name are told."""

_COMMIT = pattern(rb"\x01([0-9a-f]{7,64}) ([0-9-]{10})\Z")
_RAW = pattern(rb"\n?:[0-7]+ ([0-7]+) [0-9a-f]+ ([0-9a-f]+) ([A-Z])[0-9]*\Z")
_FILE = b"100"
"""How the mode of a regular file begins; a link or a submodule is no note."""


def known(root: Path) -> Mapping[str, Sequence[tuple[str, str, str]]]:
    """Return for each path below `root` the commit, the day and the object of its versions, the newest first."""
    words = ("log", f"-n{MOST_COMMITS}", "--format=%x01%h %cs", "--raw", "-z", "--no-abbrev", "-M", "-l400")
    return _by_path(_answer(root, (*words, "--no-color", "--no-ext-diff", "--no-textconv", "--relative", "--", ".")))


def versions(root: Path, known: Sequence[tuple[str, str, str]]) -> Iterator[Version]:
    """Yield versions with their bytes; one that is too large is left out."""
    wanted = known[:MOST_VERSIONS]
    names = b"".join(f"{name}\n".encode() for name in dict.fromkeys(name for _, _, name in wanted))
    sizes = _answer(root, ("cat-file", "--batch-check=%(objectname) %(objecttype) %(objectsize)"), names)
    room = MOST_BYTES // 2
    chosen = []
    for line in sizes.split(b"\n")[:-1]:
        name, kind, size = (*line.split(b" "), b"", b"")[:3]
        if kind == b"blob" and int(size) <= room:
            chosen.append(name)
            room -= int(size)
    found = contents(_answer(root, ("cat-file", "--batch"), b"".join(name + b"\n" for name in chosen)))
    for commit, day, blob in wanted:
        if blob in found:
            yield Version(commit, day, found[blob])


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


def _answer(folder: Path, words: Sequence[str], told: bytes = b"") -> bytes:
    """Return what git says in `folder`; nothing where it cannot, or takes too long."""
    answer = asked(folder, words, told)
    return answer.said if answer.code == 0 else b""
