"""Frozen records: dataclasses that share the methods which each would else compile for itself.

All of them are opened before the first note is read, and to compile their methods took a fifth of that time.
"""

from collections.abc import Callable, Mapping
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields, is_dataclass
from typing import Any, TypeVar, dataclass_transform

Kind = TypeVar("Kind")


@dataclass_transform(frozen_default=True, eq_default=False, field_specifiers=(field,))
def frozen(kind: type[Kind]) -> type[Kind]:
    """Make a class a dataclass whose instances never change, and are each the same only as itself."""
    made: Any = dataclass(init=False, repr=False, eq=False)(kind)
    made.__init__ = _beginning(made)
    made.__setattr__ = made.__delattr__ = refused
    return made  # type: ignore[no-any-return]  # it is `kind`, and mypy knows what it is now


def refused(self: object, name: str, *_: object) -> None:
    """Let nothing be set, nor be taken away.

    Raises:
        FrozenInstanceError: always.
    """
    raise FrozenInstanceError(f"`{name}` of a {type(self).__name__} never changes")


def fields_of(owner: object) -> tuple[Field[Any], ...]:
    """Return the fields of a dataclass; what is none has none."""
    return fields(owner) if is_dataclass(owner) else ()


def _beginning(kind: type[Any]) -> Callable[..., None]:
    """Return the `__init__` of a class that takes its fields, in order or by name."""
    own = {each.name: each for each in fields(kind)}
    makers: Mapping[str, Callable[[], object]] = {
        name: each.default_factory for name, each in own.items() if each.default_factory is not MISSING
    }
    defaults = {name: each.default for name, each in own.items() if each.default is not MISSING}
    wanted = own.keys() - makers.keys() - defaults.keys()

    def begin(self: object, *given: object, **named: object) -> None:
        values = dict(zip(own, given, strict=False)) | named
        if len(values) < len(given) + len(named) or not wanted <= values.keys() <= own.keys():
            raise TypeError(f"{kind.__name__} takes each once of {', '.join(own)}; needed: {', '.join(sorted(wanted))}")
        made = {name: make() for name, make in makers.items() if name not in values}
        vars(self).update(defaults | made | values)

    return begin
