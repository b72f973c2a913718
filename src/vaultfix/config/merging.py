"""Merging: what several configurations say, one over the other."""

from collections.abc import Mapping
from typing import Any

from vaultfix.config.catalogue import Catalogue

_TABLES = ("per_file_ignores", "severity")
_GRADES = ("extend_safe_fixes", "extend_unsafe_fixes")


def merged(catalogue: Catalogue, said: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    """Return what was `said` with what is said `over` it: by a file that extends it, or on the command line.

    `ignore`, `extend-select` and schemas add to what was said, and so does each line of a table; a word of the fixes
    that are taken for safe or unsafe counts where it was said last. Anything else replaces it, and what is selected by
    name is no longer ignored.
    """
    asked = frozenset((*over.get("select", ()), *over.get("extend_select", ())))
    ignored = catalogue.unless(said.get("ignore", ()), asked)
    extended = () if "select" in over else said.get("extend_select", ())
    together = {**said, **over}
    together["ignore"] = tuple(dict.fromkeys((*ignored, *over.get("ignore", ()))))
    together["extend_select"] = tuple(dict.fromkeys((*extended, *over.get("extend_select", ()))))
    together["schema"] = (*said.get("schema", ()), *over.get("schema", ()))
    for name in _TABLES:
        together[name] = {**said.get(name, {}), **over.get(name, {})}
    regraded = {word for name in _GRADES for word in over.get(name, ())}
    for name in _GRADES:
        standing = (word for word in said.get(name, ()) if word not in regraded)
        together[name] = (*standing, *over.get(name, ()))
    together["rules"] = _options(said.get("rules", {}), over.get("rules", {}))
    return together


def _options(said: Mapping[str, Mapping[str, Any]], over: Mapping[str, Mapping[str, Any]]) -> dict[str, dict[str, Any]]:
    """Return the options of each rule, those that were said first under those that were said over them."""
    return {name: {**said.get(name, {}), **over.get(name, {})} for name in (*said, *(over.keys() - said.keys()))}
