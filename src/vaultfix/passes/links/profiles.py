"""Profiles: how a message names where a link works, and where it does not."""

from collections.abc import Collection, Iterable, Sequence

from vaultfix.vault.lookup import Fate, Reach

_NAMES = {"obsidian": "Obsidian", "portable": "GitHub", "quartz": "Quartz"}


def named(profiles: Iterable[str], last: str = "and") -> str:
    """Return the names of profiles as a list for people, in their usual order."""
    asked = frozenset(profiles)
    names = [name for profile, name in _NAMES.items() if profile in asked]
    return f" {last} ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))


def neither(profiles: Collection[str]) -> str:
    """Return the end of a fault that all of several profiles have; of one alone nothing need be said."""
    names = [named([profile]) for profile in _NAMES if profile in profiles]
    return f", neither for {' nor for '.join(names)}" if len(names) > 1 else ""


def verdict(reaches: Sequence[Reach]) -> str:
    """Say where a link opens and where it is a 404; who cannot tell is left out."""
    opening = named(reach.profile for reach in reaches if reach.opens)
    failing = named(reach.profile for reach in reaches if not reach.opens and reach.fate is not Fate.UNKNOWN)
    return "; ".join(
        words for words, names in ((f"opens in {opening}", opening), (f"404 on {failing}", failing)) if names
    )
