"""The Python API: what a program gets from `import vaultfix`."""

import pickle
import subprocess
import sys
from pathlib import Path

import pytest

import vaultfix

BEDS = "|bed|crop|\n|-|-|\n|north|\n"


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "soil.md").write_bytes(b"Dark.\n")
    (tmp_path / "beds.md").write_bytes(BEDS.encode())
    return tmp_path


def test_every_public_name_is_there() -> None:
    for name in vaultfix.__all__:
        assert getattr(vaultfix, name) is not None
    assert dir(vaultfix) == sorted(vaultfix.__all__)


def test_the_stub_names_what_the_package_has() -> None:
    stub = Path(vaultfix.__file__).with_suffix(".pyi").read_text(encoding="utf-8")
    named = {line.rpartition(" as ")[2] for line in stub.split("\n") if " as " in line}

    assert named == set(vaultfix.__all__)


def test_another_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        vaultfix.no_such_name  # type: ignore[attr-defined]  # noqa: B018 - that is the point


def test_check_yields_nothing_for_a_healthy_note(vault: Path) -> None:
    assert list(vaultfix.check(vault / "soil.md")) == []


def test_check_yields_each_fault_with_its_place(vault: Path) -> None:
    (fault,) = vaultfix.check(str(vault))

    assert (fault.path, fault.line, fault.column) == (vault / "beds.md", 3, 1)
    assert (fault.rule, fault.severity, fault.fix, fault.choices) == ("short-row", "warning", "safe", ())
    assert (vault / "beds.md").read_bytes() == BEDS.encode()


def test_fix_mends_and_tells(vault: Path) -> None:
    told = vaultfix.fix(vault)

    assert [fault.rule for fault in told.fixed] == ["short-row"]
    assert (told.left, told.written, told.troubles) == ((), (vault / "beds.md",), ())
    assert (vault / "beds.md").read_bytes() == BEDS.replace("|north|", "|north| |").encode()
    assert vaultfix.fix(vault) == vaultfix.Fixed((), (), (), ())


def test_nothing_at_a_path_is_said_at_once(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match="no such file"):
        list(vaultfix.check(tmp_path / "gone"))


def test_a_wrong_configuration_is_said_too(vault: Path) -> None:
    (vault / "vaultfix.toml").write_bytes(b"selct = []\n")

    with pytest.raises(vaultfix.ConfigError, match="selct"):
        list(vaultfix.check(vault))


def test_what_cannot_be_read_is_warned_of(vault: Path) -> None:
    (vault / "lost.md").symlink_to("nowhere")

    with pytest.warns(UserWarning, match=r"lost\.md"):
        assert len(list(vaultfix.check(vault))) == 1


def test_repair_needs_no_vault() -> None:
    assert vaultfix.repair("expulsiÃ³n").text == "expulsión"


@pytest.mark.parametrize("text", ["plain", "expulsiÃ³n ğŸ‡·ğŸ‡º", "ğŸ\x9f and ğŸ", "what? ?? ðŸ??"], ids=ascii)
def test_repair_and_what_it_gives_travel_between_processes(text: str) -> None:
    given = vaultfix.repair(text)
    came = pickle.loads(pickle.dumps(given))  # noqa: S301 - we wrote it a moment ago

    assert pickle.loads(pickle.dumps(vaultfix.repair)) is vaultfix.repair  # noqa: S301 - likewise
    assert (came, came.guess()) == (given, given.guess())


def test_repair_opens_only_the_rooms_that_it_needs(tmp_path: Path) -> None:
    probe = "import sys, vaultfix; vaultfix.repair('expulsiÃ³n ğŸ‡·ğŸ‡º ğŸ'); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-I", "-X", "utf8", "-c", probe], cwd=tmp_path, capture_output=True, check=True
    )
    loaded = set(done.stdout.decode().split())
    rooms = {name.split(".")[1] for name in loaded if name.startswith("vaultfix.")}

    assert rooms <= {"document", "mojibake", "patterns", "text", "version"}
    assert not loaded & {"click", "jsonschema", "mistune", "rapidfuzz", "rich", "wcwidth", "yaml"}
