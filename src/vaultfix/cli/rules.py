"""The verb `rules`."""

import click

from vaultfix.cli.screen import Screen
from vaultfix.config.plugins import plugins
from vaultfix.report.explain import rule_list


@click.command("vaultfix rules")
@click.option("--no-color", is_flag=True, help="No colour.")
def rules(*, no_color: bool) -> int:
    """List every rule, those of plugins too, by pass: its name, severity, kind of fix, and what it wants."""
    screen = Screen(plain=no_color)
    screen.show("".join(rule_list(plugins().passes, screen.paint)))
    return 0
