"""The verb `config`."""

from pathlib import Path

import click

from vaultfix.cli.screen import Screen
from vaultfix.cli.words import FileWord
from vaultfix.config import CONFIG_NAMES, ConfigError, load
from vaultfix.config.describing import describe
from vaultfix.config.plugins import plugins
from vaultfix.store import find_root


@click.command("vaultfix config")
@click.argument("path", type=FileWord(), default=".")
@click.option("--schema", is_flag=True, help="Print the JSON Schema of the configuration, for editors.")
@click.option("--config", type=FileWord(), metavar="FILE", help="Read this configuration, and look for no other.")
@click.option("--isolated", is_flag=True, help="Read no configuration.")
def config(*, path: str, schema: bool, config: str | None, isolated: bool) -> int:
    """Print the configuration as it takes effect on the vault at PATH, and where each setting was given."""
    screen = Screen(plain=True)
    if schema:
        import json  # noqa: PLC0415 - only who wants the schema pays for JSON and for reading the rules' sources

        from vaultfix.config.publishing import json_schema  # noqa: PLC0415 - likewise
        from vaultfix.report.pages import abouts  # noqa: PLC0415 - likewise

        screen.show(json.dumps(json_schema(abouts, plugins().passes), indent=2) + "\n")
        return 0
    if not Path(path).exists():
        raise click.UsageError(f"{path}: there is no such file or folder")
    known = plugins()
    try:
        file = Path(config) if config else None
        found = load(find_root(Path(path), CONFIG_NAMES), explicit=file, isolated=isolated, passes=known.passes)
        screen.show(describe(found))
    except ConfigError as wrong:
        raise click.ClickException(f"{wrong}{known.told}") from wrong
    return 0
