"""Profiles: how a message names where a link works, and where it does not."""

from collections.abc import Iterable, Sequence

from vaultfix.vault.lookup import Fate, Reach

_NAMES = {"obsidian": "Obsidian", "portable": "GitHub", "quartz": "Quartz"}


def named(profiles: Iterable[str], last: str = "and") -> str:
    """Return the names of profiles as a list for people, in their usual order."""
    asked = frozenset(profiles)
    names = [name for profile, name in _NAMES.items() if profile in asked]
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def opens(reach: Reach) -> bool:
    """Whether a link leads to its file in one profile: capitals make no difference to Obsidian alone [A5.3]."""
    return reach.fate is Fate.REACHED or (reach.fate is Fate.WRONG_CASE and reach.profile == "obsidian")


def verdict(reaches: Sequence[Reach]) -> str:
    """Say where a link opens and where it is a 404; who cannot tell is left out."""
    opening = named(reach.profile for reach in reaches if opens(reach))
    failing = named(reach.profile for reach in reaches if not opens(reach) and reach.fate is not Fate.UNKNOWN)
    return "; ".join(
        words for words, names in ((f"opens in {opening}", opening), (f"404 on {failing}", failing)) if names
    )
