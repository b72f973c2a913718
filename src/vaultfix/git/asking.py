"""Asking: one question to git, without a shell, and what it answers."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from shutil import which
from tempfile import TemporaryFile
from threading import Timer
from types import MappingProxyType
from typing import NamedTuple

MOST_BYTES = 32 << 20
"""How much is taken from git at once."""
PATIENCE = 10.0
"""How many seconds a question may take that nobody asked for."""

_QUIET = {
    "core.hooksPath": os.devnull,
    "core.fsmonitor": "false",
    "core.quotePath": "false",
    "core.ignoreCase": "false",
    "log.showSignature": "false",
    "log.follow": "false",
    "diff.renames": "true",
    "protocol.allow": "never",
}
_CUT = -9
_KEPT = {"GIT_EXEC_PATH", "GIT_CEILING_DIRECTORIES", "GIT_DISCOVERY_ACROSS_FILESYSTEM"}
_NOTHING: Mapping[str, str] = MappingProxyType({})


class Answer(NamedTuple):
    """What git said, and what it said aside; it counts only with `code` 0, which git that was stopped never gives."""

    code: int | None
    """None where git could not be started at all."""
    said: bytes
    complaint: str = ""


def asked(
    folder: Path,
    words: Sequence[str],
    told: bytes = b"",
    *,
    environment: Mapping[str, str] = _NOTHING,
    patience: float = PATIENCE,
) -> Answer:
    """Return what git answers in `folder` when it is `told` something, which is shorter than a pipe is deep.

    An answer that takes longer than `patience` seconds, or is longer than `MOST_BYTES`, is cut and does not count.
    `environment` names a repository, where that is not the one that `folder` lies in.
    """
    settings = (word for key, value in _QUIET.items() for word in ("-c", f"{key}={value}"))
    command = ("--no-pager", "--no-optional-locks", "--literal-pathspecs", *settings, *words)
    with TemporaryFile() as aside:
        try:
            started = subprocess.Popen(  # noqa: S603 - no shell, and every word is ours
                (_program(), *command),
                cwd=folder,
                env=_environment(environment),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=aside,
            )
        except OSError:
            return Answer(None, b"")
        # Too long an answer is cut, and git stopped, so that none of it counts.
        late = Timer(patience, started.kill)
        late.start()
        with started:
            try:
                said = _exchanged(started, told)
            finally:
                late.cancel()
                if started.poll() is None:
                    with suppress(subprocess.TimeoutExpired):
                        started.wait(1.0)
                    started.kill()
        aside.seek(0)
        # What is left of a long answer may fit the pipe, so that git was done before it could be stopped.
        code = _CUT if len(said) > MOST_BYTES else started.returncode
        return Answer(code, said, aside.read(1 << 12).decode("utf-8", "replace").strip())


def _program() -> str:
    """Return where git is installed; one that lies in the current folder, or in the vault, is none of ours.

    Raises:
        FileNotFoundError: it is nowhere.
    """
    folders = os.pathsep.join(filter(os.path.isabs, os.get_exec_path()))
    found = which("git", path=folders)
    if found is None or not os.path.isabs(found):  # noqa: PTH117 - words of the system, not a path of ours
        raise FileNotFoundError("git")
    return found


def _exchanged(started: subprocess.Popen[bytes], told: bytes) -> bytes:
    """Tell git something, and return its answer as far as it may be long."""
    if started.stdin is None or started.stdout is None:
        return b""
    with suppress(OSError):
        started.stdin.write(told)
        started.stdin.close()
    answer = started.stdout.read(MOST_BYTES + 1)
    if len(answer) > MOST_BYTES:
        started.kill()
    return answer


def _environment(more: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for git: no repository but the one in `more`, and no questions."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith("GIT_") or key in _KEPT}
    quiet = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1", "LC_ALL": "C"}
    return {**kept, **quiet, **more}
