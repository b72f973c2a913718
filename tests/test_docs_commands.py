"""The commands, settings and programs in the manual: each is run, page by page, as a reader would who types them in."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from vaultfix.cli import main

ROOT = Path(__file__).resolve().parents[1]
PAGES = ["README.md", "CONTRIBUTING.md", *sorted(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
BIN = Path(sys.executable).parent

GARDEN = {
    ".obsidian/app.json": "{}",
    "index.md": "# Garden\n\n[[beds]], and [its rows](beds.md#rows)\n",
    "beds.md": "# Beds\n\n## Rows\n\nOf beans.\n",
}
"""A healthy vault."""
HURT = {
    "note.md": "# Café\n\ncafÃ© ğŸ‡·ğŸ‡º\n\n|a|b|\n|-|-|\n|1|\n\n[[beds]]\n\nSee\n[[gone]].\n",
    "cafÃ©.md": "[[note]]\n",
}
"""What is wrong in it for those who look, mend and explain."""
OLD = {
    "index.md": "# Garden\n\n[[beds]]\n",
    "beds.md": "# Beds\n\n|bed|crop|\n|-|-|\n|🌱 north|\n\n[[gone]] and [[gone]]\n",
}
"""The faults that the page on old vaults tells of."""
SOWN: Mapping[str, Mapping[str, str]] = {
    "README.md": HURT,
    "docs/index.md": HURT,
    "docs/ci.md": HURT,
    "docs/recovery.md": HURT,
    "docs/adopting.md": OLD,
}
AFRESH = {"vaultfix --add-suppressions --diff --select unresolved-link"}
"""What is another way to go than what stands above it on its page, and so begins with the vault as it was."""

NOT_HERE = {
    "python3 dev.py check": "it is what runs these tests",
    "python3 -m pip install .": "it takes a network; test_hooks.py installs the project",
    "python -m pip install git+<where you cloned vaultfix from>": "likewise",
    "pip install rumdl linkbust mdlint-obsidian pkms-lint": "it takes a network",
    "npm install markdownlint-cli2": "it takes a network",
    "pre-commit try-repo path/to/vaultfix vaultfix --all-files": "test_hooks.py does, for it takes a clone and a network",
    'eval "$(_VAULTFIX_COMPLETE=zsh_source vaultfix)"': "in a shell of its own, below",
    "_VAULTFIX_COMPLETE=fish_source vaultfix | source": "in a shell of its own, below",
    **dict.fromkeys(
        (
            "rumdl check --no-config --flavor obsidian .",
            'markdownlint-cli2 "**/*.md"',
            "remark --use remark-gfm --use remark-validate-links=repository:false .",
            "linkbust .",
            "mdlint . --vault .",
            "pkms-lint .",
            "ftfy n.md",
        ),
        "it is another's program",
    ),
    "vaultfix explain loud-row": "the rule is an example; test_docs.py tries it",
}  # fmt: skip
"""What no test can do, and why."""

DEMO = (
    "import sys, dev; dev.furnish = lambda need: None; dev.VAULTFIX = (sys.executable, '-m', 'vaultfix');"
    "sys.exit(dev.demo())"
)
STAND_INS = {
    "python3 dev.py demo": f'cd "{ROOT}"; python -c "{DEMO}"',  # without making .venv
    "python benchmarks/recovery": f'cd "{ROOT}"; python benchmarks/recovery --help',  # its notes are not ours to commit
    "python benchmarks/speed.py": f'cd "{ROOT}"; python benchmarks/speed.py --help',  # it takes minutes
    "python benchmarks/speed.py --only corpora": f'cd "{ROOT}"; python benchmarks/speed.py --help',
    "vaultfix explain RULE": "vaultfix explain short-row",
}
"""What is done in the place of a command that takes what a test has not."""

SUPPRESS = "--select unresolved-link"
SAID: Mapping[str, list[tuple[str, int, str]]] = {
    "README.md": [
        ("python3 dev.py demo", 0, "Nothing moved."),
        ("vaultfix path/to/vault", 1, "5 faults in 2 of 4 notes"),
        ("vaultfix --diff path/to/vault", 1, "+café 🇷🇺\n"),
        ("vaultfix --fix path/to/vault", 1, "mended 3 faults in 1 note; 2 are left"),
        ("vaultfix undo path/to/vault", 0, "1 note restored"),
        ("vaultfix --fix --rename-files .", 1, "cafÃ©.md: mended 1 damaged-name"),
        ("vaultfix init path/to/vault", 0, "vaultfix.toml"),
        ("vaultfix explain short-row", 0, "Every row of a table"),
        ("vaultfix explain note.md:12", 0, "no note `gone` in the vault"),
        ("vaultfix --since HEAD", 0, "no new faults"),
        ("vaultfix --help", 0, "Usage: vaultfix"),
    ],
    "docs/adopting.md": [
        ("vaultfix --write-baseline", 0, "vaultfix-baseline.jsonl knows 3 faults\n"),
        ("vaultfix", 0, "3 known faults not shown"),
        ("vaultfix --fix", 0, "mended 1 fault in 1 note; 0 are left"),
        ("vaultfix --prune-baseline", 0, "2 faults, 1 fewer than before"),
        (f"vaultfix --add-suppressions --diff {SUPPRESS}", 1, "+[[gone]] and [[gone]] <!-- vaultfix-ignore unresolved-link -->\n"),
        (f"vaultfix --add-suppressions {SUPPRESS}", 0, "2 faults silenced in 1 note"),
    ],
    "docs/ci.md": [
        ('vaultfix --output-format github --summary "$GITHUB_STEP_SUMMARY" .', 1, "::error file=note.md,line=3,"),
        ("vaultfix --output-format github --since origin/${{ github.base_ref || github.event.repository.default_branch }}...", 0, "no faults"),
        ("vaultfix --output-format concise .", 1, "note.md:7:1: short-row "),
        ("vaultfix --output-format json --output-file findings.json .", 1, "5 faults in 2 of 4 notes"),
        ("vaultfix --statistics --exit-zero .", 0, "2  [*]  mojibake\n"),
    ],
    "docs/comparison.md": [
        ("vaultfix --isolated .", 0, "no faults"),
        ("python benchmarks/recovery", 0, "held against the truth"),
        ("python benchmarks/speed.py --only corpora", 0, "how many turns count"),
        ("vaultfix undo", 0, "no run to undo"),
    ],
    "docs/completion.md": [
        ('eval "$(_VAULTFIX_COMPLETE=bash_source vaultfix)"', 0, ""),
        ("_VAULTFIX_COMPLETE=bash_source vaultfix > ~/.vaultfix-complete.bash", 0, ""),
        ("source ~/.vaultfix-complete.bash", 0, ""),
    ],
    "docs/configuration.md": [
        ("vaultfix undo", 0, "no run to undo"),
        ("vaultfix explain RULE", 0, "Every row of a table"),
        ("vaultfix config", 0, "obsidian"),
        ("vaultfix config --schema", 0, '"$schema"'),
    ],
    "docs/index.md": [
        ("vaultfix path/to/vault", 1, "note.md:3:4: mojibake `Ã©` was `é` before it was read as windows-1254 [*]"),
        ("vaultfix --diff path/to/vault", 1, "+café 🇷🇺\n"),
        ("vaultfix --fix path/to/vault", 1, "mended 3 faults in 1 note; 2 are left"),
        ("vaultfix undo path/to/vault", 0, "1 note restored"),
        ("vaultfix explain short-row", 0, "Every row of a table"),
        ("vaultfix explain path/to/note.md:12", 0, "no note `gone` in the vault"),
    ],
    "docs/plugins.md": [("vaultfix rules", 0, "short-row ")],
    "docs/pre-commit.md": [
        ("git mv beds.md ferns.md", 0, ""),
        ("git commit", 1, "index.md: mended 2 unresolved-link"),
        ("git add -A", 0, ""),
        ("git commit", 0, "a day in the garden"),
        ("vaultfix --since HEAD", 0, "no faults"),
    ],
    "docs/recovery.md": [
        ("vaultfix explain note.md:12", 0, "no note `gone` in the vault"),
        ("python benchmarks/recovery", 0, "held against the truth"),
    ],
    "docs/safety.md": [("vaultfix undo", 0, "no run to undo")],
    "docs/speed.md": [("python benchmarks/speed.py", 0, "how many turns count")],
}  # fmt: skip
"""What each command on a page comes to: its exit code, and words that it says."""


def words(page: str) -> str:
    return (ROOT / page).read_bytes().decode()


def blocks(page: str, *kinds: str) -> list[str]:
    """Return the code blocks of some kinds on a page, in order."""
    found = re.findall(r"(?ms)^( *)```(\w+)\n(.*?)^\1```$", words(page))
    return [textwrap.dedent(block) for _, kind, block in found if kind in kinds]


def commands(page: str) -> list[str]:
    """Return what a page tells its reader to run, in order: in blocks for a shell, in steps of a job, and in prose."""
    told: list[str] = []
    for _, kind, block, inline in re.findall(r"(?ms)^( *)```(\w+)\n(.*?)^\1```$|`(vaultfix [^`\n]+)`", words(page)):
        if kind in {"sh", "console", "zsh", "fish"}:
            told += [line.partition("  #")[0].strip() for line in block.split("\n") if line.strip()]
        elif kind == "yaml":
            told += [str(each["run"]) for each in tables(yaml.safe_load(textwrap.dedent(block))) if "run" in each]
        elif inline and inline not in told:
            told.append(inline)
    return told


def tables(value: object) -> Iterator[dict[str, Any]]:
    """Yield every table in what YAML gave, however deep."""
    if isinstance(value, dict):
        yield value
    for each in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from tables(each)


@pytest.fixture
def garden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[Mapping[str, str]], Path]:
    """Make a vault in a repository of git, all of it committed, and go there."""
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "GIT_EDITOR": "echo a day in the garden >"}
    person = {f"GIT_{role}_{what}": "a@example.org" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    job = {"GITHUB_STEP_SUMMARY": str(tmp_path / "page.md"), "HOME": str(tmp_path)}
    path = {"PATH": f"{BIN}{os.pathsep}{os.environ['PATH']}"}
    for name in [name for name in os.environ if name.startswith(("GIT_", "PRE_COMMIT"))]:
        monkeypatch.delenv(name)
    for name, value in {**settings, **person, **job, **path}.items():
        monkeypatch.setenv(name, value)
    # A reader sits at a terminal, and agrees to what is offered.
    monkeypatch.setattr("click.confirm", lambda *_, **__: True)

    def made(sown: Mapping[str, str]) -> Path:
        root = tmp_path / "garden"
        for name, text in {**GARDEN, **sown}.items():
            (root / name).parent.mkdir(parents=True, exist_ok=True)
            (root / name).write_bytes(text.encode())
        git = "git init -q --initial-branch=main; git add -A; git commit -qm one; git update-ref refs/remotes/origin/main HEAD"
        subprocess.run(["bash", "-ec", git], cwd=root, check=True)
        monkeypatch.chdir(root)
        return root

    return made


class Terminal(io.StringIO):
    """A keyboard with somebody before it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Callable[[str], tuple[int, str]]:
    """Run a command where we are, vaultfix in this process; return its exit code and all that it says."""

    def running(command: str) -> tuple[int, str]:
        line = STAND_INS.get(command, command).replace("path/to/vault", ".").replace("path/to/", "")
        line = re.sub(r"\$\{\{.*?\}\}", "main", line)
        monkeypatch.setattr(sys, "stdin", Terminal())
        if line.startswith("vaultfix") and not set(line) & set("$|>`"):
            code = main(shlex.split(line)[1:])
        else:
            code = subprocess.run(["bash", "-c", line], check=False, stdin=subprocess.DEVNULL).returncode
        return code, "".join(capfd.readouterr())

    return running


