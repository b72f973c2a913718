"""The baseline: faults that are known already, so that only new ones are told."""

from vaultfix.baseline.known import Known
from vaultfix.baseline.ledger import BaselineError, Counts, parse, written
from vaultfix.baseline.reckoning import Reach, Reckoning, reckon

__all__ = ["BaselineError", "Counts", "Known", "Reach", "Reckoning", "parse", "reckon", "written"]
