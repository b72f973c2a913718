"""A rule's page for a terminal, and the list of all rules."""

import textwrap
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from vaultfix.report.entry import HUES
from vaultfix.report.pages import FIXES, Option, options
from vaultfix.report.paint import Paint
from vaultfix.report.visible import visible
from vaultfix.rule import Example, Pass, Rule
from vaultfix.text import Safety

_FIX = {Safety.SAFE: "safe", Safety.UNSAFE: "unsafe", None: "-"}


def rule_list(passes: tuple[Pass, ...], paint: Paint) -> Iterator[str]:
    """Yield a table of all rules by pass: name, severity, fix class and what a healthy vault looks like."""
    rules = {group.name: [rule() for rule in group.rules] for group in passes}
    wide = max((len(rule.name) for group in rules.values() for rule in group), default=0)
    for name, group in rules.items():
        if group:
            yield f"{paint(name, 'bold')}\n"
            yield from (_row(rule, wide, paint) for rule in group)
            yield "\n"


def explanation(rule: Rule, group: str, paint: Paint) -> Iterator[str]:
    """Yield the page of `rule`, of the pass named `group`: what it says, its options, its examples."""
    grade = paint(rule.severity.name.lower(), HUES[rule.severity])
    asked = ", off unless asked for" if rule.off else ""
    yield f"{paint(rule.name, 'bold')}: {grade}, in the pass {group}{asked}; {FIXES[rule.fixable]}\n\n"
    yield f"{rule.page}\n"
    if found := options(rule):
        yield f"\n{paint('Options', 'bold')} (in vaultfix.toml, under [rules.{rule.name}])\n"
        yield from (_option(option) for option in found)
    yield f"\n{paint('Examples', 'bold')}\n"
    for example in rule.examples:
        yield from _example(example, paint)


def _row(rule: Rule, wide: int, paint: Paint) -> str:
    """Return one line of the list."""
    grade = paint(f"{rule.severity.name.lower():<7}", HUES[rule.severity])
    off = " (off unless asked for)" if rule.off else ""
    return f"  {rule.name:<{wide}}  {grade}  {_FIX[rule.fixable]:<6}  {rule.title}{off}\n"


def _option(option: Option) -> str:
    """Return one option: its name and default, and what it is for."""
    return f"  {option.name} = {option.default}\n{textwrap.indent(option.about, '      ')}\n"


def _example(example: Example, paint: Paint) -> Iterator[str]:
    """Yield one example: the note, and what becomes of it."""
    yield f"\n  {example.title}:\n"
    after = example.text if example.after is None else example.after
    yield from _change(_lines(example.text), _lines(after), paint)
    if example.after is None:
        yield f"    ({'found' if example.faults else 'healthy'})\n"
    elif example.unsafe:
        yield "    (only with --unsafe-fixes)\n"


def _lines(text: str) -> list[str]:
    """Return the lines of an example as they can be shown; the last one says when it has no line end."""
    *lines, last = text.split("\n")
    return [*(visible(line) for line in lines), *([f"{visible(last)} (no line end)"] if last else [])] or ["(empty)"]


def _change(before: Sequence[str], after: Sequence[str], paint: Paint) -> Iterator[str]:
    """Yield the lines of a note, each behind a sign: what goes, what comes, and what stays."""
    for kind, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from (f"      {line}\n" for line in before[start:end])
        else:
            yield from (f"    {paint('-', 'red')} {line}\n" for line in before[start:end])
            yield from (f"    {paint('+', 'green')} {line}\n" for line in after[new_start:new_end])
