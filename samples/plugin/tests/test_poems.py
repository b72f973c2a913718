"""Every example of the rule, plain and in each of its dresses."""

import pytest
from vaultfix_poems import UnsignedPoem

from vaultfix.testing import Trial, trials


@pytest.mark.parametrize("trial", trials(UnsignedPoem), ids=str)
def test_an_unsigned_poem_is_found(trial: Trial) -> None:
    """See that the rule does what its example shows."""
    trial.run()
