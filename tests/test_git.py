"""What git remembers of a vault's notes, asked of real repositories."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.api import fix
from vaultfix.cli import main
from vaultfix.git.asking import asked
from vaultfix.git.history import History
from vaultfix.mojibake.channels import WINDOWS_1254

INTACT = "# 🤝 Terms\n\nCall 📞 her, then 🎤 sing to the whole room of guests.\n\n🍷\n"
TORN = WINDOWS_1254.damage(INTACT)

Git = Callable[..., bytes]


@pytest.fixture
def git(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    """Run git in the vault, as nobody in particular."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_DIR", "elsewhere")  # as a hook has it

    def run(*words: str, folder: Path = tmp_path) -> bytes:
        person = ("-c", "user.name=Gardener", "-c", "user.email=g@example.org", "-c", "commit.gpgsign=false")
        command = ("git", *person, "-c", "protocol.file.allow=always", *words)
        return subprocess.run(
            command, cwd=folder, env={"HOME": str(tmp_path), "PATH": "/usr/bin:/bin"}, check=True, capture_output=True
        ).stdout

    run("init", "-q")
    return run


def put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())


def commit(git: Git) -> None:
    git("add", "-A")
    git("commit", "-qm", "Anything")


def texts(root: Path, path: str) -> list[str]:
    return [version.raw.decode() for version in History(root).get(path, ())]


def test_no_repository_remembers_nothing(tmp_path: Path) -> None:
    assert dict(History(tmp_path)) == {}


def test_a_repository_without_a_commit_remembers_nothing(tmp_path: Path, git: Git) -> None:
    put(tmp_path / "a.md", "one\n")
    git("add", "-A")

    assert dict(History(tmp_path)) == {}


