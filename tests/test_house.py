"""What must never be in this house, read from the source itself; the import contracts of `lint-imports` hold the rest."""

import ast
import io
import re
import sys
import tokenize
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest

from vaultfix.passes import PASSES
from vaultfix.report.pages import options
from vaultfix.rule import Rule

SRC = Path(__file__).resolve().parents[1] / "src"

SHELL = {
    "__main__",
    "api",
    "cli",
    "comparing",
    "opening",
    "session",
    "lasting",
    "proving",
    "renaming",
    "since",
    "store",
    "config",
    "git",
    "undoing",
    "workers",
}
"""The first rooms of the shell, where disk, clock, environment and the like may be touched."""

OUTSIDE = {
    "asyncio", "fcntl", "glob", "http", "importlib", "io", "locale", "logging", "multiprocessing", "os", "pathlib",
    "platform", "random", "secrets", "select", "shutil", "signal", "socket", "subprocess", "sys", "tempfile",
    "threading", "time", "urllib", "uuid", "warnings",
}  # fmt: skip
"""Standard modules that reach out of the process, or let it in."""

PURE = {"urllib.parse", "importlib.resources"}
"""What reaches nothing in spite of its name, or only what the wheel itself brings, as the lexicon is."""

DRAWERS = {"util", "utils", "helper", "helpers", "common", "base", "types", "misc", "shared", "tools", "core"}
LIBRARIES = {
    "click", "emoji", "ftfy", "jsonschema", "mistune", "platformdirs", "rapidfuzz", "referencing", "regex", "rich", "wcwidth",
    "yaml",
}  # fmt: skip
MOST_LINES = 250

WHERE_SYSTEMS_DIFFER = {"vaultfix.store.systems", "vaultfix.store.swapping", "vaultfix.workers"}
"""Files, two that change places, and processes; docs/safety.md has the table."""

WORKBENCHES = ("vaultfix.syntax.dialect",)
"""Where something may change: mistune fills its state while it reads one note, and then it is thrown away.

A class that never leaves its room, and says so with an underscore, may grow likewise.
"""


def name_of(path: Path) -> str:
    return ".".join(path.relative_to(SRC).with_suffix("").parts).removesuffix(".__init__")


