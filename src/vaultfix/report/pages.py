"""A rule becomes its page: what it says of itself, its options and its examples, as Markdown."""

import ast
import inspect
import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from enum import Enum
from itertools import pairwise
from typing import NamedTuple

from vaultfix.frozen import fields_of
from vaultfix.rule import Example, Pass, Rule
from vaultfix.text import Safety

FIXES = {
    Safety.SAFE: "mended by `--fix`",
    Safety.UNSAFE: "mended only with `--unsafe-fixes`",
    None: "reported; mending it takes a person",
}
"""What a rule's fix class means to the one who runs vaultfix."""


class Option(NamedTuple):
    """One option of a rule, as a person sets it: its kebab name, its default in TOML, and what it is for."""

    name: str
    default: str
    about: str


def options(owner: object) -> tuple[Option, ...]:
    """Return the options of a rule, or of any settings, in order: its fields, and the string that stands below each."""
    abouts = _abouts(type(owner))
    return tuple(
        Option(one.name.replace("_", "-"), _toml(getattr(owner, one.name)), abouts.get(one.name, ""))
        for one in fields_of(owner)
    )


def abouts(owner: object) -> dict[str, str]:
    """Return what each option of a rule, or of any settings, is for, by its name."""
    return {option.name: option.about for option in options(owner)}


def option_table(owner: object) -> Iterator[str]:
    """Yield the rows of a table of the options of a rule, or of any settings."""
    yield "| option | default | what it does |"
    yield "|---|---|---|"
    for option in options(owner):
        yield f"| `{option.name}` | `{_cell(option.default)}` | {_cell(option.about)} |"


def page(rule: Rule, group: str) -> str:
    """Return the page of `rule`, which belongs to the pass `group`, as Markdown."""
    parts = [
        f"# {rule.name}",
        rule.title,
        f"*{rule.severity.name.lower()}* · pass [{group}](./README.md#{group}) · {FIXES[rule.fixable]}"
        + (" · off unless asked for" if rule.off else ""),
        rule.page.partition("\n")[2].strip(),
    ]
    if options(rule):
        parts += ["## Options", "\n".join(option_table(rule))]
        parts.append(f"Set them in `vaultfix.toml`, in the table `[rules.{rule.name}]`.")
    parts += ["## Examples", *(part for example in rule.examples for part in _shown(example))]
    return "\n\n".join(part for part in parts if part) + "\n"


def index(passes: tuple[Pass, ...]) -> str:
    """Return the list of all rules, by pass, as Markdown."""
    parts = ["# The rules", "Each has a page: what it finds, why that matters, and what its fix does."]
    for group in passes:
        parts += [f"## {group.name}", "\n".join(table(group, ""))]
    return "\n\n".join(parts) + "\n"


def table(group: Pass, folder: str) -> Iterator[str]:
    """Yield the rows of a table of one pass's rules; `folder`, where their pages lie, is empty or ends with a slash."""
    yield "| rule | severity | fix | a healthy vault |"
    yield "|---|---|---|---|"
    for kind in group.rules:
        rule = kind()
        fix = rule.fixable.value if rule.fixable else "–"
        link = f"[{rule.name}]({folder}{rule.name}.md)"
        yield f"| {link} | {rule.severity.name.lower()} | {fix} | {_cell(rule.title)} |"


def _abouts(kind: type[object]) -> dict[str, str]:
    """Return the string that stands below each field in the source of `kind`."""
    body = ast.parse(textwrap.dedent(inspect.getsource(kind))).body[0]
    abouts = {}
    statements = body.body if isinstance(body, ast.ClassDef) else []
    for field, below in pairwise(statements):
        match field, below:
            case ast.AnnAssign(target=ast.Name(id=name)), ast.Expr(value=ast.Constant(value=str(about))):
                abouts[name] = " ".join(inspect.cleandoc(about).split())
    return abouts


def _toml(value: object) -> str:
    """Return a default as a person would write it in TOML."""
    if isinstance(value, tuple | list | frozenset):
        items = sorted(value) if isinstance(value, frozenset) else value
        return "[" + ", ".join(map(_toml, items)) + "]"
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, Enum):
        return json.dumps(value.name.lower())
    return json.dumps(value, ensure_ascii=False)


def _shown(example: Example) -> Iterator[str]:
    """Yield an example: its title, the vault around the note where that matters, the note, and what becomes of it."""
    yield f"### {example.title[:1].upper()}{example.title[1:]}"
    if example.path != "note.md" or example.others:
        beside = ", ".join(f"`{path}`" for path, _ in example.others)
        yield f"`{example.path}`" + (f", in a vault that also holds {beside}:" if beside else ":")
    yield _fenced(example.text)
    if example.renamed:
        yield "after " + " and ".join(f"`{old}` was renamed to `{new}`" for old, new in example.renamed)
    if example.after is not None:
        yield "becomes, with `--unsafe-fixes`," if example.unsafe else "becomes"
        yield _fenced(example.after)
    elif example.faults is not None:
        yield "is reported." if example.faults == 1 else f"is reported {example.faults} times."
    else:
        yield "is fine."


def _fenced(text: str) -> str:
    """Return `text` in a fence that nothing inside can close, with what no eye could see spelled out."""
    visible = "".join(map(_visible, text.replace("\r\n", "␍\n").replace("\r", "␍\n"))).removesuffix("\n")
    longest = max((len(run) for run in re.findall("`+", visible)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}markdown\n{visible}\n{fence}" if text else "*(an empty note)*"


def _visible(character: str) -> str:
    """Return `character`, or its number where printing it would show nothing or disturb the page."""
    code = ord(character)
    hidden = code < 32 and character not in "\t\n"
    hidden = hidden or 0x7F <= code < 0xA1 or code in {0xAD, 0xFEFF} or 0xD800 <= code < 0xE000
    hidden = hidden or 0x2028 <= code <= 0x202E or 0x2066 <= code <= 0x2069 or code in {0x200B, 0x2060}
    return f"‹{code:04X}›" if hidden else character


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
