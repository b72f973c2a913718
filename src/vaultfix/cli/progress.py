"""A progress bar, for work that takes more than a second in front of a person."""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

_PATIENCE = 1.0

Seen = Callable[[str], None]


@contextmanager
def progress(total: int, *, quiet: bool) -> Iterator[Seen]:
    """Yield what is to be told of each note that is judged; a bar shows them where somebody watches stderr.

    A note may be judged in several rounds, and counts once.
    """
    if quiet or not sys.stderr.isatty() or os.environ.get("CI"):
        yield lambda _path: None
        return
    with ExitStack() as stack:
        yield _Bar(total, stack).seen


class _Bar:
    """Counts notes, and after a second shows how many of `total` have been seen."""

    def __init__(self, total: int, stack: ExitStack) -> None:
        self._total = total
        self._stack = stack
        self._paths: set[str] = set()
        self._since = time.monotonic()
        self._advance: Callable[[int], None] | None = None

    def seen(self, path: str) -> None:
        """Count the note at `path`, and show it."""
        self._paths.add(path)
        if self._advance is None and time.monotonic() - self._since > _PATIENCE:
            self._advance = self._shown()
        if self._advance:
            self._advance(len(self._paths))

    def _shown(self) -> Callable[[int], None]:
        """Bring up the bar."""
        from rich.console import Console  # noqa: PLC0415 - only a long run in a terminal pays for rich
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415 - likewise

        columns = (TextColumn("reading notes"), BarColumn(), MofNCompleteColumn())
        bar = self._stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
        task = bar.add_task("", total=self._total)
        return lambda done: bar.update(task, completed=done)
