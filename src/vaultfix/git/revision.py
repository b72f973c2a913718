"""Revision: the commit that a change began at, as a person names it."""

import re

from vaultfix.git.refusal import GitError
from vaultfix.git.repository import Repository
from vaultfix.patterns import pattern

_RANGE = pattern(r"(.*?)(\.\.\.?)(.*)", re.DOTALL)
_NO_COMMIT = pattern(r"0{40}|0{64}")
_BACK = pattern(r"(?:HEAD|@)(?:\^|~([0-9]*))")
_REMOTE = pattern(r"([^/]+)/(.+)")
_HASH = pattern(r"[0-9a-f]{40}|[0-9a-f]{64}")


def base_of(repository: Repository, revision: str) -> tuple[str, bool]:
    """Return the tree to compare with, and whether it is empty because nothing was there before.

    `revision` is anything that names a commit; `A...` or `A...HEAD` is where the present left `A`, `A..` is `A`. A hash
    of zeros, by which git and its hosts speak of a branch that was not there, is nothing, and so is everything in
    a repository, or on a branch, without a commit.

    Raises:
        GitError: git knows no such commit, or the range does not end at what lies in the working tree.
    """
    if not revision.strip() or revision.startswith("-"):
        raise GitError(f"--since wants a commit, a branch or a tag, not `{revision}`")
    parts = _RANGE.fullmatch(revision)
    start, dots, end = parts.groups() if parts else (revision, "", "")
    start, end = start or "HEAD", end or "HEAD"
    if _NO_COMMIT.fullmatch(start) or _is_unborn(repository, start):
        return _nothing(repository), True
    since = _commit(repository, start)
    if since is None:
        raise GitError(_unknown(repository, start))
    if end != "HEAD" and _commit(repository, end) != _commit(repository, "HEAD"):
        raise GitError(f"--since {revision}: the notes are read as they lie here, which is not `{end}`; check that out")
    if dots != "...":
        return since, False
    base = repository.word("merge-base", since, "HEAD")
    if base is None:
        raise GitError(_unrelated(repository, start))
    return base, False


def _commit(repository: Repository, name: str) -> str | None:
    """Return the commit that `name` means, None where there is none."""
    return None if name.startswith("-") else repository.word("rev-parse", "--verify", "--quiet", f"{name}^{{commit}}")


def _is_unborn(repository: Repository, name: str) -> bool:
    """Whether `name` means a branch on which nothing was committed yet, or nothing was committed anywhere."""
    if _commit(repository, "HEAD") is not None:
        return False
    return name in {"HEAD", "@", repository.word("symbolic-ref", "--short", "HEAD")} or not repository.word(
        "rev-list", "-n1", "--all"
    )


def _nothing(repository: Repository) -> str:
    """Return the name of the tree without files."""
    return repository.must("hash-object", "-t", "tree", "--stdin").decode().strip()


def _is_shallow(repository: Repository) -> bool:
    """Whether the past of the clone was cut off."""
    return repository.word("rev-parse", "--is-shallow-repository") == "true"


def _unknown(repository: Repository, name: str) -> str:
    """Return why `name` means nothing here, and what helps."""
    if not _is_shallow(repository):
        return f"--since: git knows no commit `{name}` here"
    remote = _remote(repository)
    steps = _BACK.fullmatch(name)
    branch = _REMOTE.fullmatch(name)
    if steps:
        fetch = f"git fetch --deepen={steps[1] or 1} {remote}"
    elif branch and branch[1] == remote:
        fetch = f"git fetch --depth=1 {branch[1]} {branch[2]}:refs/remotes/{name}"
    elif _HASH.fullmatch(name):
        fetch = f"git fetch --depth=1 {remote} {name}"
    else:
        fetch = f"git fetch --unshallow --tags {remote}"
    return f"--since: this shallow clone does not hold `{name}`; to fetch it: {fetch}"


def _unrelated(repository: Repository, name: str) -> str:
    """Return why there is no commit at which the present left `name`, and what helps."""
    if not _is_shallow(repository):
        return f"--since: `{name}` and the present have no commit in common"
    return (
        f"--since: this shallow clone does not reach back to where the present left `{name}`; to fetch it: "
        f"git fetch --unshallow {_remote(repository)}"
    )


def _remote(repository: Repository) -> str:
    """Return the remote that a clone came from."""
    remotes = (repository.word("remote") or "origin").split("\n")
    return "origin" if "origin" in remotes else remotes[0]
