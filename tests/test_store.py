"""The vault as the disk has it: where it begins, what lies in it, and what a path on the command line means."""

import gc
import os
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from weakref import ref

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from vaultfix.document import Document
from vaultfix.store import AppSettings, Discovery, Notes, Trouble, choose, discover, find_root, load_app_settings
from vaultfix.vault.anchors import anchors

CONFIG_NAMES = ("vaultfix.toml", ".vaultfix.toml", "pyproject.toml")

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="needs names and files that only POSIX knows")


def plant(root: Path, files: Iterable[str] | dict[str, str]) -> Path:
    """Write files below `root`; a path that ends with a slash is a folder."""
    texts = files if isinstance(files, dict) else dict.fromkeys(files, "text\n")
    for path, text in texts.items():
        place = root / path
        if path.endswith("/"):
            place.mkdir(parents=True, exist_ok=True)
        else:
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(text.encode())
    return root


def denied(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the system refuse to list the folder `path`, whoever asks; root would be let in."""
    scandir = os.scandir

    def refusing(asked: str) -> object:
        if os.path.abspath(asked) == str(path):  # noqa: PTH100
            raise PermissionError(13, "Permission denied", asked)
        return scandir(asked)

    monkeypatch.setattr(os, "scandir", refusing)


class TestRoot:
    @pytest.mark.parametrize(
        ("files", "start", "root"),
        [
            pytest.param(["v/a/n.md"], "v/a", "v/a", id="nothing marks a root: the folder itself"),
            pytest.param(["v/a/n.md"], "v/a/n.md", "v/a", id="nothing marks a root: the folder of the note"),
            pytest.param(["v/a/n.md"], "v/a/new.md", "v/a", id="a note that is not there yet: its folder"),
            pytest.param(["v/.obsidian/", "v/a/n.md"], "v/a/n.md", "v", id="a vault of Obsidian"),
            pytest.param(["v/.obsidian", "v/a/n.md"], "v/a", "v/a", id="a file called .obsidian marks nothing"),
            pytest.param(["v/.obsidian/", "v/w/.obsidian/", "v/w/n.md"], "v/w", "v/w", id="the nearest of two vaults"),
            pytest.param(
                ["v/.obsidian/", "v/a/vaultfix.toml"], "v/a", "v", id="a vault above beats a configuration below"
            ),
            pytest.param([".git/", "v/.obsidian/"], "v", "v", id="a vault in a sub-folder of a repository"),
            pytest.param(["v/vaultfix.toml", "v/a/n.md"], "v/a", "v", id="a configuration"),
            pytest.param(["v/.vaultfix.toml", "v/a/n.md"], "v/a", "v", id="a hidden configuration"),
            pytest.param([".git/", "v/vaultfix.toml", "v/a/n.md"], "v/a", "v", id="a configuration beats a repository"),
            pytest.param(["v/.git/", "v/a/n.md"], "v/a", "v", id="a repository"),
            pytest.param(["v/.git", "v/a/n.md"], "v/a", "v", id="a worktree, whose .git is a file"),
        ],
    )
    def test_a_root_is_what_marks_a_vault(self, tmp_path: Path, files: list[str], start: str, root: str) -> None:
        plant(tmp_path, files)

        assert find_root(tmp_path / start, CONFIG_NAMES) == tmp_path / root

    @pytest.mark.parametrize(
        ("text", "marks"),
        [
            ('[project]\nname = "x"\n', False),
            ('[project]\ndependencies = ["vaultfix"]\n', False),
            ("[tool.vaultfixer]\n", False),
            ("# [tool.vaultfix]\n", False),
            ("[tool.vaultfix]\n", True),
            ("[project]\r\n\r\n  [ tool . vaultfix ]\r\n", True),
            ("[tool.vaultfix.rules.short-row]\n", True),
            ("[tool.vaultfix]\nbroken =\n", True),
        ],
    )
    def test_a_pyproject_counts_where_it_configures_vaultfix(self, tmp_path: Path, text: str, marks: bool) -> None:
        plant(tmp_path, {"v/pyproject.toml": text, "v/a/n.md": ""})

        assert find_root(tmp_path / "v/a", CONFIG_NAMES) == (tmp_path / "v" if marks else tmp_path / "v/a")

    def test_a_pyproject_that_may_not_be_read_configures_nothing(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant(tmp_path, {"v/pyproject.toml": "[tool.vaultfix]\n", "v/a/n.md": ""})

        def refusing(file: Path, _flags: int) -> int:  # root would be let in
            raise PermissionError(13, "Permission denied", str(file))

        assert find_root(tmp_path / "v/a", CONFIG_NAMES) == tmp_path / "v"
        monkeypatch.setattr(os, "open", refusing)
        assert find_root(tmp_path / "v/a", CONFIG_NAMES) == tmp_path / "v/a"

    def test_a_pyproject_of_more_than_ten_megabytes_configures_nothing(self, tmp_path: Path) -> None:
        plant(tmp_path, {"v/pyproject.toml": "[tool.vaultfix]\n", "v/a/n.md": ""})
        os.truncate(tmp_path / "v/pyproject.toml", 10_000_001)

        assert find_root(tmp_path / "v/a", CONFIG_NAMES) == tmp_path / "v/a"

    def test_a_folder_of_the_name_of_a_configuration_is_none(self, tmp_path: Path) -> None:
        plant(tmp_path, ["v/vaultfix.toml/", "v/pyproject.toml/", "v/a/n.md"])

        assert find_root(tmp_path / "v/a", CONFIG_NAMES) == tmp_path / "v/a"

    def test_a_relative_path_is_seen_from_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant(tmp_path, ["v/.obsidian/", "v/a/n.md"])
        monkeypatch.chdir(tmp_path / "v/a")

        assert find_root(Path(), CONFIG_NAMES) == tmp_path / "v"
        assert find_root(Path("../a/n.md"), CONFIG_NAMES) == tmp_path / "v"

    def test_a_vault_behind_a_link_stays_as_the_user_wrote_it(self, tmp_path: Path) -> None:
        plant(tmp_path, ["real/.obsidian/", "real/n.md"])
        (tmp_path / "link").symlink_to("real")

        assert find_root(tmp_path / "link/n.md", CONFIG_NAMES) == tmp_path / "link"


class TestDiscovery:
    def test_every_file_is_in_the_index_and_every_note_is_linted(self, tmp_path: Path) -> None:
        plant(tmp_path, ["b.md", "a.md", "img/p.png", "img/Ω 🗂️.markdown", "X.MD", "md", "a.mdx"])
        found = discover(tmp_path)

        assert found.files == {"b.md", "a.md", "img/p.png", "img/Ω 🗂️.markdown", "X.MD", "md", "a.mdx"}
        assert found.notes == ("X.MD", "a.md", "b.md", "img/Ω 🗂️.markdown")
        assert found.troubles == ()

    def test_dot_folders_are_in_the_index_and_not_linted(self, tmp_path: Path) -> None:  # [A7.1]
        plant(tmp_path, ["n.md", ".trash/old.md", ".obsidian/app.json", "a/.b/c/d.md", ".hidden.md"])
        found = discover(tmp_path)

        assert found.files == {"n.md", ".trash/old.md", ".obsidian/app.json", "a/.b/c/d.md", ".hidden.md"}
        assert found.notes == ("n.md",)
        assert found.readable == ["n.md"]

    def test_version_control_and_node_modules_are_not_even_listed(self, tmp_path: Path) -> None:  # [A7.1]
        plant(tmp_path, ["n.md", ".git/x.md", "a/.git/x.md", ".hg/x", ".svn/x", ".jj/x", "a/node_modules/m/README.md"])
        found = discover(tmp_path)

        assert found.files == {"n.md"}

    def test_what_git_ignores_is_in_the_index_and_read_but_not_linted(self, tmp_path: Path) -> None:
        plant(
            tmp_path,
            {".gitignore": "drafts/\n*.tmp.md\n", "n.md": "", "drafts/a/d.md": "", "x.tmp.md": "", "drafts/p.png": ""},
        )
        found = discover(tmp_path)

        assert found.notes == ("n.md",)
        assert found.gitignored == {"drafts/a/d.md", "x.tmp.md"}
        assert found.files >= {"drafts/a/d.md", "drafts/p.png"}
        assert found.readable == ["drafts/a/d.md", "n.md", "x.tmp.md"]

    def test_the_ignores_of_the_repository_around_count_too(self, tmp_path: Path) -> None:
        plant(
            tmp_path,
            {
                ".git/info/exclude": "mine.md\n",
                ".gitignore": "/v/a/x.md\nz.md\n",
                "v/.gitignore": "!z.md\n",
                "v/a/x.md": "",
                "v/a/z.md": "",
                "v/mine.md": "",
                "v/n.md": "",
            },
        )
        found = discover(tmp_path / "v")

        assert found.notes == ("a/z.md", "n.md")

    def test_patterns_around_a_vault_that_are_read_by_a_link_are_those_of_git_itself(self, tmp_path: Path) -> None:
        plant(tmp_path, {".git/info/": "", "x": "a.md\n", "y": "b.md\n", "w/v/a.md": "", "w/v/b.md": ""})
        (tmp_path / ".gitignore").symlink_to("x")  # git follows no such link
        (tmp_path / ".git/info/exclude").symlink_to("../../y")

        assert discover(tmp_path / "w/v").notes == ("a.md",)

    def test_patterns_around_a_deep_vault_reach_into_it(self, tmp_path: Path) -> None:
        plant(tmp_path, {".git/": "", ".gitignore": "/u/v/w/a/x.md\n", "u/v/w/a/x.md": "", "u/v/w/x.md": ""})
        plant(tmp_path, {"u/v/.gitignore": "w/a/y.md\n", "u/v/w/a/y.md": ""})

        assert discover(tmp_path / "u/v/w").notes == ("x.md",)

    def test_patterns_around_a_vault_that_cannot_be_read_are_a_trouble(self, tmp_path: Path) -> None:
        plant(tmp_path, {".git/": "", ".gitignore": "#" * 1_000_001, "v/n.md": ""})
        found = discover(tmp_path / "v")

        assert found.notes == ("n.md",)
        assert found.troubles == (Trouble(f"{tmp_path}/.gitignore", "cannot be read: the file is too large"),)

    @pytest.mark.parametrize("pattern", ["*", "/*", "v", "v/", "v/**", "/v", "**", "*.md"])
    def test_a_vault_that_is_ignored_as_a_whole_is_linted_when_it_is_named(self, tmp_path: Path, pattern: str) -> None:
        plant(tmp_path, {".git/": "", ".gitignore": f"{pattern}\n", "v/n.md": "", "v/a/n.md": ""})

        assert discover(tmp_path / "v").notes == ("a/n.md", "n.md")

    def test_what_a_repository_excludes_for_its_owner_counts_in_its_root(self, tmp_path: Path) -> None:
        plant(tmp_path, {".git/info/exclude": "/mine.md\n", "mine.md": "", "a/mine.md": ""})

        assert discover(tmp_path).notes == ("a/mine.md",)

    @posix_only
    def test_a_gitignore_may_name_what_is_no_text(self, tmp_path: Path) -> None:
        plant(tmp_path, ["n.md", "\udcff.md", "\udcfe.md"])
        (tmp_path / ".gitignore").write_bytes(b"\xff.md\n")
        found = discover(tmp_path)

        assert found.notes == ("n.md", "\udcfe.md")
        assert found.gitignored == {"\udcff.md"}

    def test_a_pattern_for_folders_ignores_no_note(self, tmp_path: Path) -> None:
        plant(tmp_path, {".gitignore": "n.md/\n", "n.md": "", "a/n.md/m.md": ""})
        found = discover(tmp_path)

        assert found.notes == ("n.md",)
        assert found.gitignored == {"a/n.md/m.md"}

    def test_a_gitignore_may_have_a_byte_order_mark_and_windows_line_ends(self, tmp_path: Path) -> None:
        plant(tmp_path, {".gitignore": "\ufeffa.md\r\nb.md\r\n", "a.md": "", "b.md": "", "c.md": ""})

        assert discover(tmp_path).notes == ("c.md",)

    @pytest.mark.parametrize(
        ("size", "notes", "troubles"),
        [
            (1_000_000, ("b.md",), []),
            (1_000_001, ("a.md", "b.md"), [".gitignore: cannot be read: the file is too large"]),
        ],
    )
    def test_patterns_may_have_a_megabyte_and_no_more(
        self, tmp_path: Path, size: int, notes: tuple[str, ...], troubles: list[str]
    ) -> None:
        plant(tmp_path, {".gitignore": "a.md\n".ljust(size, "#"), "a.md": "", "b.md": ""})
        found = discover(tmp_path)

        assert found.notes == notes
        assert list(map(str, found.troubles)) == troubles

    @pytest.mark.parametrize(
        ("patterns", "notes"),
        [
            ((), ("a.md", "t/b.md", "t/u/c.md")),
            (("t/",), ("a.md",)),
            (("t/*", "!t/u/"), ("a.md", "t/u/c.md")),
            (("*.md", "!a.md"), ("a.md",)),
            (("**/c.md",), ("a.md", "t/b.md")),
            (("# a.md", ""), ("a.md", "t/b.md", "t/u/c.md")),
            (("a.md/", "b.md/"), ("a.md", "t/b.md", "t/u/c.md")),
        ],
    )
    def test_exclude_is_written_as_in_a_gitignore(
        self, tmp_path: Path, patterns: tuple[str, ...], notes: tuple[str, ...]
    ) -> None:
        plant(tmp_path, ["a.md", "t/b.md", "t/u/c.md"])
        found = discover(tmp_path, patterns)

        assert found.notes == notes
        assert found.excluded == {"a.md", "t/b.md", "t/u/c.md"} - set(notes)

    @posix_only
    def test_exclude_fits_whatever_normal_form_the_disk_has(self, tmp_path: Path) -> None:  # [A5.1]
        plant(tmp_path, ["U\u0308ben/n.md", "n.md"])

        assert discover(tmp_path, ["\u00dcben/"]).notes == ("n.md",)

    @pytest.mark.parametrize(
        ("filters", "notes"),
        [
            ([], ("Templates/t.md", "a/note.md", "temp.md")),
            (["templates/"], ("a/note.md", "temp.md")),
            (["temp"], ("a/note.md",)),
            (["/NOTE\\.md$/"], ("Templates/t.md", "temp.md")),
            (["note"], ("Templates/t.md", "a/note.md", "temp.md")),
            (["/(/", "/a{1,99999999999}/", ""], ("Templates/t.md", "a/note.md", "temp.md")),
            (["/(?<x>t)emp\\./"], ("Templates/t.md", "a/note.md")),
            (["//", "/"], ("Templates/t.md", "a/note.md", "temp.md")),
            (["/p/"], ("a/note.md",)),
            (["a/", "/emp/"], ()),
        ],
        ids=str,
    )
    def test_what_the_author_excluded_in_obsidian_is_not_linted(
        self, tmp_path: Path, filters: list[str], notes: tuple[str, ...]
    ) -> None:  # [A7.3]
        told = '{"userIgnoreFilters": [' + ", ".join(f'"{each}"'.replace("\\", "\\\\") for each in filters) + "]}"
        plant(tmp_path, {".obsidian/app.json": told, "Templates/t.md": "", "a/note.md": "", "temp.md": ""})
        found = discover(tmp_path)

        assert found.notes == notes
        assert found.files > set(found.excluded)

    @posix_only
    def test_names_stay_as_they_are_on_disk(self, tmp_path: Path) -> None:
        names = ["a\nb.md", "cafe\u0301.md", "caf\u00e9.md", " .md", "a\u2028.md"]
        plant(tmp_path, names)
        (Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff\xfe.md"))).write_bytes(b"text")
        found = discover(tmp_path)

        assert set(found.notes) == {*names, "\udcff\udcfe.md"}
        assert Notes(found)["\udcff\udcfe.md"].raw == b"text"

    @posix_only
    def test_pipes_and_sockets_are_no_files_and_told_where_they_bear_the_name_of_a_note(self, tmp_path: Path) -> None:
        plant(tmp_path, ["n.md"])
        os.mkfifo(tmp_path / "pipe.md")
        os.mkfifo(tmp_path / "pipe")
        (tmp_path / "null.md").symlink_to(os.devnull)
        (tmp_path / "null").symlink_to(os.devnull)
        with socket.socket(socket.AF_UNIX) as door:
            door.bind(os.path.relpath(tmp_path / "s.md"))
            found = discover(tmp_path)

        assert found.files == {"n.md"}
        assert sorted(map(str, found.troubles)) == [
            f"{name}.md: cannot be read: not a regular file" for name in ("null", "pipe", "s")
        ]

    def test_a_folder_that_cannot_be_listed_is_one_trouble_and_all_else_is_done(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant(tmp_path, ["a/n.md", "b/c/n.md", "z.md"])
        denied(tmp_path / "b", monkeypatch)
        found = discover(tmp_path)

        assert found.notes == ("a/n.md", "z.md")
        assert found.troubles == (Trouble("b/", "the folder cannot be listed: permission denied"),)

    def test_a_folder_where_nothing_is_linted_may_stay_closed(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        plant(tmp_path, {".gitignore": "data/\n", "data/n.md": "", "n.md": ""})
        denied(tmp_path / "data", monkeypatch)

        assert discover(tmp_path).troubles == ()

    def test_a_root_that_is_not_there_is_a_trouble(self, tmp_path: Path) -> None:
        found = discover(tmp_path / "gone")

        assert found.notes == ()
        assert [trouble.path for trouble in found.troubles] == ["."]

    def test_a_deep_vault_is_walked(self, tmp_path: Path) -> None:
        deep = "/".join(["d"] * 400)
        plant(tmp_path, [f"{deep}/n.md"])

        assert discover(tmp_path).notes == (f"{deep}/n.md",)


class TestLinks:
    """Symbolic links: followed inside the root, and never out of it."""

    def test_a_note_with_two_names_is_linted_under_its_own(self, tmp_path: Path) -> None:
        plant(tmp_path, ["b/n.md"])
        (tmp_path / "a.md").symlink_to("b/n.md")
        found = discover(tmp_path)

        assert found.notes == ("b/n.md",)
        assert found.files == {"a.md", "b/n.md"}
        assert Notes(found)["a.md"].raw == b"text\n"

    def test_a_note_from_a_hidden_folder_is_linted_under_the_name_that_shows(self, tmp_path: Path) -> None:
        plant(tmp_path, [".shared/n.md"])
        for name in ("b.md", "a.md"):
            (tmp_path / name).symlink_to(".shared/n.md")
        found = discover(tmp_path)

        assert found.notes == ("a.md",)
        assert found.twins == {"b.md"}

    def test_a_folder_with_two_names_is_in_the_index_twice_and_linted_once(self, tmp_path: Path) -> None:
        plant(tmp_path, ["real/n.md", "real/p.png"])
        (tmp_path / "also").symlink_to("real")
        found = discover(tmp_path)

        assert found.notes == ("real/n.md",)
        assert found.files == {"real/n.md", "real/p.png", "also/n.md", "also/p.png"}
        assert Notes(found)["also/n.md"].path == "also/n.md"

    @pytest.mark.parametrize("target", ["..", ".", "../..", "../a"])
    def test_a_link_back_up_is_not_followed(self, tmp_path: Path, target: str) -> None:
        plant(tmp_path, ["v/a/n.md"])
        (tmp_path / "v/a/loop").symlink_to(target)
        found = discover(tmp_path / "v")

        assert found.files == {"a/n.md"}
        assert found.troubles == ()

    def test_folders_that_link_to_each_other_end(self, tmp_path: Path) -> None:
        names = "abcdef"
        plant(tmp_path, [f"{name}/n.md" for name in names])
        for one in names:
            for other in names:
                if one != other:
                    (tmp_path / one / other).symlink_to(f"../{other}")
        found = discover(tmp_path)

        assert found.notes == tuple(f"{name}/n.md" for name in names)

    @pytest.mark.parametrize("relative", [True, False], ids=["relative", "absolute"])
    def test_what_leads_out_of_the_root_is_not_read(self, tmp_path: Path, relative: bool) -> None:  # [A7.4]
        plant(tmp_path, ["v/n.md", "out/secret.md", "v-too/x.md"])
        away = Path("..") if relative else tmp_path
        (tmp_path / "v/file.md").symlink_to(away / "out/secret.md")
        (tmp_path / "v/folder").symlink_to(away / "out")
        (tmp_path / "v/neighbour.md").symlink_to(away / "v-too")
        found = discover(tmp_path / "v")

        assert found.notes == ("n.md",)
        assert found.files == {"n.md", "file.md"}
        assert found.troubles == ()
        with pytest.raises(KeyError):
            Notes(found)["file.md"]

    def test_a_root_that_is_itself_a_link_is_followed(self, tmp_path: Path) -> None:
        plant(tmp_path, ["real/a/n.md"])
        (tmp_path / "v").symlink_to("real")
        (tmp_path / "real/same.md").symlink_to("a/n.md")
        found = discover(tmp_path / "v")

        assert found.notes == ("a/n.md",)
        assert found.twins == {"same.md"}

    @pytest.mark.parametrize(("name", "is_told"), [("n.md", True), ("p.png", False), (".n.md", False)])
    def test_a_note_that_leads_nowhere_is_a_trouble(self, tmp_path: Path, name: str, is_told: bool) -> None:
        (tmp_path / name).symlink_to("gone")
        found = discover(tmp_path)

        assert found.files == frozenset()
        nowhere = Trouble(name, "the symbolic link leads nowhere: no such file or directory")
        assert found.troubles == ((nowhere,) if is_told else ())

    def test_a_link_to_itself_is_a_trouble(self, tmp_path: Path) -> None:
        (tmp_path / "n.md").symlink_to("n.md")

        assert [trouble.path for trouble in discover(tmp_path).troubles] == ["n.md"]


FOLDERS = st.lists(st.sampled_from(["a", "b", "c"]), max_size=3)
NAMES = st.sampled_from(["n.md", "m.md", "k.md"])
PATTERNS = st.lists(
    st.sampled_from(
        [
            "a",
            "a/",
            "/a",
            "!a",
            "!a/",
            "*.md",
            "!n.md",
            "/n.md",
            "b/*",
            "!b/c",
            "**/c",
            "a/**",
            "!a/**/n.md",
            "*",
            "!*/",
        ]
    ),
    max_size=4,
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(FOLDERS, NAMES), min_size=1, max_size=8),
    st.lists(st.tuples(FOLDERS, PATTERNS), max_size=4),
)
def test_nested_gitignores_mean_what_git_takes_them_to_mean(
    tmp_path_factory: pytest.TempPathFactory,
    notes: list[tuple[list[str], str]],
    ignores: list[tuple[list[str], list[str]]],
) -> None:
    root = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", "--template=", root], check=True)
    paths = {"/".join((*folders, name)) for folders, name in notes}
    plant(root, sorted(paths))
    plant(root, {"/".join((*folders, ".gitignore")): "\n".join(lines) for folders, lines in ignores})
    listed = subprocess.run(
        ["git", "-C", root, "-c", "core.excludesFile=", "ls-files", "-oz", "--exclude-standard"],
        capture_output=True,
        check=True,
    ).stdout.decode()

    assert set(discover(root).notes) == paths & set(listed.split("\0"))


class TestChoosing:
    FILES = {
        ".gitignore": "ignored/\n",
        ".trash/t.md": "",
        "a/n.md": "",
        "a/b/m.md": "",
        "ab/n.md": "",
        "ignored/i.md": "",
        "out/x.md": "",
        "p.png": "",
        "node_modules/x.md": "",
    }

    @pytest.mark.parametrize(
        ("named", "chosen"),
        [
            (".", ("a/b/m.md", "a/n.md", "ab/n.md")),
            ("a", ("a/b/m.md", "a/n.md")),
            ("a/", ("a/b/m.md", "a/n.md")),
            ("a/../a/b", ("a/b/m.md",)),
            ("a/n.md", ("a/n.md",)),
            ("ignored/i.md", ("ignored/i.md",)),
            ("ignored", ()),
            (".trash/t.md", ()),
            (".trash", ()),
            ("out/x.md", ()),
            ("node_modules/x.md", ()),
        ],
    )
    def test_a_path_means_the_notes_below_it(self, tmp_path: Path, named: str, chosen: tuple[str, ...]) -> None:
        found = discover(plant(tmp_path, self.FILES), ["out/"])

        assert choose(found, tmp_path / named) == (chosen, None)

    def test_a_relative_path_is_seen_from_the_current_folder(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        found = discover(plant(tmp_path, self.FILES))
        monkeypatch.chdir(tmp_path / "a")

        assert choose(found, Path("n.md")) == (("a/n.md",), None)
        assert choose(found, Path("..")) == (found.notes, None)

    @pytest.mark.parametrize(
        ("named", "reason"),
        [
            ("gone.md", "there is no such file or folder"),
            ("p.png", "is not a note: its name does not end in .md or .markdown"),
            ("dangling.md", "the symbolic link leads nowhere"),
            ("pipe.md", "is not a regular file"),
        ],
    )
    @posix_only
    def test_a_path_that_is_no_note_is_a_trouble(self, tmp_path: Path, named: str, reason: str) -> None:
        plant(tmp_path, self.FILES)
        (tmp_path / "dangling.md").symlink_to("gone")
        os.mkfifo(tmp_path / "pipe.md")

        assert choose(discover(tmp_path), tmp_path / named) == ((), Trouble(str(tmp_path / named), reason))

    @pytest.mark.parametrize("named", ["out.md", "v/leak.md", "v/hole/out.md", "v/hole", "vv/n.md", "."])
    def test_nothing_outside_the_vault_is_chosen(self, tmp_path: Path, named: str) -> None:
        plant(tmp_path, ["v/n.md", "vv/n.md", "out.md"])
        (tmp_path / "v/leak.md").symlink_to("../out.md")
        (tmp_path / "v/hole").symlink_to("..")
        chosen, trouble = choose(discover(tmp_path / "v"), tmp_path / named)

        assert chosen == ()
        assert trouble == Trouble(str(tmp_path / named), f"lies outside the vault {tmp_path / 'v'}")

    @pytest.mark.parametrize(("named", "chosen"), [("link.md", "r/n.md"), ("also", "r/n.md"), ("also/n.md", "r/n.md")])
    def test_a_second_name_means_the_note_itself(self, tmp_path: Path, named: str, chosen: str) -> None:
        plant(tmp_path, ["r/n.md"])
        (tmp_path / "link.md").symlink_to("r/n.md")
        (tmp_path / "also").symlink_to("r")

        assert choose(discover(tmp_path), tmp_path / named) == ((chosen,), None)

    def test_a_vault_may_be_named_by_a_link(self, tmp_path: Path) -> None:
        plant(tmp_path, ["real/a/n.md"])
        (tmp_path / "link").symlink_to("real")

        assert choose(discover(tmp_path / "real"), tmp_path / "link/a") == (("a/n.md",), None)
        assert choose(discover(tmp_path / "link"), tmp_path / "real/a/n.md") == (("a/n.md",), None)

    def test_a_note_that_came_later_is_not_taken_for_another(self, tmp_path: Path) -> None:
        found = discover(plant(tmp_path, ["a.md"]))
        plant(tmp_path, ["b.md"])

        assert choose(found, tmp_path / "b.md") == ((), None)

    @posix_only
    @pytest.mark.parametrize("named", ["caf\u00e9.md", "CAFE\u0301.MD"])
    def test_a_name_is_found_however_the_disk_spells_it(self, tmp_path: Path, named: str) -> None:  # [A5.1]
        spelled = "cafe\u0301.md"
        plant(tmp_path, [named])  # a disk that takes both for the same would find this under the other name
        known = Discovery(
            tmp_path, frozenset({spelled}), (spelled,), frozenset(), frozenset(), frozenset(), troubles=()
        )

        assert choose(known, tmp_path / named) == ((spelled,), None)


class TestNotes:
    def test_a_note_is_read_when_it_is_asked_for_and_then_kept(self, tmp_path: Path) -> None:
        plant(tmp_path, {"n.md": "one\n", "m.md": ""})
        notes = Notes(discover(tmp_path))
        (tmp_path / "n.md").write_bytes(b"two\n")
        first = notes["n.md"]
        (tmp_path / "n.md").write_bytes(b"three\n")

        assert first.raw == b"two\n"
        assert notes["n.md"] is first

    def test_notes_are_a_mapping_in_order(self, tmp_path: Path) -> None:
        plant(tmp_path, ["b.md", "a.md", "p.png"])
        notes = Notes(discover(tmp_path))

        assert list(notes) == ["a.md", "b.md"]
        assert len(notes) == 2
        assert "a.md" in notes
        assert "p.png" not in notes
        assert notes.get("p.png") is None
        assert notes.get("../a.md") is None

    def test_any_bytes_are_read(self, tmp_path: Path) -> None:
        every = bytes(range(256)) * 9000
        (tmp_path / "n.md").write_bytes(every)

        assert Notes(discover(tmp_path))["n.md"].raw == every

    def test_a_note_that_vanished_is_missing_and_one_trouble(self, tmp_path: Path) -> None:
        plant(tmp_path, ["n.md", "m.md"])
        notes = Notes(discover(tmp_path))
        (tmp_path / "n.md").unlink()

        assert notes.get("n.md") is None
        assert notes.get("n.md") is None
        assert notes.troubles == (Trouble("n.md", "cannot be read: no such file or directory"),)
        assert (list(notes), len(notes), "n.md" in notes) == (["m.md"], 1, False)

    def test_a_note_that_is_too_large_is_missing_and_one_trouble(self, tmp_path: Path) -> None:
        plant(tmp_path, {"n.md": "x" * 1_000_001, "m.md": "x" * 1_000_000})
        notes = Notes(discover(tmp_path), megabytes=1)

        assert [notes.get("n.md"), notes.get("n.md")] == [None, None]
        assert list(notes) == ["m.md"]
        assert notes["m.md"].raw == b"x" * 1_000_000
        assert notes.troubles == (
            Trouble("n.md", "not read: it has 1.1 MB, and the setting `note-megabytes` allows 1", is_private=True),
        )

    def test_what_another_process_read_stands_for_the_note(self, tmp_path: Path) -> None:
        plant(tmp_path, {"n.md": "here\n", "m.md": ""})
        notes = Notes(discover(tmp_path))
        first = notes["n.md"]
        there = Document("n.md", b"there\n")

        assert notes.adopted(Document("n.md", b"here\n")) is first
        assert notes.adopted(there) is there
        assert notes["n.md"] is there
        assert notes.adopted(Document("n.md", b"there\n")) is there
        stranger = Document("x.md", b"")
        assert notes.adopted(stranger) is stranger
        assert notes.get("x.md") is None

    def test_a_note_that_another_process_read_anew_makes_room_for_others(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("vaultfix.store.notes._ALL_AT_HAND", 10)
        monkeypatch.setattr("vaultfix.store.notes._SOME_AT_HAND", 10)
        plant(tmp_path, {"a.md": "8 bytes\n", "b.md": "8 bytes\n"})
        notes = Notes(discover(tmp_path))
        held = notes["a.md"], notes.adopted(Document("a.md", b"another\n"))
        kept = ref(notes["b.md"])

        assert [doc.raw for doc in held] == [b"8 bytes\n", b"another\n"]
        assert kept() is not None

    def test_what_another_process_could_not_read_is_missing_and_told_once(self, tmp_path: Path) -> None:
        plant(tmp_path, ["n.md", "m.md"])
        notes = Notes(discover(tmp_path))
        notes.heard([Trouble("n.md", "first"), Trouble("n.md", "second")])

        assert notes.troubles == (Trouble("n.md", "first"),)
        assert (notes.get("n.md"), list(notes)) == (None, ["m.md"])

    @posix_only
    def test_a_pipe_in_a_notes_place_does_not_hold_the_run_up(self, tmp_path: Path) -> None:
        plant(tmp_path, ["n.md"])
        notes = Notes(discover(tmp_path))
        (tmp_path / "n.md").unlink()
        os.mkfifo(tmp_path / "n.md")

        assert notes.get("n.md") is None
        assert notes.troubles == (Trouble("n.md", "cannot be read: not a regular file"),)

    def test_a_note_that_may_not_be_read_is_a_trouble(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        plant(tmp_path, ["n.md", "m.md"])
        notes = Notes(discover(tmp_path))
        opening = os.open

        def refusing(file: str, flags: int) -> int:  # root would be let in
            if file.endswith("n.md"):
                raise PermissionError(13, "Permission denied", file)
            return opening(file, flags)

        monkeypatch.setattr(os, "open", refusing)

        assert [path for path in ("m.md", "n.md") if notes.get(path)] == ["m.md"]
        assert notes.troubles == (Trouble("n.md", "cannot be read: permission denied"),)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ("a/🏴‍☠️ n.md", "a/🏴‍☠️ n.md: why"),
        ("a\n\x1b[31m.md", "a\\n\\x1b[31m.md: why"),
        ("\udcff\u202e.md", "\\udcff\\u202e.md: why"),
    ],
)
def test_a_trouble_is_one_safe_line(path: str, line: str) -> None:
    assert str(Trouble(path, "why")) == line


def test_a_trouble_matters_to_all_unless_it_is_said_otherwise() -> None:
    assert Trouble("n.md", "why").is_private is False
    assert Trouble.of("n.md", "cannot be read", OSError(5, "Input/output error")).is_private is False


class TestAppSettings:
    """What Obsidian was told [A7.2]."""

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "null",
            "\ufeff",
            "[" * 100_000,
            '{"newLinkFormat": "odd", "userIgnoreFilters": "x", "attachmentFolderPath": 1}',
        ],
        ids=lambda text: text[:12],
    )
    def test_what_makes_no_sense_is_as_in_a_new_vault(self, tmp_path: Path, text: str) -> None:
        plant(tmp_path, {".obsidian/app.json": text})

        assert load_app_settings(tmp_path) == AppSettings()

    def test_a_vault_without_settings_is_a_new_vault(self, tmp_path: Path) -> None:
        assert load_app_settings(tmp_path) == AppSettings("shortest", False, "/", ())

    @pytest.mark.parametrize("form", ["shortest", "relative", "absolute"])
    def test_the_forms_of_new_links_are_those_of_obsidian(self, tmp_path: Path, form: str) -> None:
        plant(tmp_path, {".obsidian/app.json": f'{{"newLinkFormat": "{form}"}}'})

        assert load_app_settings(tmp_path) == AppSettings(form)  # type: ignore[arg-type]

    def test_settings_that_lie_outside_are_not_read(self, tmp_path: Path) -> None:
        plant(tmp_path, {"app.json": '{"useMarkdownLinks": true}', "v/.obsidian/": ""})
        (tmp_path / "v/.obsidian/app.json").symlink_to("../../app.json")

        assert load_app_settings(tmp_path / "v") == AppSettings()

    @pytest.mark.parametrize(("size", "known"), [(10_000_000, True), (10_000_001, False)])
    def test_settings_may_have_ten_megabytes_and_no_more(self, tmp_path: Path, size: int, known: bool) -> None:
        plant(tmp_path, {".obsidian/app.json": '{"useMarkdownLinks": true}'.ljust(size)})

        assert load_app_settings(tmp_path).use_markdown_links is known

    def test_what_was_told_is_known(self, tmp_path: Path) -> None:
        told = (
            '\ufeff{"newLinkFormat": "relative", "useMarkdownLinks": true, "attachmentFolderPath": "./img",'
            ' "userIgnoreFilters": ["a/", 1, "/b/"], "other": {}}'
        )
        plant(tmp_path, {".obsidian/app.json": told})

        assert load_app_settings(tmp_path) == AppSettings("relative", True, "./img", ("a/", "/b/"))


def test_notes_of_a_large_vault_are_let_go_without_the_collector_and_of_a_small_one_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcdefgh":
        (tmp_path / f"{name}.md").write_bytes(b"# One\n\n" + b"x" * 100)
    left = {}
    gc.disable()
    try:
        for room in (10_000, 8 * 107, 8 * 107 - 1):
            monkeypatch.setattr("vaultfix.store.notes._ALL_AT_HAND", room)
            monkeypatch.setattr("vaultfix.store.notes._SOME_AT_HAND", 250)
            notes = Notes(discover(tmp_path))
            seen = [(doc.path[0], ref(doc)) for doc in map(notes.__getitem__, notes) if anchors(doc).headings]
            left[room] = "".join(name for name, each in seen if each() is not None)
    finally:
        gc.enable()

    assert left == {10_000: "abcdefgh", 8 * 107: "abcdefgh", 8 * 107 - 1: "gh"}


def test_notes_of_which_there_are_far_too_many_are_let_go_before_there_is_no_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in "abcdefgh":
        (tmp_path / f"{name}.md").write_bytes(b"x" * 100)
    monkeypatch.setattr("vaultfix.store.notes._ALL_AT_HAND", 10_000)
    monkeypatch.setattr("vaultfix.store.notes._SOME_AT_HAND", 250)
    left = {}
    for most in (800, 799):
        monkeypatch.setattr("vaultfix.store.notes._FAR_MORE", most)
        notes = Notes(discover(tmp_path))
        seen = [(doc.path[0], ref(doc)) for doc in map(notes.__getitem__, notes)]
        left[most] = "".join(name for name, each in seen if each() is not None)

    assert left == {800: "abcdefgh", 799: "gh"}
