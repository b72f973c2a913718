"""Start-up: a run pays only for the libraries that it needs."""

import subprocess
import sys
from pathlib import Path

import pytest

HEAVY = {"ftfy", "emoji", "jsonschema", "mistune", "referencing", "regex", "yaml", "rich", "wcwidth"}

PROBE = """
import sys
from vaultfix.cli import main
code = main(sys.argv[1:])
sys.stderr.write("\\n".join(sorted(sys.modules)))
sys.exit(code)
"""


def modules(*args: str, cwd: Path) -> set[str]:
    """Return what a healthy run has imported at its end."""
    done = subprocess.run(
        [sys.executable, "-c", PROBE, *args], cwd=cwd, capture_output=True, check=True, env={"PYTHONPATH": ""}
    )
    return set(done.stderr.decode().split("\n"))


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / ".obsidian").mkdir()
    note = "# Soil\n\nDark and [moist](#soil), [[beds|wet]] 🌱, «bien arrosé».\n\n|a|b|\n|-|-|\n|1|2|\n"
    (tmp_path / "soil.md").write_bytes(note.encode())
    (tmp_path / "beds.md").write_bytes(b"# Beds\n")
    return tmp_path


def test_the_version_needs_no_rule(vault: Path) -> None:
    loaded = modules("--version", cwd=vault)

    assert not loaded & HEAVY
    assert {name for name in loaded if name.startswith("vaultfix.") and not name.startswith("vaultfix.cli")} == {
        "vaultfix.patterns",
        "vaultfix.report",
        "vaultfix.report.paint",
        "vaultfix.report.visible",
        "vaultfix.version",
    }


@pytest.mark.parametrize("args", [["--quiet", "soil.md"], ["--quiet", "--fix"]], ids=" ".join)
def test_a_clean_note_needs_no_parser(vault: Path, args: list[str]) -> None:
    loaded = modules(*args, cwd=vault)

    assert "vaultfix.passes" in loaded
    assert not loaded & HEAVY


SPARED = {
    "vaultfix.cli.ledger",
    "vaultfix.config.describing",
    "vaultfix.config.lines",
    "vaultfix.config.reading",
    "vaultfix.config.schemas",
    "vaultfix.config.values",
    "vaultfix.git.asking",
    "vaultfix.mojibake",
    "vaultfix.passes.encoding.damaged",
    "vaultfix.passes.encoding.held",
    "vaultfix.passes.encoding.hidden",
    "vaultfix.passes.frontmatter.derived",
    "vaultfix.passes.frontmatter.kinds",
    "vaultfix.passes.frontmatter.spoken",
    "vaultfix.passes.frontmatter.stumbles",
    "vaultfix.passes.frontmatter.unfit",
    "vaultfix.passes.links.diversions",
    "vaultfix.passes.links.healing",
    "vaultfix.passes.links.nowhere",
    "vaultfix.passes.text.idle",
    "vaultfix.passes.text.misspoken",
    "vaultfix.passes.text.withdrawing",
    "vaultfix.proof",
    "vaultfix.proving",
    "vaultfix.renaming",
    "vaultfix.report.diff",
    "vaultfix.since",
    "vaultfix.store.renaming",
    "vaultfix.store.writing",
    "vaultfix.syntax.footing",
    "vaultfix.syntax.links.entities",
    "vaultfix.syntax.links.references",
    "vaultfix.syntax.yaml_lines",
    "vaultfix.syntax.yaml_scalars",
    "vaultfix.vault.evidence",
    "vaultfix.vault.harm",
    "vaultfix.vault.promises",
    "vaultfix.vault.reached",
    "vaultfix.vault.retarget",
    "vaultfix.vault.retitled",
    "vaultfix.vault.standing",
    "bz2", "difflib", "hashlib", "html", "json", "locale", "lzma", "shutil", "subprocess", "textwrap", "tomllib", "zipfile",
}  # fmt: skip
"""What only some notes need: rooms (and all within them) and modules of Python."""
ROOMS = 234
"""To open one of them takes a quarter of a thousandth of a second, most of it to find and to read the file."""


def test_a_clean_note_in_ascii_opens_no_room_that_only_a_suspect_needs(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "beds.md").write_bytes(b"# Beds\n\nGood soil.\n")
    loaded = modules("--quiet", "beds.md", cwd=tmp_path)

    assert {name for name in loaded for spared in SPARED if f"{name}.".startswith(f"{spared}.")} == set()
    assert sum(name.startswith("vaultfix") for name in loaded) < ROOMS


def test_a_note_of_words_and_emoji_does_not_pay_for_code_pages(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "café.md").write_bytes("# Café\n\n“Señor”, don’t – très bien 🌱.\n".encode())
    loaded = modules("--quiet", "café.md", cwd=tmp_path)

    used = {"vaultfix.mojibake.suspicion", "vaultfix.mojibake.fragments"}
    assert {name for name in loaded if name.startswith("vaultfix.mojibake.")} <= used


def test_a_name_that_only_looks_damaged_is_not_weighed(tmp_path: Path) -> None:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "CAFÉ®.md").write_bytes("# Café\n".encode())
    loaded = modules("--quiet", "CAFÉ®.md", cwd=tmp_path)

    assert "vaultfix.mojibake.repair" in loaded
    assert not loaded & {"vaultfix.mojibake.recovery", "vaultfix.mojibake.ranking", "emoji"}


def test_the_package_itself_loads_nothing(tmp_path: Path) -> None:
    probe = "import sys, vaultfix; print('\\n'.join(m for m in sys.modules if m.startswith('vaultfix.')))"
    done = subprocess.run([sys.executable, "-c", probe], cwd=tmp_path, capture_output=True, check=True)

    assert done.stdout.decode().split() == ["vaultfix.version"]
