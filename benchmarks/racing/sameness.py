"""Sameness: whether an older vaultfix finds the same in the same vault, byte for byte."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]


def checked_out(revision: str, folder: Path) -> Path:
    """Unpack the sources of a revision of this checkout into `folder`; a folder that has `src` is taken as it is."""
    if (Path(revision) / "src").is_dir():
        return Path(revision).resolve() / "src"
    packed = subprocess.run(["git", "archive", revision, "src"], cwd=CHECKOUT, capture_output=True, check=True).stdout
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        archive.extractall(folder, filter="data")
    return folder / "src"


def findings(sources: Path, vault: Path) -> list[bytes]:
    """Return what the vaultfix in `sources` finds in a vault, line by line, whatever order Python gives to sets."""
    done = subprocess.run(
        [sys.executable, "-m", "vaultfix", "--isolated", "--output-format", "jsonl", vault.name],
        cwd=vault.parent,
        env={**os.environ, "PYTHONPATH": str(sources), "PYTHONHASHSEED": "0"},
        capture_output=True,
        check=False,
    )
    if done.returncode not in (0, 1):
        raise RuntimeError(done.stderr[-300:].decode(errors="replace"))
    return done.stdout.split(b"\n")


def compared(reference: Path, vault: Path) -> tuple[bool, str]:
    """Say whether both find the same in a vault, and how much or where they differ first."""
    then, now = findings(reference, vault), findings(CHECKOUT / "src", vault)
    if then == now:
        return True, f"{vault.name}: the same {len(now) - 1} findings"
    first = next((at for at, (one, other) in enumerate(zip(then, now, strict=False)) if one != other), len(then))
    lines = [each[first : first + 1] for each in (then, now)]
    return False, f"{vault.name}: different from finding {first + 1} on\n- {lines[0]}\n+ {lines[1]}"
