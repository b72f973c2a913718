"""Values: what a configuration says, as the type that a setting has."""

import types
from collections.abc import Mapping
from enum import Enum
from typing import Literal, Union, get_args, get_origin

from vaultfix.config.errors import did_you_mean

_LONGEST = 60
_PLAIN: Mapping[object, str] = {bool: "true or false", int: "a whole number", float: "a number", str: "text"}


class WrongValueError(Exception):
    """A value that a setting cannot have: why, the part of it that is at fault, and the keys in it that lead there."""

    def __init__(self, reason: str, item: object, keys: tuple[str, ...] = ()) -> None:
        """Remember what is wrong."""
        super().__init__(reason)
        self.reason = reason
        self.item = item
        self.keys = keys


def typed(value: object, kind: object) -> object:
    """Return `value`, as TOML has it, as the type `kind`: a list becomes a tuple, a word a member of an enumeration.

    Raises:
        WrongValueError: the value is of another type, or no such member exists.
        TypeError: a setting has a type that no configuration can give it.
    """
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        (kind,) = (each for each in inner if each is not types.NoneType)
        return typed(value, kind)
    if origin in (tuple, frozenset):
        if not isinstance(value, list | tuple):
            raise _mismatch(value, kind)
        return (tuple if origin is tuple else frozenset)(typed(each, inner[0]) for each in value)
    if origin is Mapping:
        if not isinstance(value, Mapping):
            raise _mismatch(value, kind)
        return types.MappingProxyType({key: _below(key, each, inner[1]) for key, each in value.items()})
    known = members(kind)
    return _plain(value, kind) if known is None else _member(value, known)


def _member(value: object, among: Mapping[str, object]) -> object:
    """Return the member of an enumeration that a word stands for."""
    if isinstance(value, str) and value in among:
        return among[value]
    known = ", ".join(f"`{each}`" for each in among)
    raise WrongValueError(f"must be one of {known}, not {_shown(value)}{did_you_mean(value, among)}", value)


def _plain(value: object, kind: object) -> object:
    """Return a value that TOML has as it is."""
    if kind is object:
        return value
    if kind not in _PLAIN:
        raise TypeError(f"no configuration can hold a {kind}")
    accepted = (int, float) if kind is float else (kind,)
    if type(value) not in accepted:
        raise _mismatch(value, kind)
    if isinstance(value, str) and "\0" in value:
        # The system calls it no path, and nobody means it anywhere else.
        raise WrongValueError(f"must be text without NUL, not {_shown(value)}", value)
    return value


def _below(key: str, value: object, kind: object) -> object:
    """Return a value of a table as its type; an error knows the key."""
    try:
        return typed(value, kind)
    except WrongValueError as error:
        raise WrongValueError(error.reason, error.item, (key, *error.keys)) from error


def words(kind: object) -> str:
    """Return what a person calls a type."""
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return " or ".join(words(each) for each in inner if each is not types.NoneType)
    if origin in (tuple, frozenset):
        several = words(inner[0]).removeprefix("a ")
        return f"a list of {'tables' if several == 'table' else several}"
    if origin is Mapping:
        return "a table"
    known = members(kind)
    if known is not None:
        return " or ".join(f"`{each}`" for each in known)
    return _PLAIN[kind]


def members(kind: object) -> dict[str, object] | None:
    """Return the values of an enumeration by the words that stand for them; None for any other type."""
    if get_origin(kind) is Literal:
        return {str(each): each for each in get_args(kind)}
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {each.value if isinstance(each.value, str) else each.name.lower(): each for each in kind}
    return None


def _mismatch(value: object, kind: object) -> WrongValueError:
    """Return the error for a value of another type."""
    return WrongValueError(f"must be {words(kind)}, not {_shown(value)}", value)


def _shown(value: object) -> str:
    """Return a value as a message shows it."""
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    if isinstance(value, list | tuple):
        return "a list"
    if isinstance(value, Mapping):
        return "a table"
    written = f'"{value}"' if isinstance(value, str) else str(value)
    return f"`{written[:_LONGEST]}…`" if len(written) > _LONGEST else f"`{written}`"
