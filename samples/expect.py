"""Write down what vaultfix finds in the samples, for a person to read and `tests/test_samples.py` to hold.

Run it after a change that is meant to change findings; then read the difference, line by line.
"""

import json
import shutil
from pathlib import Path

from vaultfix.opening import Settings, open_vaults
from vaultfix.session import Session

SAMPLES = Path(__file__).resolve().parent
VAULTS = ("vault", "damaged", "mended")


def opened(root: Path, *profiles: str) -> Session:
    """Open the vault at `root`, judged for `profiles` or for all of them."""
    (session,), troubles = open_vaults(
        [str(root)], Settings(overrides={"profiles": list(profiles)} if profiles else {})
    )
    if troubles:
        raise SystemExit("\n".join(map(str, troubles)))
    return session


def findings(root: Path, *profiles: str) -> dict[str, list[str]]:
    """Return what is found in each note of the vault at `root`: place, rule, kind of fix, and message."""
    session = opened(root, *profiles)
    found: dict[str, list[str]] = {path: [] for path in session.named}
    for verdict in session.judge(lambda _path: None):
        line, column = verdict.doc.place(verdict.finding.span.start)
        fix = verdict.finding.fix.safety.value if verdict.finding.fix else "-"
        found[verdict.doc.path].append(f"{line}:{column} {verdict.rule.name} ({fix}) {verdict.finding.message}")
    return found


def mended(root: Path) -> dict[str, bytes]:
    """Return every note of the vault at `root` as `--fix` leaves it."""
    outcome = opened(root).mend(lambda _path: None, unsafe=False)
    vault = outcome.session.vault
    return {path: note.raw for path in outcome.session.named if (note := vault.note(path))}


def contents(root: Path) -> dict[str, bytes]:
    """Return every note under `root` as it lies there."""
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in sorted(root.rglob("*.md"))}


if __name__ == "__main__":
    shutil.rmtree(SAMPLES / "mended", ignore_errors=True)
    shutil.copytree(SAMPLES / "damaged", SAMPLES / "mended")
    for name, raw in mended(SAMPLES / "damaged").items():
        (SAMPLES / "mended" / name).write_bytes(raw)
    expected = {name: findings(SAMPLES / name) for name in VAULTS}
    text = json.dumps(expected, ensure_ascii=False, indent=2) + "\n"
    (SAMPLES / "expected.json").write_bytes(text.encode("utf-8", "backslashreplace"))
