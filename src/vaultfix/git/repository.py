"""Repository: the repository that a folder lies in, as the user or the hook that we run in means it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Self

from vaultfix.git.asking import Answer, asked
from vaultfix.git.refusal import GitError
from vaultfix.patterns import pattern

_FILTER = pattern(r"filter\..*\.(?:clean|smudge|process|required)", re.DOTALL)
PATIENCE = 120.0
"""How many seconds a question may take that the user asked for."""


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository with a working tree; every path that it takes or gives is relative to `folder`, which lies in it."""

    folder: Path
    environment: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    """What names the repository and its index to git, where a hook means others than `folder` alone would give."""

    @classmethod
    def around(cls, folder: Path) -> Self:
        """Return the repository that `folder` lies in.

        Git tells its hooks by `GIT_DIR` and `GIT_INDEX_FILE` which repository and which index a commit is made from;
        they count where they speak of this folder.

        Raises:
            GitError: there is no git, or no repository that it may read.
        """
        if named := _named(folder):
            return cls(folder, named)
        answer = cls(folder).ask("rev-parse", "--is-inside-work-tree", "--absolute-git-dir")
        if answer.code != 0:
            raise GitError(_refusal(folder, answer))
        inside, _, place = os.fsdecode(answer.said).removesuffix("\n").partition("\n")
        if inside != "true":
            raise GitError(f"--since: `{folder}` has no working tree; {place} is a bare repository")
        index = os.environ.get("GIT_INDEX_FILE", "")
        is_ours = index and os.path.isfile(index) and _same(os.path.dirname(index) or ".", place)  # noqa: PTH113, PTH120 - git's own words, not ours to normalise
        return cls(folder, MappingProxyType({"GIT_INDEX_FILE": os.path.abspath(index)} if is_ours else {}))  # noqa: PTH100 - likewise

    def inert(self) -> "Repository":
        """Return the repository as if it named no programs to filter files with, which comparing a file would start."""
        keys = os.fsdecode(self.must("config", "--list", "--name-only", "-z")).split("\0")
        named = dict.fromkeys(key for key in keys if _FILTER.fullmatch(key))
        told = {"GIT_CONFIG_COUNT": str(len(named))}
        for number, key in enumerate(named):
            told |= {f"GIT_CONFIG_KEY_{number}": key, f"GIT_CONFIG_VALUE_{number}": ""}
        return Repository(self.folder, MappingProxyType({**self.environment, **told}))

    def top(self) -> Path:
        """Return the folder in which the working tree begins, free of symbolic links."""
        return Path(os.path.realpath(os.fsdecode(self.must("rev-parse", "--show-toplevel")).removesuffix("\n")))

    def ask(self, *words: str, told: bytes = b"") -> Answer:
        """Return what git answers to a question of which the user waits for the answer."""
        return asked(self.folder, words, told, environment=self.environment, patience=PATIENCE)

    def must(self, *words: str, told: bytes = b"") -> bytes:
        """Return what git says.

        Raises:
            GitError: it refuses, or the answer is too long.
        """
        answer = self.ask(*words, told=told)
        if answer.code != 0:
            why = answer.complaint or "the answer is too long, or took too long"
            raise GitError(f"git {words[0]}: {why}")
        return answer.said

    def word(self, *words: str) -> str | None:
        """Return the one line that git says, None where it has no answer."""
        answer = self.ask(*words)
        return os.fsdecode(answer.said).strip() or None if answer.code == 0 else None


def _named(folder: Path) -> Mapping[str, str] | None:
    """Return what names the repository of a hook, if we run in one whose working tree holds `folder`."""
    given = {key: value for key in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE") if (value := os.environ.get(key))}
    if "GIT_DIR" not in given:
        return None
    answer = asked(Path(), ("rev-parse", "--show-toplevel", "--absolute-git-dir"), environment=given)
    top, _, place = os.fsdecode(answer.said).removesuffix("\n").partition("\n")
    if answer.code != 0 or not _holds(top, folder):
        return None
    named = {"GIT_DIR": place, "GIT_WORK_TREE": top}
    if "GIT_INDEX_FILE" in given:
        # Relative to the top, from where git starts its hooks.
        named["GIT_INDEX_FILE"] = os.path.join(top, given["GIT_INDEX_FILE"])  # noqa: PTH118 - either may be absolute
    return MappingProxyType(named)


def _holds(top: str, folder: Path) -> bool:
    """Whether `folder` is the folder `top`, or lies in it."""
    inner, outer = os.path.realpath(folder), os.path.realpath(top)
    return inner == outer or inner.startswith(outer.rstrip(os.sep) + os.sep)


def _same(one: str, other: str) -> bool:
    """Whether two names are those of one folder."""
    return os.path.realpath(one) == os.path.realpath(other)


def _refusal(folder: Path, answer: Answer) -> str:
    """Return why there is no repository to ask."""
    if answer.code is None:
        return "--since asks git, which cannot be started here; is it installed?"
    if "not a git repository" in answer.complaint:
        return f"--since asks git, and `{folder}` is in no git repository"
    # Such as "detected dubious ownership", with the command that helps.
    return f"--since: {answer.complaint or 'git does not answer'}"
