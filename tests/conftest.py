"""What several tests lean on: corpora and suites that are not ours to commit, each skipped where it is absent."""

import json
import os
import re
import tarfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

SHARED = Path(__file__).resolve().parents[2] / "shared"
WORKER = os.environ.get("PYTEST_XDIST_WORKER")
THOROUGH = bool(os.environ.get("VAULTFIX_ALL"))


# No test is timed; and continuous integration judges a change, not the luck of the day's examples.
settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
settings.load_profile("house")


def pytest_itemcollected(item: pytest.Item) -> None:
    """Count as covered only what chosen cases run, not what chance runs; it takes half the time, besides."""
    if getattr(getattr(item, "obj", None), "is_hypothesis_test", False):
        item.add_marker("no_cover")


@pytest.fixture(scope="session", autouse=True)
def _journal_of_its_own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep what the tests mend out of the journal of whoever runs them."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
        yield


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of corpora beside the checkout."""
    if not SHARED.is_dir():
        pytest.skip(f"no corpora at {SHARED}")
    return SHARED


@pytest.fixture(scope="session")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """Unpack a vault by its name, `obsidian-help` or `obsidian-hub`, once for all workers, and give its folder."""
    workers = tmp_path_factory.getbasetemp().parent if WORKER else tmp_path_factory.getbasetemp()

    def unpacked(name: str) -> Path:
        folder = workers / name
        with FileLock(f"{folder}.lock"):
            if not folder.is_dir():
                with tarfile.open(shared / "corpora" / f"{name}.tar.xz") as archive:
                    archive.extractall(f"{folder}.part", filter="data")
                Path(f"{folder}.part").rename(folder)
        return folder

    return unpacked


@pytest.fixture(scope="session")
def notes(corpus: Callable[[str], Path]) -> Callable[[str], list[Path]]:
    """Give the notes of a corpus: every fortieth, or all where VAULTFIX_ALL is set."""

    def chosen(name: str) -> list[Path]:
        return sorted(corpus(name).rglob("*.md"))[:: 1 if THOROUGH else 40]

    return chosen


@pytest.fixture(scope="session")
def suites() -> Path:
    """The folder of example suites, which `dev.py` takes from the source of markdown-it-py."""
    folder = Path(os.environ.get("VAULTFIX_SUITES", "no such folder"))
    if not folder.is_dir():
        pytest.skip("VAULTFIX_SUITES names no folder with the examples of CommonMark and GFM; dev.py fetches them")
    return folder


@pytest.fixture(scope="session")
def commonmark(suites: Path) -> list[tuple[int, str]]:
    """The examples of the CommonMark specification: number and Markdown."""
    examples = json.loads((suites / "commonmark.json").read_bytes())
    return [(example["example"], example["markdown"]) for example in examples]


@pytest.fixture(scope="session")
def gfm_tables(suites: Path) -> dict[str, str]:
    """Examples of tables, those of the GFM specification among them: title to Markdown."""
    pieces = re.split(r"(?m)^\.\n", (suites / "tables.md").read_text(encoding="utf-8"))
    return {title.strip().rpartition("\n")[2]: text for title, text in zip(pieces[:-1:3], pieces[1::3], strict=True)}
