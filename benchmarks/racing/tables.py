"""Tables: the figures of a race, for a terminal or for a page."""

from collections.abc import Mapping, Sequence
from statistics import median
from typing import NamedTuple

from racing.turns import Contestant, Run


class Row(NamedTuple):
    """One contestant in figures; `ratio` is how many times as long as it ours took, least and most."""

    name: str
    seconds: float
    busy: float
    memory: float | None
    ratio: tuple[float, float, float] | None
    goal: float | None


HEADER = ("", "seconds", "busy", "MiB", "ours takes (times)", "goal")


def rows(
    contestants: Mapping[str, Contestant],
    runs: Mapping[str, Sequence[Run]],
    memory: Mapping[str, float],
    ours: str,
) -> list[Row]:
    """Return the figures: medians, and the ratio to ours taken within each turn before its median."""
    return [
        Row(
            name,
            median(run.seconds for run in each),
            median(run.busy for run in each),
            memory.get(name),
            None if name == ours or ours not in runs else _paired(runs[ours], each),
            contestants[name].goal,
        )
        for name, each in runs.items()
    ]


def _paired(ours: Sequence[Run], theirs: Sequence[Run]) -> tuple[float, float, float]:
    ratios = [one.seconds / other.seconds for one, other in zip(ours, theirs, strict=False)]
    return median(ratios), min(ratios), max(ratios)


def shown(title: str, found: Sequence[Row], *, markdown: bool) -> str:
    """Return a table of the figures under its title."""
    cells = [HEADER, *map(_cells, found)]
    if markdown:
        lines = [f"| {' | '.join(row)} |" for row in cells]
        lines.insert(1, "|---|---:|---:|---:|---:|---:|")
        return f"\n### {title}\n\n" + "\n".join(lines)
    widths = [max(len(row[at]) for row in cells) for at in range(len(HEADER))]
    lines = [
        "  ".join(
            cell.rjust(width) if at else cell.ljust(width)
            for at, (cell, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in cells
    ]
    return f"\n{title}\n" + "\n".join(lines)


def _cells(row: Row) -> tuple[str, ...]:
    ratio = "" if row.ratio is None else "{:.2f} ({:.2f} to {:.2f})".format(*row.ratio)
    verdict = (
        ""
        if row.goal is None or row.ratio is None
        else f"≤ {row.goal:g}{'' if row.ratio[0] <= row.goal else ', missed'}"
    )
    memory = "" if row.memory is None else f"{row.memory:.0f}"
    return row.name, f"{row.seconds:.3f}", f"{row.busy:.3f}", memory, ratio, verdict
