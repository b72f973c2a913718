"""Known faults: which of the findings are not told, because the baseline of their vault has them."""

import os
from collections.abc import Callable, Collection
from typing import NamedTuple

import click

from vaultfix.cli.order import Order
from vaultfix.rule import Verdict
from vaultfix.session import Session


class Parted(NamedTuple):
    """The findings that are told, how many are known, how many known ones are gone, and what is to be said of it."""

    new: tuple[Verdict, ...]
    known: int = 0
    mended: int = 0
    words: tuple[str, ...] = ()


Parting = Callable[[Collection[Verdict]], Parted]
"""Parts what was found in a vault into what is known and what is new, and writes down what is asked for."""


def check_wishes(order: Order, vaults: int) -> None:
    """See that what is asked of the baseline can be done.

    Raises:
        UsageError: it cannot.
    """
    if order.add_suppressions:
        beside = (
            *order.on_baseline,
            *(["-"] if order.stdin else []),
            *(["--rename-files"] if order.rename_files else []),
        )
        if beside:
            raise click.UsageError(f"--add-suppressions cannot stand beside {beside[0]}; take one step after the other")
    for option in order.on_baseline:
        if order.stdin:
            raise click.UsageError(f"{option} needs the files; a note from stdin has none")
        if order.diff:
            raise click.UsageError(f"{option} writes a file, and --diff none; give only one of the two")
        if order.no_baseline:
            raise click.UsageError(f"{option} needs a baseline, and --no-baseline says that there is none")
    if order.baseline and order.no_baseline:
        raise click.UsageError("--baseline names what --no-baseline says is none; give only one of the two")
    if order.baseline and vaults > 1:
        raise click.UsageError(f"--baseline is the file of one vault, and these paths lie in {vaults}")


def parting(session: Session, order: Order) -> Parting:
    """Return what parts the findings in a vault by its baseline, which is read before the work begins.

    Raises:
        ConfigError: the baseline cannot be read, or was asked for and is not there.
    """
    file = session.config.baseline_file
    is_named = order.on_baseline or (file is not None and "baseline" in session.config.places)
    if not is_named and (file is None or not os.path.exists(file)):  # noqa: PTH110 - exists raises where it may not look
        return lambda found: Parted(tuple(found))
    from vaultfix.cli.ledger import Ledger  # noqa: PLC0415 - only who has a baseline pays for JSON and hashes

    return Ledger.opened(session, order).parted
