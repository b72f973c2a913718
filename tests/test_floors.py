"""The import contracts hold, and each of them sees the fault that it is there for."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


FLOORS = "A floor imports only floors below it, and never its neighbours"

PLANTED = {
    "a floor imports a higher one": ("text", "vaultfix.document", FLOORS),
    "neighbours import each other": ("report.concise", "vaultfix.config", FLOORS),
    "a rule imports the engine": ("passes.text.missing_final_newline", "vaultfix.engine", FLOORS),
    "the engine knows the rules": ("engine", "vaultfix.passes", FLOORS),
    "a pass imports another": ("passes.text", "vaultfix.passes.links", "A pass knows nothing of the other passes"),
    "ftfy away from home": ("syntax.zones", "ftfy", "ftfy and emoji live in mojibake"),
    "emoji away from home": ("passes.encoding", "emoji", "ftfy and emoji live in mojibake"),
    "PyYAML away from home": ("config", "yaml", "PyYAML lives in one room of syntax"),
    "mistune away from home": ("passes.links", "mistune", "mistune lives in one room of syntax"),
    "rapidfuzz away from home": ("vault.lookup", "rapidfuzz", "rapidfuzz lives in one room of vault"),
    "click away from home": ("report.full", "click", "click lives in cli"),
    "rich away from home": ("engine", "rich", "rich lives in cli and report"),
    "wcwidth away from home": ("cli", "wcwidth", "wcwidth lives in report and in one room of syntax"),
}


def linted(house: Path) -> str:
    """Return what `lint-imports` says of the house at `house`."""
    run = subprocess.run(
        [Path(sys.executable).with_name("lint-imports"), "--no-cache"],
        cwd=house,
        env={"PYTHONPATH": str(house / "src"), "NO_COLOR": "1"},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    return run.stdout + run.stderr


def copied(house: Path) -> Path:
    """Copy the house to `house`, to plant faults in; return where its package lies."""
    shutil.copy(ROOT / "pyproject.toml", house)
    shutil.copytree(ROOT / "src", house / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    return house / "src" / "vaultfix"


def plant(package: Path, room: str, line: str) -> None:
    """Put `line` at the end of `room`."""
    place = package.joinpath(*room.split("."))
    with (place / "__init__.py" if place.is_dir() else place.with_suffix(".py")).open("ab") as source:
        source.write(f"\n{line}\n".encode())


def test_every_contract_holds() -> None:
    assert " 0 broken." in linted(ROOT)


@pytest.fixture(scope="module")
def verdict(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return what is said of a house in which every fault is planted, each in a function, where it hides best."""
    house = tmp_path_factory.mktemp("house")
    package = copied(house)
    for number, (room, imported, _) in enumerate(PLANTED.values()):
        plant(package, room, f"def late_{number}():\n    import {imported}")
    return linted(house)


@pytest.mark.parametrize(("room", "imported", "contract"), PLANTED.values(), ids=PLANTED)
def test_a_planted_import_breaks_its_contract(verdict: str, room: str, imported: str, contract: str) -> None:
    assert f"{contract} BROKEN" in verdict
    assert f"vaultfix.{room} -> {imported} (l." in verdict


def test_a_new_room_must_be_given_a_floor(tmp_path: Path) -> None:
    plant(copied(tmp_path), "attic", "")

    assert "- vaultfix.attic" in linted(tmp_path)
