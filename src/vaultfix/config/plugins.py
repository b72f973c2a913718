"""Plugins: rules that other distributions bring, found by their entry points; they are loaded here and nowhere else."""

import os
import sys
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from vaultfix.passes import PASSES
from vaultfix.patterns import pattern
from vaultfix.rule import Pass, Rule

GROUP = "vaultfix.rules"
"""The group of entry points in which a distribution names its rules."""

_ASKED = ("self", "doc", "vault")
_NAME = pattern(r"[a-z][a-z0-9]*+(?:-[a-z0-9]++)*+")


class Plugins(NamedTuple):
    """All passes there are, those of plugins behind our own, and what is wrong with plugins that were left out."""

    passes: tuple[Pass, ...]
    troubles: tuple[tuple[str, str], ...]
    """Which plugin, and why."""

    @property
    def told(self) -> str:
        """The end of a message about what is wrong with names: which plugins are left out, whose rules may be meant."""
        return "".join(f"; {name}: {reason}" for name, reason in self.troubles)


def plugins(own: Sequence[Pass] = PASSES) -> Plugins:
    """Load the rules of every distribution that brings some; each distribution is a pass of its name.

    What cannot be loaded, is no rule, or bears a name that is taken is left out, and all else goes on.
    """
    places = _places()
    if not any(map(_may_have_some, places)):
        return Plugins(tuple(own), ())
    from importlib.metadata import distributions  # noqa: PLC0415 - it takes longer than all our rules together

    taken = {name for group in own for name in (group.name, *(kind().name for kind in group.rules))}
    passes: dict[str, tuple[type[Rule], ...]] = {}
    troubles = []
    for found in sorted(distributions(path=list(places)), key=lambda each: each.name):
        for point in sorted(found.entry_points.select(group=GROUP)):
            try:
                kind = _rule(point.load(), taken)
            except (Exception, SystemExit) as wrong:  # noqa: BLE001 - whatever a plugin does, the run goes on
                troubles.append(
                    (f"plugin {found.name} {found.version}", f"`{point.name}` is left out: {_words(wrong)}")
                )
            else:
                taken.add(kind().name)
                passes[found.name] = (*passes.get(found.name, ()), kind)
    return Plugins((*own, *(Pass(name, kinds) for name, kinds in passes.items())), tuple(troubles))


def _places() -> tuple[str, ...]:
    """Return where distributions are installed: never the folder that we are run in, which may be somebody's vault."""
    here = os.path.realpath(os.curdir)
    return tuple(place for place in dict.fromkeys(sys.path) if place and os.path.realpath(place) != here)


def _may_have_some(place: str) -> bool:
    """Whether some distribution in a folder of modules may bring rules; what is no folder is doubted."""
    try:
        with os.scandir(place) as listing:
            names = [entry.name for entry in listing if entry.name.endswith((".dist-info", ".egg-info"))]
    except OSError:
        return os.path.isfile(place)  # noqa: PTH113 - a zip file, as sys.path may name
    return any(_speaks_of_rules(f"{place}/{name}/entry_points.txt") for name in names)


def _speaks_of_rules(file: str) -> bool:
    try:
        with open(file, "rb") as points:  # noqa: PTH123 - hundreds of these are opened, and few are there
            return GROUP.encode() in points.read()
    except OSError:
        return False


def _rule(kind: object, taken: Collection[str]) -> type[Rule]:
    """Return what a plugin gave as a rule.

    Raises:
        TypeError: it is none, or not one for this version of vaultfix.
        ValueError: its name is taken, or no name.
    """
    if not (isinstance(kind, type) and issubclass(kind, Rule)):
        raise TypeError("it is no class made from `vaultfix.plugin.Rule`")
    missing = list(_missing(kind))
    if missing:
        raise TypeError(f"it has no {' and no '.join(missing)}")
    from inspect import signature  # noqa: PLC0415 - likewise

    if tuple(signature(kind.check).parameters) != _ASKED:
        raise TypeError("its `check` does not take `doc` and `vault`; it was made for another version of vaultfix")
    name = kind().name
    if not _NAME.fullmatch(name):
        raise ValueError(f"`{name}` is no name for a rule")
    if name in taken:
        raise ValueError(f"the name `{name}` is taken by another rule or pass")
    return kind


def _missing(kind: type[Rule]) -> Iterator[str]:
    """Yield what a rule must have and this one lacks."""
    if not kind.__doc__ or kind.__doc__ == Rule.__doc__:
        yield "docstring"
    for name in ("severity", "examples"):
        if not hasattr(kind, name):
            yield f"`{name}`"
    if kind.check is Rule.check:
        yield "`check`"


def _words(wrong: BaseException) -> str:
    """Say in one line what went wrong; what we raise ourselves says it well."""
    said = " ".join(str(wrong).split())
    return said if isinstance(wrong, TypeError | ValueError) else f"{type(wrong).__name__}: {said}"