@dataclass(frozen=True)
class Room:
    """One module: its dotted name and its source."""

    name: str
    source: str

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.source)

    @property
    def nodes(self) -> Iterator[ast.AST]:
        return ast.walk(self.tree)

    @property
    def in_shell(self) -> bool:
        return self.name == "vaultfix" or self.name.split(".")[1] in SHELL

    @property
    def imports(self) -> Iterator[tuple[ast.Import | ast.ImportFrom, str]]:
        for node in self.nodes:
            if isinstance(node, ast.Import):
                yield from ((node, alias.name) for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                yield node, node.module or ""

    @property
    def comments(self) -> Iterator[tuple[int, str]]:
        for token in tokenize.generate_tokens(io.StringIO(self.source).readline):
            if token.type == tokenize.COMMENT:
                yield token.start[0], token.string


ROOMS = [Room(name_of(path), path.read_bytes().decode()) for path in sorted(SRC.rglob("*.py"))]


def outside_reached(room: Room) -> Iterator[str]:
    """Yield what reaches disk, clock, network, environment or another process from below the shell."""
    if room.in_shell:
        return
    for statement, imported in room.imports:
        if imported.partition(".")[0] in OUTSIDE and imported not in PURE:
            yield f"line {statement.lineno}: imports {imported}"
    for node in room.nodes:
        match node:
            case ast.Call(func=ast.Name(id="open" | "input" | "exec" | "eval" | "__import__" as called)):
                yield f"line {node.lineno}: calls {called}"
            case ast.Attribute(attr="now" | "today" | "utcnow" as called):
                yield f"line {node.lineno}: asks the clock with {called}"


def words_printed(room: Room) -> Iterator[str]:
    for node in room.nodes:
        match node:
            case ast.Call(func=ast.Name(id="print" | "breakpoint" as called)):
                yield f"line {node.lineno}: calls {called}"


def lines_split(room: Room) -> Iterator[str]:
    """Yield where lines would break at U+0085, of which mojibake is full."""
    for node in room.nodes:
        match node:
            case ast.Attribute(attr="splitlines"):
                yield f"line {node.lineno}: splitlines"


def text_opened(room: Room) -> Iterator[str]:
    """Yield where a file would be read or written as text, and its bytes be translated."""
    for node in room.nodes:
        match node:
            case ast.Attribute(attr="read_text" | "write_text" as called):
                yield f"line {node.lineno}: {called}"
            case ast.Call(func=ast.Attribute(value=ast.Name(id="os"), attr="open")):
                pass  # a file descriptor has no mode of text
            case ast.Call(func=ast.Attribute(value=ast.Name(id="pack"), attr="open")):
                pass  # nor has what lies in a zip file
            case ast.Call(func=ast.Name(id="open") | ast.Attribute(attr="open" | "fdopen")) as call:
                given = (*call.args, *(word.value for word in call.keywords))
                if not any(isinstance(one, ast.Constant) and "b" in str(one.value) for one in given):
                    yield f"line {call.lineno}: opens a file as text"


def drawers(room: Room) -> Iterator[str]:
    last = room.name.rpartition(".")[2].strip("_")
    if last in DRAWERS:
        yield f"{last} is a drawer, not a subject"


def crowded(room: Room) -> Iterator[str]:
    """Yield a room of too many lines; a table of data, in which nothing is done, may be as long as it must."""
    does = any(isinstance(node, ast.FunctionDef | ast.ClassDef) for node in room.tree.body)
    lines = room.source.count("\n")
    if does and lines > MOST_LINES:
        yield f"{lines} lines: more than {MOST_LINES}"


def left_behind(room: Room) -> Iterator[str]:
    for number, comment in room.comments:
        if re.search(r"\b(TODO|FIXME|XXX|HACK)\b", comment):
            yield f"line {number}: {comment}"
        silences = re.search(r"noqa|type:\s*ignore|pragma:|fmt:\s*(off|skip)", comment)
        if silences and not re.search(r"( - |  # )(likewise|\S+( \S+){2,})", comment):
            yield f"line {number}: silences a check without saying why: {comment}"


def dodged_imports(room: Room) -> Iterator[str]:
    """Yield imports that hide under TYPE_CHECKING or, below the shell, in a function, and spare nothing at the start."""
    for node in room.nodes:
        match node:
            case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
                yield f"line {node.lineno}: TYPE_CHECKING"
    for statement, imported in room.imports:
        if statement not in room.tree.body and not room.in_shell and not is_heavy(statement, imported):
            yield f"line {statement.lineno}: {imported} is imported in a function, but every run opens it anyway"


def is_heavy(node: ast.Import | ast.ImportFrom, imported: str) -> bool:
    names = {imported, *(f"{imported}.{alias.name}" for alias in node.names)}
    return imported.partition(".")[0] in LIBRARIES or not names.isdisjoint(SPARED_AT_FIRST)


def opened_at_first() -> set[str]:
    """Return the rooms that every run opens: those that `cli.run` imports at its top, on its own or through others."""
    rooms = {room.name: room for room in ROOMS}
    opened: set[str] = set()
    waiting = ["vaultfix.cli.run"]
    while waiting:
        name = waiting.pop()
        if name in rooms and name not in opened:
            opened.add(name)
            waiting.append(name.rpartition(".")[0])
            for node, imported in rooms[name].imports:
                if node in rooms[name].tree.body:
                    waiting += [imported, *(f"{imported}.{alias.name}" for alias in node.names)]
    return opened


SPARED_AT_FIRST = {room.name for room in ROOMS} - opened_at_first()
"""The rooms that only some notes need. What is imported in a function but opened anyway would spare nothing."""


def compiled_early(room: Room) -> Iterator[str]:
    """Yield patterns that every start would compile, though most runs need few of them."""
    for statement in room.tree.body:
        match statement:
            case ast.Assign(value=ast.Call(func=ast.Attribute(value=ast.Name(id="re"), attr="compile"))):
                yield f"line {statement.lineno}: compiles a pattern at import; pattern() waits for its first use"


def systems_asked_for(room: Room) -> Iterator[str]:
    """Yield where a room asks which system it runs on, or what that system has."""
    if room.name in WHERE_SYSTEMS_DIFFER:
        return
    for node in room.nodes:
        match node:
            case ast.Attribute(value=ast.Name(id="os" | "sys" as module), attr="name" | "platform" as asked):
                yield f"line {node.lineno}: asks for {module}.{asked}"
            case ast.Call(func=ast.Name(id="hasattr" | "getattr"), args=[ast.Name(id="os" | "signal"), *_]):
                yield f"line {node.lineno}: asks what the system has"


def memories(room: Room) -> Iterator[str]:
    """Yield what would be remembered between two notes: caches, globals, and classes that can change."""
    if room.in_shell:
        return
    for node in room.nodes:
        match node:
            case ast.Global() | ast.Nonlocal():
                yield f"line {node.lineno}: {type(node).__name__.lower()}"
            case ast.ImportFrom(module="functools", names=names) if {"cache", "lru_cache"} & {
                one.name for one in names
            }:
                yield f"line {node.lineno}: a cache of a function"
            case ast.ClassDef(name=name, decorator_list=decorators) if not (
                name.startswith("_") or room.name.startswith(WORKBENCHES)
            ):
                for decorator in decorators:
                    words = ast.unparse(decorator)
                    if words.startswith("dataclass") and "frozen=True" not in words:
                        yield f"line {node.lineno}: a dataclass that is not frozen"


Law = Callable[[Room], Iterator[str]]

LAWS: dict[Law, str] = {
    outside_reached: "only the shell touches disk, clock, network, environment or another process",
    words_printed: "nothing prints: reports return their words",
    lines_split: "lines are never split at U+0085",
    text_opened: "files are read and written as bytes",
    drawers: "every room has a subject",
    crowded: "no room is crowded",
    left_behind: "nothing is left behind, and no check silenced without a reason",
    dodged_imports: "imports stand at the top, but for what only some notes need",
    compiled_early: "a pattern is compiled when it is first used",
    systems_asked_for: "where systems differ is met in few rooms",
    memories: "nothing is remembered between two notes",
}


@pytest.mark.parametrize("law", LAWS, ids=LAWS.values())
def test_the_law_holds_in_every_room(law: Law) -> None:
    broken = [f"{room.name}: {fault}" for room in ROOMS for fault in law(room)]

    assert broken == []


PLANTED = [
    (outside_reached, "vaultfix.rule", "import os.path\n"),
    (outside_reached, "vaultfix.syntax.links", "from pathlib import Path\n"),
    (outside_reached, "vaultfix.passes.text.x", "def f():\n    return open('x', 'rb')\n"),
    (outside_reached, "vaultfix.report.full", "from datetime import date\nnow = date.today()\n"),
    (words_printed, "vaultfix.cli", "print('hello')\n"),
    (lines_split, "vaultfix.engine", "lines = text.splitlines()\n"),
    (text_opened, "vaultfix.store", "open('x')\n"),
    (text_opened, "vaultfix.store", "open('x', mode='w', encoding='utf-8')\n"),
    (text_opened, "vaultfix.config", "path.read_text()\n"),
    (drawers, "vaultfix.syntax.utils", ""),
    (drawers, "vaultfix.syntax._common", ""),
    (crowded, "vaultfix.engine", "def f():\n" + "    f()\n" * 250),
    (left_behind, "vaultfix.engine", "x = 1  # TODO: y\n"),
    (left_behind, "vaultfix.engine", "x = 1  # noqa: E501\n"),
    (left_behind, "vaultfix.engine", "x = 1  # type: ignore[arg-type]\n"),
    (
        dodged_imports,
        "vaultfix.vault",
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    import vaultfix.rule\n",
    ),
    (dodged_imports, "vaultfix.vault", "def f():\n    from vaultfix.text import Span\n"),
    (compiled_early, "vaultfix.syntax.links", "import re\n_LINK = re.compile('x')\n"),
    (systems_asked_for, "vaultfix.store.writing", "import os\nif os.name == 'nt':\n    pass\n"),
    (systems_asked_for, "vaultfix.cli", "import sys\nis_mac = sys.platform == 'darwin'\n"),
    (systems_asked_for, "vaultfix.git.asking", "import os\nflag = getattr(os, 'O_BINARY', 0)\n"),
    (memories, "vaultfix.syntax.links", "from functools import cache\n"),
    (memories, "vaultfix.syntax.links", "@dataclass\nclass Link:\n    pass\n"),
    (memories, "vaultfix.syntax.links", "@dataclass(slots=True)\nclass Link:\n    pass\n"),
    (memories, "vaultfix.passes.text.x", "def f():\n    global seen\n    seen = 1\n"),
]


@pytest.mark.parametrize(("law", "module", "source"), PLANTED, ids=lambda value: getattr(value, "__name__", None))
def test_a_planted_fault_is_seen(law: Law, module: str, source: str) -> None:
    assert list(law(Room(module, source)))


SPARED = [
    (outside_reached, "vaultfix.store", "import os\n"),
    (outside_reached, "vaultfix.rule", "import re\nfrom collections.abc import Iterator\n"),
    (text_opened, "vaultfix.store", "open('x', 'rb')\nos.open('x', os.O_RDONLY)\nos.fdopen(3, mode='wb')\n"),
    (crowded, "vaultfix.mojibake.lexicon", "WORDS = (\n" + "    'a',\n" * 400 + ")\n"),
    (left_behind, "vaultfix.engine", "x = y._z  # noqa: SLF001 - the other half of this class\n"),
    (left_behind, "vaultfix.engine", "x = y  # type: ignore[attr-defined]  # the library's stubs lag behind\n"),
    (dodged_imports, "vaultfix.mojibake.judge", "def f():\n    import ftfy\n"),
    (compiled_early, "vaultfix.globs", "def regex(lines):\n    return re.compile('|'.join(lines))\n"),
    (systems_asked_for, "vaultfix.store.systems", "import os\nif os.name == 'nt':\n    pass\n"),
    (memories, "vaultfix.syntax.tables", "@dataclass\nclass _Growing:\n    pass\n"),
    (memories, "vaultfix.store", "@dataclass\nclass Notes:\n    pass\n"),
]


@pytest.mark.parametrize(("law", "module", "source"), SPARED, ids=lambda value: getattr(value, "__name__", None))
def test_what_is_allowed_is_spared(law: Law, module: str, source: str) -> None:
    assert list(law(Room(module, source))) == []


def test_every_library_that_is_asked_for_is_used_and_every_one_used_is_asked_for() -> None:
    project = tomllib.loads((SRC.parent / "pyproject.toml").read_bytes().decode())["project"]
    asked = {re.split(r"[^\w-]", line)[0].lower().replace("pyyaml", "yaml") for line in project["dependencies"]}
    used = (
        {name.partition(".")[0] for room in ROOMS for _, name in room.imports} - sys.stdlib_module_names - {"vaultfix"}
    )

    assert used == asked == LIBRARIES


RULES = tuple(rule() for group in PASSES for rule in group.rules)


def file_of(rule: Rule) -> Path:
    return SRC.joinpath(*type(rule).__module__.split(".")).with_suffix(".py")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
class TestARule:
    def test_lives_alone_in_the_file_that_bears_its_name(self, rule: Rule) -> None:
        classes = [other.name for other in RULES if file_of(other) == file_of(rule)]

        assert classes == [file_of(rule).stem.replace("_", "-")]

    def test_has_a_page_whose_first_line_can_stand_alone(self, rule: Rule) -> None:
        title, gap, why = [*rule.page.split("\n", 2), "", ""][:3]

        assert title.endswith(".")
        assert gap == ""
        assert why.strip()

    def test_says_how_much_it_matters_and_shows_what_it_does(self, rule: Rule) -> None:
        own = vars(type(rule))

        assert {"severity", "examples", "check"} <= own.keys()
        assert rule.examples
        assert len({example.title for example in rule.examples}) == len(rule.examples)

    def test_explains_each_option_and_has_a_default_for_it(self, rule: Rule) -> None:
        assert [option.name for option in options(rule) if not option.about] == []
        assert type(rule)() == rule

    def test_is_known_to_no_room_but_its_pass(self, rule: Rule) -> None:
        module = type(rule).__module__
        readers = [room.name for room in ROOMS if module in {name for _, name in room.imports}]
        readers = [name for name in readers if name != "vaultfix.renaming"]  # its deed is no edit of a note

        assert readers == [module.rpartition(".")[0]]


def test_no_two_rules_share_a_name() -> None:
    names = [rule.name for rule in RULES]

    assert sorted(set(names)) == sorted(names)
