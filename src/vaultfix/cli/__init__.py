"""The command line: argv in, exit code out. It wires store, configuration, engine and report together."""

import io
import os
import sys
from collections.abc import Sequence
from pathlib import Path

import click

from vaultfix.cli.options import check_command
from vaultfix.cli.order import VERBS, Order
from vaultfix.cli.screen import Screen

WRONG = 2
STOPPED = 130


def main(argv: Sequence[str] | None = None) -> int:
    """Do what `argv` (by default the process's own arguments) asks for, and return the exit code."""
    args = list(sys.argv[1:] if argv is None else argv)
    _open_streams()
    try:
        if wish := os.environ.get("_VAULTFIX_COMPLETE"):
            from vaultfix.cli.completing import complete  # noqa: PLC0415 - only a shell asks for it

            return complete(wish, VERBS, _command)
        command = _command(args.pop(0) if args and args[0] in VERBS else "")
        code = command.main(args, prog_name=command.name, standalone_mode=False, help_option_names=["-h", "--help"])
    except click.ClickException as wrong:
        Screen().warn(f"vaultfix: {wrong.format_message()}")
        return WRONG
    except OSError as refusal:
        Screen().warn(f"vaultfix: {_told(refusal)}")
        return WRONG
    except (click.Abort, KeyboardInterrupt):
        Screen().warn("stopped; nothing was written")
        return STOPPED
    return int(code or 0)


def _open_streams() -> None:
    """Let nothing come in where a stream is closed, and what goes out there go nowhere."""
    for name in ("stdin", "stdout", "stderr"):
        if getattr(sys, name) is None:
            nowhere = Path(os.devnull)
            setattr(sys, name, io.TextIOWrapper(nowhere.open("rb") if name == "stdin" else nowhere.open("wb")))


def _told(refusal: OSError) -> str:
    """Return what the system refused that no room can do without, such as the folder that the user stands in."""
    place = refusal.filename if isinstance(refusal.filename, str) else "the current folder"
    why = refusal.strerror or type(refusal).__name__
    return f"{place}: {why[:1].lower()}{why[1:]}"


def _run(order: Order) -> int:
    """Check or mend."""
    from vaultfix.cli.run import run  # noqa: PLC0415 - `--version` and `--help` need no rules

    return run(order)


def _command(name: str) -> click.Command:
    """Return the command for one of the verbs, or for any other name the one that checks and mends."""
    if name == "undo":
        from vaultfix.cli.undo import undo  # noqa: PLC0415 - likewise

        return undo
    if name == "init":
        from vaultfix.cli.init import init  # noqa: PLC0415 - likewise

        return init
    if name == "config":
        from vaultfix.cli.configuration import config  # noqa: PLC0415 - likewise

        return config
    if name == "explain":
        from vaultfix.cli.explaining import explain  # noqa: PLC0415 - likewise

        return explain
    if name == "rules":
        from vaultfix.cli.rules import rules  # noqa: PLC0415 - likewise

        return rules
    return check_command(_run)
