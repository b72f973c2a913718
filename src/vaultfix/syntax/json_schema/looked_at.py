"""Looked at: which properties a JSON Schema has said anything of, so that `unevaluatedProperties` judges the others."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from referencing.jsonschema import lookup_recursive_ref

from vaultfix.brought import Brought


def looked_at(judge: Any, instance: Mapping[str, Any], schema: Any) -> Iterator[str]:  # noqa: ANN401 - as jsonschema has it
    """Yield the keys of `instance` that a `schema` speaks of, itself or by another one that it holds or refers to.

    As the library has it, but no pattern may take for ever.

    Raises:
        EndlessPatternError: one does.
    """
    if not isinstance(schema, Mapping):
        return
    for keyword, wanted in schema.items():
        match keyword:
            case "properties":
                yield from wanted.keys() & instance.keys()
            case "patternProperties":
                yield from fitting(wanted, instance)
            case "additionalProperties" | "unevaluatedProperties":
                yield from (key for key, value in instance.items() if _is_met(judge, value, wanted))
            case _:
                for below, inner in _below(judge, keyword, wanted, instance, schema):
                    yield from looked_at(below, instance, inner)


def fitting(patterns: Iterable[str], keys: Iterable[str]) -> Iterator[str]:
    """Yield those of `keys` that one of `patterns` is found in."""
    brought = [Brought(each) for each in patterns]
    return (key for key in keys if any(each.is_in(key) for each in brought))


def _below(judge: Any, keyword: str, wanted: Any, instance: Any, schema: Any) -> Iterator[tuple[Any, Any]]:  # noqa: ANN401 - likewise
    """Yield each schema that a keyword brings to bear on the same properties, with what judges by it."""
    match keyword:
        case "$ref" | "$dynamicRef" | "$recursiveRef":
            scope = judge._resolver  # noqa: SLF001 - the library's own keywords look there, and offer no other way
            found = lookup_recursive_ref(scope) if keyword == "$recursiveRef" else scope.lookup(wanted)
            yield judge.evolve(schema=found.contents, _resolver=found.resolver), found.contents
        case "dependentSchemas":
            yield from ((judge, below) for key, below in wanted.items() if key in instance)
        case "allOf" | "oneOf" | "anyOf":
            yield from ((judge, below) for below in wanted if _is_met(judge, instance, below))
        case "if":
            is_met = _is_met(judge, instance, wanted)
            yield from ((judge, below) for below in ((wanted, schema.get("then")) if is_met else (schema.get("else"),)))


def _is_met(judge: Any, instance: Any, schema: Any) -> bool:  # noqa: ANN401 - likewise
    """Whether `instance` is as a schema says."""
    return next(judge.descend(instance, schema), None) is None
