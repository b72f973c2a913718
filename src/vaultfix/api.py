"""vaultfix for Python programs: check a vault, mend it. Everything that is not named here is private."""

import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from os import PathLike, fspath
from pathlib import Path

from vaultfix.lasting import lasting
from vaultfix.opening import Settings, open_vaults
from vaultfix.proving import proved
from vaultfix.rule import RuleError, Verdict
from vaultfix.session import Session


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding, placed.

    Attributes:
        path: the note, as an absolute path.
        line: where it starts, from 1.
        column: likewise, in code points, from 1.
        rule: the name of the rule that found it.
        severity: `info`, `warning` or `error`.
        message: what is wrong.
        fix: how it could be mended: `safe`, `unsafe` (a best guess), or None.
        choices: the texts a person could put there, best first.
    """

    path: Path
    line: int
    column: int
    rule: str
    severity: str
    message: str
    fix: str | None
    choices: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Fixed:
    """What mending came to.

    Attributes:
        fixed: the faults that are mended; the places are those of the rounds in which each was found.
        left: the faults that are left.
        written: the notes that were rewritten, as absolute paths.
        troubles: what could not be read or written, one line each; empty when all went well.
    """

    fixed: tuple[Fault, ...]
    left: tuple[Fault, ...]
    written: tuple[Path, ...]
    troubles: tuple[str, ...]


def check(path: str | PathLike[str]) -> Iterator[Fault]:
    """Yield every fault in a vault, a folder or a note, judged against the whole vault that it lies in.

    The vault's own configuration counts. What cannot be read is warned of (`UserWarning`) and left out.

    Raises:
        FileNotFoundError: there is nothing at `path`.
        vaultfix.ConfigError: the configuration is wrong.
    """
    sessions, troubles = _opened(path)
    failures: list[RuleError] = []
    for session in sessions:
        for verdict in lasting(session, lambda session: tuple(session.judge(_unseen)), failures.append):
            yield _fault(session, verdict)
    unread = (trouble for session in sessions for trouble in session.unread)
    for trouble in (*troubles, *map(str, unread), *map(_told, failures)):
        warnings.warn(trouble, stacklevel=2)


def fix(path: str | PathLike[str], *, unsafe: bool = False) -> Fixed:
    """Mend a vault, a folder or a note in place, each note whole or not at all.

    Only what is certain is mended; `unsafe` adds the best guesses.

    Raises:
        FileNotFoundError: there is nothing at `path`.
        vaultfix.ConfigError: the configuration is wrong.
    """
    sessions, troubles = _opened(path)
    parts = [_mended(session, unsafe=unsafe) for session in sessions]
    return Fixed(
        tuple(fault for part in parts for fault in part.fixed),
        tuple(fault for part in parts for fault in part.left),
        tuple(note for part in parts for note in part.written),
        (*troubles, *(trouble for part in parts for trouble in part.troubles)),
    )


def _mended(session: Session, *, unsafe: bool) -> Fixed:
    """Mend one vault."""
    written: list[str] = []
    failures: list[RuleError] = []
    mended = lasting(session, lambda session: session.mend(_unseen, unsafe=unsafe), failures.append)
    outcome, doubts = proved(mended, unsafe=unsafe)
    outcome, refusals = outcome.write(written)
    quarrels = (f"{each.path}: {each}" for each in outcome.quarrels)
    return Fixed(
        tuple(_fault(session, verdict) for verdict in outcome.fixed),
        tuple(_fault(session, verdict) for verdict in outcome.left),
        tuple(session.root / each for each in written),
        (*map(str, (*session.unread, *doubts, *refusals)), *map(_told, failures), *quarrels),
    )


def _opened(path: str | PathLike[str]) -> tuple[tuple[Session, ...], tuple[str, ...]]:
    """Open the vault that `path` lies in, or those that lie in it."""
    sessions, troubles = open_vaults([fspath(path)], Settings())
    if not sessions:
        raise FileNotFoundError(str(troubles[0]))
    return sessions, tuple(map(str, troubles))


def _fault(session: Session, verdict: Verdict) -> Fault:
    """Return a verdict as the outside world sees it."""
    finding = verdict.finding
    place = verdict.doc.place(finding.span.start)
    return Fault(
        session.root / verdict.doc.path,
        place.line,
        place.column,
        verdict.rule.name,
        verdict.severity.name.lower(),
        finding.message,
        finding.fix.safety.value if finding.fix else None,
        tuple(choice.text for choice in finding.choices),
    )


def _told(failure: RuleError) -> str:
    """Say where a rule failed, and that it is left out."""
    return f"{failure.path}: {failure}"


def _unseen(_path: str) -> None:
    """Let the notes go by; nobody watches."""
