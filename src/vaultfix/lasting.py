"""Lasting: one rule that fails does not stop the others."""

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from vaultfix.rule import RuleError
from vaultfix.session import Session

Result = TypeVar("Result")


def lasting(session: Session, work: Callable[[Session], Result], tell: Callable[[RuleError], None]) -> Result:
    """Return what `work` comes to; where a rule fails it is told, and the work begins again without that rule.

    `work` may not have written anything when it fails.
    """
    while True:
        try:
            return work(session)
        except RuleError as failure:
            tell(failure)
            session = replace(session, config=session.config.without(failure.rule))
