"""`python -m vaultfix`, and the script `vaultfix`."""

import gc
import os
import sys
from contextlib import suppress
from typing import NoReturn

_OBJECTS = 1_000_000


def main() -> NoReturn:
    """Run vaultfix as this process, and end it with the exit code."""
    # Modules and notes make hardly any cycles; to look for some after every 700 new objects took a sixth of the time.
    gc.set_threshold(_OBJECTS, 20, 20)
    from vaultfix.cli import main as run  # noqa: PLC0415 - from here on it is seldom looked for cycles

    code = run()
    with suppress(AttributeError, OSError, ValueError):  # such a stream is for Python to put away
        sys.stdout.flush()
        sys.stderr.flush()
        # All else goes with the process; to let go of each object took as long as judging some hundred notes.
        os._exit(code)
    sys.exit(code)


if __name__ == "__main__":
    main()
