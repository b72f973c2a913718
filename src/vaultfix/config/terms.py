"""The terms on which the author takes what rules say: how much it matters, and which fixes are sure."""

from collections.abc import Mapping

from vaultfix.config.catalogue import Catalogue
from vaultfix.config.settings import Settings
from vaultfix.rule import Terms
from vaultfix.text import Safety


def terms_of(catalogue: Catalogue, settings: Settings) -> Mapping[str, Terms]:
    """Return the terms of each rule of which the settings say anything."""
    severities = catalogue.narrowest(settings.severity)
    safe = dict.fromkeys(settings.extend_safe_fixes, Safety.SAFE)
    unsafe = dict.fromkeys(settings.extend_unsafe_fixes, Safety.UNSAFE)
    safeties = catalogue.narrowest({**safe, **unsafe})
    return {name: Terms(severities.get(name), safeties.get(name)) for name in severities.keys() | safeties.keys()}
