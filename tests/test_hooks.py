"""The hooks as people meet them: pre-commit, a git repository, a commit."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PRE_COMMIT = str(Path(sys.executable).with_name("pre-commit"))

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hooks")]

OWN_GIT = {
    **{name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "COV_", "PRE_COMMIT"))},
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "A Gardener",
    "GIT_AUTHOR_EMAIL": "gardener@patch.example",
    "GIT_COMMITTER_NAME": "A Gardener",
    "GIT_COMMITTER_EMAIL": "gardener@patch.example",
}


class Repository:
    """A git repository in a folder of its own."""

    def __init__(self, root: Path, home: Path) -> None:
        self.root = root
        self.env = {**OWN_GIT, "PRE_COMMIT_HOME": str(home), "PATH": f"{Path(PRE_COMMIT).parent}:{os.environ['PATH']}"}
        self.git("init", "--quiet", "--initial-branch=main")

    def run(self, *command: str) -> tuple[int, str]:
        done = subprocess.run(
            command,
            cwd=self.root,
            env=self.env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            check=False,
            encoding="utf-8",
        )
        return done.returncode, done.stdout

    def git(self, *words: str) -> str:
        code, said = self.run("git", *words)
        assert code == 0, said
        return said.strip()

    def write(self, **notes: str) -> None:
        for path, text in notes.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_bytes(text.encode())
        self.git("add", "--all")

    def commit(self, *words: str) -> tuple[int, str]:
        return self.run("git", "commit", "--message", "a day in the garden", *words)


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Return the project as it lies in this checkout, committed, for pre-commit to clone."""
    root = tmp_path_factory.mktemp("project")
    for name in ("pyproject.toml", "README.md", "LICENSE", ".pre-commit-hooks.yaml"):
        shutil.copy(ROOT / name, root)
    shutil.copytree(ROOT / "src", root / "src", ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
    project = Repository(root, tmp_path_factory.mktemp("pre-commit"))
    project.git("add", "--all")
    project.git("commit", "--quiet", "--message", "the project")
    return project


@pytest.fixture
def vault(hooks: Repository, tmp_path: Path) -> Repository:
    """Return an empty repository in which the hooks can be installed; all of them share one environment."""
    return Repository(tmp_path, Path(hooks.env["PRE_COMMIT_HOME"]))


def configuration(hooks: Repository, *names: str) -> str:
    chosen = "".join(f"      - id: {name}\n" for name in names)
    return f"repos:\n  - repo: {hooks.root}\n    rev: {hooks.git('rev-parse', 'HEAD')}\n    hooks:\n{chosen}"


def install(vault: Repository, hooks: Repository, *names: str) -> None:
    vault.write(**{".pre-commit-config.yaml": configuration(hooks, *names)})
    code, said = vault.commit("--no-verify")
    assert code == 0, said
    code, said = vault.run(PRE_COMMIT, "install")
    assert code == 0, said


DAMAGED = "# CafÃ© ğŸŒ±\n\n| a | b |\n|---|---|\n| 1 |\n"
MENDED = "# Café 🌱\n\n| a | b |\n|---|---|\n| 1 |  |\n"


def test_a_healthy_note_is_committed(vault: Repository, hooks: Repository) -> None:
    install(vault, hooks, "vaultfix-fix", "vaultfix", "vaultfix-vault")
    vault.write(**{"note.md": MENDED})

    code, said = vault.commit()

    assert code == 0, said


def test_a_damaged_note_fails_the_commit(vault: Repository, hooks: Repository) -> None:
    install(vault, hooks, "vaultfix")
    vault.write(**{"note.md": DAMAGED})

    code, said = vault.commit()

    assert code == 1, said
    assert "mojibake" in said
    assert "short-row" in said
    assert (vault.root / "note.md").read_bytes().decode() == DAMAGED


def test_vaultfix_fix_mends_it_and_the_second_try_passes(vault: Repository, hooks: Repository) -> None:
    install(vault, hooks, "vaultfix-fix", "vaultfix")
    vault.write(**{"note.md": DAMAGED})

    first, said = vault.commit()

    assert first == 1, said
    assert (vault.root / "note.md").read_bytes().decode() == MENDED
    vault.git("add", "--all")
    second, said = vault.commit()
    assert second == 0, said


def test_a_heading_that_others_link_to_cannot_go_unseen(vault: Repository, hooks: Repository) -> None:
    vault.write(**{"beds.md": "# Beds\n\n## North\n\nShade.\n", "index.md": "# Home\n\n[north](beds.md#north)\n"})
    install(vault, hooks, "vaultfix")
    vault.write(**{"beds.md": "# Beds\n\n## Cold corner\n\nShade.\n"})

    code, said = vault.commit()

    assert code == 1, said
    assert "index.md:3" in said
    assert "missing-anchor" in said


BEDS = "# Beds\n\n## North\n\nShade, and four kinds of fern that nobody planted.\n"
INDEX = "# Home\n\n[[beds]], [north](beds.md#north) ![plan](plan.png)\n"
GARDEN = {"beds.md": BEDS, "index.md": INDEX, "plan.png": "a plan, were it one"}


@pytest.mark.parametrize(
    ("hook", "gone"), [("vaultfix", "beds.md"), ("vaultfix-fix", "plan.png"), ("vaultfix-vault", "beds.md")]
)
def test_what_a_deletion_breaks_is_seen_though_no_note_is_committed(
    vault: Repository, hooks: Repository, hook: str, gone: str
) -> None:
    vault.write(**GARDEN)
    install(vault, hooks, hook)
    vault.git("rm", "--quiet", gone)

    code, said = vault.commit()

    assert code == 1, said
    assert "index.md:3" in said
    assert "unresolved-" in said


@pytest.mark.parametrize(
    ("old", "new", "mended"),
    [
        ("beds.md", "ferns.md", INDEX.replace("beds", "ferns")),
        ("plan.png", "map.png", INDEX.replace("plan.png", "map.png")),
    ],
)
def test_git_mv_and_vaultfix_fix_keep_the_vault_whole(
    vault: Repository, hooks: Repository, old: str, new: str, mended: str
) -> None:
    vault.write(**GARDEN, **{"old.md": "# Old\n\n[[Nobody]] minds.\n"})
    install(vault, hooks, "vaultfix-fix")
    vault.git("mv", old, new)

    first, said = vault.commit()

    assert first == 1, said
    assert (vault.root / "index.md").read_bytes().decode() == mended
    vault.git("add", "--all")
    second, said = vault.commit()
    assert second == 0, said


def test_only_what_is_committed_counts_and_the_rest_comes_back(vault: Repository, hooks: Repository) -> None:
    vault.write(**GARDEN)
    install(vault, hooks, "vaultfix")
    (vault.root / "index.md").write_bytes(b"# Home\n\n[[Nobody]]\n")
    vault.git("mv", "beds.md", "ferns.md")

    code, said = vault.commit()

    assert code == 1, said
    assert "`beds.md` was renamed to `ferns.md`" in said
    assert "Nobody" not in said
    assert (vault.root / "index.md").read_bytes() == b"# Home\n\n[[Nobody]]\n"


def test_some_files_of_many_can_be_committed(vault: Repository, hooks: Repository) -> None:
    vault.write(**GARDEN)
    install(vault, hooks, "vaultfix")
    vault.git("mv", "plan.png", "map.png")
    (vault.root / "beds.md").write_bytes(BEDS.replace("North", "South").encode())

    code, said = vault.commit("beds.md")

    assert code == 1, said
    assert "`North` of `beds.md` became `South`" in said
    assert "plan.png" not in said


def test_the_first_commit_of_all(vault: Repository, hooks: Repository) -> None:
    vault.write(**GARDEN, **{".pre-commit-config.yaml": configuration(hooks, "vaultfix", "vaultfix-fix")})
    code, said = vault.run(PRE_COMMIT, "install")
    assert code == 0, said
    vault.write(**{"index.md": f"{INDEX}\n[[Nobody]]\n"})

    first, said = vault.commit()

    assert first == 1, said
    assert "index.md:5" in said
    vault.write(**{"index.md": INDEX})
    second, said = vault.commit()
    assert second == 0, said


def test_every_note_is_judged_where_that_is_asked_for(vault: Repository, hooks: Repository) -> None:
    vault.write(**GARDEN, **{"old.md": "# Old\n\n[[Nobody]] minds.\n"})
    install(vault, hooks, "vaultfix")

    code, said = vault.run(PRE_COMMIT, "run", "--all-files")

    assert code == 1, said
    assert "old.md:3" in said


def test_a_vault_in_a_folder_of_the_repository_loses_a_note(vault: Repository, hooks: Repository) -> None:
    vault.write(**{f"notes/{path}": text for path, text in GARDEN.items()}, **{"notes/.obsidian/app.json": "{}\n"})
    install(vault, hooks, "vaultfix")
    vault.git("rm", "--quiet", "notes/beds.md")

    code, said = vault.commit()

    assert code == 1, said
    assert "notes/index.md:3" in said


def test_a_vault_in_a_folder_of_the_repository_is_judged_as_a_whole(vault: Repository, hooks: Repository) -> None:
    vault.write(**{"notes/.obsidian/app.json": "{}\n", "notes/beds/herbs.md": "# Herbs\n\nMint.\n"})
    install(vault, hooks, "vaultfix")
    vault.write(**{"notes/index.md": "# Home\n\n[[herbs]], [herbs](beds/herbs.md)\n"})

    code, said = vault.commit()

    assert code == 0, said
    vault.write(**{"notes/more.md": "# More\n\n[[gone]]\n"})
    code, said = vault.commit()
    assert code == 1, said
    assert "notes/more.md:3" in said


def test_try_repo_runs_every_hook(vault: Repository, hooks: Repository) -> None:
    vault.write(**{"note.md": MENDED})

    code, said = vault.run(PRE_COMMIT, "try-repo", str(hooks.root), "--all-files", "--verbose")

    assert code == 0, said
    assert said.count("Passed") == 3
