"""Witnesses: tests that are collected once, and asked about one change after the other.

A process imports the code, collects the tests and watches which of them runs which line. Then it forks for each mutant:
the child puts the changed function in the place of the true one, and asks the tests that run it, the quickest first.
What has done its work already while the code was imported cannot be changed so; there the child forgets what is
imported, and begins anew.
"""

import gc
import importlib
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from itertools import accumulate, pairwise
from pathlib import Path
from types import FunctionType
from typing import NamedTuple

import pytest
from asking import ENDLESS, changed, fails, in_child, limit
from changes import Function, Mutant, inner_lines
from coverage import Coverage

LONG = 7200.0
"""Seconds of the processor that all tests may take as the code is."""
HANGING = 3.0
"""Seconds of the processor that a test may take beyond five times what it took before."""
STARTING = {"subprocess.Popen", "os.fork", "os.forkpty", "os.posix_spawn", "os.exec"}
"""What Python tells of a test that starts another process, which may run any line."""

Lines = Mapping[str, frozenset[int]]
"""Lines that are run, by the file in which they stand."""


class Test(NamedTuple):
    """A test: how long it took, and which lines it ran; None where it may have run any."""

    item: pytest.Item
    seconds: float
    lines: Lines | None

    @property
    def most(self) -> float:
        """How many seconds of the processor it may take where the code is changed."""
        return HANGING + 5 * self.seconds

    def runs(self, mutant: Mutant, *, early: bool) -> bool:
        """Whether it can tell a mutant; what runs `early`, at import, runs for all who run any of the module."""
        if self.lines is None:
            return True
        lines = self.lines.get(mutant.file, frozenset())
        return bool(lines) if early else not lines.isdisjoint(mutant.change.lines)


class Witnesses:
    """What pytest is given: it collects, and in the place of a run of the tests asks them about each mutant."""

    def __init__(
        self, tree: Path, mutants: Sequence[Mutant], patience: float, tell: Callable[[int, str], None]
    ) -> None:
        """Be told about the mutants, how many seconds of tests each is worth, and whom to tell what noticed them."""
        self.tree, self.mutants, self.patience, self.tell = tree, mutants, patience, tell
        self.files = {mutant.file: _name(tree, mutant.file) for mutant in mutants}
        self._watch = self._watching()

    def pytest_sessionstart(self) -> None:
        """Begin to watch what runs as the modules are imported, which the tests may only do later."""
        self._watch.start()
        for name in self.files.values():
            importlib.import_module(name)

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Ask the tests about each mutant."""
        self._watch.stop()
        done = self._watch.get_data()
        living = {file: _living(name) for file, name in self.files.items()}
        gc.freeze()  # what is in memory is not copied in each child merely because it is looked through
        heard = in_child(lambda: self._heard(session), LONG)
        if heard is None:
            self.tell(-1, ENDLESS)
            return True
        tests = [Test(item, *each) for item, each in zip(session.items, heard, strict=True) if each]
        for item, each in zip(session.items, heard, strict=True):
            if not each:
                self.tell(-1, f"{item.nodeid} fails as it is, and is not asked")
        for number, mutant in enumerate(self.mutants):
            function = living[mutant.file].get(mutant.change.function) if mutant.change.function else None
            early = function is None or not inner_lines(function.__code__).isdisjoint(done.lines(mutant.file) or ())
            asked = self._asked(tests, mutant, early=early)
            with changed(Path(mutant.file), mutant.source):  # for whoever imports it from now on
                if function is None or early:
                    self.tell(number, self._asked_anew(asked))
                else:
                    self.tell(number, _asked_as_it_is(session, asked, function, mutant))
        return True

    def _watching(self) -> Coverage:
        return Coverage(data_file=None, config_file=False, include=list(self.files))

    def _heard(self, session: pytest.Session) -> list[tuple[float, Lines | None] | None]:
        """Run every test as the code is; return how long each took and what it ran, or None where it fails."""
        starting: set[int] = set()
        failed: list[bool] = []
        took: list[float] = []

        def overhear(event: str, _told: object) -> None:
            if event in STARTING:
                starting.add(len(took))

        sys.addaudithook(overhear)
        watch = self._watching()
        watch.start()
        for item, following in pairwise([*session.items, None]):
            if item:
                watch.switch_context(str(len(took)))
                began, before = time.process_time(), session.testsfailed
                item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
                took.append(time.process_time() - began)
                failed.append(session.testsfailed > before)
        watch.stop()
        ran: list[dict[str, set[int]]] = [{} for _ in took]
        for file in self.files:
            for line, numbers in watch.get_data().contexts_by_lineno(file).items():
                for number in filter(None, numbers):
                    ran[int(number)].setdefault(file, set()).add(line)
        frozen = [{file: frozenset(lines) for file, lines in each.items()} for each in ran]
        return [
            None if failed[at] else (seconds, None if at in starting else frozen[at]) for at, seconds in enumerate(took)
        ]

    def _asked(self, tests: Sequence[Test], mutant: Mutant, *, early: bool) -> list[Test]:
        """Return the tests that can tell a mutant from the module, the quickest first, as long as there is patience.

        Those that start processes come last. Of a module that has done all its work at import, any may tell.
        """
        able = sorted(
            [test for test in tests if test.runs(mutant, early=early)] or tests,
            key=lambda test: (test.lines is None, test.seconds),
        )
        spent = accumulate(test.seconds for test in able)
        return [test for test, seconds in zip(able, spent, strict=True) if seconds <= self.patience]

    def _asked_anew(self, tests: Sequence[Test]) -> str:
        """Return the first of the tests that fails where all is imported again; empty where none does."""
        only = {test.item.nodeid: test.most for test in tests}
        files = sorted({name.partition("::")[0] for name in only})
        return fails(self.tree, files, sum(only.values()), only) if only else ""


def _asked_as_it_is(session: pytest.Session, tests: Sequence[Test], function: FunctionType, mutant: Mutant) -> str:
    """Return the first of the tests that fails once the function is that of the mutant; empty where none does."""
    code = mutant.function
    if not tests or code is None:
        return ""

    def ask() -> str:
        function.__code__ = code
        for test, following in pairwise([*tests, None]):
            if test:
                limit(test.most)
                after = following.item if following else None
                test.item.config.hook.pytest_runtest_protocol(item=test.item, nextitem=after)
            if test and session.testsfailed:
                return test.item.nodeid
        return ""

    found = in_child(ask, sum(test.most for test in tests))
    return ENDLESS if found is None else found


def _name(tree: Path, file: str) -> str:
    """Return the name by which a file of the tree is imported."""
    return ".".join(Path(file).relative_to(tree / "src").with_suffix("").parts).removesuffix(".__init__")


def _living(name: str) -> dict[Function, FunctionType]:
    """Return the functions of a module as they are in memory, wherever a decorator has hidden them."""
    every = (each for each in gc.get_objects() if isinstance(each, FunctionType) and each.__module__ == name)
    return {(each.__code__.co_name, each.__code__.co_firstlineno): each for each in every}
