"""Keywords: how those of a JSON Schema are judged by that hold patterns; none of them may take for ever."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from jsonschema.exceptions import ValidationError

from vaultfix.brought import Brought
from vaultfix.syntax.json_schema.looked_at import fitting, looked_at

EXTRA = "extra"
"""Marks the errors about keys that should not be there, which are then the value that is not met."""


def _fits(judge: Any, wanted: str, instance: Any, _schema: object) -> Iterator[ValidationError]:  # noqa: ANN401 - as jsonschema has it
    """Judge by `pattern`."""
    if judge.is_type(instance, "string") and not Brought(wanted).is_in(instance):
        yield ValidationError(f"{instance!r} does not fit {wanted!r}")


def _fits_by_name(judge: Any, wanted: Mapping[str, Any], instance: Any, _schema: object) -> Iterator[ValidationError]:  # noqa: ANN401 - likewise
    """Judge by `patternProperties`."""
    if judge.is_type(instance, "object"):
        for regex, below in wanted.items():
            for key in fitting([regex], instance):
                yield from judge.descend(instance[key], below, path=key, schema_path=regex)


def _fits_else(judge: Any, wanted: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:  # noqa: ANN401 - likewise
    """Judge by `additionalProperties`."""
    if judge.is_type(instance, "object"):
        yield from _others(judge, wanted, instance, tuple(_unknown(instance, schema)))


def _fits_at_last(judge: Any, wanted: Any, instance: Any, schema: Mapping[str, Any]) -> Iterator[ValidationError]:  # noqa: ANN401 - likewise
    """Judge by `unevaluatedProperties`."""
    if judge.is_type(instance, "object"):
        known = frozenset(looked_at(judge, instance, schema))
        yield from _others(judge, wanted, instance, tuple(key for key in instance if key not in known))


def _others(judge: Any, wanted: Any, instance: Any, keys: Sequence[str]) -> Iterator[ValidationError]:  # noqa: ANN401 - likewise
    """Judge by `wanted` what else there is in a map: the values at `keys`."""
    if judge.is_type(wanted, "object"):
        for key in keys:
            yield from judge.descend(instance[key], wanted, path=key)
    elif not wanted and keys:
        yield ValidationError(f"there should be no {', '.join(keys)}", validator=EXTRA, validator_value=keys)


def _unknown(instance: Mapping[str, object], schema: Mapping[str, Any]) -> Iterator[str]:
    """Yield the keys that neither the names nor the patterns of a schema know."""
    known = schema.get("properties", {})
    others = [key for key in instance if key not in known]
    known_by_pattern = frozenset(fitting(schema.get("patternProperties", {}), others))
    return (key for key in others if key not in known_by_pattern)


READING = {
    "pattern": _fits,
    "patternProperties": _fits_by_name,
    "additionalProperties": _fits_else,
    "unevaluatedProperties": _fits_at_last,
}
"""The keywords by which patterns of a schema are read; none of them may take for ever."""
