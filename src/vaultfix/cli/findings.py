"""Findings in the format that was asked for."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from vaultfix.cli.order import Order
from vaultfix.cli.screen import Screen
from vaultfix.cli.tale import Tale
from vaultfix.report.concise import concise
from vaultfix.report.entry import Entry, in_order
from vaultfix.report.summary import statistics


def show_findings(entries: Sequence[Entry], summary: Mapping[str, object], order: Order, screen: Screen) -> None:
    """Print `entries`, which are in order; `summary` is what a format for programs says of the whole run."""
    wanted = order.output_format or ("full" if screen.is_terminal else "concise")
    if wanted not in {"full", "concise"}:
        from vaultfix.cli.formats import WRITERS  # noqa: PLC0415 - only a report for programs pays for its writers

        screen.show(WRITERS[wanted](entries, summary))
    elif order.statistics:
        screen.show("".join(statistics(entries, screen.paint)))
    elif wanted == "full" and entries:
        from vaultfix.report.full import full  # noqa: PLC0415 - only who reads a caret pays for wcwidth

        screen.show("".join(full(entries, screen.paint, screen.columns)))
    else:
        screen.show("".join(concise(entries, screen.paint)))


def write_summary(tale: Tale, order: Order) -> None:
    """Write the page that `--summary` asks for.

    Raises:
        ClickException: it cannot be written.
    """
    from vaultfix.report.markdown import Change, summary  # noqa: PLC0415 - likewise

    found = in_order(tale.left)
    parts = map(in_order, (tale.broken, tale.healed, tale.as_before))
    page = summary(found, Change(*parts) if tale.changes else None, tale.notes)
    try:
        Path(order.summary or "").write_bytes(page.encode("utf-8", "backslashreplace"))
    except OSError as wrong:
        raise click.ClickException(f"{order.summary}: the summary cannot be written: {wrong.strerror}") from wrong
