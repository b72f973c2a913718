"""The page on safety: what it names as evidence is there, and it reads as well as the rest of the manual."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PAGE = (ROOT / "docs" / "safety.md").read_bytes().decode()

NAMED = {
    "tests": set(re.findall(r"`(test_\w+\.py)`", PAGE)),
    "benchmarks": set(re.findall(r"`(?:python benchmarks/)?(\w+\.py)[` ]", PAGE))
    - set(re.findall(r"test_\w+\.py", PAGE)),
    "src/vaultfix": set(re.findall(r"`(\w+/\w+\.py)`", PAGE)),
}


@pytest.mark.parametrize("folder", NAMED)
def test_what_it_names_is_there(folder: str) -> None:
    assert NAMED[folder]
    assert [name for name in sorted(NAMED[folder]) if not (ROOT / folder / name).is_file()] == []


def test_each_promise_has_its_evidence() -> None:
    promised = re.findall(r"^(\d)\. \*\*", PAGE, re.MULTILINE)
    checked = re.findall(r"^\| (\d) .*`test_", PAGE, re.MULTILINE)

    assert promised == checked == list("1234567")


def test_vaultfix_finds_nothing_wrong_in_how_to_report_a_fault() -> None:
    command = [sys.executable, "-m", "vaultfix", "--isolated", "--fail-on", "info", "SECURITY.md"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")

    assert (done.stdout, done.returncode) == ("", 0)
