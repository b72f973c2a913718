"""The small changes that can be made to a module: one operator, value, condition or statement at a time."""

import ast
from collections.abc import Iterator
from itertools import zip_longest
from types import CodeType
from typing import NamedTuple

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
BODIES = ("body", "orelse", "finalbody")
TYPES = {"annotation", "returns", "type_params"}
"""Fields of a part in which no code stands that runs."""
MADE = {"frozen", "slots", "repr"}
"""How a class is made: that nothing of ours can change is a law of the house, and its test reads the source."""

Function = tuple[str, int]
"""A function by its name and the line in which it begins, its decorators among it."""


class Change(NamedTuple):
    """One field of one part of the code that gets another value, in which statement and which outermost function."""

    part: ast.AST
    field: str
    value: object
    statement: ast.stmt
    function: Function | None

    @property
    def lines(self) -> range:
        """The lines that are run where the changed code is: of a statement with a body, those above it."""
        body = getattr(self.statement, "body", None)
        last = body[0].lineno - 1 if body else self.statement.end_lineno or 0
        return range(self.statement.lineno, max(self.statement.lineno, last) + 1)


class Mutant(NamedTuple):
    """A module with one change: where it is, the first line that differs as it was and is, and the whole."""

    change: Change
    file: str
    line: int
    was: str
    now: str
    source: str
    code: CodeType

    @property
    def function(self) -> CodeType | None:
        """The outermost function that is not what it was; None where the change is in none."""
        return functions(self.code).get(self.change.function) if self.change.function else None


def mutant(tree: ast.Module, change: Change, file: str) -> Mutant:
    """Return what the module in `file` is with that change; its tree stays as it was."""
    was = ast.unparse(change.statement)
    true = getattr(change.part, change.field)
    setattr(change.part, change.field, change.value)
    try:
        now = "" if change.field in BODIES else ast.unparse(change.statement)
        source = ast.unparse(tree)
        code = compile(ast.fix_missing_locations(tree), file, "exec", dont_inherit=True)
    finally:
        setattr(change.part, change.field, true)
    lines = zip_longest(was.split("\n"), now.split("\n"), fillvalue="")
    old, new = next(pair for pair in lines if pair[0] != pair[1])
    line = getattr(change.part, "lineno", change.statement.lineno)
    return Mutant(change, file, line, old.strip(), new.strip() or "(gone)", source, code)


def functions(code: CodeType) -> dict[Function, CodeType]:
    """Return the functions of a module or class, but not those within others."""
    found: dict[Function, CodeType] = {}
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            found |= {(inner.co_name, inner.co_firstlineno): inner} | functions(inner)
    return found


def inner_lines(code: CodeType) -> set[int]:
    """Return the lines of a function, and of those within it, but not that in which it begins."""
    lines = {line for _, _, line in code.co_lines() if line and line != code.co_firstlineno}
    return lines.union(*(inner_lines(each) for each in code.co_consts if isinstance(each, CodeType)))


def changes(part: ast.AST, statement: ast.stmt | None = None, function: Function | None = None) -> Iterator[Change]:
    """Yield every change to a part of the code; words for readers and types stay as they are.

    Words for readers are docstrings, and what members of an enumeration say of themselves.
    """
    if _is_words(part) or _is_offer(part) or (isinstance(part, ast.keyword) and part.arg in MADE):
        return
    if isinstance(part, ast.stmt):
        statement = part
    inner = function
    if isinstance(part, ast.FunctionDef) and not function:
        inner = part.name, min([part.lineno, *(each.lineno for each in part.decorator_list)])
    if statement:
        for field, value in _others(part):
            yield Change(part, field, value, statement, function)
    for field, body in _fewer_statements(part):
        gone = next(one for one, other in zip(getattr(part, field), body, strict=True) if one is not other)
        yield Change(part, field, body, gone, inner)
    is_enumeration = isinstance(part, ast.ClassDef) and any("Enum" in ast.unparse(base) for base in part.bases)
    for field, held in ast.iter_fields(part):
        for each in held if isinstance(held, list) else [held]:
            if isinstance(each, ast.AST) and field not in TYPES and not (is_enumeration and _is_said(each)):
                yield from changes(each, statement, inner if field == "body" else function)


def _others(part: ast.AST) -> Iterator[tuple[str, object]]:
    yield from _other_operators(part)
    yield from _other_values(part)
    yield from _other_conditions(part)


def _other_operators(part: ast.AST) -> Iterator[tuple[str, object]]:
    if isinstance(part, ast.Compare):
        for at, operator in enumerate(part.ops):
            for other in TURNED.get(type(operator), ()):
                yield "ops", [*part.ops[:at], other(), *part.ops[at + 1 :]]
    elif isinstance(part, ast.BoolOp | ast.BinOp | ast.AugAssign):
        for other in TURNED.get(type(part.op), ()):
            yield "op", other()


def _other_values(part: ast.AST) -> Iterator[tuple[str, object]]:
    match part:
        case ast.Constant(value=bool()):
            yield "value", not part.value
        case ast.Constant(value=int(number)):
            yield "value", number + 1
        case ast.Constant(value=str(words)):
            yield "value", words * 2 or "x"
        case ast.Constant(value=bytes(raw)):
            yield "value", raw * 2 or b"x"
        case ast.Return(value=ast.Constant(value=None)):
            return
        case ast.Return(value=ast.expr()):
            yield "value", ast.Constant(None)


def _other_conditions(part: ast.AST) -> Iterator[tuple[str, object]]:
    match part:
        case ast.UnaryOp(op=ast.Not()):
            yield "operand", ast.UnaryOp(ast.Not(), part.operand)
        case ast.comprehension(ifs=[first, *others]):
            yield "ifs", [ast.UnaryOp(ast.Not(), first), *others]
        case ast.If() | ast.While() | ast.IfExp():
            yield "test", ast.UnaryOp(ast.Not(), part.test)


def _fewer_statements(part: ast.AST) -> Iterator[tuple[str, list[ast.stmt]]]:
    for field in BODIES:
        body = getattr(part, field, None)
        if not isinstance(body, list):  # that of a lambda is one expression
            continue
        for at, statement in enumerate(body):
            if isinstance(statement, GOING) and not _is_words(statement):
                yield field, [*body[:at], ast.copy_location(ast.Pass(), statement), *body[at + 1 :]]


def _is_words(part: ast.AST) -> bool:
    return isinstance(part, ast.Expr) and isinstance(part.value, ast.Constant)


def _is_offer(part: ast.AST) -> bool:
    """Whether a statement lists what a module offers: nothing runs by it, and ruff sees a name that is not there."""
    return isinstance(part, ast.Assign) and ast.unparse(part.targets[0]) == "__all__"


def _is_said(part: ast.AST) -> bool:
    """Whether a statement gives a name a sentence."""
    match part:
        case ast.Assign(value=ast.Constant(value=str(words))):
            return " " in words
    return False
