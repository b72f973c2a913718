"""The configuration as a JSON Schema, by which an editor completes it, and says what is wrong while it is written."""

import types
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Union, get_args, get_origin, get_type_hints

from vaultfix.config.catalogue import Catalogue
from vaultfix.config.schemas import PROPERTY, SCHEMA
from vaultfix.config.settings import ADDRESS, COUNTS, Settings, key_of
from vaultfix.config.values import members
from vaultfix.frozen import fields_of
from vaultfix.passes import PASSES
from vaultfix.rule import Pass
from vaultfix.vault import PROFILES
from vaultfix.vault.schema import Kind

# The form that editors for TOML read.
_FORM = "http://json-schema.org/draft-07/schema#"
_PLAIN: Mapping[object, str] = {bool: "boolean", int: "integer", float: "number", str: "string"}
_SELECTING = ("select", "ignore", "extend-select", "extend-safe-fixes", "extend-unsafe-fixes")

Told = Callable[[Any], Mapping[str, str]]
"""Gives what is said of each option of a rule, or of the settings, by its key."""


def json_schema(told: Told, passes: Sequence[Pass] = PASSES) -> dict[str, object]:
    """Return the schema of a configuration file."""
    catalogue = Catalogue(tuple(passes))
    selector = {"$ref": "#/definitions/selector"}
    keys = _keys(Settings(), told)
    for key in _SELECTING:
        keys[key]["items"] = selector
    keys["per-file-ignores"]["additionalProperties"] = {"type": "array", "items": selector}
    keys["severity"]["propertyNames"] = selector
    keys["profiles"]["items"] = _one_of(PROFILES)
    for key in COUNTS:
        keys[key]["minimum"] = 0
    keys["base-url"]["pattern"] = f"^{ADDRESS}$"
    keys["schema"]["items"] = _schema_of_properties()
    rules = {
        name: _closed(_keys(kind(), told)) | {"description": kind().title} for name, kind in catalogue.kinds.items()
    }
    keys["rules"] = _closed(rules) | {"description": keys["rules"]["description"]}
    head = {"$schema": _FORM, "title": "vaultfix", "description": "A configuration of vaultfix."}
    return head | _closed(keys) | {"definitions": {"selector": _one_of(sorted(catalogue.selectors))}}


def _keys(owner: Settings | object, told: Told) -> dict[str, dict[str, Any]]:
    """Return what each option of a rule, or of the settings, may be, and what it is for."""
    kinds = get_type_hints(type(owner))
    about = told(owner)
    names = [each.name for each in fields_of(owner)]
    return {key_of(name): _kind(kinds[name]) | {"description": about[key_of(name)]} for name in names}


def _schema_of_properties() -> dict[str, object]:
    """Return what a table `[[schema]]` may say; of a property, its type alone or more of it."""
    table = {key: _kind(kind) for key, kind in SCHEMA.items()}
    wanted = _closed({key: _kind(kind) for key, kind in PROPERTY.items()})
    table["properties"]["additionalProperties"] = {"anyOf": [_kind(Kind), wanted]}
    return _closed(table)


def _kind(kind: object) -> dict[str, Any]:
    """Return what a value of a type may be, as `typed` takes it."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (each for each in inner if each is not types.NoneType)
        return _kind(kind)
    if origin in (tuple, frozenset):
        return {"type": "array", "items": _kind(inner[0])}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _kind(inner[1])}
    known = members(kind)
    if known is not None:
        return _one_of(known)
    return {"type": _PLAIN[kind]} if kind in _PLAIN else {}


def _one_of(words: Iterable[str]) -> dict[str, Any]:
    return {"type": "string", "enum": list(words)}


def _closed(keys: Mapping[str, object]) -> dict[str, Any]:
    """Return a table that has these keys and no other."""
    return {"type": "object", "additionalProperties": False, "properties": dict(keys)}