def test_every_block_is_of_a_kind_that_is_tried() -> None:
    kinds = {kind for page in PAGES for kind in re.findall(r"(?m)^ *```(\S+)$", words(page))}

    # A plain block shows what something looks like; test_docs.py tries what is said in Markdown.
    assert kinds == {"sh", "console", "zsh", "fish", "yaml", "toml", "json", "python", "markdown"}


@pytest.mark.parametrize("page", [page for page in PAGES if not set(commands(page)) <= NOT_HERE.keys()])
def test_each_command_comes_to_what_the_page_says(
    page: str, garden: Callable[[Mapping[str, str]], Path], run: Callable[[str], tuple[int, str]]
) -> None:
    root = garden(SOWN.get(page, {}))
    if page == "docs/pre-commit.md":
        hooked(root)
    came = []
    for command in commands(page):
        if command in AFRESH:
            shutil.rmtree(root)
            garden(SOWN.get(page, {}))
        if command not in NOT_HERE:
            came.append((command, *run(command)))
    expected = SAID.get(page, [])

    assert [(command, code) for command, code, _ in came] == [(command, code) for command, code, _ in expected], came
    assert [said for (_, _, said), (_, _, part) in zip(came, expected, strict=True) if part not in said] == []


def test_whatever_is_listed_stands_in_the_manual() -> None:
    told = {command for page in PAGES for command in commands(page)}

    assert (NOT_HERE.keys() | STAND_INS.keys() | AFRESH) - told == set()
    assert SAID.keys() | SOWN.keys() <= set(PAGES)


