"""Change the code a little, at random, and see whether a test notices.

    python benchmarks/mutants.py [--module engine] [--most 60] [--seed 1]

Each mutant is one small change to one module, in a copy of the tree: a comparison turned, a number one higher, a
condition the other way round, a statement gone. The tests of that module run against it, each mutant in a process of
its own. A mutant that every test lets pass is printed, with its line. The exit code is 1 where a module's score, the
share of its mutants that were noticed, is below the least.
"""

import argparse
import ast
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from planted import PACKAGE, copied, fails

LEAST = 0.85
SLOW = 30
"""Seconds after which a mutant is taken to hang, which is to be noticed as well."""
REPAIRED = ("test_mojibake", "test_encoding", "test_letters", "test_replaced")
MODULES = {
    "text": ("test_text",),
    "document": ("test_document",),
    "engine": ("test_engine", "test_suppressions_unused"),
    "store/writing": ("test_store_writing", "test_store_names"),
    "store/journal": ("test_journal",),
    "proof/__init__": ("test_proof", "test_proving"),
    "proof/kept": ("test_proof", "test_proving"),
    "proof/same": ("test_proof", "test_proving"),
    "mojibake/channels": REPAIRED,
    "mojibake/completions": REPAIRED,
    "mojibake/stretches": REPAIRED,
}
"""Which tests answer for which module."""
TURNED: dict[type[ast.AST], tuple[type[ast.AST], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.And: (ast.Or,),
    ast.Or: (ast.And,),
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Add,),
    ast.FloorDiv: (ast.Mult,),
    ast.BitOr: (ast.BitAnd,),
    ast.BitAnd: (ast.BitOr,),
    ast.Pow: (ast.Mult,),
}
"""What each operator becomes."""
GOING = (ast.AugAssign, ast.Expr, ast.Raise, ast.Continue, ast.Break)
"""Statements that can be left out, and the code still runs."""


class Mutant(NamedTuple):
    """One change: the line in which what was changed begins, the line as it was and is, and the module with it."""

    line: int
    was: str
    now: str
    source: str


def main() -> None:
    """Print the score of each module, below the mutants that nobody noticed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--module", default="", help="only modules with this in their names")
    parser.add_argument("--most", type=int, default=60, help="how many mutants of a module, chosen at random")
    parser.add_argument("--seed", type=int, default=1, help="where chance begins")
    given = parser.parse_args()
    poor = False
    with tempfile.TemporaryDirectory() as folder:
        tree = copied(Path(folder))
        for module in (module for module in MODULES if given.module in module):
            poor |= score(tree, module, given.most, given.seed) < LEAST
    sys.exit(poor)


def score(tree: Path, module: str, most: int, seed: int) -> float:
    """Return the share of a module's mutants that its tests notice; print the others."""
    file = tree / PACKAGE / f"{module}.py"
    source = file.read_text(encoding="utf-8")
    tests = [f"tests/{name}.py" for name in MODULES[module]]
    if found := fails(tree, tests, 4 * SLOW):
        sys.exit(f"{module}: its tests fail as it is: {found}")
    every = list(mutants(source))
    chosen = random.Random(seed).sample(every, min(most, len(every)))  # noqa: S311 - a choice, no secret
    began, noticed = time.monotonic(), 0
    for mutant in sorted(chosen):
        file.write_text(mutant.source, encoding="utf-8")
        if fails(tree, tests, SLOW):
            noticed += 1
        else:
            print(f"    {module} line {mutant.line}: {mutant.was}  ->  {mutant.now}", flush=True)
    file.write_text(source, encoding="utf-8")
    share = noticed / len(chosen)
    took = time.monotonic() - began
    print(f"{module:24} {noticed:3} of {len(chosen):3} ({len(every)} in all)  {share:.0%}  {took:.0f} s", flush=True)
    return share


def mutants(source: str) -> Iterator[Mutant]:
    """Yield every mutant of a module, in the order of its parts; words for readers and types stay as they are."""
    tree = ast.parse(source)
    unseen = {id(part) for node in ast.walk(tree) for spared in _spared(node) for part in ast.walk(spared)}
    parts = [number for number, node in enumerate(ast.walk(tree)) if id(node) not in unseen]
    for number in parts:
        turn = 0
        while mutant := _mutant(source, number, turn):
            if mutant.was != mutant.now:
                yield mutant
            turn += 1


def _mutant(source: str, number: int, turn: int) -> Mutant | None:
    """Return the module with its part of that number changed in the one of its ways; None where it has no more."""
    tree = ast.parse(source)
    node = next(node for at, node in enumerate(ast.walk(tree)) if at == number)
    was = ast.unparse(tree)
    for at, _ in enumerate(_changes(node)):
        if at == turn:
            now = ast.unparse(ast.fix_missing_locations(tree))
            pairs = zip_longest(was.splitlines(), now.splitlines(), fillvalue="")
            lines = next((pair for pair in pairs if pair[0] != pair[1]), ("", ""))
            return Mutant(getattr(node, "lineno", 0), lines[0].strip(), lines[1].strip(), now)
    return None


def _changes(node: ast.AST) -> Iterator[None]:
    """Change a part of the code in one way after the other; who stops at one has that one."""
    yield from _other_operators(node)
    yield from _other_values(node)
    yield from _other_conditions(node)
    yield from _fewer_statements(node)


def _other_operators(node: ast.AST) -> Iterator[None]:
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            for other in TURNED.get(type(operator), ()):
                node.ops[at] = other()  # type: ignore[call-overload]  # a comparison becomes a comparison
                yield
            node.ops[at] = operator
    elif isinstance(node, ast.BoolOp | ast.BinOp | ast.AugAssign):
        for other in TURNED.get(type(node.op), ()):
            node.op = other()  # type: ignore[assignment]  # likewise
            yield


def _other_values(node: ast.AST) -> Iterator[None]:
    match node:
        case ast.Constant(value=bool()):
            node.value = not node.value
            yield
        case ast.Constant(value=int(number)):
            node.value = number + 1
            yield
        case ast.Constant(value=str(words)):
            node.value = words * 2 or "x"
            yield
        case ast.Constant(value=bytes(raw)):
            node.value = raw * 2 or b"x"
            yield
        case ast.Return(value=ast.expr()):
            node.value = ast.Constant(None)
            yield


def _other_conditions(node: ast.AST) -> Iterator[None]:
    match node:
        case ast.UnaryOp(op=ast.Not()):
            node.operand = ast.UnaryOp(ast.Not(), node.operand)
            yield
        case ast.comprehension(ifs=[first, *_]):
            node.ifs[0] = ast.UnaryOp(ast.Not(), first)
            yield
        case ast.If() | ast.While() | ast.IfExp():
            node.test = ast.UnaryOp(ast.Not(), node.test)
            yield


def _fewer_statements(node: ast.AST) -> Iterator[None]:
    for name in ("body", "orelse", "finalbody"):
        body = getattr(node, name, None)
        if not isinstance(body, list):  # that of a lambda is one expression
            continue
        for at, statement in enumerate(body):
            if isinstance(statement, GOING) and not _is_words(statement):
                body[at] = ast.copy_location(ast.Pass(), statement)
                yield
                body[at] = statement


def _spared(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what of a part is no code that runs: types, and words for readers."""
    for name in ("annotation", "returns"):
        if spared := getattr(node, name, None):
            yield spared
    if _is_words(node):
        yield node


def _is_words(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


if __name__ == "__main__":
    main()
