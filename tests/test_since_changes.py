"""What a change breaks, asked of real repositories: what git says of it, and what vaultfix makes of that."""

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from vaultfix.git import GitError
from vaultfix.git.changes import Contents, changes
from vaultfix.git.repository import Repository
from vaultfix.since import _speller
from vaultfix.vault.files import Files

BODY = "A line that stays where it is.\n" * 9
ODD = (
    'quoted "name".md',
    "new\nline.md",
    '"',
    "tab\t.md",
    "潮汐 🌊.md",
    "-dash.md",
    ":colon.md",
    " blank .md",
    "b\\c.md",
)


class Repo:
    """A git repository, used as nobody in particular."""

    def __init__(self, root: Path) -> None:
        self.root = root
        root.mkdir(exist_ok=True)
        self.git("init", "-q", "-b", "main", "--template=")

    def git(self, *words: str) -> str:
        person = ("-c", "user.name=Gardener", "-c", "user.email=g@example.org", "-c", "commit.gpgsign=false")
        done = subprocess.run(
            ("git", *person, "-c", "protocol.file.allow=always", *words),
            cwd=self.root,
            env={"HOME": str(self.root), "PATH": os.environ["PATH"], "GIT_CONFIG_NOSYSTEM": "1"},
            check=True,
            capture_output=True,
        )
        return done.stdout.decode().strip()

    def put(self, path: str, text: str) -> None:
        (self.root / path).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).write_bytes(text.encode())

    def move(self, path: str, to: str) -> None:
        (self.root / to).parent.mkdir(parents=True, exist_ok=True)
        (self.root / path).rename(self.root / to)

    def remove(self, path: str) -> None:
        (self.root / path).unlink()

    def commit(self, **notes: str) -> None:
        for path, text in notes.items():
            self.put(path, text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", "A day in the garden")


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """Return a repository with a vault of five files in it."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    repo = Repo(tmp_path / "vault")
    repo.commit(
        **{
            "home.md": "# Home\n",
            "sea/tides.md": f"# Tides\n\n{BODY}",
            "sea/map.png": "a map, were it one",
            "sea/waves.md": f"# Waves\n\n{BODY}",
            ".gitignore": "*.tmp\n",
        }
    )
    return repo


# --- what git says ---------------------------------------------------------------------------------------------------

Deed = Callable[[Repo], object]
Told = tuple[set[str], set[str], dict[str, str]]
"""The files of before that are not what they were, those of today that are new or changed, and the renames."""

TIDES, WAVES, MAP = "sea/tides.md", "sea/waves.md", "sea/map.png"

DEEDS = [
    pytest.param([], (set(), set(), {}), id="nothing happened"),
    pytest.param([lambda r: r.put("x.tmp", "")], (set(), set(), {}), id="a file that git ignores came"),
    pytest.param([lambda r: r.put(TIDES, "# Tides\n")], ({TIDES}, {TIDES}, {}), id="a note was changed"),
    pytest.param(
        [lambda r: r.put(TIDES, "#"), lambda r: r.git("add", ".")], ({TIDES}, {TIDES}, {}), id="and the change staged"
    ),
    pytest.param(
        [lambda r: r.put(TIDES, "#"), lambda r: r.git("add", "."), lambda r: r.put(TIDES, "##")],
        ({TIDES}, {TIDES}, {}),
        id="and changed again",
    ),
    pytest.param([lambda r: r.put("new.md", "")], (set(), {"new.md"}, {}), id="a note came"),
    pytest.param(
        [lambda r: r.put("new.md", ""), lambda r: r.git("add", "-N", ".")],
        (set(), {"new.md"}, {}),
        id="a note is meant to be added",
    ),
    pytest.param(
        [lambda r: r.put("new.md", ""), lambda r: r.git("add", "."), lambda r: r.remove("new.md")],
        (set(), set(), {}),
        id="a note came, was staged, and went",
    ),
    pytest.param([lambda r: r.remove(TIDES)], ({TIDES}, set(), {}), id="a note went"),
    pytest.param([lambda r: r.git("rm", "-q", TIDES)], ({TIDES}, set(), {}), id="a note was removed by git"),
    pytest.param([lambda r: r.git("rm", "-rq", "sea")], ({TIDES, WAVES, MAP}, set(), {}), id="a folder was removed"),
    pytest.param(
        [lambda r: r.git("rm", "-q", "--cached", TIDES)], ({TIDES}, {TIDES}, {}), id="git lost sight of a note"
    ),
    pytest.param([lambda r: r.git("mv", TIDES, "ebb.md")], ({TIDES}, {"ebb.md"}, {TIDES: "ebb.md"}), id="git mv"),
    pytest.param([lambda r: r.move(TIDES, "ebb.md")], ({TIDES}, {"ebb.md"}, {TIDES: "ebb.md"}), id="mv"),
    pytest.param([lambda r: r.git("mv", MAP, "m.png")], ({MAP}, {"m.png"}, {MAP: "m.png"}), id="git mv of an image"),
    pytest.param([lambda r: r.move(MAP, "m.png")], ({MAP}, {"m.png"}, {MAP: "m.png"}), id="mv of an image"),
    pytest.param(
        [lambda r: r.git("mv", TIDES, "ebb.md"), lambda r: r.put("ebb.md", f"# Ebb\n\n{BODY}")],
        ({TIDES}, {"ebb.md"}, {TIDES: "ebb.md"}),
        id="git mv, then a change",
    ),
    pytest.param(
        [lambda r: r.move(TIDES, "ebb.md"), lambda r: r.put("ebb.md", f"# Ebb\n\n{BODY}"), lambda r: r.git("add", ".")],
        ({TIDES}, {"ebb.md"}, {TIDES: "ebb.md"}),
        id="mv, a change, and all of it staged",
    ),
    pytest.param(
        [lambda r: r.git("mv", TIDES, "ebb.md"), lambda r: r.move("ebb.md", "flood.md")],
        ({TIDES}, {"flood.md"}, {TIDES: "flood.md"}),
        id="git mv, then mv",
    ),
    pytest.param(
        [lambda r: r.git("mv", TIDES, "ebb.md"), lambda r: r.remove("ebb.md")],
        ({TIDES}, set(), {}),
        id="git mv, then rm",
    ),
    pytest.param(
        [lambda r: r.git("mv", "sea", "ocean")],
        (
            {TIDES, WAVES, MAP},
            {"ocean/tides.md", "ocean/waves.md", "ocean/map.png"},
            {TIDES: "ocean/tides.md", WAVES: "ocean/waves.md", MAP: "ocean/map.png"},
        ),
        id="a folder was renamed",
    ),
    pytest.param(
        [lambda r: r.git("mv", TIDES, "sea/Tides.md")],
        ({TIDES}, {"sea/Tides.md"}, {TIDES: "sea/Tides.md"}),
        id="only its capitals changed",
    ),
    pytest.param(
        [lambda r: r.git("config", "core.ignoreCase", "true"), lambda r: r.move(TIDES, "sea/Tides.md")],
        ({TIDES}, {"sea/Tides.md"}, {TIDES: "sea/Tides.md"}),
        id="only its capitals changed, where git is told to overlook them",
    ),
    pytest.param(
        [lambda r: r.git("mv", TIDES, "x"), lambda r: r.git("mv", WAVES, TIDES), lambda r: r.git("mv", "x", WAVES)],
        ({TIDES, WAVES}, {TIDES, WAVES}, {}),
        id="two that changed names only changed to git",
    ),
    pytest.param(
        [lambda r: r.git("mv", TIDES, "ebb.md"), lambda r: r.put(TIDES, "Another note.\n")],
        ({TIDES}, {TIDES, "ebb.md"}, {TIDES: "ebb.md"}),
        id="another note took its name",
    ),
    pytest.param(
        [lambda r: r.remove(MAP), lambda r: (r.root / MAP).symlink_to("tides.md")],
        ({MAP}, {MAP}, {}),
        id="a link took its place",
    ),
    pytest.param(
        [lambda r: r.put("sub/.git/HEAD", "ref: refs/heads/main\n"), lambda r: Repo(r.root / "sub").commit(a="")],
        (set(), set(), {}),
        id="another repository lies within",
    ),
]


@pytest.mark.parametrize(("deeds", "expected"), DEEDS)
def test_what_happened_to_the_files_since_a_commit(repo: Repo, deeds: list[Deed], expected: Told) -> None:
    for deed in deeds:
        deed(repo)
    told = changes(Repository.around(repo.root), "HEAD")

    assert (set(told.old), set(told.new), told.moved) == expected


@pytest.mark.parametrize("committed", [False, True], ids=["in the working tree", "in a commit"])
def test_it_makes_no_difference_whether_it_was_committed(repo: Repo, committed: bool) -> None:
    repo.git("mv", TIDES, "ebb.md")
    repo.put("home.md", "# My home\n")
    repo.remove(MAP)
    if committed:
        repo.commit()
    told = changes(Repository.around(repo.root), "HEAD~1" if committed else "HEAD")

    assert (set(told.old), set(told.new), told.moved) == (
        {TIDES, "home.md", MAP},
        {"ebb.md", "home.md"},
        {TIDES: "ebb.md"},
    )


@pytest.mark.parametrize("staged", [True, False], ids=["staged", "not staged"])
def test_any_name_is_one_name(repo: Repo, staged: bool) -> None:
    repo.git("config", "core.quotePath", "true")
    for number, name in enumerate(ODD):
        repo.put(f"odd/{name}", f"{BODY}{number}\n")
    repo.commit()
    for name in ODD:
        repo.move(f"odd/{name}", f"even/{name}")
    if staged:
        repo.git("add", "-A")
    told = changes(Repository.around(repo.root), "HEAD")

    assert told.moved == {f"odd/{name}": f"even/{name}" for name in ODD}


def test_what_was_is_read_as_it_was(repo: Repo) -> None:
    was = {TIDES: f"# Tides\n\n{BODY}", "home.md": "# Home\n"}
    repo.git("rm", "-q", TIDES)
    repo.put("home.md", "# My home\n")
    repository = Repository.around(repo.root)
    told = changes(repository, "HEAD")
    contents = Contents(repository, list(told.old.values()))

    assert {path: contents.of(name).decode() for path, name in told.old.items()} == was


def test_files_that_were_alike_are_paired_by_their_names_and_else_not_at_all(repo: Repo) -> None:
    repo.commit(**{"a/index.md": "", "a/one.md": BODY, "a/two.md": BODY, "b/x.md": "Same.\n", "b/y.md": "Same.\n"})
    repo.move("a", "c")
    repo.move("b/x.md", "c/p.md")
    repo.move("b/y.md", "c/q.md")
    told = changes(Repository.around(repo.root), "HEAD")

    assert told.moved == {"a/index.md": "c/index.md", "a/one.md": "c/one.md", "a/two.md": "c/two.md"}


@pytest.mark.parametrize("days", [1, 2], ids=["one alone", "one of two"])
def test_an_empty_note_that_went_is_the_empty_note_that_came_if_there_is_no_other(repo: Repo, days: int) -> None:
    repo.commit(**{"monday.md": "", "tuesday.md": ""})
    for day in ("monday.md", "tuesday.md")[:days]:
        repo.git("mv", day, f"my {day}")

    assert changes(Repository.around(repo.root), "HEAD").moved == ({"monday.md": "my monday.md"} if days == 1 else {})


def test_a_merge_in_progress_is_a_change_like_any_other(repo: Repo) -> None:
    repo.git("switch", "-qc", "other")
    repo.commit(**{TIDES: "# Theirs\n", "theirs.md": ""})
    repo.git("switch", "-q", "main")
    repo.commit(**{TIDES: "# Ours\n"})
    with pytest.raises(subprocess.CalledProcessError):
        repo.git("merge", "other")
    told = changes(Repository.around(repo.root), "HEAD")

    assert (set(told.old), set(told.new)) == ({TIDES}, {TIDES, "theirs.md"})


def test_a_submodule_is_a_repository_of_its_own(repo: Repo, tmp_path: Path) -> None:
    inner = Repo(tmp_path / "inner")
    inner.commit(**{"deep.md": "# Deep\n"})
    repo.git("submodule", "--quiet", "add", str(inner.root), "deep")
    repo.commit()
    repo.put("deep/deep.md", "# Deeper\n")

    assert changes(Repository.around(repo.root), "HEAD").new == set()
    assert changes(Repository.around(repo.root / "deep"), "HEAD").new == {"deep.md"}


def test_paths_are_those_below_the_folder_that_asks(repo: Repo) -> None:
    repo.git("mv", TIDES, "sea/ebb.md")
    repo.git("mv", WAVES, "waves.md")
    repo.put("home.md", "")
    told = changes(Repository.around(repo.root / "sea"), "HEAD")

    assert (set(told.old), set(told.new), told.moved) == (
        {"tides.md", "waves.md"},
        {"ebb.md"},
        {"tides.md": "ebb.md"},
    )


# --- since when ------------------------------------------------------------------------------------------------------


@pytest.fixture
def branched(repo: Repo) -> Repo:
    """Return a repository where `other` and `main` went different ways: a fork, and then a note on either."""
    repo.git("tag", "fork")
    repo.git("switch", "-qc", "other")
    repo.commit(**{"other.md": ""})
    repo.git("switch", "-q", "main")
    repo.commit(**{"main.md": ""})
    return repo


@pytest.mark.parametrize(
    ("revision", "expected"),
    [
        ("HEAD", set()),
        ("@", set()),
        ("main", set()),
        ("HEAD~1", {"main.md"}),
        ("fork", {"main.md"}),
        ("fork..", {"main.md"}),
        ("fork..HEAD", {"main.md"}),
        ("fork..main", {"main.md"}),
        ("other", {"main.md", "other.md"}),
        ("other...", {"main.md"}),
        ("other...HEAD", {"main.md"}),
        ("HEAD...other^{/nothing}", None),
        ("...", set()),
        ("fork...other", None),
        ("fork..other", None),
        ("nothing", None),
        ("HEAD:home.md", None),
        ("-p", None),
        ("--output=x", None),
        ("HEAD..--output=x", None),
        ("", None),
        (" ", None),
    ],
)
def test_a_revision_is_whatever_names_a_commit(branched: Repo, revision: str, expected: set[str] | None) -> None:
    repository = Repository.around(branched.root)
    if expected is None:
        with pytest.raises(GitError):
            changes(repository, revision)
    else:
        told = changes(repository, revision)

        assert set(told.new) | (told.old.keys() - told.new) == expected
    assert not (branched.root / "x").exists()


@pytest.mark.parametrize("revision", ["HEAD", "@", "main", "HEAD~1", "origin/main...", "0" * 40])
def test_before_the_first_commit_everything_is_new(tmp_path: Path, revision: str) -> None:
    repo = Repo(tmp_path / "new")
    repo.put("a.md", "")
    repo.put("b.md", "")
    repo.git("add", "a.md")
    told = changes(Repository.around(repo.root), revision)

    assert (told.from_nothing, set(told.old), set(told.new)) == (True, set(), {"a.md", "b.md"})


def test_on_an_unborn_branch_everything_is_new_but_since_another_branch_it_is_not(repo: Repo) -> None:
    repo.git("switch", "-q", "--orphan", "fresh")
    repo.put("a.md", "")
    repository = Repository.around(repo.root)

    assert changes(repository, "HEAD").from_nothing
    assert set(changes(repository, "main").old) == {"home.md", TIDES, WAVES, MAP, ".gitignore"}


def test_no_commit_at_all_is_how_a_host_names_what_was_before_a_new_branch(repo: Repo) -> None:
    told = changes(Repository.around(repo.root), "0" * 40)

    assert (told.from_nothing, len(told.new)) == (True, 5)


def test_a_detached_head_is_a_head(branched: Repo) -> None:
    branched.git("switch", "-q", "--detach", "other")

    assert set(changes(Repository.around(branched.root), "fork").new) == {"other.md"}


@pytest.mark.parametrize(
    ("revision", "fetch"),
    [
        ("HEAD^", "git fetch --deepen=1 origin"),
        ("HEAD~2", "git fetch --deepen=2 origin"),
        ("origin/other", "git fetch --depth=1 origin other:refs/remotes/origin/other"),
        ("origin/other...", "git fetch --depth=1 origin other:refs/remotes/origin/other"),
        ("fork", "git fetch --unshallow --tags origin"),
        ("COMMIT", "git fetch --depth=1 origin COMMIT"),
    ],
)
def test_a_shallow_clone_says_what_to_fetch_and_that_helps(
    branched: Repo, tmp_path: Path, revision: str, fetch: str
) -> None:
    branched.git("config", "uploadpack.allowAnySHA1InWant", "true")
    branched.commit(**{"more.md": ""})
    commit = branched.git("rev-parse", "fork")
    revision, fetch = revision.replace("COMMIT", commit), fetch.replace("COMMIT", commit)
    branched.git(
        "clone", "-q", "--depth=1", "--branch=main", "--no-tags", f"file://{branched.root}", str(tmp_path / "c")
    )
    clone = Repo(tmp_path / "c")
    repository = Repository.around(clone.root)
    with pytest.raises(GitError) as refused:
        changes(repository, revision)

    assert str(refused.value).endswith(f"to fetch it: {fetch}")
    clone.git(*fetch.split(" ")[1:])
    if revision.endswith("..."):
        with pytest.raises(GitError, match="does not reach back") as refused:
            changes(repository, revision)
        clone.git(*str(refused.value).rpartition(": git ")[2].split(" "))
    assert set(changes(repository, revision).new) == {"main.md", "more.md"} - (
        {"main.md"} if revision == "HEAD^" else set()
    )


def test_a_partial_clone_says_that_it_lacks_the_past(repo: Repo, tmp_path: Path) -> None:
    repo.commit(**{"home.md": "# My home\n"})
    repo.git("config", "uploadpack.allowFilter", "true")
    repo.git("clone", "-q", "--filter=blob:none", f"file://{repo.root}", str(tmp_path / "c"))
    repository = Repository.around(tmp_path / "c")
    told = changes(repository, "HEAD~1")

    with pytest.raises(GitError, match="partial"):
        Contents(repository, list(told.old.values())).of(told.old["home.md"])


def test_what_was_too_large_is_not_read(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.commit(**{"home.md": "word " * 20_000})
    repo.commit(**{"home.md": "word\n"})
    repository = Repository.around(repo.root)
    told = changes(repository, "HEAD~1")
    old = [*told.old.values()]
    for room in ("asking", "changes"):
        monkeypatch.setattr(f"vaultfix.git.{room}.MOST_BYTES", 50_000)

    with pytest.raises(GitError, match="no more than 32 are read"):
        Contents(repository, old).of(old[0])


# --- which repository ------------------------------------------------------------------------------------------------


def test_no_repository_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="is in no git repository"):
        Repository.around(tmp_path)


def test_no_git_is_said_plainly(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(repo.root))

    with pytest.raises(GitError, match="is it installed"):
        Repository.around(repo.root)


def test_a_bare_repository_has_no_notes(repo: Repo, tmp_path: Path) -> None:
    repo.git("clone", "-q", "--bare", str(repo.root), str(tmp_path / "bare"))

    with pytest.raises(GitError, match="bare"):
        Repository.around(tmp_path / "bare")


def test_another_working_tree_has_its_own_head(branched: Repo, tmp_path: Path) -> None:
    branched.git("worktree", "add", "-q", str(tmp_path / "tree"), "other")
    (tmp_path / "tree" / "home.md").write_bytes(b"#")

    assert set(changes(Repository.around(tmp_path / "tree"), "fork").new) == {"other.md", "home.md"}


def test_the_index_of_a_hook_is_the_one_that_counts(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    index = repo.root / ".git" / "next-index-7.lock"
    repo.put("new.md", "")
    index.write_bytes((repo.root / ".git" / "index").read_bytes())
    repo.git("mv", TIDES, "ebb.md")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index-7.lock")
    (repository,) = [Repository.around(repo.root / "sea")]

    # In that index `ebb.md` is unknown yet, so that it is found by its bytes.
    assert repository.environment == {"GIT_INDEX_FILE": str(index)}
    assert changes(Repository.around(repo.root), "HEAD").moved == {TIDES: "ebb.md"}


@pytest.mark.parametrize("elsewhere", ["elsewhere", "../other/.git"])
def test_what_a_hook_of_another_repository_says_does_not_count(
    repo: Repo, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, elsewhere: str
) -> None:
    other = Repo(tmp_path / "other")
    monkeypatch.chdir(other.root)
    monkeypatch.setenv("GIT_DIR", elsewhere)
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")
    repo.put("home.md", "")

    assert set(changes(Repository.around(repo.root), "HEAD").new) == {"home.md"}


def test_a_repository_that_lies_apart_is_known_from_its_hook(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.move(".git", "../apart")
    repo.put("home.md", "")
    monkeypatch.chdir(repo.root)
    monkeypatch.setenv("GIT_DIR", "../apart")
    monkeypatch.setenv("GIT_WORK_TREE", ".")

    assert set(changes(Repository.around(repo.root / "sea"), "HEAD").new) == set()
    assert set(changes(Repository.around(repo.root), "HEAD").new) == {"home.md"}


def test_nothing_that_a_repository_asks_for_is_started(repo: Repo) -> None:
    repo.put("trap.sh", f"#!/bin/sh\ntouch {repo.root}/sprung\ncat\n")
    (repo.root / "trap.sh").chmod(0o755)
    repo.commit(**{".gitattributes": "*.md diff=trap filter=trap\n"})
    for key in ("core.fsmonitor", "core.pager", "diff.external", "diff.trap.command", "diff.trap.textconv"):
        repo.git("config", key, str(repo.root / "trap.sh"))
    for key in ("filter.trap.clean", "filter.trap.smudge", "filter.trap.process"):
        repo.git("config", key, str(repo.root / "trap.sh"))
    repo.put(".git/hooks/post-index-change", "")
    repo.remove(".git/hooks/post-index-change")
    (repo.root / ".git" / "hooks" / "post-index-change").symlink_to(repo.root / "trap.sh")
    repo.move(TIDES, "ebb.md")
    repo.put("home.md", "#")
    repo.move(WAVES, "surf.md")
    before = (repo.root / ".git" / "index").stat()
    told = changes(Repository.around(repo.root), "HEAD")
    Contents(Repository.around(repo.root), list(told.old.values())).of(told.old[TIDES])
    after = (repo.root / ".git" / "index").stat()

    assert told.moved == {TIDES: "ebb.md", WAVES: "surf.md"}
    assert not (repo.root / "sprung").exists()
    assert (before.st_mtime_ns, before.st_ino) == (after.st_mtime_ns, after.st_ino)


@pytest.mark.parametrize("driver", ["trap", "a=b.c"])
def test_a_file_that_git_must_read_to_compare_it_goes_through_no_filter(repo: Repo, driver: str) -> None:
    repo.put("trap.sh", f"#!/bin/sh\ntouch {repo.root}/sprung\ncat\n")
    (repo.root / "trap.sh").chmod(0o755)
    repo.commit(**{".gitattributes": f"*.md filter={driver}\n"})
    for key in ("clean", "smudge"):
        repo.git("config", f"filter.{driver}.{key}", str(repo.root / "trap.sh"))
    repo.git("config", f"filter.{driver}.required", "true")
    os.utime(repo.root / ".git" / "index", (1e9, 1e9))  # older than what it lists, so git must look

    assert not changes(Repository.around(repo.root), "HEAD").old
    assert not (repo.root / "sprung").exists()
    repo.git("diff-files", "--raw")
    assert (repo.root / "sprung").exists()


def test_a_name_that_the_disk_has_taken_apart_is_the_one_that_git_knows() -> None:
    spelled = _speller(Files(frozenset({"cafe\u0301.md", "plain.md"})))

    assert [spelled(path) for path in ("caf\u00e9.md", "plain.md", "gone.md", "çok.md")] == [
        "cafe\u0301.md",
        "plain.md",
        "gone.md",
        "çok.md",
    ]
