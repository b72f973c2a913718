"""JSON Schema: where properties are not as a schema says; the only home of jsonschema.

Nothing is fetched: a reference leads to a place in the same file, or nowhere.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any, NamedTuple, cast

from jsonschema import FormatChecker
from jsonschema.exceptions import SchemaError, ValidationError, best_match
from jsonschema.protocols import Validator
from jsonschema.validators import (
    Draft3Validator,
    Draft4Validator,
    Draft6Validator,
    Draft7Validator,
    Draft201909Validator,
    Draft202012Validator,
    extend,
    validator_for,
)
from referencing import Registry
from referencing.exceptions import Unresolvable

from vaultfix.patterns import pattern
from vaultfix.syntax.json_schema.keywords import EXTRA, READING

_FORMATS = ("date", "email", "ipv4", "ipv6", "regex", "uuid")
"""The formats that need no library besides; those of times and addresses are read below."""
_URI = pattern(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+")
_NAMES = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "nothing",
    "number": "a number",
    "object": "a map",
    "string": "text",
}
_SAID = {
    "const": "this must be `{wanted}`, and is {shown}",
    "exclusiveMaximum": "{shown} is not less than {wanted}",
    "exclusiveMinimum": "{shown} is not more than {wanted}",
    "format": "{shown} is no {wanted}",
    "maxItems": "{shown} has more items than {wanted}",
    "maxLength": "{shown} is longer than {wanted}",
    "maximum": "{shown} is more than {wanted}",
    "minItems": "{shown} has fewer items than {wanted}",
    "minLength": "{shown} is shorter than {wanted}",
    "minimum": "{shown} is less than {wanted}",
    "pattern": "{shown} does not fit the pattern `{wanted}`",
    "uniqueItems": "{shown} has an item twice",
}
"""What is wrong where a validator is not met."""
_LONGEST = 60


class Violation(NamedTuple):
    """What is wrong, and the keys and numbers of items that lead there; `extra` is a key that may not be there."""

    path: tuple[str | int, ...]
    words: str
    extra: str | None = None


def flaw(schema: object) -> str | None:
    """Return why `schema`, as JSON has it, cannot be judged by; None where it can."""
    if not isinstance(schema, dict):
        return "a schema is an object"
    kind = _kind(schema)
    try:
        kind.check_schema(schema)
    except SchemaError as error:
        where = "/".join(map(str, error.absolute_path))
        return f"{error.message} (at `{where}`)" if where else error.message
    except RecursionError:
        return "it is nested too deep"
    outside = next((name for name in _references(schema) if not name.startswith("#")), None)
    return outside and f"it refers to `{outside}`, and nothing outside of the file is read; put it into the file"


def violations(schema: object, properties: Mapping[str, object]) -> Iterator[Violation]:
    """Yield every place where `properties` are not as a `schema` without flaw says."""
    if not isinstance(schema, dict):
        return
    instance: Any = properties
    judge = _JUDGES[_kind(schema)](schema, registry=Registry(), format_checker=_formats())
    try:
        # Of several keys that are missing, each error says the same.
        yield from dict.fromkeys(found for error in judge.iter_errors(instance) for found in _violations(error))
    except Unresolvable as error:
        yield Violation((), f"the schema refers to `{error.ref}`, which it does not have")
    except RecursionError:
        yield Violation((), "the schema refers to itself without end")


_DRAFTS = (
    Draft3Validator,
    Draft4Validator,
    Draft6Validator,
    Draft7Validator,
    Draft201909Validator,
    Draft202012Validator,
)


def _judging(draft: type[Validator]) -> type[Validator]:
    """Return what judges by a draft, and is not left for the library's own where a schema names its draft again."""
    reading = {keyword: READING[keyword] for keyword in READING.keys() & draft.VALIDATORS.keys()}
    judging: Any = extend(draft, reading)  # type: ignore[no-untyped-call]  # the stubs of the library lag behind
    evolve = judging.evolve

    def staying(judge: Any, **changes: Any) -> Any:  # noqa: ANN401 - as jsonschema has it
        if isinstance(schema := changes.get("schema"), Mapping):
            changes["schema"] = {key: value for key, value in schema.items() if key != "$schema"}
        return evolve(judge, **changes)

    judging.evolve = staying
    return cast("type[Validator]", judging)


_JUDGES: Mapping[type[Validator], type[Validator]] = {draft: _judging(draft) for draft in _DRAFTS}
"""For each draft, what judges by it."""


def _kind(schema: Mapping[str, object]) -> type[Validator]:
    """Return the draft that a schema is written in: the one it names, else the newest."""
    return validator_for(schema, default=Draft202012Validator)


def _references(schema: object) -> Iterator[str]:
    """Yield every reference in a schema, but those to what has a name of its own in there."""
    waiting = [schema]
    named: set[str] = set()
    found: list[str] = []
    while waiting:
        part = waiting.pop()
        if isinstance(part, Mapping):
            waiting += part.values()
            named.update(str(part[key]) for key in ("$id", "id") if isinstance(part.get(key), str))
            found += (str(part[key]) for key in ("$ref", "$dynamicRef") if isinstance(part.get(key), str))
        elif isinstance(part, list):
            waiting += part
    return (name for name in found if name.partition("#")[0] not in named)


def _formats() -> FormatChecker:
    """Return what is checked of the formats of texts, wherever vaultfix runs."""
    checker = FormatChecker(_FORMATS)
    checker.checks("date-time", ValueError)(_is_time)
    checker.checks("uri")(_is_uri)
    return checker


def _is_time(value: object) -> bool:
    return not isinstance(value, str) or datetime.fromisoformat(value).tzinfo is not None


def _is_uri(value: object) -> bool:
    return not isinstance(value, str) or _URI.fullmatch(value) is not None


def _violations(error: ValidationError) -> Iterator[Violation]:
    """Yield what one error of a validator comes to: of several schemas of which one should fit, the nearest one's."""
    if error.context:
        nearest = best_match([error])
        error = nearest if isinstance(nearest, ValidationError) else error
    path = tuple(error.absolute_path)
    if error.validator == EXTRA:
        keys: Any = error.validator_value
        yield from (Violation(path, f"there should be no `{key}` here", key) for key in keys)
    else:
        yield Violation(path, _words(error))


def _words(error: ValidationError) -> str:
    """Return what is wrong, in a person's words."""
    wanted: Any = error.validator_value
    instance: Any = error.instance
    shown = _shown(instance)
    match error.validator:
        case "type":
            kinds = [wanted] if isinstance(wanted, str) else wanted
            return f"this must be {' or '.join(_NAMES.get(kind, kind) for kind in kinds)}, and is {shown}"
        case "enum":
            return f"this must be one of {', '.join(map(_shown, wanted))}, and is {shown}"
        case "required":
            return f"{' and '.join(f'`{key}`' for key in wanted if key not in instance)} must be set"
        case validator if validator in _SAID:
            return _SAID[str(validator)].format(shown=shown, wanted=wanted)
    return error.message if len(error.message) <= 2 * _LONGEST else f"{shown} breaks `{error.validator}`"


def _shown(value: object) -> str:
    """Return a value as JSON writes it, cut where it is long."""
    text = json.dumps(value, ensure_ascii=False)
    return f"`{text[:_LONGEST]}…`" if len(text) > _LONGEST else f"`{text}`"
