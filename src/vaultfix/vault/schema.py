"""Schemas: what the properties of notes should be, as the vault's author has told us, or Obsidian."""

from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType
from typing import NamedTuple

from vaultfix.brought import Brought
from vaultfix.globs import Globs


class Kind(Enum):
    """The kind of value that a property has."""

    TEXT = "text"
    LIST = "list"
    """A list of texts; a single text may stand for it."""
    NUMBER = "number"
    CHECKBOX = "checkbox"
    """`true` or `false`."""
    DATE = "date"
    """`2026-01-31`."""
    DATETIME = "datetime"
    """`2026-01-31T10:30`, with or without seconds and time zone."""
    URL = "url"
    """The address of a web page."""


class Wanted(NamedTuple):
    """What one property should be; whatever is not said is free."""

    kind: Kind | None = None
    required: bool = False
    """Whether the key must be there; it may still have no value."""
    one_of: tuple[object, ...] = ()
    """The values it may have, or each of its items; empty where all are allowed."""
    pattern: Brought | None = None
    """What the whole of a text must fit, or each of its items."""


class Schema(NamedTuple):
    """What the properties of some notes should be."""

    files: Globs | None = None
    """Which notes; None for every note."""
    properties: Mapping[str, Wanted] = MappingProxyType({})
    """By the key as its author writes it."""
    json: object = None
    """A JSON Schema for all the properties together, as it was read; None without one."""
    json_name: str = ""
    """The name of its file, for messages."""

    def covers(self, path: str) -> bool:
        """Whether the note at `path` should be so."""
        return self.files is None or self.files.cover(path)


class Schemas(NamedTuple):
    """Every schema of a vault, and what Obsidian knows besides."""

    schemas: tuple[Schema, ...] = ()
    in_obsidian: Mapping[str, Kind] = MappingProxyType({})
    """The kinds of properties that were chosen in Obsidian, by folded key [C3.3]."""

    def covering(self, path: str) -> Iterator[Schema]:
        """Yield the schemas that speak of the note at `path`."""
        return (schema for schema in self.schemas if schema.covers(path))

    def wanted(self, path: str) -> Mapping[str, Wanted]:
        """Return what is wanted of each property of the note at `path`, by folded key; a later schema stands above."""
        return {key.casefold(): wanted for schema in self.covering(path) for key, wanted in schema.properties.items()}
