"""How long vaultfix takes, beside other linters and beside the floor, each as a whole process.

    python benchmarks/speed.py [--only PART,PART ...] [--runs N] [--vault PATH ...] [--reference REVISION] [--markdown]

The parts: `corpora`, whole vaults that people wrote, unpacked from beside the checkout, or those of `--vault`; `10k`
and `100k`, generated vaults, and how the time of a note grows between them; `one-note`, what a hook waits for; `fix`,
the mending of a vault of which every tenth note is damaged. With `--reference`, an older revision (or a folder with
another checkout) must find the same in all of these vaults, byte for byte.

Before anything is measured vaultfix is compiled, as pip does when it installs: where Python may write no bytecode, a
checkout would be compiled anew at every start, which no user waits for.

The contestants run in turn; their ratios are taken within each turn, and only then the median. `busy` are the seconds
of all processors. Which contestants there are, and how to install them, says `racing/contestants.py`.
"""

import argparse
import compileall
import json
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from statistics import median

from racing.contestants import OURS, contestants, vaultfix
from racing.sameness import CHECKOUT, checked_out, compared, findings
from racing.tables import rows, shown
from racing.turns import Contestant, FailedError, peak, race
from racing.vaults import make

CORPORA = CHECKOUT.parent / "shared" / "corpora"
PARTS = ("corpora", "10k", "100k", "one-note", "fix")
SIZES = {"10k": 10_000, "100k": 100_000}
HURT = 0.1


class Benchmark:
    """One run of the benchmark: what was asked for, and a folder for what it needs."""

    def __init__(self, wanted: argparse.Namespace, folder: Path) -> None:
        """Begin with nothing measured."""
        self.wanted = wanted
        self.folder = folder
        self.medians: dict[str, float] = {}

    def corpora(self) -> Iterator[Path]:
        """Yield the vaults that were named, else the corpora, unpacked once."""
        if self.wanted.vault:
            yield from self.wanted.vault
            return
        for packed in sorted(CORPORA.glob("*.tar.xz")):
            vault = self.folder / packed.name.removesuffix(".tar.xz")
            if not vault.exists():
                with tarfile.open(packed) as archive:
                    archive.extractall(vault, filter="data")
                (vault / ".obsidian").mkdir(exist_ok=True)  # a note that is named alone must find its root
            yield vault

    def generated(self, name: str, share: float = 0) -> Path:
        """Return a generated vault, made once."""
        vault = self.folder / (f"{name}-damaged" if share else name)
        return vault if vault.exists() else make(vault, SIZES[name], share)

    def measure(self, title: str, racing: Mapping[str, Contestant], ours: str = OURS) -> None:
        """Race, and print the table."""
        runs, failed = race(racing, self.wanted.runs)
        memory = {}
        for name in runs:
            try:
                memory[name] = runs[name][0].biggest if racing[name].is_slow else peak(racing[name])
            except FailedError as wrong:
                failed[name] = str(wrong)
        if ours in runs:
            self.medians[title] = median(run.seconds for run in runs[ours])
        print(shown(title, rows(racing, runs, memory, ours), markdown=self.wanted.markdown))
        for name, why in failed.items():
            print(f"{name} could not run: {why}")
        sys.stdout.flush()

    def whole(self, vault: Path, *, slow: bool = True) -> None:
        """Check a whole vault."""
        scratch = Path(tempfile.mkdtemp(dir=self.folder))
        notes = sum(1 for _ in vault.rglob("*.md"))
        racing = contestants(vault, scratch, self.wanted.peers, slow=slow and not self.wanted.quick)
        self.measure(f"{vault.name}: all {notes} notes", racing)

    def growth(self) -> None:
        """Say how much longer a note takes where there are ten times as many."""
        small, large = (self.medians.get(f"{name}: all {SIZES[name]} notes") for name in ("10k", "100k"))
        if small and large:
            print(f"\na note of 100,000 takes {large / small / 10:.2f} times as long as one of 10,000 (goal: ≤ 1.3)")

    def one_note(self, vault: Path) -> None:
        """Check one note in a big vault, against the whole vault: of middle size, once without faults and once with."""
        faulty = {json.loads(line)["path"] for line in findings(CHECKOUT / "src", vault) if line}
        notes = sorted(vault.rglob("*.md"), key=lambda note: (note.stat().st_size, note))
        healthy = [note for note in notes if note.relative_to(vault.parent).as_posix() not in faulty]
        faulted = [note for note in notes if note.relative_to(vault.parent).as_posix() in faulty]
        racing = {
            "vaultfix, one note": Contestant(vaultfix(_middle(healthy))),
            "one with faults": Contestant(vaultfix(_middle(faulted or healthy))),
            "python -c 'import click'": Contestant((sys.executable, "-c", "import click"), goal=3.0),
            "vaultfix --version": Contestant((sys.executable, "-m", "vaultfix", "--version")),
        }
        self.measure(f"one note of {vault.name}", racing, "vaultfix, one note")

    def fix(self) -> None:
        """Mend a vault of which every tenth note is damaged; each run has a fresh copy of it."""
        damaged = self.generated("10k", HURT)
        copy = self.folder / "10k-mended"

        def refresh() -> None:
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(damaged, copy)

        racing = {
            "vaultfix --fix": Contestant(vaultfix("--quiet", "--fix", str(copy)), before=refresh),
            "vaultfix": Contestant(vaultfix("--quiet", str(damaged)), goal=2.0),
        }
        self.measure("every tenth of 10,000 notes is damaged", racing, "vaultfix --fix")

    def same(self) -> bool:
        """Say of each vault whether the reference finds the same in it."""
        reference = checked_out(self.wanted.reference, self.folder / "reference")
        vaults = [*self.corpora(), CHECKOUT / "samples", self.generated("10k", HURT)]
        verdicts = [compared(reference, vault) for vault in vaults]
        print("\n" + "\n".join(words for _, words in verdicts))
        return all(is_same for is_same, _ in verdicts)

    def run(self) -> int:
        """Do what was asked for, and return the exit code."""
        parts = self.wanted.only
        for vault in self.corpora() if "corpora" in parts else ():
            self.whole(vault)
        for name in SIZES:
            if name in parts:
                self.whole(self.generated(name), slow=False)
        self.growth()
        if "one-note" in parts:
            self.one_note(next(self.corpora(), None) or self.generated("10k"))
        if "fix" in parts:
            self.fix()
        return 0 if not self.wanted.reference or self.same() else 1


def _middle(notes: Sequence[Path]) -> str:
    return str(notes[len(notes) // 2])


def main() -> int:
    """Read what was asked for, and measure it."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", type=lambda parts: parts.split(","), default=PARTS, help=f"of {', '.join(PARTS)}")
    parser.add_argument("--runs", type=int, default=5, help="how many turns count (default: 5)")
    parser.add_argument("--vault", type=Path, action="append", default=[], help="a vault in place of the corpora")
    parser.add_argument(
        "--peers", action="append", default=[], metavar="FOLDER", help="where to look for other linters"
    )
    parser.add_argument("--quick", action="store_true", help="leave out the linters that take minutes")
    parser.add_argument("--reference", metavar="REVISION", help="must find the same")
    parser.add_argument("--markdown", action="store_true", help="print tables for a page")
    wanted = parser.parse_args()
    if unknown := set(wanted.only).difference(PARTS, {""}):
        parser.error(f"there is no part {', '.join(sorted(unknown))}")
    compileall.compile_dir(CHECKOUT / "src", quiet=1)
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        return Benchmark(wanted, Path(folder)).run()


if __name__ == "__main__":
    sys.exit(main())
