"""Rules of others: found by their entry points, treated like ours, and never able to stop a run."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from vaultfix.cli import main
from vaultfix.config.plugins import plugins
from vaultfix.passes import PASSES

PLUGIN = Path(__file__).resolve().parents[1] / "samples" / "plugin"
POEM = "---\ntags: [poem, spring]\n---\nSumer is icumen in\n"

HEAD = """
from vaultfix.plugin import Document, Example, Finding, Rule, Severity, Span, Vault
"""
SOUND = (
    HEAD
    + '''
class {name}(Rule):
    """A note is short."""
    severity = Severity.ERROR
    examples = (Example("short", "a\\n"), Example("long", "a" * 99 + "\\n", faults=1))
    def check(self, doc, vault):
        if len(doc.text) > 50:
            yield Finding(Span(0, 1), "long")
'''
)


def bring(place: Path, name: str, module: str, points: str) -> None:
    """Lay a distribution down as an installer would."""
    (place / f"{name}.py").write_text(module)
    info = place / f"{name}-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text(f"[vaultfix.rules]\n{points}\n")


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "installed"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    return folder


def note(folder: Path, text: str) -> str:
    (folder / ".obsidian").mkdir()
    (folder / "note.md").write_text(text)
    return str(folder)


@pytest.mark.usefixtures("place")
def test_without_plugins_there_are_our_own_rules() -> None:
    assert plugins() == (PASSES, ())


def test_a_rule_is_found_selected_and_ignored_like_ours(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(place, "sound_one", SOUND.format(name="ShortNote"), "short-note = sound_one:ShortNote")
    vault = note(tmp_path, "a" * 60 + "\n")

    assert main([vault]) == 1
    assert "short-note" in capsys.readouterr().out
    assert main(["--ignore", "short-note", vault]) == 0
    assert main(["--ignore", "sound_one", vault]) == 0
    assert main(["--isolated", vault]) == 0
    assert main(["--select", "short-note", vault]) == 1
    (tmp_path / "note.md").write_text("a" * 60 + " %% vaultfix-ignore short-note %%\n")
    assert main([vault]) == 0


def test_undo_reads_a_configuration_that_names_a_rule_of_others(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bring(place, "sound_two", SOUND.format(name="BriefNote"), "brief-note = sound_two:BriefNote")
    vault = note(tmp_path, "a\n")
    (tmp_path / "vaultfix.toml").write_text('select = ["brief-note"]\njournal-folder = ".kept"\n')

    assert main(["undo", vault]) == 0
    assert "no run to undo" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("module", "words"),
    [
        ("raise RuntimeError('no luck')", "RuntimeError: no luck"),
        ("raise SystemExit('good night')", "SystemExit: good night"),
        ("from vaultfix.plugin import Yesterday", "ImportError: cannot import name 'Yesterday'"),
        ("Odd = 3", "it is no class made from `vaultfix.plugin.Rule`"),
        (HEAD + "class Odd(Rule):\n    pass", "it has no docstring and no `severity` and no `examples` and no `check`"),
        (
            HEAD + 'class Odd(Rule):\n    "Odd."\n    severity = Severity.INFO\n    examples = ()\n'
            "    def check(self, note): yield",
            "made for another version of vaultfix",
        ),
        (SOUND.format(name="ShortRow").replace("\nclass", "\nOdd = 0\nclass") + "\nOdd = ShortRow", "`short-row` is taken"),
        (SOUND.format(name="Tables") + "\nOdd = Tables", "`tables` is taken"),
        (SOUND.format(name="Été") + "\nOdd = Été", "is no name for a rule"),
    ],
)  # fmt: skip
def test_what_is_no_rule_is_named_and_all_else_goes_on(
    place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], module: str, words: str
) -> None:
    name = f"odd_{abs(hash(words))}"
    bring(place, name, module, f"odd = {name}:Odd")
    bring(place, "zsound", SOUND.format(name="ShortNote"), "short-note = zsound:ShortNote")
    sys.modules.pop("zsound", None)
    vault = note(tmp_path, "a" * 60)

    assert main([vault]) == 2

    told = capsys.readouterr()
    assert f"plugin {name} 1.0: `odd` is left out: " in told.err
    assert words in told.err
    assert "short-note" in told.out
    assert "missing-final-newline" in told.out


@pytest.mark.parametrize(
    "args",
    [("--select", "odd"), ("explain", "odd"), ("config", "--config", "odd.toml"), ("undo", "--config", "odd.toml")],
)
def test_a_rule_that_is_not_there_may_be_one_of_a_plugin_that_is_left_out(
    place: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    args: tuple[str, ...],
) -> None:
    bring(place, "torn", "raise RuntimeError('no luck')", "odd = torn:Odd")
    note(tmp_path, "a\n")
    (tmp_path / "odd.toml").write_text('select = ["odd"]\n')
    monkeypatch.chdir(tmp_path)

    assert main(args) == 2
    said = capsys.readouterr().err
    assert "there is no rule" in said
    assert "; plugin torn 1.0: `odd` is left out: RuntimeError: no luck" in said


def test_a_rule_that_fails_at_work_is_left_out(place: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    module = SOUND.format(name="Crashing").replace("if len", "raise OSError('ouch')\n        if len")
    bring(place, "crashing", module, "crashing = crashing:Crashing")
    vault = note(tmp_path, "a" * 60)

    assert main(["--fix", vault]) == 2

    assert (tmp_path / "note.md").read_text() == "a" * 60 + "\n"
    told = capsys.readouterr().err
    assert "note.md: the rule `crashing` failed here and is left out of this run (OSError: ouch)" in told
    assert told.count("ouch") == 1


def test_the_folder_that_we_run_in_brings_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bring(tmp_path, "evil", "raise SystemExit('ran')", "evil = evil:Evil")
    vault = note(tmp_path, "healthy\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", ["", str(tmp_path), *sys.path])
    assert main([vault]) == 0


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Install the example plugin as its users would, and give the environment in which it is there."""
    target = tmp_path_factory.mktemp("installed")
    install = ("install", "--quiet", "--no-deps", "--no-build-isolation", "--target", str(target), str(PLUGIN))
    subprocess.run([sys.executable, "-m", "pip", *install], check=True, cwd=target)
    return {**os.environ, "PYTHONPATH": str(target)}


def ask(installed: dict[str, str], *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *args], env=installed, capture_output=True, text=True, check=False, cwd=PLUGIN
    )


def test_the_example_plugin_is_one_of_us(installed: dict[str, str], tmp_path: Path) -> None:
    vault = note(tmp_path, POEM)

    assert "unsigned-poem" in ask(installed, "vaultfix", "rules").stdout
    page = ask(installed, "vaultfix", "explain", "unsigned-poem").stdout
    assert "A poem says who wrote it." in page
    assert "What the fix writes." in page
    assert "unsigned-poem" in ask(installed, "vaultfix", vault).stdout
    (tmp_path / "vaultfix.toml").write_text('[rules.unsigned-poem]\nanonymous = "a friend"\n')
    assert ask(installed, "vaultfix", "--fix", "--unsafe-fixes", vault).returncode == 0
    assert (tmp_path / "note.md").read_text() == POEM.replace("tags", "poet: a friend\ntags")


def test_the_example_plugin_passes_its_own_tests(installed: dict[str, str]) -> None:
    done = ask(installed, "pytest", "-q", "-p", "no:cacheprovider", "--rootdir", str(PLUGIN), str(PLUGIN / "tests"))
    assert done.returncode == 0, done.stdout
    assert "10 passed" in done.stdout