def test_no_git_remembers_nothing(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.md", "one\n")
    commit(git)
    monkeypatch.setenv("PATH", str(tmp_path))

    assert dict(History(tmp_path)) == {}


@pytest.mark.skipif(os.name == "nt", reason="a program of Windows is no script")
def test_a_git_that_lies_in_the_vault_is_not_started(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch) -> None:
    put(tmp_path / "a.md", "one\n")
    commit(git)
    put(tmp_path / "git", f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    (tmp_path / "git").chmod(0o755)
    monkeypatch.setenv("PATH", f".{os.pathsep}{os.pathsep}{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)

    assert texts(tmp_path, "a.md") == ["one\n"]
    assert not (tmp_path / "sprung").exists()


def test_a_broken_repository_remembers_nothing(tmp_path: Path, git: Git) -> None:
    put(tmp_path / "a.md", "one\n")
    commit(git)
    (tmp_path / ".git" / "HEAD").write_bytes(b"rubbish")

    assert dict(History(tmp_path)) == {}


def test_versions_come_newest_first_through_renames(tmp_path: Path, git: Git) -> None:
    body = "a line that stays\n" * 9
    put(tmp_path / 'old ğ, "quoted".md', f"{body}one\n")
    commit(git)
    git("mv", 'old ğ, "quoted".md', "new.md")
    put(tmp_path / "new.md", f"{body}two\n")
    commit(git)
    put(tmp_path / "new.md", f"{body}three\n")
    put(tmp_path / 'old ğ, "quoted".md', "another note of that name\n")
    commit(git)

    assert texts(tmp_path, "new.md") == [f"{body}{word}\n" for word in ("three", "two", "one")]
    assert texts(tmp_path, 'old ğ, "quoted".md') == ["another note of that name\n"]


def test_a_vault_in_a_folder_of_its_repository_has_its_own_paths(tmp_path: Path, git: Git) -> None:
    put(tmp_path / "notes" / "a.md", "inside\n")
    put(tmp_path / "a.md", "outside\n")
    commit(git)

    assert texts(tmp_path / "notes", "a.md") == ["inside\n"]


def test_a_shallow_clone_remembers_what_it_has(tmp_path: Path, git: Git) -> None:
    for word in ("one", "two"):
        put(tmp_path / "a.md", f"{word}\n")
        commit(git)
    git("clone", "-q", "--depth=1", f"file://{tmp_path}", "shallow")

    assert texts(tmp_path / "shallow", "a.md") == ["two\n"]


def test_nothing_that_a_repository_asks_for_is_started(tmp_path: Path, git: Git) -> None:
    trap = tmp_path / "trap.sh"
    put(trap, f"#!/bin/sh\ntouch {tmp_path}/sprung\ncat\n")
    trap.chmod(0o755)
    put(tmp_path / ".gitattributes", "*.md diff=trap filter=trap\n")
    put(tmp_path / "a.md", "one\n")
    commit(git)
    put(tmp_path / "a.md", "two\n")
    commit(git)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "diff.external",
        "diff.trap.command",
        "diff.trap.textconv",
        "filter.trap.smudge",
        "gpg.program",
    ):
        git("config", key, str(trap))
    git("config", "log.showSignature", "true")

    assert texts(tmp_path, "a.md") == ["two\n", "one\n"]
    assert not (tmp_path / "sprung").exists()


def test_the_index_is_left_alone(tmp_path: Path, git: Git) -> None:
    put(tmp_path / "a.md", INTACT)
    commit(git)
    put(tmp_path / "a.md", TORN)
    before = (tmp_path / ".git" / "index").stat()
    fix(tmp_path / "a.md")
    after = (tmp_path / ".git" / "index").stat()

    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_an_earlier_version_gives_everything_back_for_certain(tmp_path: Path, git: Git, newline: str) -> None:
    put(tmp_path / "a.md", INTACT)
    commit(git)
    put(tmp_path / "a.md", TORN.replace("\n", newline))
    commit(git)
    done = fix(tmp_path)

    assert (tmp_path / "a.md").read_bytes().decode() == INTACT.replace("\n", newline)
    assert done.left == ()
    assert any("of this note in commit" in fault.message for fault in done.fixed)


def test_a_line_that_changed_since_is_known_by_what_surrounds_the_stretch(tmp_path: Path, git: Git) -> None:
    put(tmp_path / "a.md", "We met at the old mill and 🎤 sang to the whole room of guests.\n")
    commit(git)
    put(
        tmp_path / "a.md",
        WINDOWS_1254.damage("Yesterday we met at the old mill and 🎤 sang to the whole room of guests, twice.\n"),
    )
    fix(tmp_path)

    assert (
        tmp_path / "a.md"
    ).read_bytes().decode() == "Yesterday we met at the old mill and 🎤 sang to the whole room of guests, twice.\n"


def test_two_versions_that_differ_prove_nothing(tmp_path: Path, git: Git) -> None:
    for sign in "🎤🤝":
        put(tmp_path / "a.md", f"- {sign} Meet the neighbours\n")
        commit(git)
    put(tmp_path / "a.md", torn := WINDOWS_1254.damage("- 🤝 Meet the neighbours\n"))
    done = fix(tmp_path)

    assert (tmp_path / "a.md").read_bytes().decode() == torn
    (fault,) = done.left
    assert set(fault.choices[:2]) == {"🎤", "🤝"}


@pytest.mark.parametrize("way", ["option", "configuration"])
def test_git_is_not_asked_where_that_is_not_wanted(tmp_path: Path, git: Git, way: str) -> None:
    put(tmp_path / "a.md", "- 🤏 Meet the neighbours\n")
    commit(git)
    put(tmp_path / "a.md", torn := WINDOWS_1254.damage("- 🤏 Meet the neighbours\n"))
    if way == "configuration":
        put(tmp_path / "vaultfix.toml", "git = false\n")
    main([*(["--no-git"] if way == "option" else []), "--fix", "--quiet", str(tmp_path)])

    assert (tmp_path / "a.md").read_bytes().decode() == torn
    main(["--fix", "--quiet", "--isolated", str(tmp_path)])
    assert (tmp_path / "a.md").read_bytes().decode() == "- 🤏 Meet the neighbours\n"


def test_an_answer_that_is_cut_does_not_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert asked(tmp_path, ("--version",)).code == 0

    # All of it fits the pipe, so that git is done before it can be stopped.
    monkeypatch.setattr("vaultfix.git.asking.MOST_BYTES", 5)
    answer = asked(tmp_path, ("--version",))
    assert (answer.code == 0, answer.said) == (False, b"git ve")
