"""Asking: a copy of the tree in which anything may be broken, and processes of their own in which its tests run."""

import compileall
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from multiprocessing import Pipe
from pathlib import Path
from typing import TypeVar, cast

import hypothesis
import pytest

HERE = Path(__file__).resolve().parents[1]
PACKAGE = Path("src/vaultfix")
LEFT = shutil.ignore_patterns(".git", ".hypothesis", ".*_cache", ".venv", "__pycache__")
OPTIONS = ("-x", "-q", "--tb=no", "--capture=sys", "-p", "no:cacheprovider")
QUICKLY = "quickly"
"""The profile of Hypothesis under which a failure is told as it is found; nobody reads the example."""
ENDLESS = "a test that does not end, or that ends the process"
ASLEEP = 6
"""How many times as long by the clock as on the processor, until a test is taken to wait for what never comes."""
ROOM = 6 << 30
"""How many bytes of memory a test may take."""

Answer = TypeVar("Answer")


@contextmanager
def copied() -> Iterator[Path]:
    """Yield a copy of the checkout, in which anything may be broken."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder) / "main"
        shutil.copytree(HERE, tree, ignore=LEFT, symlinks=True)
        (tree.parent / "tmp").mkdir()
        compileall.compile_dir(tree / "src", quiet=1)
        yield tree


@contextmanager
def changed(file: Path, source: str) -> Iterator[None]:
    """Let a file hold another source for a while."""
    true = file.read_bytes()
    file.write_text(source, encoding="utf-8")
    try:
        yield
    finally:
        file.write_bytes(true)


def in_child(work: Callable[[], Answer], seconds: float) -> Answer | None:
    """Return what `work` comes to in a process of its own; None where that ends before, or takes too long.

    It may take so many seconds of the processor, some times as long by the clock, and not all of the memory. What it
    leaves running is ended with it.
    """
    ours, theirs = Pipe(duplex=False)
    child = os.fork()
    if not child:
        with suppress(BaseException):
            os.setsid()
            resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1, int(seconds) + 2))
            resource.setrlimit(resource.RLIMIT_AS, (ROOM, ROOM))
            theirs.send(work())
        os._exit(0)
    theirs.close()
    try:
        # Second by second: a machine that is put to sleep, or this process with its child, makes a second long.
        told = any(ours.poll(1) for _ in range(int(ASLEEP * seconds) + 1))
        return cast("Answer", ours.recv()) if told else None
    except EOFError:
        return None
    finally:
        ours.close()
        with suppress(ProcessLookupError):
            os.killpg(child, signal.SIGKILL)
        os.waitpid(child, 0)


def limit(seconds: float) -> None:
    """Let the test that is next take so many seconds of the processor; this process ends where it takes more."""
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    soft = int(time.process_time() + seconds) + 1
    resource.setrlimit(resource.RLIMIT_CPU, (min(soft, hard), hard))


def run(tree: Path, files: Sequence[str], plugin: object) -> int:
    """Give the tests in some files of the tree to pytest, in this process, which is not to be used for more.

    Whatever of the tree it has imported before is imported again.
    """
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", "")).startswith(str(tree)):
            del sys.modules[name]
    scratch = tree.parent / "tmp"  # not in the tree: what tests say of their files must not begin where they run
    os.chdir(tree)
    os.environ |= {"PYTHONPATH": str(tree / "src"), "PYTHONDONTWRITEBYTECODE": "1", "TMPDIR": str(scratch)}
    sys.path.insert(0, str(tree / "src"))
    sys.dont_write_bytecode = True
    quiet = os.open(os.devnull, os.O_RDWR)
    for number in range(3):
        os.dup2(quiet, number)
    # Hypothesis is in memory before pytest could rewrite it.
    options = [*OPTIONS, f"--basetemp={scratch / 'pytest'}", "-W", "ignore::pytest.PytestAssertRewriteWarning"]
    return pytest.main([*options, *files], plugins=[Quickly(), plugin])


def fails(tree: Path, files: Sequence[str], seconds: float, only: Mapping[str, float] | None = None) -> str:
    """Return the first test in some files of the tree that fails, of those named `only` if any; empty where all pass.

    They run in a process of their own, which has what they need of others in memory already. A test that takes too
    long fails, too: all together may take so many seconds of the processor, and each that is named what is said there.
    """

    def ask() -> str:
        first = First(only or {})
        code = run(tree, files, first)
        return first.failed or ("" if code == pytest.ExitCode.OK else "no test could begin")

    found = in_child(ask, seconds)
    return ENDLESS if found is None else found


class Quickly:
    """Keeps Hypothesis from looking for a smaller example, and from chance."""

    def pytest_sessionstart(self) -> None:
        """Choose the profile after the tests' own has been chosen, and before they are read."""
        phases = (hypothesis.Phase.explicit, hypothesis.Phase.generate)
        hypothesis.settings.register_profile(QUICKLY, phases=phases, database=None, deadline=None, derandomize=True)
        hypothesis.settings.load_profile(QUICKLY)


class First:
    """Chooses tests by their names, in that order, and keeps the first that fails."""

    def __init__(self, only: Mapping[str, float]) -> None:
        """Be told the names, each with the seconds that the test may take; where there are none, all are meant."""
        self.only = only
        self.failed = ""

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Leave out whatever is not asked for."""
        if self.only:
            known = {item.nodeid: item for item in items}
            items[:] = [known[name] for name in self.only]

    def pytest_runtest_logstart(self, nodeid: str) -> None:
        """Let the test take no longer than it may."""
        if nodeid in self.only:
            limit(self.only[nodeid])

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the name of what fails."""
        if report.failed:
            self.failed = report.nodeid