def hooked(root: Path) -> None:
    """Let git run the hook `vaultfix-fix` over the notes in a commit."""
    (entry,) = (
        hook["entry"] for hook in yaml.safe_load(words(".pre-commit-hooks.yaml")) if hook["id"] == "vaultfix-fix"
    )
    hook = root / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\nexec {entry} $(git diff --cached --name-only --diff-filter=d)\n")
    hook.chmod(0o755)


def test_the_baseline_on_the_page_is_the_one_that_is_written(
    garden: Callable[[Mapping[str, str]], Path], run: Callable[[str], tuple[int, str]]
) -> None:
    root = garden(OLD)
    run(commands("docs/adopting.md")[0])

    assert (root / "vaultfix-baseline.jsonl").read_bytes().decode() == blocks("docs/adopting.md", "json")[0]


def test_vaultfix_tells_what_the_page_on_others_says_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[[str], tuple[int, str]]
) -> None:
    (note,) = blocks("docs/comparison.md", "markdown")
    (tmp_path / "sub").mkdir()
    (tmp_path / ".obsidian").mkdir()
    (tmp_path / "n.md").write_bytes(note.encode())
    (tmp_path / "sub" / "beds.md").write_bytes(b"# Beds\n\n## Two rows\n\nBeans. ^beans\n")
    monkeypatch.chdir(tmp_path)

    told = re.findall(r"(?m)^n\.md:(\d+):\d+: (\S+) .*?(\[[*?]\])?$", run("vaultfix --isolated .")[1])

    assert told == [
        ("3", "duplicate-key", ""),
        ("7", "obsidian-only-link", "[*]"),
        ("9", "unresolved-link", ""),
        ("9", "missing-anchor", ""),
        ("9", "missing-block", ""),
        ("14", "unescaped-pipe", "[*]"),
        ("15", "short-row", "[*]"),
        ("18", "delimiter-mismatch", "[*]"),
        ("21", "lossy-mojibake", "[?]"),
    ]


