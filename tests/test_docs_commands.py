"""The commands in the manual on old vaults and on completion: each is run, one after the other, as a reader would."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

DOCS = Path(__file__).resolve().parents[1] / "docs"
BEDS = "# Beds\n\n|bed|crop|\n|-|-|\n|🌱 north|\n\n[[gone]] and [[gone]]\n"


def commands(page: str, shell: str = "sh") -> list[str]:
    """Return the commands on a page, in order."""
    blocks = re.findall(rf"(?s)```{shell}\n(.*?)```", (DOCS / page).read_bytes().decode())
    return [line.partition("  #")[0].strip() for block in blocks for line in block.split("\n") if line.strip()]


def done(shell: str, script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a script in `folder`, with vaultfix at hand."""
    environment = {**os.environ, "HOME": str(folder)}
    environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
    return subprocess.run(
        [shell, "-c", script], cwd=folder, env=environment, capture_output=True, check=False, encoding="utf-8"
    )


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    """A vault of one note with three faults."""
    if not (Path(sys.executable).parent / "vaultfix").exists():
        pytest.skip("vaultfix is not installed")
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "beds.md").write_bytes(BEDS.encode())
    return tmp_path


def test_the_page_on_old_vaults_does_what_it_says(vault: Path) -> None:
    said = {command: done("bash", command, vault) for command in commands("adopting.md")}

    assert len(said) == 6
    assert {
        command: run.stderr for command, run in said.items() if run.returncode > (1 if "--diff" in command else 0)
    } == {}
    assert "3 known faults not shown" in said["vaultfix"].stderr
    assert "2 faults, 1 fewer" in said["vaultfix --prune-baseline"].stderr


def test_the_baseline_on_the_page_is_the_one_that_is_written(vault: Path) -> None:
    (shown,) = re.findall(r"(?s)```json\n(.*?)```", (DOCS / "adopting.md").read_bytes().decode())

    done("bash", commands("adopting.md")[0], vault)

    assert (vault / "vaultfix-baseline.jsonl").read_bytes().decode() == shown


@pytest.mark.parametrize(("shell", "name"), [("bash", "sh"), ("zsh", "zsh"), ("fish", "fish")])
def test_each_line_for_a_shell_teaches_it_to_complete(vault: Path, shell: str, name: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    first = {"zsh": "autoload -Uz compinit; compinit -D; "}.get(shell, "")
    asks = {"bash": "complete -p vaultfix", "zsh": "print $_comps[vaultfix]", "fish": "complete -C 'vaultfix --sele'"}

    run = done(shell, f"{first}{chr(10).join(commands('completion.md', name))}\n{asks[shell]}", vault)

    assert ("--select" if shell == "fish" else "_vaultfix_completion") in run.stdout, run.stderr
