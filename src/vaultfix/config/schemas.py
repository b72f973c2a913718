"""Schemas of properties as a configuration writes them: tables in, checked schemas out."""

import os
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from vaultfix.brought import Brought
from vaultfix.config.errors import ConfigError, did_you_mean
from vaultfix.config.sources import File, Source, shown, wrong
from vaultfix.config.values import WrongValueError, typed
from vaultfix.globs import Globs
from vaultfix.vault.schema import Kind, Schema, Wanted

SCHEMA: Mapping[str, object] = {
    "files": tuple[str, ...],
    "required": tuple[str, ...],
    "properties": Mapping[str, object],
    "json-schema": str,
}
"""The keys of a table `[[schema]]`, each with the type of its value."""
PROPERTY: Mapping[str, object] = {"type": Kind, "required": bool, "one-of": tuple[object, ...], "pattern": str}
"""The keys of what is wanted of a property."""
_SCALARS = (bool, int, float, str)


def schemas(tables: Sequence[Mapping[str, object]], source: Source) -> tuple[Schema, ...]:
    """Return the schemas that the tables `[[schema]]` of a configuration describe.

    Raises:
        ConfigError: a key, a type, a pattern or a JSON Schema is wrong.
    """
    return tuple(_Table(source, ("schema", str(number))).schema(table) for number, table in enumerate(tables))


class _Table(NamedTuple):
    """A table of the configuration, known by the keys that lead to it, so that an error can point there."""

    source: Source
    keys: tuple[str, ...]

    def schema(self, table: Mapping[str, object]) -> Schema:
        """Return the schema that `table` describes."""
        said = self._typed(table, SCHEMA)
        files = [unicodedata.normalize("NFC", pattern) for pattern in _texts(said.get("files"))]
        properties = dict(self._properties(said.get("properties")))
        for key in _texts(said.get("required")):
            known = properties.get(key, Wanted())
            properties[key] = Wanted(known.kind, True, known.one_of, known.pattern)  # noqa: FBT003 - a field, in order
        name = said.get("json-schema")
        return Schema(
            files=Globs.of(files) if "files" in said else None,
            properties=properties,
            json=self._json(name) if isinstance(name, str) else None,
            json_name=name if isinstance(name, str) else "",
        )

    def _properties(self, tables: object) -> Iterator[tuple[str, Wanted]]:
        """Yield each property and what is wanted of it; a word alone is its type."""
        below = _Table(self.source, (*self.keys, "properties"))
        for key, said in (tables if isinstance(tables, Mapping) else {}).items():
            if isinstance(said, Mapping):
                yield key, _Table(self.source, (*below.keys, key)).wanted(said)
            else:
                kind = below._value(key, said, Kind)
                yield key, Wanted(kind if isinstance(kind, Kind) else None)

    def wanted(self, table: Mapping[str, object]) -> Wanted:
        """Return what `table` wants of a property."""
        said = self._typed(table, PROPERTY)
        kind, one_of, pattern = said.get("type"), said.get("one-of", ()), said.get("pattern")
        if isinstance(one_of, tuple) and not all(isinstance(each, _SCALARS) for each in one_of):
            raise wrong(self.source, (*self.keys, "one-of"), "`one-of` lists texts, numbers, `true` or `false`")
        return Wanted(
            kind if isinstance(kind, Kind) else None,
            said.get("required") is True,
            one_of if isinstance(one_of, tuple) else (),
            self._pattern(pattern) if isinstance(pattern, str) else None,
        )

    def _pattern(self, pattern: str) -> Brought:
        brought = Brought(pattern)
        if flaw := brought.flaw:
            raise wrong(self.source, (*self.keys, "pattern"), f"`pattern` is no regular expression: {flaw}")
        return brought

    def _json(self, name: str) -> object:
        """Return what the JSON Schema file `name` says; it lies beside the configuration."""
        keys = (*self.keys, "json-schema")
        folder = self.source.path.parent if isinstance(self.source, File) else Path()
        if not _lies_in(folder / name, folder):
            raise wrong(self.source, keys, f"the schema `{shown(folder / name)}` does not lie beside the configuration")
        from vaultfix.config.reading import whole  # noqa: PLC0415 - only who has a schema pays for it

        try:
            raw = whole(folder / name)
        except OSError as error:
            reason = f"the schema `{shown(folder / name)}` cannot be read: {error.strerror or error}"
            raise wrong(self.source, keys, reason) from error
        import json  # noqa: PLC0415 - likewise

        from vaultfix.syntax.json_schema import flaw  # noqa: PLC0415 - likewise, for jsonschema

        try:
            told: object = json.loads(raw.decode("utf-8-sig"))
        except (ValueError, RecursionError) as error:
            raise ConfigError(f"{shown(folder / name)}: this is not JSON: {error}") from error
        if fault := flaw(told):
            raise ConfigError(f"{shown(folder / name)}: this is no JSON Schema: {fault}")
        return told

    def _typed(self, table: Mapping[str, object], kinds: Mapping[str, object]) -> Mapping[str, object]:
        """Return the values of `table`, each of its own type."""
        for key in table:
            if key not in kinds:
                known = did_you_mean(key, kinds) or f"; there are {', '.join(f'`{each}`' for each in kinds)}"
                raise wrong(self.source, (*self.keys, key), f"a schema has no key `{key}`{known}")
        return {key: self._value(key, value, kinds[key]) for key, value in table.items()}

    def _value(self, key: str, value: object, kind: object) -> object:
        try:
            return typed(value, kind)
        except WrongValueError as error:
            keys = (*self.keys, key, *error.keys)
            raise wrong(self.source, keys, f"`{keys[-1]}` {error.reason}", error.item) from error


def _lies_in(file: Path, folder: Path) -> bool:
    """Whether a file lies in a folder or below it, whatever symbolic links lead there."""
    return Path(os.path.realpath(folder)) in Path(os.path.realpath(file)).parents


def _texts(value: object) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