@pytest.mark.parametrize(("shell", "kind"), [("bash", "sh"), ("zsh", "zsh"), ("fish", "fish")])
def test_each_line_for_a_shell_teaches_it_to_complete(
    garden: Callable[[Mapping[str, str]], Path], shell: str, kind: str
) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    garden({})
    first = {"zsh": "autoload -Uz compinit; compinit -D\n"}.get(shell, "")
    asks = {"bash": "complete -p vaultfix", "zsh": "print $_comps[vaultfix]", "fish": "complete -C 'vaultfix --sele'"}
    script = f"{first}{''.join(blocks('docs/completion.md', kind))}\n{asks[shell]}"

    done = subprocess.run([shell, "-c", script], check=False, capture_output=True, encoding="utf-8")

    assert ("--select" if shell == "fish" else "_vaultfix_completion") in done.stdout, done.stderr


# --- YAML ------------------------------------------------------------------------------------------------------------


def settings(kind: str) -> list[dict[str, Any]]:
    """Return the tables in the YAML of the manual that have a key."""
    return [
        each
        for page in PAGES
        for block in blocks(page, "yaml")
        for each in tables(yaml.safe_load(block))
        if kind in each
    ]


def test_a_hook_in_the_manual_takes_the_options_that_are_shown(
    garden: Callable[[Mapping[str, str]], Path], run: Callable[[str], tuple[int, str]]
) -> None:
    offered = {hook["id"]: hook["entry"] for hook in yaml.safe_load(words(".pre-commit-hooks.yaml"))}
    garden({})
    shown = [shlex.join([*shlex.split(offered[str(hook["id"])]), *hook.get("args", ())]) for hook in settings("id")]

    assert len(shown) == 6
    assert [(command, run(command)) for command in shown if run(command)[0]] == []


