"""`python -m vaultfix`, and the script `vaultfix`."""

import sys

from vaultfix.cli import main as run


def main() -> None:
    """Run vaultfix as this process, and end it with the exit code."""
    sys.exit(run())


if __name__ == "__main__":
    main()
