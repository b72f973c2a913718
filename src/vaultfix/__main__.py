"""`python -m vaultfix`, and the script `vaultfix`."""

import gc
import sys

_OBJECTS = 200_000


def main() -> None:
    """Run vaultfix as this process, and end it with the exit code."""
    # Modules and notes make hardly any cycles; to look for some after every 700 new objects took a sixth of the time.
    gc.set_threshold(_OBJECTS, 20, 20)
    from vaultfix.cli import main as run  # noqa: PLC0415 - from here on it is seldom looked for cycles

    code = run()
    # What is left goes with the process. To look through all of it for cycles once more took a tenth of the time.
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
