"""The verbs `rules` and `explain`."""

from difflib import get_close_matches

import click

from vaultfix.cli.screen import Screen
from vaultfix.passes import PASSES
from vaultfix.report.explain import explanation, rule_list


@click.command("vaultfix rules")
@click.option("--no-color", is_flag=True, help="No colour.")
def _rules(*, no_color: bool) -> int:
    """List every rule, by pass: its name, severity, kind of fix, and what it wants."""
    screen = Screen(plain=no_color)
    screen.show("".join(rule_list(PASSES, screen.paint)))
    return 0


@click.command("vaultfix explain")
@click.argument("rule")
@click.option("--no-color", is_flag=True, help="No colour.")
def _explain(*, rule: str, no_color: bool) -> int:
    """Tell what RULE wants and why, what its fix does, its options, and examples."""
    screen = Screen(plain=no_color)
    known = {found.name: (found, group.name) for group in PASSES for found in (kind() for kind in group.rules)}
    if rule not in known:
        near = get_close_matches(rule, known, n=1)
        hint = f"; did you mean `{near[0]}`?" if near else "; `vaultfix rules` lists them all"
        raise click.UsageError(f"there is no rule `{rule}`{hint}")
    screen.show("".join(explanation(*known[rule], screen.paint)))
    return 0


VERBS = {"rules": _rules, "explain": _explain}
