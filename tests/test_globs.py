"""Patterns of paths, against git itself."""

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from vaultfix.globs import Globs


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "-q", folder], check=True)
    return folder


def git_ignores(repository: Path, lines: list[str], paths: list[str]) -> set[str]:
    (repository / ".gitignore").write_bytes("\n".join(lines).encode("utf-8", "surrogateescape"))
    done = subprocess.run(
        ["git", "-C", repository, "-c", "core.excludesFile=", "check-ignore", "--no-index", "--stdin", "-z"],
        input="\0".join(paths).encode("utf-8", "surrogateescape"),
        capture_output=True,
        check=False,
    )
    return set(done.stdout.decode("utf-8", "surrogateescape").split("\0")) - {""}


PATHS = (
    "a",
    "b.md",
    "ab.md",
    "a-b.md",
    "]",
    "!a",
    "#a",
    " a",
    "a ",
    "a\\b",
    "A",
    "1",
    "*",
    "[a]",
    "a\nb",
    "é.md",
    "x/a",
    "x/b.md",
    "x/y/a",
    "x/y/b.md",
    "x/y/z/a",
    "y/x/a",
    "y/a/b/a",
    "a.d/x/b.md",
)

TABLE = (
    "",
    "# a",
    "\\#a",
    "!a",
    "\\!a",
    "a",
    "/a",
    "a/",
    "x/",
    "x",
    "/x",
    "x/a",
    "/x/a",
    "*",
    "/*",
    "*/",
    "*.md",
    "*.md ",
    "a\\ ",
    "a ",
    " a",
    "?",
    "??",
    "**",
    "**/a",
    "x/**",
    "x/**/a",
    "**/x/**",
    "**/x/**/a",
    "x**a",
    "x/**a",
    "**a",
    "**/",
    "x/**/",
    "x/*/a",
    "/",
    "//",
    "//a",
    "a//b",
    "!",
    "\\",
    "a\\",
    "a\\\\b",
    "[a",
    "[]",
    "[]]",
    "[!]]",
    "[!a]",
    "[^a]",
    "[a-b]*",
    "[b-a]*",
    "[a-]*",
    "[-a]*",
    "[[:alpha:]]",
    "[[:upper:]]",
    "[[:digit:][:upper:]]",
    "[[:nope:]]",
    "[[:alpha:]-z]",
    "[\\]]",
    "[\\a-\\b]*",
    "x[/]a",
    "x[!a]a",
    "\\*",
    "\\[a\\]",
    "***",
    "*a*",
    "a*b*.md",
    "é*",
    "***/a",
    "x/***/a",
    "*.d/**/*.md",
)


@pytest.mark.parametrize("line", TABLE)
def test_one_pattern_means_what_git_takes_it_to_mean(repository: Path, line: str) -> None:
    globs = Globs.of([line])

    assert {path for path in PATHS if globs.cover(path)} == git_ignores(repository, [line], list(PATHS))


@pytest.mark.parametrize(
    "lines",
    [
        ["*.md", "!b.md"],
        ["!b.md", "*.md"],
        ["x/", "!x/b.md"],
        ["x/*", "!x/b.md"],
        ["*", "!*/", "!*.md"],
        ["/*", "!/x", "x/y"],
        ["**/a", "!x/**"],
    ],
)
def test_the_last_pattern_that_fits_decides(repository: Path, lines: list[str]) -> None:
    globs = Globs.of(lines)

    assert {path for path in PATHS if globs.cover(path)} == git_ignores(repository, lines, list(PATHS))


PIECES = st.sampled_from(
    ["a", "b", "x", "*", "**", "?", "/", "!", "[ab]", "[!a]", "[a-c]", "\\", ".md", "-", "[", "]", "^"]
)
LINES = st.lists(st.lists(PIECES, min_size=1, max_size=6).map("".join), min_size=1, max_size=4)
NAMES = st.text("abx-.!]", min_size=1, max_size=4).filter(lambda name: name not in {".", ".."})
SOME_PATHS = st.lists(st.lists(NAMES, min_size=1, max_size=4).map("/".join), min_size=1, max_size=12, unique=True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(LINES, SOME_PATHS)
@example(["**/a/**/b"], ["a/x/b", "x/a/a/x/b/b"])
def test_any_patterns_mean_what_git_takes_them_to_mean(repository: Path, lines: list[str], paths: list[str]) -> None:
    globs = Globs.of(lines)

    assert {path for path in paths if globs.cover(path)} == git_ignores(repository, lines, paths)


def test_a_hostile_pattern_costs_no_more_than_a_friendly_one() -> None:
    globs = Globs.of(["*a" * 60 + "b", "**/a/" * 60 + "b"])

    assert not globs.cover("a" * 250)
    assert not globs.cover("/".join("a" * 250))
