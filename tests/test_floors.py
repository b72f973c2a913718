"""The import contracts hold, and each of them sees the fault that it is there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


def broken_contracts(house: Path) -> list[str]:
    """Return the contracts that `lint-imports` finds broken in the house at `house`."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=house,
        env={"PYTHONPATH": str(house / "src"), "NO_COLOR": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    words = [line.removesuffix(" BROKEN") for line in run.stdout.split("\n") if line.endswith(" BROKEN")]
    assert words or run.returncode == 0, run.stdout + run.stderr
    return words


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """Return a copy of the house, to plant faults in."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "src", tmp_path / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return tmp_path


def test_every_contract_holds(house: Path) -> None:
    assert broken_contracts(house) == []


FLOORS = "A floor imports only floors below it, and never its neighbours"

PLANTED = {
    "a floor imports a higher one": ("text.py", "import vaultfix.document", FLOORS),
    "neighbours import each other": ("report/concise.py", "import vaultfix.config", FLOORS),
    "a rule imports the engine": ("passes/text/missing_final_newline.py", "import vaultfix.engine", FLOORS),
    "an import hides in a function": ("engine.py", "def late():\n    import vaultfix.passes", FLOORS),
    "a new room stands on no floor": ("attic.py", "", FLOORS),
    "a pass imports another": (
        "passes/text/__init__.py",
        "import vaultfix.passes.links",
        "A pass knows nothing of the other passes",
    ),
    "ftfy away from home": ("syntax/zones.py", "import ftfy", "ftfy and emoji live in mojibake"),
    "PyYAML away from home": ("config/__init__.py", "import yaml", "PyYAML lives in one room of syntax"),
    "mistune away from home": ("passes/links/__init__.py", "import mistune", "mistune lives in one room of syntax"),
    "click away from home": ("report/full.py", "import click", "click lives in cli"),
    "rich away from home": ("engine.py", "import rich.text", "rich lives in cli and report"),
}


@pytest.mark.parametrize(("room", "line", "contract"), PLANTED.values(), ids=PLANTED)
def test_a_planted_import_breaks_its_contract(house: Path, room: str, line: str, contract: str) -> None:
    with (house / "src" / "vaultfix" / room).open("ab") as source:
        source.write(f"\n{line}\n".encode())

    assert contract in broken_contracts(house)
