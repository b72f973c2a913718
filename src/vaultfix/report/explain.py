"""A rule's page for a terminal, and the list of all rules."""

import textwrap
from collections.abc import Iterator

from vaultfix.report.pages import FIXES, Option, options
from vaultfix.report.paint import OF_SEVERITY, Paint
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
    grade = paint(rule.severity.name.lower(), OF_SEVERITY[rule.severity])
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
    grade = paint(f"{rule.severity.name.lower():<7}", OF_SEVERITY[rule.severity])
    off = " (off unless asked for)" if rule.off else ""
    return f"  {rule.name:<{wide}}  {grade}  {_FIX[rule.fixable]:<6}  {rule.title}{off}\n"


def _option(option: Option) -> str:
    """Return one option: its name and default, and what it is for."""
    return f"  {option.name} = {option.default}\n{textwrap.indent(option.about, '      ')}\n"


def _example(example: Example, paint: Paint) -> Iterator[str]:
    """Yield one example: the note, and what becomes of it."""
    yield f"\n  {example.title}:\n"
    if example.after is None:
        yield from _note(example.text, " ", paint)
        found = (
            "healthy" if example.faults is None else f"found {example.faults} times" if example.faults > 1 else "found"
        )
        yield f"    ({found})\n"
        return
    yield from _note(example.text, "-", paint)
    yield from _note(example.after, "+", paint)
    if example.unsafe:
        yield "    (only with --unsafe-fixes)\n"


def _note(text: str, sign: str, paint: Paint) -> Iterator[str]:
    """Yield the lines of an example's note, each behind a sign; nothing in them reaches the terminal unseen."""
    hue = {" ": "dim", "-": "red", "+": "green"}[sign]
    for line in text.removesuffix("\n").split("\n"):
        yield f"    {paint(sign, hue)} {visible(line)}\n"
