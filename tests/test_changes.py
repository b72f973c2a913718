"""The small changes that tests are asked about: each is one, and the rest of the module is as it was."""

import ast
import importlib
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

BENCHMARKS = Path(__file__).resolve().parents[1] / "benchmarks"


@pytest.fixture
def changes(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    monkeypatch.syspath_prepend(str(BENCHMARKS))
    yield importlib.import_module("changes")
    del sys.modules["changes"]


def made(changes: ModuleType, source: str) -> list[str]:
    """Return what each change makes of a source, and see that the next begins with the source as it is."""
    tree = ast.parse(source)
    found = [changes.mutant(tree, change, "x.py").source for change in changes.changes(tree)]
    assert ast.unparse(tree) == ast.unparse(ast.parse(source))
    return found


SPARED = {
    "words for readers": '"""Words."""\n\nclass A:\n    """More words."""\n    b = c',
    "types": "def f(a: 'int', *, b: 'str') -> 'int':\n    c: 'int' = d",
    "how a class is made": "@dataclass(frozen=True)\nclass A:\n    pass",
    "what a module offers": "__all__ = ['a', 'b']",
    "nothing is nothing": "def f():\n    return None",
}


@pytest.mark.parametrize("source", SPARED.values(), ids=SPARED)
def test_what_does_not_run_stays(changes: ModuleType, source: str) -> None:
    assert made(changes, source) == []


CHANGED = {
    "a bound": ("if a < 1:\n    pass", ["if not a < 1:", "if a <= 1:", "if a >= 1:", "if a < 2:"]),
    "a sum": ("a = b + 'x'", ["a = b - 'x'", "a = b + 'xx'"]),
    "either": ("a = b or not c", ["a = b and (not c)", "a = b or not not c"]),
    "what is chosen": ("a = [b for b in c if b]", ["a = [b for b in c if not b]"]),
    "a statement": ("for a in b:\n    c(a)", ["for a in b:\n    pass"]),
    "an answer": ("def f():\n    return a", ["def f():\n    return None"]),
    "an empty text": ("a = ''", ["a = 'x'"]),
}


@pytest.mark.parametrize(("source", "expected"), CHANGED.values(), ids=CHANGED)
def test_one_thing_at_a_time_is_another(changes: ModuleType, source: str, expected: list[str]) -> None:
    found = made(changes, source)

    assert len(found) == len(expected)
    assert all(text.startswith(begin) for text, begin in zip(found, expected, strict=True))


def test_a_change_knows_its_function_and_the_lines_that_run_it(changes: ModuleType) -> None:
    source = (
        "A = 1\n\n@b\ndef f(c=2):\n    if (\n        c\n        < 3\n    ):\n        d = 4\n    return [lambda: 5]\n"
    )
    numbers = [each for each in changes.changes(ast.parse(source)) if isinstance(each.value, int)]

    assert [(each.value, each.function, list(each.lines)) for each in numbers] == [
        (2, None, [1]),
        (3, None, [4]),
        (4, ("f", 3), [5, 6, 7, 8]),
        (5, ("f", 3), [9]),
        (6, ("f", 3), [10]),
    ]
    tree = ast.parse(source)
    mutants = [changes.mutant(tree, each, "x.py") for each in changes.changes(tree)]
    assert [each.function.co_name for each in mutants if each.change.function] == ["f"] * 7
