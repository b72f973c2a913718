"""The documentation: what is generated is fresh, what is promised exists, and vaultfix finds nothing wrong in it."""

import importlib.util
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import yaml

import vaultfix
from vaultfix import document, engine, rule, text, vault
from vaultfix.passes import PASSES
from vaultfix.report.pages import index, options, page
from vaultfix.rule import Example, Finding, Pass, Rule, Severity
from vaultfix.vault import Vault
from vaultfix.vault.files import Files

ROOT = Path(__file__).resolve().parents[1]
MANUAL = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md", "SECURITY.md", "docs")


def words(path: str) -> str:
    return (ROOT / path).read_bytes().decode()


def script() -> ModuleType:
    spec = importlib.util.spec_from_file_location("docs_make", ROOT / "docs" / "make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


make = script()


def drawn(svg: str) -> list[str]:
    """Return the words in a picture; how a version of the drawing library places them does not matter here."""
    return re.findall(r"<text[^>]*>([^<]*)</text>", svg)


def test_what_is_generated_is_fresh() -> None:
    stale = [path for path, raw in make.made().items() if not path.endswith(".svg") and words(path) != raw.decode()]

    assert stale == []


def test_the_picture_shows_what_vaultfix_says_today() -> None:
    assert drawn(words("docs/picture.svg")) == drawn(make.picture())


def test_every_rule_has_a_page_and_no_page_is_left_over() -> None:
    pages = {path.stem for path in (ROOT / "docs" / "rules").glob("*.md")} - {"README"}

    assert pages == {kind().name for group in PASSES for kind in group.rules}


def test_vaultfix_finds_nothing_wrong_in_its_manual() -> None:
    command = [sys.executable, "-m", "vaultfix", "--isolated", "--fail-on", "info", *MANUAL]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8")

    assert (done.stdout, done.returncode) == ("", 0)


def test_every_option_in_the_manual_is_one_that_vaultfix_has() -> None:
    verbs: tuple[list[str], ...] = ([], ["rules"], ["explain"], ["undo"], ["init"], ["config"])
    helped = [
        subprocess.run([sys.executable, "-m", "vaultfix", *verb, "--help"], capture_output=True, check=True).stdout
        for verb in verbs
    ]
    others = {"--all-files", "--check", "--flavor", "--no-config", "--only", "--quick", "--use", "--vault"}
    known = set(re.findall(r"--[a-z-]+", b"".join(helped).decode())) | {"--help"} | others
    pages = [ROOT / "README.md", *(ROOT / "docs").rglob("*.md")]
    named = {
        option for path in pages for option in re.findall(r"(?<![\w!<-])--[a-z][a-z-]+", path.read_bytes().decode())
    }

    assert named <= known


def test_every_hook_in_the_manual_is_one_that_the_project_offers() -> None:
    offered = {hook["id"] for hook in yaml.safe_load(words(".pre-commit-hooks.yaml"))}
    named = {name for path in ("README.md", "docs/pre-commit.md") for name in re.findall(r"- id: (\S+)", words(path))}

    assert named == offered - ({"vaultfix-vault"} - named)


def test_the_readme_says_what_repair_really_gives() -> None:
    (damaged, whole), *_ = re.findall(r'vaultfix\.repair\("(.*)"\)\.text +# \'(.*)\'', words("README.md"))

    assert vaultfix.repair(damaged).text == whole


@pytest.mark.parametrize("path", ["README.md", "docs/configuration.md"])
def test_what_the_manual_silences_would_else_be_found(path: str) -> None:
    block = next(block for block in re.findall(r"```markdown\n(.*?)```", words(path), re.DOTALL) if "-ignore" in block)
    loud = re.sub(r"(<!--|%%) vaultfix-ignore.*?(-->|%%)", "", block)

    assert found(block) == []
    assert found(loud)


def found(text: str) -> list[str]:
    note = document.Document.of("note.md", text)
    rules = [kind() for group in PASSES for kind in group.rules if not kind.off]
    whole = Vault({note.path: note}, Files(frozenset({note.path})))
    return [verdict.rule.name for verdict in engine.judge(whole, {note.path: rules})]


def test_the_rule_in_contributing_does_what_its_examples_say() -> None:
    source = next(block for block in re.findall(r"```python\n(.*?)```", words("CONTRIBUTING.md"), re.DOTALL))
    room: dict[str, object] = {**vars(text), **vars(rule), **vars(document), **vars(vault)}
    exec(textwrap.dedent("   " + source.lstrip()), room)  # noqa: S102 - what we ask others to write must run
    loud = room["LoudRow"]
    assert isinstance(loud, type)
    assert issubclass(loud, Rule)

    for example in loud.examples:
        note = document.Document.of(example.path, example.text)
        mended = engine.mend(Vault({note.path: note}, Files(frozenset({note.path}))), {note.path: [loud()]})
        after = mended.vault.note(note.path)
        assert after is not None
        assert after.text == (example.after or example.text)


class Pale(Rule):
    """Ink is dark.

    Pale ink cannot be read.
    """

    severity = Severity.WARNING
    examples = (
        Example("dark ink", "black\n"),
        Example("a | pipe", "`` ` ``\r\nb\x07", after="b\n", unsafe=True, others=(("a.md", ""),)),
        Example("two faults", "", faults=2, path="b/c.md"),
    )

    def check(self, doc: document.Document, vault: Vault) -> Iterator[Finding]:
        return iter(())


def test_a_page_says_all_that_a_rule_says_of_itself() -> None:
    assert page(Pale(), "text") == (
        "# pale\n\nInk is dark.\n\n*warning* · pass [text](./README.md#text) · mended only with `--unsafe-fixes`\n\n"
        "Pale ink cannot be read.\n\n## Examples\n\n"
        "### Dark ink\n\n```markdown\nblack\n```\n\nis fine.\n\n"
        "### A | pipe\n\n`note.md`, in a vault that also holds `a.md`:\n\n"
        "```markdown\n`` ` ``␍\nb‹0007›\n```\n\nbecomes, with `--unsafe-fixes`,\n\n```markdown\nb\n```\n\n"
        "### Two faults\n\n`b/c.md`:\n\n*(an empty note)*\n\nis reported 2 times.\n"
    )


def test_the_index_leads_to_the_pages() -> None:
    assert "| [pale](pale.md) | warning | unsafe | Ink is dark. |" in index((Pass("text", (Pale,)),))


def test_an_option_tells_its_name_its_default_and_what_it_is_for() -> None:
    found = [option for group in PASSES for kind in group.rules for option in options(kind())]

    assert [option for option in found if not option.about or "_" in option.name] == []


@pytest.mark.parametrize("path", ["README.md", "docs/pre-commit.md", "docs/ci.md", "docs/configuration.md"])
def test_a_page_of_the_manual_is_no_longer_than_a_short_walk(path: str) -> None:
    prose = re.sub(r"(?s)<!-- (rules|keys) -->.*?<!-- /\1 -->|```.*?```", "", words(path))

    assert len(prose.split()) < 700


def test_the_hook_of_the_project_checks_its_manual(tmp_path: Path) -> None:
    for name in (".pre-commit-config.yaml", ".pre-commit-hooks.yaml", "action.yml", "LICENSE", *MANUAL):
        (shutil.copytree if (ROOT / name).is_dir() else shutil.copy)(ROOT / name, tmp_path / name)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    subprocess.run(["git", "add", "README.md", "docs", ".pre-commit-config.yaml"], cwd=tmp_path, check=True)
    hook = [sys.executable, "-m", "pre_commit", "run", "manual", "--all-files"]

    assert [subprocess.run(hook, cwd=tmp_path, check=False).returncode, broken(tmp_path, hook)] == [0, 1]


def broken(project: Path, hook: list[str]) -> int:
    """Return what the hook says of a manual with a link that leads nowhere."""
    (project / "docs" / "index.md").write_bytes(b"# Start\n\n[gone](gone.md)\n")
    return subprocess.run(hook, cwd=project, check=False).returncode
