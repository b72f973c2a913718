"""Findings in the format that was asked for."""

import os
from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from vaultfix.cli.order import Order
from vaultfix.cli.screen import Screen
from vaultfix.cli.tale import Tale
from vaultfix.config import ConfigError
from vaultfix.document import Document
from vaultfix.report.concise import concise
from vaultfix.report.entry import Entry, in_order
from vaultfix.report.summary import statistics
from vaultfix.session import Session
from vaultfix.store.places import within


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


def spare_notes(order: Order, sessions: Sequence[Session]) -> None:
    """See that no report is written over a note; only a summary may take the place of an earlier one.

    Raises:
        ConfigError: one would be.
    """
    for option, name in (("--output-file", order.output_file), ("--summary", order.summary)):
        for session in sessions if name else ():
            path = within(os.path.realpath(name or ""), os.path.realpath(session.root)) or ""
            note = session.vault.note(path) if path in session.vault.documents else Document("", b"")
            is_ours = note is not None and option == "--summary" and note.raw.startswith(b"## vaultfix: ")
            if note is None or (note.raw and not is_ours):
                raise ConfigError(f"{option} {name}: this is a note, which would be lost; name another file")


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
