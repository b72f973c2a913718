"""How long a check of a whole vault takes, beside rumdl and beside the floor, each as a whole process.

    python benchmarks/speed.py [--vault PATH ...] [--runs N]

The contestants run in turn, A B C A B C ..., so that a noisy machine is unfair to all alike; their ratios are taken
within each turn, and only then the median. Without `--vault`, the corpora beside the checkout are unpacked and used.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora"

FLOOR = """
import os, sys
todo = [sys.argv[1]]
while todo:
    for entry in os.scandir(todo.pop()):
        if entry.is_dir(follow_symlinks=False):
            todo.append(entry.path)
        elif entry.name.endswith(".md"):
            with open(entry.path, "rb") as note:
                note.read().decode("utf-8", "surrogateescape")
"""


class Run(NamedTuple):
    """One run of one contestant: wall-clock seconds, and the peak memory of its biggest process in MiB."""

    seconds: float
    mebibytes: float


def contestants() -> dict[str, tuple[str, ...]]:
    """Return the commands by name, to which a vault is appended; rumdl has what compares with links and tables."""
    vaultfix = (sys.executable, "-m", "vaultfix", "--isolated", "--output-format", "concise")
    known = {
        "floor: list, read, decode": (sys.executable, "-I", "-c", FLOOR),
        "vaultfix, all rules": vaultfix,
        "vaultfix, links and tables": (*vaultfix, "--select", "links,tables"),
    }
    rumdl = shutil.which("rumdl", path=os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", ""))))
    if rumdl is None:
        print("rumdl is not installed, so there is nothing to compare with")
        return known
    rules = ("--enable", "MD051,MD055,MD056,MD057")
    # MD051 and MD057 are its links and anchors, MD055 and MD056 its tables.
    return known | {"rumdl, four rules": (rumdl, "check", "--no-cache", "--no-config", "--silent", *rules)}


def run(command: Sequence[str], vault: Path) -> Run:
    """Run `command` on `vault` and wait for it; any findings are no failure, an error is.

    Raises:
        RuntimeError: the command could not do its work.
    """
    start = time.perf_counter()
    process = subprocess.Popen((*command, str(vault)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, 1):
        raise RuntimeError(f"{command[0]} ended with {process.returncode}")
    kibibytes = usage.ru_maxrss / (1024 if sys.platform == "darwin" else 1)
    return Run(seconds, kibibytes / 1024)


def measure(vault: Path, runs: int) -> dict[str, list[Run]]:
    """Run all contestants in turn, `runs` times after one turn that only warms the machine."""
    commands = contestants()
    turns = [{name: run(command, vault) for name, command in commands.items()} for _ in range(runs + 1)]
    return {name: [turn[name] for turn in turns[1:]] for name in commands}


def report(title: str, results: Mapping[str, Sequence[Run]]) -> None:
    """Print the medians of each contestant, and how many times as long as rumdl it took in the same turn."""
    rivals = next((runs for name, runs in results.items() if name.startswith("rumdl")), ())
    print(f"\n{title}\n{'':28}{'seconds':>9}{'MiB':>7}   times rumdl, turn by turn: median (least to most)")
    for name, runs in results.items():
        ratios = [ours.seconds / theirs.seconds for ours, theirs in zip(runs, rivals, strict=False)]
        paired = f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})" if ratios else "-"
        seconds, mebibytes = median(each.seconds for each in runs), median(each.mebibytes for each in runs)
        print(f"{name:28}{seconds:9.2f}{mebibytes:7.0f}   {paired}", flush=True)


def corpora(folder: Path) -> Iterator[Path]:
    """Unpack the corpora beside the checkout into `folder`, and yield each."""
    for packed in sorted(CORPORA.glob("*.tar.xz")):
        vault = folder / packed.name.removesuffix(".tar.xz")
        with tarfile.open(packed) as archive:
            archive.extractall(vault, filter="data")
        yield vault


def main() -> None:
    """Measure the vaults that were named, else the corpora."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--vault", type=Path, action="append", default=[], help="a vault to check, again and again")
    parser.add_argument("--runs", type=int, default=5, help="how many turns count (default: 5)")
    wanted = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        vaults = wanted.vault or list(corpora(Path(folder)))
        if not vaults:
            print(f"no corpora at {CORPORA}: name a vault with --vault")
        for vault in vaults:
            notes = sum(1 for _ in vault.rglob("*.md"))
            report(f"{vault.name}: {notes} notes", measure(vault, max(wanted.runs, 1)))


if __name__ == "__main__":
    main()