def test_an_action_in_the_manual_takes_the_inputs_that_are_shown() -> None:
    inputs = yaml.safe_load(words("action.yml"))["inputs"]
    used = {str(step["uses"]): step.get("with", {}) for step in settings("uses")}
    ours = used.pop("<where you cloned vaultfix from>@<a commit or a tag>")
    rows = dict(re.findall(r"(?m)^\| `(\w+)` \| (?:`(.*?)`)? *\|", words("docs/ci.md")))

    assert ours == {"since": "auto"}
    assert used == {"actions/checkout@v4": {"fetch-depth": 0}}
    assert rows == {name: about["default"] for name, about in inputs.items()}


def test_the_frontmatter_in_the_manual_silences_its_note(
    garden: Callable[[Mapping[str, str]], Path], run: Callable[[str], tuple[int, str]]
) -> None:
    (shown,) = (block for block in blocks("docs/configuration.md", "yaml") if block.startswith("vaultfix:"))
    row = "|a|b|\n|-|-|\n|1|\n"
    garden({"loud.md": row, "silent.md": f"---\n{shown}---\n{row}"})

    assert run("vaultfix silent.md") == (0, "no faults in 1 note\n")
    assert run("vaultfix loud.md")[0] == 1


# --- TOML and Python -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("number", range(len(blocks("docs/configuration.md", "toml"))))
def test_every_configuration_in_the_manual_is_in_force(
    number: int, garden: Callable[[Mapping[str, str]], Path], run: Callable[[str], tuple[int, str]]
) -> None:
    shown = blocks("docs/configuration.md", "toml")[number]
    root = garden({"vaultfix.toml": shown, "schemas/note.json": "{}"})
    (root.parent / "vaultfix.toml").write_bytes(b"")
    code, said = run("vaultfix config")

    assert (code, run("vaultfix")) == (0, (0, "no faults in 2 notes\n"))
    assert [key for key in tomllib.loads(shown) if key not in said] == []


def test_the_entry_point_in_the_manual_is_that_of_the_sample() -> None:
    (shown,) = blocks("docs/plugins.md", "toml")

    assert shown.partition("\n")[2] in words("samples/plugin/pyproject.toml")


class Column(list[str]):
    """As much of a column of a data frame as the manual speaks of."""

    def map(self, change: Callable[[str], str]) -> list[str]:
        return [change(text) for text in self]


PROVED_ELSEWHERE = {"docs/plugins.md": "samples/plugin", "CONTRIBUTING.md": "test_docs.py"}


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page, "python") and page not in PROVED_ELSEWHERE])
def test_every_program_in_the_manual_does_what_it_says(
    page: str, garden: Callable[[Mapping[str, str]], Path], capsys: pytest.CaptureFixture[str]
) -> None:
    root = garden(HURT)
    frame = {"text": Column(["cafÃ©", "plain"])}
    room: dict[str, object] = {"frame": frame}
    for block in blocks(page, "python"):
        exec(block.replace("path/to/vault", "."), room)  # noqa: S102 - what we tell others to run must run

    assert capsys.readouterr().out.count("note.md") == 4
    assert (root / "note.md").read_bytes().decode().startswith("# Café\n\ncafé 🇷🇺\n")
    assert frame["text"] == (["café", "plain"] if page == "docs/api.md" else ["cafÃ©", "plain"])
